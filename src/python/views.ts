/** What others may see of a program and of a machine: plain data, no behaviour. */
import type { Ref } from '../engine/index.ts';
import type { Library } from './compile/code.ts';
import type { Module } from './syntax.ts';

/** Where the player's moves stand: `line` counts from 1; behind the last line where the text has no slot. */
export type SlotPlace = { readonly slot: number; readonly line: number };

/** A compiled program. `library` holds its code, strings and shapes: append-only, shared by every machine that runs it. */
export type Program = {
  readonly source: string;
  readonly module: Module;
  readonly slots: readonly SlotPlace[];
  /** The line of `# go`, where scoring starts. */
  readonly goLine?: number;
  readonly library: Library;
  /** The number of the module's code in the library. */
  readonly main: number;
};

/** An exception that nobody caught: CPython's type and wording, and the line that raised it. */
export type Raised = { readonly type: string; readonly message: string; readonly line: number };

/** A running call, or the module. `names` are the bound ones, in slot order; the module's in the order of binding. */
export type FrameView = {
  readonly name: string;
  readonly ref: Ref;
  readonly line: number | undefined;
  readonly names: readonly { readonly name: string; readonly ref: Ref }[];
};

/** The result of an expression. `text` is its `str()`; `ref` is a row of the machine asked (0: it was only made for the answer). */
export type Value =
  | { readonly type: 'object'; readonly ref: Ref; readonly text: string }
  | { readonly type: 'atom'; readonly text: string }
  | { readonly type: 'raised'; readonly error: Raised };

/**
 * A dead heapling: who let it go, and the line of the statement that was being executed; none if the program was
 * over (an uncaught exception has held it).
 */
export type Death = {
  readonly label: string;
  readonly by: 'refcount' | 'gc';
  readonly line: number | undefined;
};

/**
 * The bell of a level: CPython's rule for automatic collections, counting heaplings only, looked at when a statement is over.
 */
export type BellView = {
  /** As `gc.isenabled()`: whether it rings by itself. Off until `gc.enable()`. */
  readonly enabled: boolean;
  /** `gc.get_count()`: births minus deaths, then collections of generation 0 and of generation 1. */
  readonly counts: PerGeneration;
  /** `gc.get_threshold()`: it rings when the first count *exceeds* the first threshold; 0: never. */
  readonly thresholds: PerGeneration;
  /** After how many more births, if nobody dies, it is due; undefined if it is switched off. At least 1. */
  readonly births: number | undefined;
};

/** One number for each generation. */
export type PerGeneration = readonly [number, number, number];

/** Heaplings only, counted since `# go` (from the start where a program has none). */
export type Statistics = {
  readonly collections: PerGeneration;
  readonly collected: PerGeneration;
  readonly uncollectable: PerGeneration;
  /** Candidates that collections looked at, summed up: pause work. */
  readonly traversed: number;
  readonly peak: number;
  readonly live: number;
};
