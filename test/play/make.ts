/** Small levels and positions for tests. */
import type { LoadedLevel } from '../../src/level/index.ts';
import { pathText } from '../../src/level/issue.ts';
import { decodeLevel } from '../../src/level/load.ts';
import {
  legalMoves,
  type Move,
  makeMove,
  parseMove,
  positionOf,
  reduceSession,
  refusal,
  type Session,
  startSession,
} from '../../src/play/index.ts';
import type { Machine } from '../../src/python/index.ts';

type Fields = {
  readonly allow?: Readonly<Record<string, unknown>>;
  readonly goals?: readonly string[];
  readonly budget?: number;
  readonly solution?: readonly string[];
  readonly tempting?: readonly Readonly<Record<string, unknown>>[];
};

/** A level from the lines of its program; what is not given allows cuts only and wants nothing to happen. */
export function makeLevel(program: readonly string[], fields: Fields = {}): LoadedLevel {
  const decoded = decodeLevel({
    id: 'test',
    title: 'Test',
    program: `${program.join('\n')}\n`,
    goals: ['peak() == 99'],
    budget: 9,
    allow: { cut: true },
    ...fields,
  });
  if (decoded.ok) return decoded.value;
  throw new Error(decoded.issues.map(({ path, message }) => `${pathText(path)}: ${message}`).join('\n'));
}

export function move(text: string): Move {
  const parsed = parseMove(text);
  if (parsed.ok) return makeMove(parsed.value.slot, parsed.value.statement);
  throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
}

/** Plays moves, and `c` for a continue; a refused one fails the test. */
export function play(level: LoadedLevel, ...steps: readonly string[]): Session {
  return steps.reduce((session, text) => {
    if (text === 'c') {
      if (!positionOf(session).canContinue) throw new Error('nothing follows');
      return reduceSession(session, { type: 'continue' });
    }
    const reason = refusal(session, move(text));
    if (reason !== undefined) throw new Error(`${text}: ${reason}`);
    return reduceSession(session, { type: 'play', move: move(text) });
  }, startSession(level));
}

export const machineOf = (level: LoadedLevel, ...steps: readonly string[]): Machine =>
  positionOf(play(level, ...steps)).machine;

/** Texts of what may be done after some steps. */
export const textsOf = (level: LoadedLevel, ...steps: readonly string[]): readonly string[] =>
  legalMoves(level, machineOf(level, ...steps)).map(({ text }) => text);
