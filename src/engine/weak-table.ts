import { at, Column, type Core, freeRow, Header, Internal, Meta, sizeOf, slotsOf, takeRow } from './core.ts';
import { clearFlag, hasFlag, setFlag } from './tracking.ts';
import { Kind } from './types.ts';

/*
 * Which weak references lead to which object (SPEC WR).
 *
 * A weak reference has one slot, its callback. Behind it, in the same extent but beyond its size, so that nothing
 * counts or follows them, stand its target and its neighbours in a chain. The chains begin in a table of buckets, an
 * internal row of its own; the bucket of a target is its row modulo their number. Among the weak references of one
 * target the order of the chain is that of CPython's list (WR-4). A heap without weak references has no table.
 */

/** What stands behind the callback. */
const Hidden = { target: 1, before: 2, after: 3 } as const;
/** Slots of the extent of a weak reference, hidden ones included. */
export const weakrefExtent = 4;

const firstBuckets = 4;

const hidden = (core: Core, weakref: number, word: number): number =>
  at(core.words, slotsOf(core, weakref) + word);

const setHidden = (core: Core, weakref: number, word: number, value: number): void => {
  core.words[slotsOf(core, weakref) + word] = value;
};

/** The object it leads to, 0 if it is cleared or not linked yet. */
export const targetOf = (core: Core, weakref: number): number => hidden(core, weakref, Hidden.target);

export const callbackOf = (core: Core, weakref: number): number => at(core.words, slotsOf(core, weakref));

/** A weak reference that was just made leads nowhere. Takes over the callback. */
export function startCleared(core: Core, weakref: number, callback: number): void {
  core.words[slotsOf(core, weakref)] = Math.max(callback, 0);
  detach(core, weakref);
}

function detach(core: Core, weakref: number): void {
  for (const word of [Hidden.target, Hidden.before, Hidden.after]) setHidden(core, weakref, word, 0);
}

/** All weak references to an object, in the order of CPython's list. */
export function weakrefsOf(core: Core, target: number): number[] {
  const found: number[] = [];
  if (!hasFlag(core, target, Meta.weak)) return found;
  for (let row = firstOf(core, target); row !== 0; row = hidden(core, row, Hidden.after)) {
    if (targetOf(core, row) === target) found.push(row);
  }
  return found;
}

/** WR-3: the one without callback that `weakref.ref(target)` hands out again and again, 0 if there is none. */
export function sharedWeakref(core: Core, target: number): number {
  const [head] = weakrefsOf(core, target);
  return head !== undefined && isPlain(core, head) && !hasFlag(core, head, Meta.subclass) ? head : 0;
}

const isPlain = (core: Core, weakref: number): boolean => callbackOf(core, weakref) <= 0;

/** WR-4: the shared one to the head of the list, any other one right behind it. May move the buffer. */
export function linkWeakref(core: Core, weakref: number, target: number): void {
  growTable(core);
  const shared = sharedWeakref(core, target);
  const isShared = isPlain(core, weakref) && !hasFlag(core, weakref, Meta.subclass);
  setHidden(core, weakref, Hidden.target, target);
  insertAfter(core, weakref, isShared ? 0 : shared, bucketOf(core, target));
  setFlag(core, weakref, Meta.weak);
  setFlag(core, target, Meta.weak);
  addLinked(core, 1);
}

/** Clears it: it leads nowhere from now on; its callback stays. Nothing happens if it is cleared already. */
export function clearWeakref(core: Core, weakref: number): void {
  const target = targetOf(core, weakref);
  if (target === 0) return;
  const before = hidden(core, weakref, Hidden.before);
  const after = hidden(core, weakref, Hidden.after);
  if (before === 0) core.words[bucketOf(core, target)] = after;
  else setHidden(core, before, Hidden.after, after);
  if (after !== 0) setHidden(core, after, Hidden.before, before);
  detach(core, weakref);
  clearFlag(core, weakref, Meta.weak);
  if (weakrefsOf(core, target).length === 0) clearFlag(core, target, Meta.weak);
  addLinked(core, -1);
  core.listener?.onWeakrefCleared?.(weakref, target);
}

/** The piece of garbage that a cleared weak reference has led to, while it waits for its callback. */
export const noteGarbage = (core: Core, weakref: number, garbage: number): void =>
  setHidden(core, weakref, Hidden.before, garbage);

export function takeGarbage(core: Core, weakref: number): number {
  const garbage = hidden(core, weakref, Hidden.before);
  setHidden(core, weakref, Hidden.before, 0);
  return garbage;
}

/** Whether callbacks are to be called when it dies. */
export const hasCallbacks = (core: Core, target: number): boolean =>
  weakrefsOf(core, target).some(weakref => !isPlain(core, weakref));

/**
 * What a death does to weak references first (FN-2 step 3): a dying weak reference is taken from its target (WR-5), a
 * dying target clears those that have no callback. Returns whether callbacks remain to be called.
 */
export function sever(core: Core, dying: number): boolean {
  if (targetOfDying(core, dying) !== 0) {
    clearWeakref(core, dying);
    return false;
  }
  let mustCall = false;
  for (const weakref of weakrefsOf(core, dying)) {
    if (isPlain(core, weakref)) clearWeakref(core, weakref);
    else mustCall = true;
  }
  return mustCall;
}

/** Every chain of the table, for the invariants. */
export function* chains(core: Core): Generator<{ bucket: number; chain: number[] }, void, undefined> {
  const table = at(core.words, Header.weakTable);
  if (table === 0) return;
  for (let bucket = 0; bucket < sizeOf(core, table); bucket++) {
    const chain: number[] = [];
    let row = at(core.words, slotsOf(core, table) + bucket);
    for (; row !== 0 && chain.length <= core.rows; row = hidden(core, row, Hidden.after)) chain.push(row);
    yield { bucket, chain };
  }
}

/** Number of the bucket in which the weak references to a target stand. */
export const bucketNumber = (core: Core, target: number): number =>
  target & (sizeOf(core, at(core.words, Header.weakTable)) - 1);

/** A weak reference cannot be a target itself (WR-12), so one flag and this tell the two apart. */
function targetOfDying(core: Core, dying: number): number {
  const isWeakref = (at(core.words, Column.meta + (dying << 3)) & Meta.kind) === Kind.weakref;
  return isWeakref ? targetOf(core, dying) : 0;
}

function addLinked(core: Core, by: number): void {
  core.words[Header.weakrefs] = at(core.words, Header.weakrefs) + by;
}

/** Index in the buffer of the word that begins the chain. */
const bucketOf = (core: Core, target: number): number =>
  slotsOf(core, at(core.words, Header.weakTable)) + bucketNumber(core, target);

const firstOf = (core: Core, target: number): number => at(core.words, bucketOf(core, target));

/** @param before the one to stand before it, 0 for the beginning of the chain */
function insertAfter(core: Core, weakref: number, before: number, bucket: number): void {
  const { words } = core;
  const after = before === 0 ? at(words, bucket) : hidden(core, before, Hidden.after);
  setHidden(core, weakref, Hidden.before, before);
  setHidden(core, weakref, Hidden.after, after);
  if (before === 0) words[bucket] = weakref;
  else setHidden(core, before, Hidden.after, weakref);
  if (after !== 0) setHidden(core, after, Hidden.before, weakref);
}

/** Twice the buckets as soon as there are two weak references for each. */
function growTable(core: Core): void {
  const old = at(core.words, Header.weakTable);
  const size = old === 0 ? 0 : sizeOf(core, old);
  if (old !== 0 && at(core.words, Header.weakrefs) < 2 * size) return;
  const all = [...chains(core)].map(({ chain }) => chain);
  const buckets = old === 0 ? firstBuckets : 2 * size;
  const table = takeRow(core, Internal.weakTable, buckets);
  core.words[Header.weakTable] = table;
  for (const chain of all) {
    // From the end, each to the beginning of its chain: the order stays.
    for (const weakref of chain.reverse()) {
      insertAfter(core, weakref, 0, bucketOf(core, targetOf(core, weakref)));
    }
  }
  if (old !== 0) freeRow(core, old);
}
