/**
 * What a level is: plain data, the same whether it was just read from a YAML file or comes with the game.
 *
 * Words: a *slot* is a marked line of the program where the run pauses for moves; a *place* is where a reference
 * can stand (`a`, `a.next`, `xs[0]`); a *label* is the name a heapling was born with (`Node("ada")`), `ada#2` the
 * second one born with it.
 */
import type { Program } from '../python/index.ts';
import type { Goal } from './goal.ts';

/** The moves that a level offers. What is not listed is refused. */
export type Allow = {
  /** Whether references may be deleted. */
  readonly cut: boolean;

  /** Places that may be bound to an object or to None; `true` stands for all existing names and attributes. */
  readonly wire: true | readonly string[];

  /** Generations that may be collected. */
  readonly collect: readonly (0 | 1 | 2)[];

  /** Statements offered as they stand; `[2] del a` only at slot 2, without a mark at every slot. */
  readonly statements: readonly string[];

  /** What is not the player's to change: a label, `old*` for all labels with that start, or `name:x`. */
  readonly keep: readonly string[];
};

/** A line of play that looks right and is not: it fails goals, raises, or is not legal. */
export type Tempting = {
  readonly moves: readonly string[];

  /** The goals, spelled as in the level, that do not hold after it: exactly these. */
  readonly fails?: readonly string[];

  /** The type of the exception that ends the run: `NameError`. */
  readonly raises?: string;

  readonly illegal?: true;

  /** One sentence: what it shows. */
  readonly shows: string;
};

export type Source = { readonly title: string; readonly where: string };

/** Fixed places on the board, in cards from the top left: label → [column, row]. */
export type Places = Readonly<Record<string, readonly [column: number, row: number]>>;

export type Level = {
  /** Stable, independent of where the level stands in the campaign. */
  readonly id: string;

  /** Neutral: it must not give the idea away. */
  readonly title: string;

  /** The earned title, shown after the first win. */
  readonly idea?: string;

  /** The chapter's id; absent in a file that stands alone. */
  readonly chapter?: string;

  /** At most two lines, shown while the program runs for the first time. */
  readonly opening?: string;

  readonly program: string;
  readonly allow: Allow;

  /** Python expressions in the words of `goal.ts`; all must hold at the end. */
  readonly goals: readonly string[];

  /** Present where collections start by themselves after `gc.enable()`: only heaplings are counted for it. */
  readonly bell?: 'heaplings';

  /** The most moves that a run may spend. */
  readonly budget: number;

  /** Length of the solution: the best known until a proof says better. Absent when the file gives no solution. */
  readonly par?: number;

  readonly solution: readonly string[];
  readonly tempting: readonly Tempting[];

  /** From "where to look" to "almost the move". */
  readonly hints: readonly string[];

  readonly debrief?: string;
  readonly sources: readonly Source[];
  readonly places?: Places;
};

/** A level that can be played: its program compiled, its goals understood. */
export type LoadedLevel = {
  readonly level: Level;
  readonly program: Program;

  /** As many as `level.goals`, in the same order. */
  readonly goals: readonly Goal[];

  /** Changes with whatever changes the puzzle, and with nothing else; see `hash.ts`. */
  readonly hash: string;

  /** Where it was read from; absent for levels that come with the game. */
  readonly file?: string;
};

/** What may be done where a level file does not say: everything but free statements. */
export const allowEverything: Allow = { cut: true, wire: true, collect: [0, 1, 2], statements: [], keep: [] };
