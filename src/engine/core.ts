import type { Profile } from './profile.ts';
import type { Listener } from './types.ts';

/*
 * One buffer of 32-bit words holds everything a heap is, so that a fork is one copy:
 *
 *     header | refcount column | gc column | next | prev | … | slot arena
 *
 * A column has one word a row. An object is a row; its slots are an *extent* of the arena. The meaning of the words
 * is given in `Header`, `Core` (columns) and `Meta` below.
 *
 * Growing moves columns and arena: code that may allocate must not keep the buffer or an offset in a variable.
 */

/** Reads a word. Indices come from the layout, so that a word that is missing is a broken invariant of ours. */
export const at = (words: Int32Array, index: number): number => words[index] as number;

/** Words of the header, by index. */
export const Header = {
  rowTop: 0,
  freeRow: 1,
  slotTop: 2,
  nextSerial: 3,
  /** Rows of objects that are alive or dying. */
  objects: 4,
  /** Objects with a finalizer that has not run. */
  finalizers: 5,
  /** Top of the machine's stack: a row, or 0. */
  top: 6,
  /** The object whose finalizer the host has been asked to run and has not taken up yet, or 0. */
  hook: 7,
  isDisabled: 8,
  thresholds: 9,
  counts: 12,
  longLivedTotal: 15,
  longLivedPending: 16,
  /** Three words a generation: collections, collected, uncollectable. */
  stats: 17,
  live: 26,
  peak: 27,
  traversed: 28,
  watchedStats: 29,
  /** The last collection that was asked for: generation, collected. */
  lastGeneration: 38,
  lastCollected: 39,
  isCollecting: 40,
  /** Of the collection under way. */
  generation: 41,
  collected: 42,
  collectedWatched: 43,
  /** The piece of garbage that is being emptied. */
  current: 44,
  /** Host code ran since the garbage was found. */
  hostRan: 45,
  /** Heads of the lists of free extents, one for each size class. */
  freeExtents: 64,
  length: 128,
} as const;

/**
 * Bits of the `meta` column: what an object is. Five bits of kind (0: a free row), six of the size class of its
 * extent, and flags.
 */
export const Meta = {
  kind: 31,
  classShift: 5,
  classMask: 63 << 5,
  /** Its class has a finalizer … */
  finalizer: 1 << 11,
  /** … which has run (`gc.is_finalized`). */
  finalized: 1 << 12,
  watched: 1 << 13,
  /** Its birth and its death move the counter of generation 0 (TH-1). */
  counted: 1 << 14,
  root: 1 << 15,
  /** Found to be garbage by the collection under way, and reported as such. */
  reported: 1 << 16,
  /** Storage detached from a container to be released: has no life of its own. */
  husk: 1 << 17,
} as const;

/** Kinds of the rows that are no objects: frames of the machine's stack and heads of lists. */
export const Internal = { listHead: 27, collection: 28, emptying: 29, finalizing: 30 } as const;

/** Doubly linked lists of tracked objects, by the row of their head. `0` is no list: untracked. */
export const List = { generation0: 1, permanent: 4, unreachable: 5, seen: 6 } as const;

/** Rows below are none: row 0, and the heads of the lists. */
export const firstRow = 8;
const columns = 11;
/** Extents of up to 4 slots fit exactly; then two sizes for each doubling: 6, 8, 12, 16, 24 … */
const capacities = Int32Array.from({ length: 58 }, (_, i) =>
  i < 5 ? i : (i % 2 === 1 ? 3 : 4) << ((i - 3) >> 1),
);

export const capacityOf = (sizeClass: number): number => at(capacities, sizeClass);

export function sizeClassOf(slots: number): number {
  if (slots < 5) return slots;
  const log = 31 - Math.clz32(slots - 1);
  return 1 + 2 * log + (slots > 3 << (log - 1) ? 1 : 0);
}

/** The words of a heap, and where things are in them. All functions of the engine work on one of these. */
export class Core {
  words: Int32Array;
  rows: number;
  slots: number;
  /** Offsets of the columns: a row's word stands at `words[core.refcount + row]`. */
  refcount = 0;
  /**
   * The collector's word. Tracked: list << 2. A candidate while unreachable ones are searched: gc_refs << 2 | flags.
   * A dying row, or a frame of the machine: its cursor or phase. Otherwise 0.
   */
  gc = 0;
  /** Next in the list; next free row; the object that a frame of the machine is about. */
  next = 0;
  /** Previous in the list; the stack entry below a dying row or a frame of the machine. */
  prev = 0;
  /** Where the extent begins, counted from the start of the arena. */
  start = 0;
  /** Slots in use. */
  size = 0;
  meta = 0;
  type = 0;
  tag = 0;
  word = 0;
  serial = 0;
  /** Where the arena begins. */
  arena = 0;
  listener: Listener | undefined = undefined;
  readonly profile: Profile;

  constructor(profile: Profile, words: Int32Array, rows: number, slots: number) {
    this.profile = profile;
    this.words = words;
    this.rows = rows;
    this.slots = slots;
    this.layOut();
  }

  static empty(profile: Profile, rows: number, slots: number): Core {
    const room = rows + firstRow;
    const words = new Int32Array(Header.length + columns * room + slots);
    const core = new Core(profile, words, room, slots);
    words[Header.rowTop] = firstRow;
    words[Header.nextSerial] = 1;
    words.set(profile.thresholds, Header.thresholds);
    for (let head = 1; head < firstRow; head++) {
      words[core.meta + head] = Internal.listHead;
      words[core.next + head] = head;
      words[core.prev + head] = head;
    }
    return core;
  }

  fork(): Core {
    return new Core(this.profile, this.words.slice(), this.rows, this.slots);
  }

  private layOut(): void {
    let offset: number = Header.length;
    const column = (): number => {
      offset += this.rows;
      return offset - this.rows;
    };
    this.refcount = column();
    this.gc = column();
    this.next = column();
    this.prev = column();
    this.start = column();
    this.size = column();
    this.meta = column();
    this.type = column();
    this.tag = column();
    this.word = column();
    this.serial = column();
    this.arena = offset;
  }

  growRows(): void {
    const { words, rows, arena } = this;
    this.rows = rows * 2;
    this.words = new Int32Array(Header.length + columns * this.rows + this.slots);
    this.words.set(words.subarray(0, Header.length));
    for (let c = 0; c < columns; c++) {
      const from = Header.length + c * rows;
      this.words.set(words.subarray(from, from + rows), Header.length + c * this.rows);
    }
    this.layOut();
    this.words.set(words.subarray(arena), this.arena);
  }

  growSlots(needed: number): void {
    const { words } = this;
    while (this.slots < needed) this.slots = Math.max(16, this.slots * 2);
    this.words = new Int32Array(this.arena + this.slots);
    this.words.set(words);
  }
}

/** A row with nothing in it but its kind and flags. May move the buffer. */
export function takeRow(core: Core, meta: number): number {
  let row = at(core.words, Header.freeRow);
  if (row !== 0) {
    core.words[Header.freeRow] = at(core.words, core.next + row);
  } else {
    row = at(core.words, Header.rowTop);
    if (row === core.rows) core.growRows();
    core.words[Header.rowTop] = row + 1;
  }
  const { words } = core;
  words[core.refcount + row] = 0;
  words[core.gc + row] = 0;
  words[core.next + row] = 0;
  words[core.prev + row] = 0;
  words[core.size + row] = 0;
  words[core.meta + row] = meta;
  return row;
}

/** Gives back a row and its extent. */
export function freeRow(core: Core, row: number): void {
  const { words } = core;
  const sizeClass = (at(words, core.meta + row) & Meta.classMask) >> Meta.classShift;
  if (sizeClass !== 0) freeExtent(core, at(words, core.start + row), sizeClass);
  words[core.meta + row] = 0;
  words[core.next + row] = at(words, Header.freeRow);
  words[Header.freeRow] = row;
}

/** An extent of this size class; its words may hold anything. May move the buffer. */
export function takeExtent(core: Core, sizeClass: number): number {
  if (sizeClass === 0) return 0;
  const head = Header.freeExtents + sizeClass;
  const free = at(core.words, head);
  if (free !== 0) {
    // Heads and links are one more than the offset, so that 0 can mean none.
    core.words[head] = at(core.words, core.arena + free - 1);
    return free - 1;
  }
  const start = at(core.words, Header.slotTop);
  const top = start + capacityOf(sizeClass);
  if (top > core.slots) core.growSlots(top);
  core.words[Header.slotTop] = top;
  return start;
}

export function freeExtent(core: Core, start: number, sizeClass: number): void {
  const head = Header.freeExtents + sizeClass;
  core.words[core.arena + start] = at(core.words, head);
  core.words[head] = start + 1;
}

/** Makes room for `size` slots, the new ones empty. May move the buffer. */
export function resize(core: Core, row: number, size: number): void {
  const old = at(core.words, core.size + row);
  const oldClass = (at(core.words, core.meta + row) & Meta.classMask) >> Meta.classShift;
  if (size > capacityOf(oldClass)) {
    const sizeClass = sizeClassOf(size);
    const start = takeExtent(core, sizeClass);
    const { words, arena } = core;
    const from = arena + at(words, core.start + row);
    words.copyWithin(arena + start, from, from + old);
    if (oldClass !== 0) freeExtent(core, from - arena, oldClass);
    words[core.start + row] = start;
    words[core.meta + row] = (at(words, core.meta + row) & ~Meta.classMask) | (sizeClass << Meta.classShift);
  }
  const first = core.arena + at(core.words, core.start + row);
  if (size > old) core.words.fill(0, first + old, first + size);
  core.words[core.size + row] = size;
}

export const kindOf = (core: Core, row: number): number => at(core.words, core.meta + row) & Meta.kind;
export const sizeOf = (core: Core, row: number): number => at(core.words, core.size + row);
/** Index in the buffer of the first slot of a row: good until something allocates. */
export const slotsOf = (core: Core, row: number): number => core.arena + at(core.words, core.start + row);
