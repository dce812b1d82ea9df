/** What a position tells: everything a screen says about a session, as plain data beside its machine. */
import type { GoalState } from '../level/index.ts';
import type { Machine, Raised } from '../python/index.ts';
import type { Generation, Ghost, HolderId, RowId } from './scene-types.ts';

/**
 * - `playing`: at a slot, moves or continue can follow.
 * - `won`: all goals hold, at the end or where nothing follows.
 * - `lost`: the program has ended and a goal does not hold.
 * - `raised`: an uncaught exception has ended the program. Undo repairs it.
 */
export type Status = 'playing' | 'won' | 'lost' | 'raised';

/** What a run has cost. Traversed and peak count heaplings since `# go`. */
export type Metrics = { readonly moves: number; readonly traversed: number; readonly peak: number };

/** How a run ended that was not won, in sentences for players. */
export type Outcome = {
  /** One sentence for the exception, if one ended it: `NameError in line 5: name "a" is not defined.` */
  readonly error?: string;

  /** One per goal that does not hold: which goal of the level, and who is to blame. */
  readonly failures: readonly {
    readonly goal: number;
    readonly sentence: string;
    readonly culprit?: string;
  }[];
};

/** What the last move or continue did. */
export type Consequence = {
  /** `del ada`, or for a continue the line that ran last. */
  readonly statement: string;

  /** One or two short sentences for players. */
  readonly sentence: string;

  /** Who died, in order. */
  readonly deaths: readonly Ghost[];

  /** References that now point elsewhere, or are new. */
  readonly changed: readonly { readonly holder: HolderId; readonly row: RowId }[];

  /** Who stands in another generation now, and in which one it stood before. */
  readonly promoted: ReadonlyMap<HolderId, Generation>;

  /** Heaplings that lived before and that no root reaches any more. */
  readonly stranded: readonly HolderId[];
};

export type Position = {
  /** Read it, fork it, never run it: it is shared by all who ask for this position. */
  readonly machine: Machine;

  readonly status: Status;

  /** The slot where moves go; undefined when the program has ended. */
  readonly slot: number | undefined;

  readonly movesUsed: number;
  readonly budget: number;

  /** One per goal of the level, in its order. */
  readonly goals: readonly GoalState[];

  /** Only when lost or raised. */
  readonly outcome?: Outcome;

  readonly metrics: Metrics;

  /** Whether anything follows the slot. */
  readonly canContinue: boolean;

  /** Lines that a continue would run, in the order of their first run, each once. */
  readonly linesToRun: readonly number[];

  /** Everybody who died in this run so far, in order. */
  readonly ghosts: readonly Ghost[];

  /** What the last step did; absent at the start and after a restart. */
  readonly last?: Consequence;

  /** The exception that ended the program, when raised. */
  readonly error?: Raised;
};
