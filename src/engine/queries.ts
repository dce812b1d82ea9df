import { at, sizeOf, slotsOf } from './core.ts';
import type { Heap } from './heap.ts';
import type { Ref } from './types.ts';

/** A place that holds a reference. */
export type Place = {
  readonly holder: Ref;
  readonly slot: number;
};

/** The roots: classes, modules, running frames and what else is pinned, by row. */
export function roots(heap: Heap): Ref[] {
  return [...heap.objects()].filter(ref => heap.isRoot(ref));
}

/**
 * All living objects that can be reached, in order of discovery, where they start included.
 *
 * @param from where to start, in this order
 * @default the roots; what only the host's operand stack holds is not reachable from them
 */
export function reachable(heap: Heap, from: Iterable<Ref> = roots(heap)): Set<Ref> {
  const found = new Set<Ref>();
  for (const ref of from) if (ref > 0) found.add(ref);
  // A set is walked in order of insertion, and what is added meanwhile is walked too.
  for (const holder of found) eachReferent(heap, holder, ref => found.add(ref));
  return found;
}

/** Every place that holds a reference to the object: of all living objects, untracked ones and roots included. */
export function referrers(heap: Heap, object: Ref): Place[] {
  const places: Place[] = [];
  for (const holder of heap.objects()) {
    eachReferent(heap, holder, (ref, slot) => {
      if (ref === object) places.push({ holder, slot });
    });
  }
  return places;
}

/**
 * A shortest path from a root: the places to follow, of which the last holds the object; empty for a root itself,
 * undefined if there is none. Among equally short ones that of the older root, then of the earlier slot.
 */
export function rootPath(heap: Heap, object: Ref, from: Iterable<Ref> = roots(heap)): Place[] | undefined {
  const via = new Map<Ref, Place | undefined>();
  for (const root of from) via.set(root, undefined);
  for (const holder of via.keys()) {
    if (holder === object) return pathTo(object, via);
    eachReferent(heap, holder, (ref, slot) => {
      if (!via.has(ref)) via.set(ref, { holder, slot });
    });
  }
  return undefined;
}

function pathTo(object: Ref, via: ReadonlyMap<Ref, Place | undefined>): Place[] {
  const path: Place[] = [];
  for (let place = via.get(object); place !== undefined; place = via.get(place.holder)) path.unshift(place);
  return path;
}

function eachReferent(heap: Heap, holder: Ref, visit: (ref: Ref, slot: number) => void): void {
  const { core } = heap;
  const first = slotsOf(core, holder);
  const size = sizeOf(core, holder);
  for (let slot = 0; slot < size; slot++) {
    const ref = at(core.words, first + slot);
    if (ref > 0) visit(ref, slot);
  }
}
