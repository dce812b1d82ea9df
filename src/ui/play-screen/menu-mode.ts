/** The menus of the play screen: everything possible here, spelled out, and the generations to collect. */
import { type LegalMove, legalMoves } from '../../play/index.ts';
import { intentFor } from '../keys/keymap.ts';
import { moveCursor } from '../keys/menu-keys.ts';
import { panelKeys } from '../keys/play-keys.ts';
import type { Press } from '../keys/press.ts';
import { plural, words } from '../words.ts';
import { continued, perform, refuse } from './do.ts';
import { focusedOf, isFailed, type MenuEntry, type Mode, type PlayState } from './state.ts';

/** `g`: the generations that may be collected; their digits choose at once. */
export function collectMenu(state: PlayState): PlayState {
  const entries = [0, 1, 2].flatMap((generation): MenuEntry[] => {
    const move = legal(state).find(({ text }) => text === `gc.collect(${generation})`);
    if (move === undefined) return [];
    const note = words.generation[generation] ?? '';
    const choice = { type: 'statement', text: move.text } as const;
    return [{ label: `${generation}  ${move.text}`, note, press: String(generation), choice }];
  });
  if (entries.length === 0) return refuse(state, isFailed(state.position) ? words.ended : words.noCollect);
  return { ...state, mode: { type: 'menu', title: words.collectTitle, entries, at: 0 } };
}

/** `Enter`: what can be done at the focused place first, then everything else that is possible now. */
export function actionMenu(state: PlayState): PlayState {
  const row = focusedOf(state)?.row;
  const cut = row?.cut === undefined ? [] : [entry('x', row.cut)];
  const here = [...cut, ...(row?.wires ?? []).map(({ statement }) => entry('w', statement))];
  const known = new Set(here.map(({ label }) => label));
  const elsewhere = everything(state).filter(({ label }) => !known.has(label));
  const entries = [
    ...(here.length > 0 ? here : [note(row?.locked ?? words.nothingHereToDo)]),
    ...(elsewhere.length > 0 ? [note(words.elsewhere), ...elsewhere] : []),
  ];
  const at = entries.findIndex(({ choice }) => choice !== undefined);
  if (at < 0) return refuse(state, isFailed(state.position) ? words.ended : words.nothingPossible);
  return { ...state, mode: { type: 'menu', title: words.actionsTitle, entries, at } };
}

/** Continue, then what has no place to stand on, then cuts and wires. */
function everything(state: PlayState): readonly MenuEntry[] {
  const { canContinue, linesToRun } = state.position;
  const label = `c  run ${plural(linesToRun.length, 'line')}`;
  const run: readonly MenuEntry[] = canContinue ? [{ label, choice: { type: 'continue' } }] : [];
  const moves = [...legal(state)].sort((a, b) => verbs.indexOf(a.verb) - verbs.indexOf(b.verb));
  const shown = moves.filter(move => !isInsideChain(state, move));
  const hidden = moves.length - shown.length;
  return [
    ...run,
    ...shown.map(({ verb, text }) => entry(verbKeys[verb], text)),
    ...(hidden === 0 ? [] : [note(words.insideRow(hidden))]),
  ];
}

/** A cut of a reference that has no row on the board, because the row of cards it stands in is folded. */
function isInsideChain({ scene: { holders } }: PlayState, { verb, text }: LegalMove): boolean {
  if (verb !== 'cut' || holders.every(({ chain }) => chain === undefined)) return false;
  return !holders.some(({ rows }) => rows.some(({ cut }) => cut === text));
}

const verbs: readonly LegalMove['verb'][] = ['statement', 'collect', 'cut', 'wire'];
const verbKeys = { statement: ':', collect: 'g', cut: 'x', wire: 'w' } as const;

const entry = (key: string, text: string): MenuEntry => ({
  label: `${key}  ${text}`,
  choice: { type: 'statement', text },
});

const note = (text: string): MenuEntry => ({ label: '', note: text });

const legal = ({ session, position }: PlayState): readonly LegalMove[] =>
  position.slot === undefined ? [] : legalMoves(session.level, position.machine);

export function pressMenu(state: PlayState, mode: Mode & { type: 'menu' }, press: Press): PlayState {
  const { entries, at } = mode;
  const byKey = entries.find(item => item.press === press);
  if (byKey !== undefined) return choose(state, byKey);
  // A generation that is not listed is refused in a sentence, as if it had been typed.
  const isGeneration = mode.title === words.collectTitle && ['0', '1', '2'].includes(press);
  if (isGeneration) return perform(state, `gc.collect(${press})`);
  switch (intentFor(panelKeys, press)) {
    case 'down':
    case 'up':
      return { ...state, mode: { ...mode, at: nextChoice(entries, at, press) } };
    case 'choose':
      return choose(state, entries[at]);
    case 'close':
      return { ...state, mode: { type: 'board' } };
    case undefined:
      return state;
  }
}

/** The cursor passes over lines that only say something. */
function nextChoice(entries: readonly MenuEntry[], from: number, press: Press): number {
  let at = from;
  do at = moveCursor(at, entries.length, press);
  while (at !== from && entries[at]?.choice === undefined);
  return at;
}

function choose(state: PlayState, item: MenuEntry | undefined): PlayState {
  if (item?.choice === undefined) return state;
  if (item.choice.type === 'statement') return perform(state, item.choice.text);
  return continued(state);
}
