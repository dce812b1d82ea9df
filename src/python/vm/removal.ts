/**
 * Changes to containers that let go of something. The heap's own ones would let go at once; here what leaves is held until
 * it has left, and goes in its turn (see `Vm.release`).
 */
import type { Ref } from '../../engine/index.ts';
import type { Vm } from './vm.ts';

/** `dict[key] = value`, keys compared as references. Takes over the value; the key is an atom. */
export function putEntry(vm: Vm, dict: Ref, key: Ref, value: Ref): void {
  const found = vm.heap.dictFind(dict, key);
  if (found < 0) vm.heap.dictSet(dict, key, value);
  else vm.release(vm.heap.exchange(dict, found + 1, value));
}

/** Key and value of the entry at a slot go, in this order (RC-8). */
export function dropEntry(vm: Vm, dict: Ref, slot: number): void {
  vm.release(popEntry(vm, dict, slot));
}

/** Hands out the value of the entry at a slot; the key goes. */
export function popEntry(vm: Vm, dict: Ref, slot: number): Ref {
  const { heap } = vm;
  const key = heap.get(dict, slot);
  heap.incref(key);
  const value = heap.dictPop(dict, key) ?? 0;
  vm.release(key);
  return value;
}

/** The element of a set goes. */
export function dropElement(vm: Vm, set: Ref, element: Ref): void {
  vm.heap.incref(element);
  vm.heap.setDiscard(set, element);
  vm.release(element);
}
