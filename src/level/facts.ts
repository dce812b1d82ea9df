/** What a goal asks a run: the part of a machine and of its history that goals can speak of. */
import type { Expression } from '../python/syntax.ts';

export type FreedBy = 'refcount' | 'gc';

/** What an expression over the program's names gives, without any effect. */
export type Evaluated =
  /** `label` is absent for what is no heapling; `text` is what a player may be told: `bob`, `a list`. */
  | { readonly type: 'object'; readonly label?: string; readonly text: string }
  /** `text` is Python's `str()`: `None`, `3`, `k`. */
  | { readonly type: 'atom'; readonly text: string }
  | { readonly type: 'raised'; readonly message: string };

/**
 * Why a heapling lives: the shortest path from a name (`queue[1]`), or, if no root leads to it, a place inside an
 * unreachable object (`b.peer`, by label).
 */
export type Held = { readonly type: 'path' | 'unreachable'; readonly place: string };

/** What the lines that have not run can still do. */
export type Ahead = {
  /** Marks that they may still set. */
  readonly marks: ReadonlySet<string>;

  /** Whether they may change the heap: anything but `mark`, `use` and `said`. */
  readonly changes: boolean;

  /** Whether scoring starts among them (`# go`), so that the numbers so far do not count. */
  readonly go: boolean;
};

export type Facts = {
  /** Labels are `ada` or, for the second one born with it, `ada#2`; the dead keep theirs. */
  readonly freed: (label: string) => boolean;
  readonly isAlive: (label: string) => boolean;

  /** Number of references; undefined unless it lives. */
  readonly refcount: (label: string) => number | undefined;

  /** 0, 1 or 2; undefined unless it lives and stands in one. */
  readonly generation: (label: string) => number | undefined;

  /** Undefined unless it is freed. */
  readonly by: (label: string) => FreedBy | undefined;

  /** Undefined unless it lives and something that can be named holds it. */
  readonly held: (label: string) => Held | undefined;

  /** Labels of the heaplings that no root leads to, frozen ones included. */
  readonly garbage: () => readonly string[];

  /** Number of tracked objects that no root leads to. */
  readonly unreachable: () => number;

  /** Deaths by label, `@m` for marks. */
  readonly log: readonly string[];

  /** What `said` got, as Python's `str()`. */
  readonly output: readonly string[];

  /** In the module's scope. */
  readonly evaluate: (expression: Expression) => Evaluated;

  /** Whether a move may still bind this name of the module, which nothing binds now. */
  readonly canBind: (name: string) => boolean;

  /** Whether anything that can follow might free it; a false answer is certain. */
  readonly canBeFreed: (label: string) => boolean;

  /** The same for a collection, where counting does not count. */
  readonly canBeCollected: (label: string) => boolean;

  /** Whether somebody can come to stand in a younger generation than now. */
  readonly canGrowYounger: boolean;

  /** Collections per generation since `# go`. */
  readonly collections: readonly [number, number, number];

  /** Heaplings that collections have looked at since `# go`, each time counted. */
  readonly traversed: number;

  /** Most heaplings alive at once since `# go`. */
  readonly peak: number;

  /** Moves spent. */
  readonly moves: number;

  readonly ahead: Ahead;
};
