import {
  at,
  Column,
  type Core,
  freeRow,
  Header,
  Internal,
  kindOf,
  linkFreeRow,
  Meta,
  sizeOf,
  slotsIn,
  slotsInside,
  slotsOf,
  takeRow,
} from './core.ts';
import { unlink } from './lists.ts';
import {
  clearFlag,
  detachesStorage,
  GARBAGE,
  goesBackwards,
  hasFlag,
  setFlag,
  track,
  untrack,
} from './tracking.ts';
import { type Cause, Kind } from './types.ts';
import { hasCallbacks, sever } from './weak-table.ts';

/*
 * Death by counting (SPEC RC-4 to RC-11, FN-1 to FN-4).
 *
 * The machine's stack is a chain of rows through `prev`; `Header.top` is its top. What stands on it:
 *
 * - a dying row: count 0, in no list; `next` is the index of the slot that it lets go next;
 * - a husk: storage detached from a container, which is let go like a dying row of that kind;
 * - `emptying`: the slots of a living object (`next`) are emptied one by one; `gc` is the cursor;
 * - `finalizing`: the host runs the finalizer of an object (`next`); the machine waits for `resume`;
 * - `summoning`: above a dying object (`next`), whose weak references have callbacks: see callbacks.ts;
 * - `collection`: see collector.ts.
 *
 * Everything that a step needs to go on is in those rows, so the heap can be forked while the machine waits, and no
 * chain of deaths is too long.
 */

/** Why a finalizer runs: the object's count reached zero, or it is garbage. Kept in the frame's gc word. */
const DURING_DEATH = 0;
const DURING_COLLECTION = 1;

export function push(core: Core, row: number): void {
  core.words[Column.prev + (row << 3)] = at(core.words, Header.top);
  core.words[Header.top] = row;
}

export function pushFrame(core: Core, kind: number, object: number): number {
  const frame = takeRow(core, kind, 0);
  core.words[Column.next + (frame << 3)] = object;
  push(core, frame);
  return frame;
}

/** Takes the topmost frame off the stack and gives its row back. */
export function popFrame(core: Core, frame: number): void {
  core.words[Header.top] = at(core.words, Column.prev + (frame << 3));
  freeRow(core, frame);
}

export function incref(core: Core, ref: number): void {
  if (ref <= 0) return;
  const count = at(core.words, core.refcount + ref) + 1;
  core.words[core.refcount + ref] = count;
  core.listener?.onIncref?.(ref, count);
}

/** Lets go of one reference; if it was the last, the death is on the machine's stack and has yet to be run. */
export function letGo(core: Core, ref: number): void {
  if (ref <= 0) return;
  const count = at(core.words, core.refcount + ref) - 1;
  core.words[core.refcount + ref] = count;
  core.listener?.onDecref?.(ref, count);
  if (count === 0) beginDeath(core, ref);
}

/** FN-1: the finalizer comes first, if there is one that has not run. */
function beginDeath(core: Core, ref: number): void {
  const meta = at(core.words, Column.meta + (ref << 3));
  if (!hasFinalizerToRun(meta)) {
    die(core, ref);
    return;
  }
  if (isGarbage(core, ref)) setFlag(core, ref, Meta.reported);
  if (at(core.words, core.gc + ref) !== 0) untrack(core, ref);
  track(core, ref);
  summonFinalizer(core, ref, DURING_DEATH);
}

const hasFinalizerToRun = (meta: number): boolean =>
  (meta & (Meta.finalizer | Meta.finalized)) === Meta.finalizer;

/** Asks the host to run a finalizer. The object is held meanwhile, and never finalized again (FN-4). */
export function summonFinalizer(core: Core, ref: number, during: number): void {
  setFlag(core, ref, Meta.finalized);
  core.words[Header.finalizers] = at(core.words, Header.finalizers) - 1;
  core.words[core.refcount + ref] = at(core.words, core.refcount + ref) + 1;
  const frame = pushFrame(core, Internal.finalizing, ref);
  core.words[core.gc + frame] = during;
  core.words[Header.hook] = frame;
  core.words[Header.hostRan] = 1;
  core.listener?.onFinalizer?.(ref, during === DURING_DEATH ? 'refcount' : 'gc');
}

export const summonFinalizerOfGarbage = (core: Core, ref: number): void =>
  summonFinalizer(core, ref, DURING_COLLECTION);

/** Whether the host runs its finalizer because its count reached zero. */
export function isFinalizerRunningAtDeath(core: Core, ref: number): boolean {
  for (
    let frame = at(core.words, Header.top);
    frame !== 0;
    frame = at(core.words, Column.prev + (frame << 3))
  ) {
    if (kindOf(core, frame) !== Internal.finalizing) continue;
    const isAtDeath = at(core.words, core.gc + frame) === DURING_DEATH;
    if (isAtDeath && at(core.words, Column.next + (frame << 3)) === ref) return true;
  }
  return false;
}

/** The host's code has returned: the object dies, unless it left a new reference (FN-3). */
export function endFinalizer(core: Core, frame: number): void {
  const object = at(core.words, Column.next + (frame << 3));
  const duringDeath = at(core.words, core.gc + frame) === DURING_DEATH;
  popFrame(core, frame);
  const count = at(core.words, core.refcount + object) - 1;
  core.words[core.refcount + object] = count;
  core.listener?.onFinalizerEnd?.(object, duringDeath ? 'refcount' : 'gc');
  if (count === 0) {
    die(core, object);
  } else if (duringDeath) {
    core.listener?.onResurrected?.(object);
    if (hasFlag(core, object, Meta.reported)) {
      clearFlag(core, object, Meta.reported);
      core.listener?.onRescued?.(object);
    }
  }
}

const isGarbage = (core: Core, ref: number): boolean => at(core.words, core.gc + ref) === GARBAGE;

/** FN-2 step 2: nothing can save it now. Its references are let go when the machine runs. */
function die(core: Core, ref: number): void {
  const { listener } = core;
  const wasGarbage = isGarbage(core, ref);
  unlink(core, ref);
  if (listener !== undefined) {
    if (wasGarbage) setFlag(core, ref, Meta.reported);
    const by = causeOf(core, ref);
    // With callbacks it is told of behind them (see callbacks.ts).
    if (by === 'refcount' && !hasCallbacks(core, ref)) listener.onDying?.(ref, by);
    listener.onDealloc?.(ref, by);
  }
  const isWeak = hasFlag(core, ref, Meta.weak);
  startReleasing(core, ref);
  if (isWeak && sever(core, ref)) pushFrame(core, Internal.summoning, ref);
}

const causeOf = (core: Core, ref: number): Cause => (hasFlag(core, ref, Meta.reported) ? 'gc' : 'refcount');

export function startReleasing(core: Core, row: number): void {
  setCursor(core, row, firstCursor(core, row));
  push(core, row);
}

/**
 * Lets go what the dying rows on top of the stack hold, depth first (RC-11), until something else is on top: the
 * stack is done, or a frame waits for the host.
 */
export function cascade(core: Core): void {
  for (;;) {
    const row = at(core.words, Header.top);
    const kind = kindOf(core, row);
    if (!isObject(kind)) return;
    if (core.listener === undefined) cascadeUnwatched(core);
    else releaseNext(core, row, kind);
  }
}

/** Whether a row of this kind on the stack is a dying object or a husk: neither the bottom nor a frame. */
const isObject = (kind: number): boolean => kind !== 0 && kind < Internal.listHead;

/** Deaths that need more than letting go. */
const needsMore = Meta.finalizer | Meta.weak;
/** Where these flags stand, to count without asking. */
const countedShift = 31 - Math.clz32(Meta.counted);
const watchedShift = 31 - Math.clz32(Meta.watched);
/** What needs more than a row to be free again. */
const needsCare = Meta.finalizer | Meta.husk | Meta.outside;

/**
 * The same for a stack of dying rows that nobody listens to, in one loop over plain words: what changes with each death
 * stands in variables meanwhile. One that leads to no further death is free at once, without having been on the stack.
 * It stops at a frame, and at a death that needs more than letting go; the stack is then as `releaseNext` would leave it.
 */
function cascadeUnwatched(core: Core): void {
  const { words, refcount, arena } = core;
  // A row whose last reference leads on need not wait for what follows: then a long chain is walked once, not there
  // and back. The order in which rows become free is another one, so this is for heaps that free in bulk as well.
  const isLarge = at(words, Header.objects) >= core.manyRows;
  let row = at(words, Header.top);
  let meta = at(words, Column.meta + (row << 3));
  let first = slotsIn(words, arena, row, meta);
  let size = at(words, Column.size + (row << 3));
  let step = stepOf(meta);
  let free = at(words, Header.freeRows);
  let deaths = 0;
  let counted = 0;
  let watched = 0;
  let careful = 0;
  let cursor = letGoUpToDeath(words, refcount, first, size, cursorOf(core, row), step);
  for (;;) {
    if (!isWithin(cursor, size)) {
      const below = at(words, Column.prev + (row << 3));
      if ((meta & needsCare) === 0) {
        linkFreeRow(words, row, free);
        free = row;
        deaths++;
        counted += (meta >> countedShift) & 1;
        watched += (meta >> watchedShift) & 1;
      } else {
        words[Header.freeRows] = free;
        endLife(core, row, meta);
        free = row;
      }
      row = below;
      meta = at(words, Column.meta + (row << 3));
      if (!isObject(meta & Meta.kind)) break;
      first = slotsIn(words, arena, row, meta);
      size = at(words, Column.size + (row << 3));
      step = stepOf(meta);
      cursor = letGoUpToDeath(words, refcount, first, size, at(words, Column.next + (row << 3)), step);
      continue;
    }
    const dead = at(words, first + cursor);
    const deadMeta = at(words, Column.meta + (dead << 3));
    cursor += step;
    if ((deadMeta & needsMore) !== 0) {
      words[Column.next + (row << 3)] = cursor;
      careful = dead;
      break;
    }
    // As `unlink` does. Functions and variables are chosen so that the compiler can inline all of the loop: what it
    // cannot costs a third.
    const before = at(words, Column.prev + (dead << 3));
    const after = at(words, Column.next + (dead << 3));
    words[Column.next + (before << 3)] = after;
    words[Column.prev + (after << 3)] = before;
    const deadFirst = slotsIn(words, arena, dead, deadMeta);
    const deadSize = at(words, Column.size + (dead << 3));
    const deadStep = stepOf(deadMeta);
    const deadCursor = letGoUpToDeath(
      words,
      refcount,
      deadFirst,
      deadSize,
      deadStep < 0 ? deadSize - 1 : 0,
      deadStep,
    );
    if (!isWithin(deadCursor, deadSize) && (deadMeta & needsCare) === 0) {
      linkFreeRow(words, dead, free);
      free = dead;
      deaths++;
      counted += (deadMeta >> countedShift) & 1;
      watched += (deadMeta >> watchedShift) & 1;
      cursor = letGoUpToDeath(words, refcount, first, size, cursor, step);
      continue;
    }
    let below = row;
    if (!isLarge || isWithin(cursor, size) || (meta & needsCare) !== 0) {
      words[Column.next + (row << 3)] = cursor;
    } else {
      below = at(words, Column.prev + (row << 3));
      linkFreeRow(words, row, free);
      free = row;
      deaths++;
      counted += (meta >> countedShift) & 1;
      watched += (meta >> watchedShift) & 1;
    }
    words[Column.prev + (dead << 3)] = below;
    row = dead;
    meta = deadMeta;
    first = deadFirst;
    size = deadSize;
    step = deadStep;
    cursor = deadCursor;
  }
  words[Header.top] = row;
  words[Header.freeRows] = free;
  words[Header.freedRows] = at(words, Header.freedRows) + deaths;
  words[Header.objects] = at(words, Header.objects) - deaths;
  words[Header.live] = at(words, Header.live) - watched;
  words[Header.counts] = Math.max(0, at(words, Header.counts) - counted);
  if (careful !== 0) beginDeath(core, careful);
}

/** Lets go, and stops at a reference that was the last one to its object. Returns its index, or one beyond the slots. */
function letGoUpToDeath(
  words: Int32Array,
  refcount: number,
  first: number,
  size: number,
  from: number,
  step: number,
): number {
  let cursor = from;
  for (; isWithin(cursor, size); cursor += step) {
    const ref = at(words, first + cursor);
    if (ref <= 0) continue;
    const count = at(words, refcount + ref) - 1;
    words[refcount + ref] = count;
    if (count === 0) break;
  }
  return cursor;
}

/** One comparison for both ends: a cursor of -1 is a large unsigned number. */
const isWithin = (cursor: number, size: number): boolean => cursor >>> 0 < size;

/** Of a dying row or a husk: the index of the slot that it lets go next. */
const cursorOf = (core: Core, row: number): number => at(core.words, Column.next + (row << 3));

export const setCursor = (core: Core, row: number, cursor: number): void => {
  core.words[Column.next + (row << 3)] = cursor;
};

const firstCursor = (core: Core, row: number): number =>
  goesBackwards(kindOf(core, row)) ? sizeOf(core, row) - 1 : 0;

const stepOf = (meta: number): number => (goesBackwards(meta & Meta.kind) ? -1 : 1);

/** Lets go until something dies; the cursor, not the slot, tells what is let go already. */
function releaseNext(core: Core, row: number, kind: number): void {
  const step = stepOf(kind);
  const size = sizeOf(core, row);
  for (;;) {
    const cursor = cursorOf(core, row);
    if (cursor < 0 || cursor >= size) break;
    setCursor(core, row, cursor + step);
    letGo(core, at(core.words, slotsOf(core, row) + cursor));
    if (at(core.words, Header.top) !== row) return;
  }
  core.words[Header.top] = at(core.words, Column.prev + (row << 3));
  endLife(core, row, at(core.words, Column.meta + (row << 3)));
}

/**
 * The references that a dying row or a husk still has: slots from one index up to another.
 */
export function unreleasedSlots(core: Core, row: number): readonly [from: number, to: number] {
  const cursor = cursorOf(core, row);
  return goesBackwards(kindOf(core, row)) ? [0, cursor + 1] : [cursor, sizeOf(core, row)];
}

/** Everything is let go: counts a death, and the row can be used again. */
export function endLife(core: Core, row: number, meta: number): void {
  const { words } = core;
  if ((meta & Meta.husk) === 0) {
    words[Header.objects] = at(words, Header.objects) - 1;
    if ((meta & Meta.counted) !== 0) countDeath(core);
    if ((meta & Meta.watched) !== 0) words[Header.live] = at(words, Header.live) - 1;
    if (hasFinalizerToRun(meta)) words[Header.finalizers] = at(words, Header.finalizers) - 1;
    core.listener?.onFree?.(row, causeOf(core, row));
  }
  freeRow(core, row);
}

/** TH-1: never below zero. */
function countDeath(core: Core): void {
  const count = at(core.words, Header.counts);
  if (count > 0) core.words[Header.counts] = count - 1;
}

/**
 * Empties a living object, as `clear()` and the collector do. Lists, dicts and sets give their whole storage away
 * first, so that code which runs meanwhile finds them empty; the others are emptied slot by slot.
 */
export function startEmptying(core: Core, object: number): void {
  if (sizeOf(core, object) === 0) return;
  if (!detachesStorage(kindOf(core, object))) {
    emptyFrom(core, object, 0);
    return;
  }
  const husk = takeRow(core, 0, 0);
  const { words } = core;
  const meta = at(words, Column.meta + (object << 3));
  const first = Column.slots + (object << 3);
  words.copyWithin(Column.slots + (husk << 3), first, first + slotsInside);
  words[Column.size + (husk << 3)] = sizeOf(core, object);
  words[Column.meta + (husk << 3)] = (meta & (Meta.kind | Meta.outside)) | Meta.husk;
  words[Column.meta + (object << 3)] = meta & ~Meta.outside;
  words[Column.size + (object << 3)] = 0;
  startReleasing(core, husk);
}

/** Lets go of two references, the second when all that follows from the first is over. */
export function releaseBoth(core: Core, first: number, second: number): void {
  const husk = takeRow(core, Kind.set | Meta.husk, 2);
  const slots = slotsOf(core, husk);
  core.words[slots] = first;
  core.words[slots + 1] = second;
  startReleasing(core, husk);
}

/** Goes on with emptying an object in place. */
export function emptyNext(core: Core, frame: number): void {
  const object = at(core.words, Column.next + (frame << 3));
  const cursor = at(core.words, core.gc + frame);
  popFrame(core, frame);
  emptyFrom(core, object, cursor);
}

/** Empties slot by slot. If something dies there is a frame below it that goes on afterwards. */
function emptyFrom(core: Core, object: number, from: number): void {
  const { words } = core;
  const slots = slotsOf(core, object);
  const size = sizeOf(core, object);
  for (let cursor = from; cursor < size; cursor++) {
    const ref = at(words, slots + cursor);
    words[slots + cursor] = 0;
    if (ref <= 0) continue;
    // Nothing is left to do after the last slot.
    if (cursor + 1 < size && at(words, core.refcount + ref) === 1) {
      const frame = pushFrame(core, Internal.emptying, object);
      core.words[core.gc + frame] = cursor + 1;
      letGo(core, ref);
      return;
    }
    letGo(core, ref);
  }
}
