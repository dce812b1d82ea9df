/**
 * Changes to containers as one part of an instruction: none of them lets go of anything by itself. What leaves is held
 * until it has left, and goes in its turn (see `Vm.release`).
 */
import type { Ref } from '../../engine/index.ts';
import type { Vm } from './vm.ts';

/** A new entry at the end. Takes over key and value. */
export function addEntry(vm: Vm, dict: Ref, key: Ref, value: Ref): void {
  const size = vm.heap.size(dict);
  vm.heap.grow(dict, size + 2);
  vm.heap.exchange(dict, size, key);
  vm.heap.exchange(dict, size + 1, value);
}

/** A new element at the end of a set. Takes it over. */
export function addItem(vm: Vm, set: Ref, element: Ref): void {
  const size = vm.heap.size(set);
  vm.heap.grow(set, size + 1);
  vm.heap.exchange(set, size, element);
}

/** `dict[key] = value`, keys compared as references. Takes over the value; the key is an atom. */
export function putEntry(vm: Vm, dict: Ref, key: Ref, value: Ref): void {
  const found = vm.heap.dictFind(dict, key);
  if (found < 0) addEntry(vm, dict, key, value);
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
