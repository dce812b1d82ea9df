/**
 * A session: a level and what the player did in it. Plain data; heap, score and frames follow from it by
 * running (see `position.ts`).
 */
import type { LoadedLevel } from '../level/index.ts';
import type { Move } from './move.ts';

/**
 * Something the player did and can take back. A restart is a step like others, so that undo brings back what
 * was there before it.
 */
export type Step =
  | { readonly type: 'move'; readonly move: Move }
  | { readonly type: 'continue' }
  | { readonly type: 'restart' };

export type Session = {
  readonly level: LoadedLevel;

  /** In the order they were done. */
  readonly done: readonly Step[];

  /** Taken back; the last one is the first to be redone. */
  readonly undone: readonly Step[];
};

/** `play` and `continue` must be legal: ask `refusal` and `positionOf(session).canContinue` first. */
export type SessionAction =
  | { readonly type: 'play'; readonly move: Move }
  | { readonly type: 'continue' | 'undo' | 'redo' | 'restart' };

export const startSession = (level: LoadedLevel): Session => ({ level, done: [], undone: [] });

export function reduceSession(session: Session, action: SessionAction): Session {
  switch (action.type) {
    case 'play':
      return perform(session, { type: 'move', move: action.move });
    case 'continue':
      return perform(session, { type: 'continue' });
    case 'restart':
      return effectiveSteps(session).length === 0 ? session : perform(session, { type: 'restart' });
    case 'undo':
      return shift(session, session.done.at(-1), undefined);
    case 'redo':
      return shift(session, undefined, session.undone.at(-1));
  }
}

/** The steps that count: those behind the last restart. */
function effectiveSteps({ done }: Pick<Session, 'done'>): readonly Step[] {
  const restart = done.findLastIndex(step => step.type === 'restart');
  return restart < 0 ? done : done.slice(restart + 1);
}

/** The moves that count, in order: the session's move list (continues follow from the slots). */
export const movesOf = (session: Pick<Session, 'done'>): readonly Move[] =>
  effectiveSteps(session).flatMap(step => (step.type === 'move' ? [step.move] : []));

/** What was undone cannot be redone behind something new. */
const perform = (session: Session, step: Step): Session => ({
  ...session,
  done: [...session.done, step],
  undone: [],
});

/** Moves one step from `done` to `undone` or back; without a step nothing happens. */
function shift(session: Session, undo: Step | undefined, redo: Step | undefined): Session {
  const { done, undone } = session;
  if (undo !== undefined) return { ...session, done: done.slice(0, -1), undone: [...undone, undo] };
  if (redo !== undefined) return { ...session, done: [...done, redo], undone: undone.slice(0, -1) };
  return session;
}
