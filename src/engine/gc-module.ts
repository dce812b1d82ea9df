import type { Heap } from './heap.ts';
import { slotOrder } from './tracking.ts';
import type { Generation, Ref } from './types.ts';

/* What Python's `gc` module can be asked (SPEC GC-16, GC-20): the collector's view of the heap, not the whole of it. */

/** `gc.get_objects(generation)`: the tracked objects in list order; without a generation those of all three. */
export function getObjects(heap: Heap, generation?: Generation): Ref[] {
  if (generation !== undefined) return heap.generationList(generation);
  return ([0, 1, 2] as const).flatMap(each => heap.generationList(each));
}

/**
 * `gc.get_referrers(...objects)`: what refers directly to one of them, each once; of the generations only, so nothing
 * frozen or untracked, and no name.
 */
export function getReferrers(heap: Heap, ...objects: readonly Ref[]): Ref[] {
  const sought = new Set(objects);
  return getObjects(heap).filter(holder => slots(heap, holder).some(ref => sought.has(ref)));
}

/** `gc.get_referents(object)`: what it refers to, in the order of its visit, atoms left out, duplicates kept. */
export function getReferents(heap: Heap, object: Ref): Ref[] {
  const refs = [...slotOrder(heap.core, object)].map(slot => heap.get(object, slot));
  return refs.filter(ref => ref > 0);
}

const slots = (heap: Heap, object: Ref): Ref[] =>
  Array.from({ length: heap.size(object) }, (_, slot) => heap.get(object, slot));
