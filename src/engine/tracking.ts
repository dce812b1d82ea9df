import { at, Column, type Core, kindOf, List, Meta, sizeOf, slotsOf } from './core.ts';
import { append, unlink } from './lists.ts';
import type { Profile } from './profile.ts';
import { Kind } from './types.ts';

/*
 * Which objects the collector sees (SPEC TR). The gc word of a tracked row is its list << 2, of an untracked one 0;
 * while a collection looks for garbage it is gc_refs << 2 with these flags.
 */

/** Set while a row is a candidate whose fate is open; garbage keeps it. */
export const COLLECTING = 1;
/** Set aside as unreachable. */
export const UNREACHABLE = 2;
export const GARBAGE = COLLECTING | UNREACHABLE;
export const REFS_SHIFT = 2;
export const ONE_REF = 1 << REFS_SHIFT;

export const isTracked = (core: Core, row: number): boolean =>
  at(core.words, core.gc + row) !== 0 && at(core.words, core.refcount + row) > 0;

export const listWord = (list: number): number => list << REFS_SHIFT;

/** Puts a row at the end of generation 0. */
export function track(core: Core, row: number): void {
  append(core, List.generation0, row);
  core.words[core.gc + row] = listWord(List.generation0);
}

export function untrack(core: Core, row: number): void {
  unlink(core, row);
  core.words[Column.next + (row << 3)] = row;
  core.words[Column.prev + (row << 3)] = row;
  core.words[core.gc + row] = 0;
}

/** Whether a reference to it makes a dict or a tuple worth tracking: any container, a tuple only if tracked itself. */
export function mayBeTracked(core: Core, ref: number): boolean {
  if (ref <= 0) return false;
  const kind = kindOf(core, ref);
  return kind !== Kind.leaf && (kind !== Kind.tuple || isTracked(core, ref));
}

/** TR-3: a dict is tracked the moment something is stored that may be tracked. */
export function trackDictFor(core: Core, dict: number, stored: number): void {
  if (at(core.words, core.gc + dict) === 0 && mayBeTracked(core, stored)) trackLate(core, dict);
}

/** TR-7: however old it is, it goes to generation 0. */
export function trackLate(core: Core, row: number): void {
  track(core, row);
  core.listener?.onTracked?.(row);
}

/** TR-5: where a tuple is not tracked from birth, it is as soon as its type says of an item that it supports the collector. */
export function trackTupleFor(core: Core, tuple: number, stored: number): void {
  if (core.profile.tracksEveryTupleAtBirth || stored <= 0 || at(core.words, core.gc + tuple) !== 0) return;
  if (kindOf(core, stored) !== Kind.leaf) trackLate(core, tuple);
}

/** TR-5, TR-6: whether a surviving tuple needs no tracking; one that is not filled yet does. */
export function canUntrackTuple(core: Core, tuple: number): boolean {
  const first = slotsOf(core, tuple);
  const end = first + sizeOf(core, tuple);
  for (let i = first; i < end; i++) {
    const item = at(core.words, i);
    if (item === 0 || mayBeTracked(core, item)) return false;
  }
  return true;
}

/** TR-4: whether a dict that survived a full collection needs no tracking. */
export function canUntrackDict(core: Core, dict: number): boolean {
  const first = slotsOf(core, dict);
  const end = first + sizeOf(core, dict);
  for (let i = first; i < end; i++) if (mayBeTracked(core, at(core.words, i))) return false;
  return true;
}

/** Whether CPython tracks an object of this kind from its birth. */
export function isTrackedAtBirth(profile: Profile, kind: number, size: number): boolean {
  switch (kind) {
    case Kind.leaf:
    case Kind.frame:
    case Kind.class:
    case Kind.module:
      return false;
    case Kind.dict:
      return profile.tracksEveryDict;
    case Kind.tuple:
      return profile.tracksEveryTupleAtBirth && size > 0;
    default:
      return true;
  }
}

/** Whether its birth moves the counter of generation 0: any object the collector could track (TH-1). */
export const isCountedAtBirth = (kind: number): boolean =>
  kind !== Kind.leaf && kind !== Kind.frame && kind !== Kind.class && kind !== Kind.module;

/** Whether `tp_clear` exists: tuples, bound methods and iterators cannot be emptied (GC-10). */
export const canBeEmptied = (kind: number): boolean =>
  kind !== Kind.tuple && kind !== Kind.method && kind !== Kind.iterator;

/** WR-12. */
export function canBeReferredToWeakly(kind: Kind): boolean {
  switch (kind) {
    case Kind.instance:
    case Kind.slots:
    case Kind.set:
    case Kind.function:
    case Kind.method:
    case Kind.class:
    case Kind.module:
      return true;
    default:
      return false;
  }
}

/** Lists and tuples are visited and let go from the last to the first (RC-7). */
export const goesBackwards = (kind: number): boolean => kind === Kind.list || kind === Kind.tuple;

/**
 * The slots of an object in the order in which the collector visits them (RC-5 to RC-9; `dict_traverse` looks at the value
 * of an entry before its key). The collector's own loop does the same without asking for each slot.
 */
export function* slotOrder(core: Core, row: number): Generator<number, void, undefined> {
  const size = sizeOf(core, row);
  const kind = kindOf(core, row);
  const backwards = goesBackwards(kind);
  for (let i = 0; i < size; i++) yield backwards ? size - 1 - i : kind === Kind.dict ? i ^ 1 : i;
}

/** Whether emptying takes the whole storage away first, so that the container is empty before anything dies. */
export const detachesStorage = (kind: number): boolean =>
  kind === Kind.list || kind === Kind.dict || kind === Kind.set;

export const hasFlag = (core: Core, row: number, flag: number): boolean =>
  (at(core.words, Column.meta + (row << 3)) & flag) !== 0;

export const setFlag = (core: Core, row: number, flag: number): void => {
  core.words[Column.meta + (row << 3)] = at(core.words, Column.meta + (row << 3)) | flag;
};

export const clearFlag = (core: Core, row: number, flag: number): void => {
  core.words[Column.meta + (row << 3)] = at(core.words, Column.meta + (row << 3)) & ~flag;
};

export const isHusk = (core: Core, row: number): boolean => hasFlag(core, row, Meta.husk);
