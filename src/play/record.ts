/**
 * Records: what a session leaves in the journal, and what a journal gives back. A record is plain JSON with the
 * level's id and hash, so that it can be replayed and judged again at any time.
 */
import type { LoadedLevel } from '../level/index.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Move, parseMove, printMove } from './move.ts';
import { positionOf, refusal } from './position.ts';
import type { Metrics } from './position-types.ts';
import { reduceSession, type Session, type Step, startSession } from './session.ts';

type About = {
  /** Version of the format. */
  readonly v: 1;

  /** When, as an ISO 8601 text in UTC: texts compare as times do. */
  readonly at: string;
  readonly level: string;
  readonly hash: string;
};

export type GameRecord =
  /** Where the session of a level stands: moves as text, `[continue]` and `[restart]`. The newest one counts. */
  | (About & { readonly kind: 'steps'; readonly done: readonly string[]; readonly undone: readonly string[] })
  /** A win. `foresight` if what would happen was predicted rightly and without a peek. */
  | (About & {
      readonly kind: 'won';
      readonly moves: readonly string[];
      readonly metrics: Metrics;
      readonly foresight?: true;
    })
  /** A run that came to its end without a win. */
  | (About & { readonly kind: 'lost'; readonly moves: readonly string[] })
  /** The first run was shown; a hint was shown (counted from 1); a peek was taken. */
  | (About & { readonly kind: 'seen' | 'peek' })
  | (About & { readonly kind: 'hint'; readonly hint: number });

/** A record of a newer game: kept in the file, and without meaning for this one. */
export type ForeignRecord = { readonly kind: 'foreign' };

const about = ({ level, hash }: LoadedLevel, at: string): About => ({ v: 1, at, level: level.id, hash });

export const stepsRecord = ({ level, done, undone }: Session, at: string): GameRecord => ({
  ...about(level, at),
  kind: 'steps',
  done: done.map(printStep),
  undone: undone.map(printStep),
});

export const wonRecord = (
  level: LoadedLevel,
  moves: readonly Move[],
  metrics: Metrics,
  at: string,
  hasForesight = false,
): GameRecord => ({
  ...about(level, at),
  kind: 'won',
  moves: moves.map(printMove),
  metrics: { moves: metrics.moves, traversed: metrics.traversed, peak: metrics.peak },
  ...(hasForesight ? { foresight: true } : {}),
});

export const lostRecord = (level: LoadedLevel, moves: readonly Move[], at: string): GameRecord => ({
  ...about(level, at),
  kind: 'lost',
  moves: moves.map(printMove),
});

export const noteRecord = (level: LoadedLevel, kind: 'seen' | 'peek', at: string): GameRecord => ({
  ...about(level, at),
  kind,
});

export const hintRecord = (level: LoadedLevel, hint: number, at: string): GameRecord => ({
  ...about(level, at),
  kind: 'hint',
  hint,
});

function printStep(step: Step): string {
  return step.type === 'move' ? printMove(step.move) : `[${step.type}]`;
}

function parseStep(text: string): Step | undefined {
  if (text === '[continue]') return { type: 'continue' };
  if (text === '[restart]') return { type: 'restart' };
  const parsed = parseMove(text);
  return parsed.ok ? { type: 'move', move: parsed.value } : undefined;
}

/**
 * The session that a `steps` record tells of, as far as its steps are still legal: from the first one that is not,
 * the rest is dropped, and so is what was undone.
 *
 * @returns the session; `ok: false` with the text of the first step that was dropped and the session before it
 */
export function restoreSession(
  level: LoadedLevel,
  record: { readonly done: readonly string[]; readonly undone: readonly string[] },
): Result<Session, { readonly step: string; readonly session: Session }> {
  let session = startSession(level);
  for (const text of record.done) {
    const next = redoStep(session, text);
    if (next === undefined) return fail({ step: text, session });
    session = next;
  }
  const undone = record.undone.map(parseStep);
  const isWhole = undone.every(step => step !== undefined) && canRedo(session, undone.toReversed());
  return ok(isWhole ? { ...session, undone: undone.filter(step => step !== undefined) } : session);
}

function redoStep(session: Session, text: string): Session | undefined {
  const step = parseStep(text);
  if (step === undefined) return undefined;
  switch (step.type) {
    case 'move':
      if (refusal(session, step.move) !== undefined) return undefined;
      return reduceSession(session, { type: 'play', move: step.move });
    case 'continue':
      return positionOf(session).canContinue ? reduceSession(session, step) : undefined;
    case 'restart':
      return reduceSession(session, step);
  }
}

/** Whether the steps can be done one after the other. */
function canRedo(session: Session, steps: readonly Step[]): boolean {
  let at: Session | undefined = session;
  for (const step of steps) at = at && redoStep(at, printStep(step));
  return at !== undefined;
}

/** A record from JSON; undefined for what is none. What a newer game has written is no error. */
export function decodeRecord(value: unknown): GameRecord | ForeignRecord | undefined {
  if (!isObject(value)) return undefined;
  const { v, kind, at, level, hash } = value;
  if (typeof v !== 'number' || typeof kind !== 'string') return undefined;
  if (v !== 1 || !kinds.has(kind)) return { kind: 'foreign' };
  if (typeof at !== 'string' || typeof level !== 'string' || typeof hash !== 'string') return undefined;
  const rest = decodeRest(kind, value);
  return rest === undefined ? undefined : { v: 1, at, level, hash, ...rest };
}

const kinds: ReadonlySet<string> = new Set(['steps', 'won', 'lost', 'seen', 'peek', 'hint']);

type Rest<R = GameRecord> = R extends GameRecord ? Omit<R, keyof About> : never;

function decodeRest(kind: string, value: Readonly<Record<string, unknown>>): Rest | undefined {
  const { done, undone, moves, metrics, foresight, hint } = value;
  switch (kind) {
    case 'steps':
      return isTexts(done) && isTexts(undone) ? { kind, done, undone } : undefined;
    case 'won':
      if (!isTexts(moves) || !isMetrics(metrics)) return undefined;
      return { kind, moves, metrics, ...(foresight === true ? { foresight } : {}) };
    case 'lost':
      return isTexts(moves) ? { kind, moves } : undefined;
    case 'hint':
      return isCount(hint) ? { kind, hint } : undefined;
    case 'seen':
    case 'peek':
      return { kind };
    default:
      return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function isMetrics(value: unknown): value is Metrics {
  if (!isObject(value)) return false;
  const { moves, traversed, peak } = value;
  return isCount(moves) && isCount(traversed) && isCount(peak);
}
