/**
 * Progress: a fold over records. The order in which two journals are put together does not matter: bests are
 * minima, and of two sessions of a level the later one counts.
 */
import type { LoadedLevel } from '../level/index.ts';
import type { ForeignRecord, GameRecord } from './record.ts';
import { type Best, betterOf, type Stars, starsOf } from './score.ts';

/** What is known of one version of a level. */
export type LevelProgress = {
  readonly best?: Best;
  readonly hasForesight: boolean;
  readonly losses: number;

  /** Hints that were shown: the highest number. */
  readonly hints: number;
  readonly hasSeen: boolean;
  readonly hasPeeked: boolean;

  /** The newest session: what was done and undone, as text. */
  readonly steps?: {
    readonly at: string;
    readonly done: readonly string[];
    readonly undone: readonly string[];
  };
};

/** By level id, then by content hash. */
export type Progress = ReadonlyMap<string, ReadonlyMap<string, LevelProgress>>;

export const noProgress: Progress = new Map();

const untouched: LevelProgress = {
  hasForesight: false,
  losses: 0,
  hints: 0,
  hasSeen: false,
  hasPeeked: false,
};

export const progressFrom = (records: Iterable<GameRecord | ForeignRecord>): Progress => {
  let progress = noProgress;
  for (const record of records) progress = addRecord(progress, record);
  return progress;
};

/** Progress with one more record. Records of unknown kinds change nothing. */
export function addRecord(progress: Progress, record: GameRecord | ForeignRecord): Progress {
  if (record.kind === 'foreign') return progress;
  const versions = progress.get(record.level) ?? new Map<string, LevelProgress>();
  const next = fold(versions.get(record.hash) ?? untouched, record);
  return new Map(progress).set(record.level, new Map(versions).set(record.hash, next));
}

function fold(progress: LevelProgress, record: GameRecord): LevelProgress {
  switch (record.kind) {
    case 'steps': {
      if (progress.steps !== undefined && progress.steps.at > record.at) return progress;
      const { at, done, undone } = record;
      return { ...progress, steps: { at, done, undone } };
    }
    case 'won':
      return {
        ...progress,
        best: betterOf(progress.best, record.metrics),
        hasForesight: progress.hasForesight || record.foresight === true,
      };
    case 'lost':
      return { ...progress, losses: progress.losses + 1 };
    case 'hint':
      return { ...progress, hints: Math.max(progress.hints, record.hint) };
    case 'seen':
      return { ...progress, hasSeen: true };
    case 'peek':
      return { ...progress, hasPeeked: true };
  }
}

/** What a player is told about a level. */
export type LevelStanding = LevelProgress & {
  readonly stars: Stars;

  /** Best of versions of the level that differ from this one. */
  readonly earlier?: Best;
};

export function standingOf(
  progress: Progress,
  { level, hash }: Pick<LoadedLevel, 'level' | 'hash'>,
): LevelStanding {
  const versions = progress.get(level.id);
  const own = versions?.get(hash) ?? untouched;
  let earlier: Best | undefined;
  for (const [version, { best }] of versions ?? []) {
    if (version !== hash && best !== undefined) earlier = betterOf(earlier, best);
  }
  const standing = { ...own, stars: starsOf(level, own.best, own.hasForesight) };
  return earlier === undefined ? standing : { ...standing, earlier };
}
