import {
  at,
  Column,
  type Core,
  Header,
  Internal,
  kindOf,
  List,
  Meta,
  sizeOf,
  slotsOf,
  takeRow,
} from './core.ts';
import { append, firstOf, isEmptyList, rowsOf, unlink } from './lists.ts';
import { incref, letGo, popFrame, pushFrame, setCursor, startReleasing } from './release.ts';
import { countScratchTuple, freeScratchTuple } from './scratch-tuples.ts';
import { GARBAGE, hasFlag, listWord } from './tracking.ts';
import { type Cause, Kind } from './types.ts';
import { callbackOf, clearWeakref, noteGarbage, takeGarbage, weakrefsOf } from './weak-table.ts';

/*
 * Calling the callbacks of weak references (SPEC WR-4, WR-6, WR-9 to WR-11).
 *
 * At a death by counting a frame stands above the dying object: first `summoning`, then, when the callbacks are in a
 * scratch storage of their own (a husk, `next`), `calling`, whose gc word is the slot of the one that runs. In a
 * collection the weak references wait in the list `queue`, held once each; a frame `callingQueued` is about one of them.
 */

/**
 * `PyObject_ClearWeakRefs`: takes the callbacks of a dying object and calls the first one. Weak references and
 * callbacks are held together: several of them, from 3.13 on also a single one, in a tuple, which lets them go from
 * the last to the first when all is over; a single one otherwise by the call, the weak reference before the callback.
 */
export function summonCallbacks(core: Core, frame: number): void {
  const weakrefs = weakrefsOf(core, at(core.words, Column.next + (frame << 3)));
  const isTuple = at(core.words, core.gc + frame) === TUPLE;
  const size = 2 * weakrefs.length;
  const storage = takeRow(core, (isTuple ? Kind.tuple : Kind.set) | Meta.husk, size);
  const slots = slotsOf(core, storage);
  for (const [i, weakref] of weakrefs.entries()) {
    incref(core, weakref);
    clearWeakref(core, weakref);
    core.words[slots + 2 * i] = weakref;
    core.words[slots + 2 * i + 1] = callbackOf(core, weakref);
    core.words[slotsOf(core, weakref)] = 0;
  }
  // Until it is let go the cursor says that nothing is.
  setCursor(core, storage, isTuple ? size - 1 : 0);
  core.words[Column.meta + (frame << 3)] = Internal.calling;
  core.words[Column.next + (frame << 3)] = storage;
  core.words[core.gc + frame] = 0;
  callNext(core, frame);
}

/** What a frame that summons callbacks knows of their storage, in its gc word; 0 before `countTuple`. */
const NO_TUPLE = 1;
const TUPLE = 2;

/**
 * The tuple for the callbacks is born, if one is needed. Returns whether that counts, so that a collection may be due;
 * asked a second time, it does not.
 */
export function countTuple(core: Core, frame: number): boolean {
  if (at(core.words, core.gc + frame) !== 0) return false;
  const callbacks = weakrefsOf(core, at(core.words, Column.next + (frame << 3))).length;
  const isNeeded = callbacks > 1 || core.profile.holdsSingleCallbackInTuple;
  core.words[core.gc + frame] = isNeeded ? TUPLE : NO_TUPLE;
  return isNeeded && countScratchTuple(core, callbacks);
}

/** Calls the next one; after the last the storage is let go, and then the dying object below. */
function callNext(core: Core, frame: number): void {
  const { words } = core;
  const storage = at(words, Column.next + (frame << 3));
  const cursor = at(words, core.gc + frame);
  if (cursor < sizeOf(core, storage)) {
    ask(core, frame, 'refcount');
    return;
  }
  popFrame(core, frame);
  const dying = at(words, Header.top);
  if (!hasFlag(core, dying, Meta.reported)) core.listener?.onDying?.(dying, 'refcount');
  if (kindOf(core, storage) === Kind.tuple) freeScratchTuple(core, sizeOf(core, storage) >> 1);
  startReleasing(core, storage);
}

/** The host's code of a callback has returned. */
export function endCallback(core: Core, frame: number): void {
  const isOfDeath = kindOf(core, frame) === Internal.calling;
  core.listener?.onCallbackEnd?.(calledBy(core, frame)[0], isOfDeath ? 'refcount' : 'gc');
  if (isOfDeath) {
    core.words[core.gc + frame] = at(core.words, core.gc + frame) + 2;
    callNext(core, frame);
  } else {
    const weakref = at(core.words, Column.next + (frame << 3));
    popFrame(core, frame);
    letGo(core, weakref);
  }
}

/** Which callback a frame that waits for the host is about. */
export function calledBy(core: Core, frame: number): readonly [weakref: number, callback: number] {
  const row = at(core.words, Column.next + (frame << 3));
  if (kindOf(core, frame) === Internal.callingQueued) return [row, callbackOf(core, row)];
  const slot = slotsOf(core, row) + at(core.words, core.gc + frame);
  return [at(core.words, slot), at(core.words, slot + 1)];
}

function ask(core: Core, frame: number, during: Cause): void {
  core.words[Header.hook] = frame;
  core.words[Header.hostRan] = 1;
  const [weakref, callback] = calledBy(core, frame);
  core.listener?.onCallback?.(weakref, callback, during);
}

/**
 * `handle_weakrefs`: clears, in the order of the list, every weak reference that is garbage and every one to garbage.
 * Those that have a callback and are not garbage themselves wait in the queue afterwards (WR-6, WR-7). From 3.15 on
 * only those that have a callback are cleared here (FN-6, WR-8).
 */
export function queueCallbacks(core: Core): void {
  if (at(core.words, Header.weakrefs) === 0) return;
  const { clearsPlainWeakrefsLast } = core.profile;
  for (const row of rowsOf(core, List.unreachable)) {
    if (!hasFlag(core, row, Meta.weak)) continue;
    if (kindOf(core, row) === Kind.weakref) {
      if (!clearsPlainWeakrefsLast) clearWeakref(core, row);
      continue;
    }
    for (const weakref of weakrefsOf(core, row)) {
      const mustCall = callbackOf(core, weakref) > 0;
      if (mustCall || !clearsPlainWeakrefsLast) clearWeakref(core, weakref);
      if (mustCall && at(core.words, core.gc + weakref) !== GARBAGE) enqueue(core, weakref, row);
    }
  }
}

/**
 * The deaths of garbage are reported that the oldest weak references would report, in the order of the list up to this
 * piece: behind the callbacks of what stands before it. Where callbacks can still reach garbage and so change the list,
 * by weak references without callback (FN-6), all is reported before them.
 */
export function reportGarbage(core: Core, upTo: number): void {
  const { words, listener } = core;
  if (listener?.onDying === undefined) return;
  let row = at(words, Header.unreported);
  if (row === List.unreachable) return;
  for (; row !== upTo; row = at(words, Column.next + (row << 3))) listener.onDying(row, 'gc');
  words[Header.unreported] = upTo;
}

/** WR-10: whatever generation it was in, it is in none until its callback is over. */
function enqueue(core: Core, weakref: number, garbage: number): void {
  noteGarbage(core, weakref, garbage);
  unlink(core, weakref);
  append(core, List.queue, weakref);
  core.words[core.gc + weakref] = listWord(List.queue);
  core.listener?.onCallbackQueued?.(weakref);
  incref(core, weakref);
}

/** Asks the host to call the first callback of the queue. Returns whether there is one. */
export function callQueued(core: Core): boolean {
  if (isEmptyList(core, List.queue)) return false;
  const weakref = firstOf(core, List.queue);
  core.words[Header.current] = weakref;
  reportGarbage(core, takeGarbage(core, weakref));
  ask(core, pushFrame(core, Internal.callingQueued, weakref), 'gc');
  return true;
}

/** WR-10, WR-11: a weak reference that survived its callback goes to the end of `old`; one that did not was collected. */
export function settleQueued(core: Core, old: number): void {
  const { words } = core;
  const weakref = at(words, Header.current);
  if (firstOf(core, List.queue) !== weakref) {
    words[Header.diedOfCallback] = at(words, Header.diedOfCallback) + 1;
    return;
  }
  unlink(core, weakref);
  append(core, old, weakref);
  words[core.gc + weakref] = listWord(old);
  core.listener?.onKept?.(weakref);
}

/** `clear_weakrefs` of 3.15: what is certainly going loses the weak references to it, and leads nowhere. */
export function clearWeakrefsOfGarbage(core: Core): void {
  if (at(core.words, Header.weakrefs) === 0) return;
  for (const row of rowsOf(core, List.unreachable)) {
    if (!hasFlag(core, row, Meta.weak)) continue;
    if (kindOf(core, row) === Kind.weakref) clearWeakref(core, row);
    else for (const weakref of weakrefsOf(core, row)) clearWeakref(core, weakref);
  }
}
