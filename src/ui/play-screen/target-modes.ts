/** `w` and `f`: choosing a card or a reference by its letter. */
import { assignTags, type Focus, focusAt, inReadingOrder, referenceKey, tagged } from '../board/index.ts';
import { intentFor } from '../keys/keymap.ts';
import { jumpKeys, wireKeys } from '../keys/play-keys.ts';
import type { Press } from '../keys/press.ts';
import { words } from '../words.ts';
import { perform, refuse } from './do.ts';
import { focusedOf, isFailed, lookingAt, type Mode, type PlayState, type WireTarget } from './state.ts';
import { lettersFor } from './tags.ts';
import { placeName } from './why.ts';

/** Wire mode for the focused place, or why there is none. */
export function enterWire(state: PlayState): PlayState {
  if (isFailed(state.position)) return refuse(state, words.ended);
  const focused = focusedOf(state);
  const wires = focused?.row?.wires ?? [];
  if (focused?.row === undefined || wires.length === 0) {
    const { wire } = state.session.level.level.allow;
    if (wire !== true && wire.length === 0) return refuse(state, words.noWire);
    const { holder, row } = focused ?? {};
    const place = holder !== undefined && row !== undefined ? placeName({ holder, row }) : words.thisPlace;
    return refuse(state, words.noWiresHere(place));
  }
  const titles = wires.map(({ target }) => titleOf(state, target));
  const objects = wires.flatMap(({ target }, index) => (target === 'None' ? [] : [titles[index] ?? '']));
  const letters = lettersFor(objects);
  let next = 0;
  const choices = wires.map(({ target, statement }, index): WireTarget => {
    const letter = target === 'None' ? '0' : letters[next++];
    return { target, title: titles[index] ?? '', letter, statement };
  });
  return { ...state, mode: { type: 'wire', choices, at: undefined } };
}

const titleOf = ({ scene }: PlayState, target: string): string =>
  target === 'None' ? target : (scene.holders.find(({ id }) => id === target)?.title ?? '');

export function pressWire(state: PlayState, mode: Mode & { type: 'wire' }, press: Press): PlayState {
  const { choices, at } = mode;
  const byLetter = choices.find(({ letter }) => letter === press);
  if (byLetter !== undefined) return perform(state, byLetter.statement);
  switch (intentFor(wireKeys, press)) {
    case 'next-target':
      return { ...state, mode: { ...mode, at: at === undefined ? 0 : (at + 1) % choices.length } };
    case 'previous-target':
      return { ...state, mode: { ...mode, at: ((at ?? 0) + choices.length - 1) % choices.length } };
    case 'choose': {
      const choice = at === undefined ? undefined : choices[at];
      return choice === undefined ? state : perform(state, choice.statement);
    }
    case 'none':
      return refuse(state, words.noNoneHere);
    case 'close':
      return { ...state, mode: { type: 'board' }, notice: undefined };
    case undefined:
      return [...press].length === 1 ? refuse(state, words.noSuchTag(press)) : state;
  }
}

/** Every place that something can be done with, or that points at an object, gets a letter. */
export function enterJump(state: PlayState): PlayState {
  const tags = assignTags(places(state).map(({ holder, row = '' }) => referenceKey(holder, row)));
  return tags.size === 0 ? state : { ...state, mode: { type: 'jump', tags, typed: '' } };
}

const places = ({ board, scene }: PlayState): readonly Focus[] =>
  inReadingOrder(scene, board.layout).flatMap(holder =>
    holder.rows
      .filter(row => row.target.type === 'object' || (row.wires?.length ?? 0) > 0)
      .map(row => ({ holder: holder.id, row: row.id })),
  );

export function pressJump(state: PlayState, mode: Mode & { type: 'jump' }, press: Press): PlayState {
  const left = { ...state, mode: { type: 'board' }, notice: undefined } as const;
  if (intentFor(jumpKeys, press) !== undefined) return left;
  if ([...press].length !== 1) return state;
  const typed = mode.typed + press;
  const meant = tagged(mode.tags, typed);
  if (meant === 'more') return { ...state, mode: { ...mode, typed } };
  const at = places(state).find(({ holder, row = '' }) => referenceKey(holder, row) === meant);
  if (at === undefined) return refuse({ ...state, mode: { ...mode, typed: '' } }, words.noSuchTag(typed));
  return lookingAt(left, focusAt(at));
}
