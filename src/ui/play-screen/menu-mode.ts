/** The menus of the play screen: everything possible here, spelled out, and the generations to collect. */
import { type LegalMove, legalMoves } from '../../play/index.ts';
import { intentFor } from '../keys/keymap.ts';
import { moveCursor } from '../keys/menu-keys.ts';
import { panelKeys } from '../keys/play-keys.ts';
import type { Press } from '../keys/press.ts';
import { plural, words } from '../words.ts';
import { continued, perform, refuse } from './do.ts';
import { focusedOf, type MenuEntry, type Mode, type PlayState } from './state.ts';

/** `g`: the generations that may be collected; their digits choose at once. */
export function collectMenu(state: PlayState): PlayState {
  const entries = [0, 1, 2].flatMap((generation): MenuEntry[] => {
    const move = legal(state).find(({ text }) => text === `gc.collect(${generation})`);
    if (move === undefined) return [];
    const note = words.generation[generation] ?? '';
    const choice = { type: 'statement', text: move.text } as const;
    return [{ label: `${generation}  ${move.text}`, note, press: String(generation), choice }];
  });
  if (entries.length === 0) return refuse(state, words.noCollect);
  return { ...state, mode: { type: 'menu', title: words.collectTitle, entries, at: 0 } };
}

/** `Enter`: what can be done with the focused reference first, then with its card, then anywhere. */
export function actionMenu(state: PlayState): PlayState {
  const entries = actionsHere(state);
  if (entries.length === 0) return refuse(state, lockedHere(state) ?? words.nothingPossible);
  return { ...state, mode: { type: 'menu', title: words.actionsTitle, entries, at: 0 } };
}

function actionsHere(state: PlayState): readonly MenuEntry[] {
  const row = focusedOf(state)?.row;
  const cut = row?.cut === undefined ? [] : [entry('x', row.cut)];
  const wires = (row?.wires ?? []).map(({ statement }) => entry('w', statement));
  const others = legal(state)
    .filter(({ verb }) => verb === 'statement' || verb === 'collect')
    .map(({ verb, text }) => entry(verb === 'collect' ? 'g' : ':', text));
  const { canContinue, linesToRun } = state.position;
  const run: MenuEntry = {
    label: `c  run ${plural(linesToRun.length, 'line')}`,
    choice: { type: 'continue' },
  };
  return unique([...cut, ...wires, ...others, ...(canContinue ? [run] : [])]);
}

const entry = (key: string, text: string): MenuEntry => ({
  label: `${key}  ${text}`,
  choice: { type: 'statement', text },
});

const unique = (entries: readonly MenuEntry[]): readonly MenuEntry[] => [
  ...new Map(entries.map(item => [item.choice.type === 'statement' ? item.choice.text : '', item])).values(),
];

const lockedHere = (state: PlayState): string | undefined => focusedOf(state)?.row?.locked;

const legal = ({ session, position }: PlayState): readonly LegalMove[] =>
  position.slot === undefined ? [] : legalMoves(session.level, position.machine);

export function pressMenu(state: PlayState, mode: Mode & { type: 'menu' }, press: Press): PlayState {
  const { entries, at } = mode;
  const byKey = entries.find(item => item.press === press);
  if (byKey !== undefined) return choose(state, byKey);
  switch (intentFor(panelKeys, press)) {
    case 'down':
    case 'up':
      return { ...state, mode: { ...mode, at: moveCursor(at, entries.length, press) } };
    case 'choose':
      return choose(state, entries[at]);
    case 'close':
      return { ...state, mode: { type: 'board' } };
    case undefined:
      return state;
  }
}

function choose(state: PlayState, item: MenuEntry | undefined): PlayState {
  if (item === undefined) return state;
  if (item.choice.type === 'statement') return perform(state, item.choice.text);
  return continued(state);
}
