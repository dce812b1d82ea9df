import type { Profile } from './profile.ts';
import type { Listener } from './types.ts';

/*
 * One buffer of 32-bit words holds everything a heap is, so that a fork is one copy:
 *
 *     header | records, eight words a row | refcounts | gc words | serials, tags, words | slot arena
 *
 * An object is a row. What its death touches stands together in its record, so that it is one cache line: the links,
 * what it is, and up to three slots. More slots stand *outside*, in an extent of the arena that the record leads to.
 * Counts and the collector's words have columns of their own, since references lead to them in random order: a million
 * of them fit in a cache. Serials, tags and words are the host's; a heap can be made without them. The meaning of the
 * words is given in `Header`, `Column`, `Core` and `Meta` below.
 *
 * Growing moves all but header and records: code that may allocate must not keep the buffer or an offset in a variable.
 */

/** Reads a word. Indices come from the layout, so that a word that is missing is a broken invariant of ours. */
export const at = (words: Int32Array, index: number): number => words[index] as number;

/** Words of the header, by index. */
export const Header = {
  rowTop: 0,
  /** Bits: see `Flag`. */
  flags: 1,
  slotTop: 2,
  nextSerial: 3,
  /** Rows of objects that are alive or dying. */
  objects: 4,
  /** Objects with a finalizer that has not run. */
  finalizers: 5,
  /** Top of the machine's stack: a row, or 0. */
  top: 6,
  /** The frame of the machine that asks the host to run something which it has not taken up yet, or 0. */
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
  /** Kinds (1 << kind) among the candidates that turned out to be reachable. */
  survivingKinds: 46,
  /** How many of them are still tracked. */
  survivors: 49,
  /** Rows freed since the free ones were last put in order. */
  freedRows: 47,
  /** Head of the list of free rows. */
  freeRows: 48,
  /** The row with the buckets of all weak references, or 0. */
  weakTable: 57,
  /** Weak references that are not cleared. */
  weakrefs: 58,
  /** Weak references that died of their own callback in the collection under way (WR-11). */
  diedOfCallback: 60,
  /** The list `gc.garbage`, or 0 as long as nobody asked for it. */
  garbageList: 61,
  /** The first piece of garbage, in the order of the list, whose death a listener has not been told of yet. */
  unreported: 62,
  /** Heads of the lists of free extents, by size class. */
  freeExtents: 64,
  /** Scratch tuples on the free list, by half their length, from 1 up to 6 (TH-1). */
  scratchTuples: 122,
  length: 128,
} as const;

/** Bits of the `flags` of the header: how the heap was set up by the host. */
export const Flag = {
  /** Collections start by themselves (TH). */
  automatic: 1,
  /** One is due, and waits for the interpreter's next check (TH-2). */
  pending: 2,
  /** The collection under way started by itself. */
  startedByItself: 4,
  /** DEBUG_SAVEALL (GC-15). */
  saveAll: 8,
  /** There are `gc.callbacks` (GC-20). */
  gcCallbacks: 16,
} as const;

/** Words of a record: that of a row stands at `words[Column.x + (row << 3)]`. */
export const Column = {
  /**
   * Next in the list, or the row itself if it is in none; next free row; of a dying row, the index of the slot that it
   * lets go next; the object that a frame of the machine is about.
   */
  next: 128,
  /** Previous in the list, or the row itself; the stack entry below a dying row or a frame of the machine. */
  prev: 129,
  meta: 130,
  /** Slots in use. */
  size: 131,
  type: 132,
  /** The first of three slots. */
  slots: 133,
  /** Instead of slots, if they are outside: where the extent begins, counted from the start of the arena … */
  extent: 133,
  /** … and its size class. */
  sizeClass: 134,
} as const;

/** Slots that fit in a record. */
export const slotsInside = 3;

/** Bits of the `meta` column: what an object is. Five bits of kind (0: a free row), and flags. */
export const Meta = {
  kind: 31,
  /** Its slots stand in an extent of the arena. */
  outside: 1 << 5,
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
  /** There is a weak reference to it, or it is one that is not cleared. */
  weak: 1 << 18,
  /** An instance of a subclass of what its kind says. */
  subclass: 1 << 19,
} as const;

/** Kinds of the rows that are no objects: frames of the machine's stack and heads of lists. */
export const Internal = {
  listHead: 22,
  weakTable: 23,
  collection: 24,
  emptying: 25,
  /** Has to ask for the callbacks of a dying object. */
  summoning: 26,
  /** A newborn that waits for the end of a collection which its birth brought about. */
  birth: 31,
  /** These wait for the host. */
  finalizing: 27,
  calling: 28,
  callingQueued: 29,
  /** The host is told of the start or the end of a collection. */
  informing: 30,
} as const;

/** Doubly linked lists of tracked objects, by the row of their head. `0` is no list: untracked. */
export const List = { generation0: 1, permanent: 4, unreachable: 5, seen: 6, queue: 7 } as const;

/** Rows below are none: row 0, and the heads of the lists. */
export const firstRow = 8;
/** Size classes of extents that there are. */
export const sizeClasses = 58;
/** Words of a row that are not the host's: its record, its count and its gc word. */
const wordsPerRow = 10;
/** Columns for the host: serials, tags, words. */
const hostColumns = 3;
/**
 * From so many rows on the order in which rows become free may depend on whether anybody listens: what is small enough
 * to be a puzzle reuses its rows alike in any case.
 */
const manyRows = 4096;

/** Two sizes of extents for each doubling: 4, 6, 8, 12, 16, 24 … */
export const capacityOf = (sizeClass: number): number => (2 + (sizeClass & 1)) << (1 + (sizeClass >> 1));

/** Class of the smallest extent with room for so many slots, 4 or more. */
export function sizeClassOf(slots: number): number {
  const log = 31 - Math.clz32(slots - 1);
  return 2 * log - 3 + (slots > 3 << (log - 1) ? 1 : 0);
}

/** The words of a heap, and where things are in them. All functions of the engine work on one of these. */
export class Core {
  words: Int32Array;
  rows: number;
  slots: number;
  /** Offset of the counts: that of a row stands at `words[core.refcount + row]`. */
  refcount = 0;
  /**
   * Offset of the collector's word of a row. Tracked: list << 2. A candidate while unreachable ones are searched:
   * gc_refs << 2 | flags. A frame of the machine: its cursor or phase. Untracked: 0. Of no meaning when a row is dying
   * or free.
   */
  gc = 0;
  /** Offsets of the host's columns. */
  serial = 0;
  tag = 0;
  word = 0;
  /** Where the arena begins. */
  arena = 0;
  listener: Listener | undefined = undefined;
  readonly profile: Profile;
  /** Whether there are columns for the host. */
  readonly isLabelled: boolean;
  /** Tests set it, to have a small heap treated as a large one and the other way round. Copies start with the default. */
  manyRows = manyRows;

  constructor(profile: Profile, words: Int32Array, rows: number, slots: number, isLabelled: boolean) {
    this.profile = profile;
    this.words = words;
    this.rows = rows;
    this.slots = slots;
    this.isLabelled = isLabelled;
    this.layOut();
  }

  static empty(profile: Profile, rows: number, slots: number, isLabelled: boolean): Core {
    const room = rows + firstRow;
    const size = wordsPerRow + (isLabelled ? hostColumns : 0);
    const words = new Int32Array(Header.length + size * room + slots);
    const core = new Core(profile, words, room, slots, isLabelled);
    words[Header.rowTop] = firstRow;
    words[Header.nextSerial] = 1;
    words.set(profile.thresholds, Header.thresholds);
    for (let head = 1; head < firstRow; head++) {
      words[Column.meta + (head << 3)] = Internal.listHead;
      words[Column.next + (head << 3)] = head;
      words[Column.prev + (head << 3)] = head;
    }
    return core;
  }

  fork(): Core {
    return new Core(this.profile, this.words.slice(), this.rows, this.slots, this.isLabelled);
  }

  private layOut(): void {
    this.refcount = Header.length + 8 * this.rows;
    this.gc = this.refcount + this.rows;
    this.serial = this.gc + this.rows;
    this.tag = this.serial + this.rows;
    this.word = this.tag + this.rows;
    this.arena = this.isLabelled ? this.word + this.rows : this.serial;
  }

  growRows(): void {
    const { words: old, rows, refcount, arena, slots } = this;
    this.rows = rows * 2;
    this.layOut();
    this.words = new Int32Array(this.arena + slots);
    this.words.set(old.subarray(0, refcount));
    for (let from = refcount, to = this.refcount; from < arena; from += rows, to += this.rows) {
      this.words.set(old.subarray(from, from + rows), to);
    }
    this.words.set(old.subarray(arena), this.arena);
  }

  growSlots(needed: number): void {
    const { words } = this;
    while (this.slots < needed) this.slots = Math.max(16, this.slots * 2);
    this.words = new Int32Array(this.arena + this.slots);
    this.words.set(words);
  }
}

/** A row with that kind and flags, and so many empty slots: in no list, its count is 0. May move the buffer. */
export function takeRow(core: Core, kindAndFlags: number, size: number): number {
  const row = takeFreeRow(core) || takeNewRow(core);
  const { words, refcount, gc } = core;
  const record = row << 3;
  words[refcount + row] = 0;
  words[gc + row] = 0;
  words[Column.next + record] = row;
  words[Column.prev + record] = row;
  words[Column.meta + record] = kindAndFlags;
  words[Column.slots + record] = 0;
  words[Column.slots + 1 + record] = 0;
  words[Column.slots + 2 + record] = 0;
  if (size <= slotsInside) {
    words[Column.size + record] = size;
  } else {
    words[Column.size + record] = 0;
    resize(core, row, size);
  }
  return row;
}

/** Names a newborn for the host: its serial is the next one, its tag and its word are 0. */
export function label(core: Core, row: number): void {
  if (!core.isLabelled) return;
  const { words } = core;
  const serial = at(words, Header.nextSerial);
  words[core.serial + row] = serial;
  words[Header.nextSerial] = serial + 1;
  words[core.tag + row] = 0;
  words[core.word + row] = 0;
}

function takeFreeRow(core: Core): number {
  const { words } = core;
  const row = at(words, Header.freeRows);
  if (row !== 0) words[Header.freeRows] = at(words, Column.next + (row << 3));
  return row;
}

function takeNewRow(core: Core): number {
  const row = at(core.words, Header.rowTop);
  if (row === core.rows) core.growRows();
  core.words[Header.rowTop] = row + 1;
  return row;
}

/**
 * Puts the free rows in order, if many were freed since that was last done. Objects that are born one after the other
 * then lie one after the other, even if the dead whose rows they take died in a wild order; that makes a collection of
 * a large heap several times faster. A good part of the rows must have been freed, so that it costs nothing to speak of.
 */
export function orderFreeRows(core: Core): void {
  const { words } = core;
  const top = at(words, Header.rowTop);
  const freed = at(words, Header.freedRows);
  if (freed < core.manyRows || freed < top >> 2) return;
  words[Header.freedRows] = 0;
  let free = 0;
  for (let row = top - 1; row >= firstRow; row--) {
    if (kindOf(core, row) !== 0) continue;
    linkFreeRow(words, row, free);
    free = row;
  }
  words[Header.freeRows] = free;
}

/** Gives back a row, and its extent if it has one. */
export function freeRow(core: Core, row: number): void {
  const { words } = core;
  if ((at(words, Column.meta + (row << 3)) & Meta.outside) !== 0) freeExtentOf(core, row);
  words[Header.freedRows] = at(words, Header.freedRows) + 1;
  linkFreeRow(words, row, at(words, Header.freeRows));
  words[Header.freeRows] = row;
}

/** Makes a row that has no extent a free one; the caller keeps the head of their list. */
export function linkFreeRow(words: Int32Array, row: number, next: number): void {
  words[Column.meta + (row << 3)] = 0;
  words[Column.next + (row << 3)] = next;
}

/** An extent of this size class; its words may hold anything. May move the buffer. */
function takeExtent(core: Core, sizeClass: number): number {
  const head = Header.freeExtents + sizeClass;
  const free = at(core.words, head);
  if (free !== 0) {
    // Heads and links are one more than the offset, so that 0 can mean none.
    core.words[head] = at(core.words, core.arena + free - 1);
    return free - 1;
  }
  const extent = at(core.words, Header.slotTop);
  const top = extent + capacityOf(sizeClass);
  if (top > core.slots) core.growSlots(top);
  core.words[Header.slotTop] = top;
  return extent;
}

function freeExtentOf(core: Core, row: number): void {
  const { words } = core;
  const head = Header.freeExtents + at(words, Column.sizeClass + (row << 3));
  const extent = at(words, Column.extent + (row << 3));
  words[core.arena + extent] = at(words, head);
  words[head] = extent + 1;
}

/** Makes room for `size` slots, the new ones empty. May move the buffer. */
export function resize(core: Core, row: number, size: number): void {
  const old = sizeOf(core, row);
  if (size > roomOf(core, row)) moveOutside(core, row, size);
  const first = slotsOf(core, row);
  if (size > old) core.words.fill(0, first + old, first + size);
  core.words[Column.size + (row << 3)] = size;
}

/** Gives a row a larger extent, for so many slots, with what its slots hold; the rest may hold anything. */
function moveOutside(core: Core, row: number, size: number): void {
  const sizeClass = sizeClassOf(size);
  const extent = takeExtent(core, sizeClass);
  const { words, arena } = core;
  const from = slotsOf(core, row);
  words.copyWithin(arena + extent, from, from + sizeOf(core, row));
  const meta = at(words, Column.meta + (row << 3));
  if ((meta & Meta.outside) !== 0) freeExtentOf(core, row);
  words[Column.meta + (row << 3)] = meta | Meta.outside;
  words[Column.extent + (row << 3)] = extent;
  words[Column.sizeClass + (row << 3)] = sizeClass;
}

export const kindOf = (core: Core, row: number): number =>
  at(core.words, Column.meta + (row << 3)) & Meta.kind;

export const hasHeaderFlag = (core: Core, flag: number): boolean =>
  (at(core.words, Header.flags) & flag) !== 0;

export const setHeaderFlag = (core: Core, flag: number, isSet: boolean): void => {
  const flags = at(core.words, Header.flags);
  core.words[Header.flags] = isSet ? flags | flag : flags & ~flag;
};

export const sizeOf = (core: Core, row: number): number => at(core.words, Column.size + (row << 3));

const isOutside = (core: Core, row: number): boolean =>
  (at(core.words, Column.meta + (row << 3)) & Meta.outside) !== 0;

/** Slots that a row has room for. */
export const roomOf = (core: Core, row: number): number =>
  isOutside(core, row) ? capacityOf(at(core.words, Column.sizeClass + (row << 3))) : slotsInside;

/** Index in the buffer of the first slot of a row: good until something allocates. */
export const slotsOf = (core: Core, row: number): number =>
  slotsIn(core.words, core.arena, row, at(core.words, Column.meta + (row << 3)));

/** The same, for a loop that has all of that at hand. */
export const slotsIn = (words: Int32Array, arena: number, row: number, meta: number): number =>
  (meta & Meta.outside) === 0 ? Column.slots + (row << 3) : arena + at(words, Column.extent + (row << 3));
