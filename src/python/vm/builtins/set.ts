/** Methods of sets (CPython: Objects/setobject.c). Elements keep the order of insertion here. */
import type { Ref } from '../../../engine/index.ts';
import { none } from '../../atoms.ts';
import { Limits } from '../../limits.ts';
import { addItem, dropElement } from '../changes.ts';
import { findKey, isHashable } from '../equality.ts';
import { missingKey, refuseSize } from '../subscripts.ts';
import { typeName } from '../types.ts';
import type { Vm } from '../vm.ts';
import { methodOf, type Native, share } from './native.ts';

const set = methodOf('set');

/** Takes over the element; an equal one stays (SPEC LI-11). */
export function addElement(vm: Vm, self: Ref, element: Ref): void {
  if (isHashable(vm, element) && findKey(vm, self, element) < 0) {
    if (vm.heap.size(self) < Limits.size) {
      addItem(vm, self, element);
      return;
    }
    refuseSize(vm);
  }
  vm.release(element);
}

const add: Native = (vm, start) => {
  addElement(vm, vm.argument(start, 0), share(vm, vm.argument(start, 1)));
  return vm.raisedType === undefined ? none : 0;
};

/** Removes an equal element; undefined if the argument cannot be one. */
function discardEqual(vm: Vm, start: number): boolean | undefined {
  const self = vm.argument(start, 0);
  const element = vm.argument(start, 1);
  // A set is looked up as a frozenset would be, of which there are none here.
  if (typeName(vm, element) === 'set') return false;
  if (!isHashable(vm, element)) return undefined;
  const found = findKey(vm, self, element);
  if (found >= 0) dropElement(vm, self, vm.heap.get(self, found));
  return found >= 0;
}

const discard: Native = (vm, start) => (discardEqual(vm, start) === undefined ? 0 : none);

const remove: Native = (vm, start) => {
  const found = discardEqual(vm, start);
  if (found === undefined) return 0;
  return found ? none : missingKey(vm, vm.argument(start, 1));
};

const pop: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  if (vm.heap.size(self) === 0) return vm.raise('KeyError', "'pop from an empty set'");
  const element = share(vm, vm.heap.get(self, 0));
  dropElement(vm, self, element);
  return element;
};

const clear: Native = (vm, start) => {
  vm.heap.setClear(vm.argument(start, 0));
  return none;
};

export const setMethods = {
  'set.add': set(add, 1),
  'set.discard': set(discard, 1),
  'set.remove': set(remove, 1),
  'set.pop': set(pop, 0),
  'set.clear': set(clear, 0),
};
