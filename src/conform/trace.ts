/** A recorded trace: operations on a small heap and, for each of them, what real CPythons did. */

/** The thresholds of the three generations, or their counters. */
export type Three = readonly [number, number, number];

/** One line of a `.jsonl` file, or a whole `.json` file. */
export type Trace = {
  readonly id: string;
  /** The rule that a hand-written trace was written for. */
  readonly rule?: string;
  readonly note?: string;
  /** What sort of random trace it is, and the seed that made it. */
  readonly shape?: string;
  readonly seed?: string;
  /** Automatic collection is on from the start, with `threshold`; counters are observed. */
  readonly auto?: boolean;
  readonly threshold?: Three;
  readonly ops: readonly Op[];
  /** The version that `obs` was recorded on; `obs[k]` belongs to `ops[k]`. */
  readonly python: string;
  readonly obs: readonly Observation[];
  /** What other versions did, by their full number. */
  readonly versions: Readonly<Record<string, Version>>;
};

/** `same` as `obs`; `as V`: what stands under V; or the whole observation of each operation that differs. */
export type Version = string | { readonly obs: Readonly<Record<string, Observation>> };

/** One step of a finalizer (`me` is self) or of a callback (`me` is the weak reference). Skipped if it does not apply. */
export type Step = {
  readonly do: string;
  readonly var?: string;
  readonly name?: string;
  readonly id?: string;
  readonly kind?: string;
  readonly wr?: string;
};

/** One operation. Which keys belong to which operation, `decodeTrace` knows. */
export type Op = {
  readonly op: string;
  readonly id?: string;
  readonly kind?: string;
  readonly var?: string;
  readonly from?: string;
  /** An object or None; for `threshold` the three thresholds. */
  readonly to?: string | null | Three;
  readonly obj?: string;
  readonly name?: string;
  readonly key?: string;
  readonly at?: number;
  readonly items?: readonly (string | null | readonly [string, string | null])[];
  readonly slots?: readonly string[];
  /** Present, even if empty: the class has a `__del__` that does this. */
  readonly fin?: readonly Step[];
  /** Absent: no callback. A script: a function that lives elsewhere. An id: this function object, a strong reference. */
  readonly cb?: string | readonly Step[];
  readonly closure?: string;
  readonly ncells?: number;
  readonly self?: string;
  readonly dict?: string;
  readonly target?: string;
  readonly wr?: string;
  readonly args?: readonly (readonly [string, string])[];
  readonly gen?: 0 | 1 | 2;
  readonly on?: boolean;
};

/** The generation of an object, `p` for a frozen one, null for one that is not tracked. */
export type Place = number | 'p' | null;

/** What changed during an operation; absent means nothing did. */
export type Observation = {
  /** `d:` dying, `f:` finalizer, `r:` resurrected, `w:` callback script, `c:` callback function; `g` before: in a collection. */
  ev?: string[];
  rc?: Record<string, number | 'immortal'>;
  gen?: Record<string, Place>;
  /** Objects that are now marked as finalized. */
  fin?: string[];
  /** Targets of weak references, null for a cleared one. */
  wr?: Record<string, string | null>;
  /** Globals: an id, null for None, `-` for an unbound one. */
  vars?: Record<string, string | null>;
  /** `[generation, runs, collected, uncollectable]`. */
  gcs?: number[][];
  /** After a collection: the list of each generation. */
  order?: Record<string, string[]>;
  /** The three counters. */
  cnt?: number[];
  /** What `gc.collect` returned. */
  ret?: number;
  /** Answer of referrers or referents, sorted, duplicates kept. */
  q?: string[];
  /** The table order of sets after a change: an input. */
  so?: Record<string, string[]>;
  /** `new weakref` returned this weak reference, which was there before; the new id names nothing then. */
  same?: string;
  /** Contents of `gc.garbage`. */
  garbage?: (string | null)[];
};

/** What an engine must be told of a recording: what depends on hashes. */
export type Input = Pick<Observation, 'so'>;
