/** `:` – a statement typed by hand, with completion from the moves that are possible. */
import { type LegalMove, legalMoves } from '../../play/index.ts';
import { intentFor } from '../keys/keymap.ts';
import { promptKeys } from '../keys/play-keys.ts';
import type { Press } from '../keys/press.ts';
import { perform, problemWith } from './do.ts';
import type { Mode, PlayState } from './state.ts';

/** Nobody types a longer statement, and no level needs one. */
const longestStatement = 120;

export const openPrompt = (state: PlayState): PlayState => ({
  ...state,
  mode: { type: 'prompt', text: '', offers: [] },
});

type PromptMode = Mode & { type: 'prompt' };

export function pressPrompt(state: PlayState, mode: PromptMode, press: Press): PlayState {
  const { text } = mode;
  switch (intentFor(promptKeys, press)) {
    case 'close':
      return { ...state, mode: { type: 'board' } };
    case 'erase':
      if (text === '') return { ...state, mode: { type: 'board' } };
      return typed(state, [...text].slice(0, -1).join(''));
    case 'complete':
      return complete(state, text);
    case 'submit':
      return submit(state, text);
    case undefined:
      return [...press].length === 1 && text.length < longestStatement ? typed(state, text + press) : state;
  }
}

const typed = (state: PlayState, text: string): PlayState => ({
  ...state,
  mode: { type: 'prompt', text, offers: [] },
});

/** A refused statement stays in the prompt, with the reason beside it, to be corrected. */
function submit(state: PlayState, text: string): PlayState {
  const statement = text.trim();
  if (statement === '') return { ...state, mode: { type: 'board' } };
  const problem = problemWith(state, statement);
  if (problem === undefined) return perform(state, statement);
  return { ...state, mode: { type: 'prompt', text, problem, offers: [] } };
}

/** As far as all possible statements that start like this agree, and what they are. */
function complete(state: PlayState, text: string): PlayState {
  if (state.position.slot === undefined) return state;
  const start = text.trimStart();
  const offers = [...legalMoves(state.session.level, state.position.machine)]
    .sort((a, b) => rankOf(a) - rankOf(b) || a.text.length - b.text.length)
    .map(move => move.text)
    .filter(statement => statement.startsWith(start));
  if (offers.length === 0) return state;
  const common = offers.reduce(commonStart);
  return { ...state, mode: { type: 'prompt', text: common, offers: offers.length > 1 ? offers : [] } };
}

/** The few that the board has no place for come first; of cuts and wires there are many. */
const rankOf = ({ verb }: LegalMove): number => (verb === 'statement' || verb === 'collect' ? 0 : 1);

function commonStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return left.slice(0, length);
}
