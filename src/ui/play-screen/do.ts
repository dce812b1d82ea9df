/** Doing a statement: the one way by which a move, however it was chosen, gets into the session. */
import { parseMove, reduceSession, refusal } from '../../play/index.ts';
import { type PlayState, withSession } from './state.ts';
import { watchContinue } from './watched-run.ts';

export const refuse = (state: PlayState, text: string): PlayState => ({
  ...state,
  notice: { text, kind: 'refused' },
});

/** Why the statement cannot be done here, as a sentence; nothing if it can. */
export function problemWith(state: PlayState, text: string): string | undefined {
  const parsed = readMove(state, text);
  if (!parsed.ok) return parsed.issues[0]?.message;
  return refusal(state.session, parsed.value);
}

/** Does the statement at the slot where the run stands, or says why not. */
export function perform(state: PlayState, text: string): PlayState {
  const problem = problemWith(state, text);
  if (problem !== undefined) return refuse({ ...state, mode: { type: 'board' } }, problem);
  const parsed = readMove(state, text);
  if (!parsed.ok) return state;
  const session = reduceSession(state.session, { type: 'play', move: parsed.value });
  return withSession(state, session);
}

/** Runs on to the next stop, line by line unless the player wants no motion. It must be possible. */
export function continued(state: PlayState): PlayState {
  const { session, position, ran } = state;
  const watched = state.isStill ? undefined : watchContinue(session.level, position, ran);
  const after = new Set([...ran, ...position.linesToRun]);
  return withSession({ ...state, ran: after }, reduceSession(session, { type: 'continue' }), watched);
}

const readMove = ({ position }: PlayState, text: string) => parseMove(`[${position.slot ?? 1}] ${text}`);
