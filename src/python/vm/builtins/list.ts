/** Methods of lists and tuples (CPython: Objects/listobject.c, tupleobject.c). */
import { integer, none } from '../../atoms.ts';
import { Limits } from '../../limits.ts';
import { areEqual, findItem, lengthOf } from '../equality.ts';
import { extendList } from '../iteration.ts';
import { refuseSize } from '../subscripts.ts';
import { reprOf } from '../text.ts';
import type { Vm } from '../vm.ts';
import { integerArgument, listOf, methodOf, type Native, share } from './native.ts';

const list = methodOf('list');
const tuple = methodOf('tuple');

const append: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  if (vm.heap.size(self) >= Limits.size) return refuseSize(vm);
  vm.heap.listAppend(self, share(vm, vm.argument(start, 1)));
  return none;
};

const insert: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  const at = integerArgument(vm, vm.argument(start, 1));
  if (at === undefined) return 0;
  const size = vm.heap.size(self);
  if (size >= Limits.size) return refuseSize(vm);
  const index = at < 0 ? Math.max(0, at + size) : Math.min(at, size);
  vm.heap.listInsert(self, index, share(vm, vm.argument(start, 2)));
  return none;
};

const pop: Native = (vm, start, count) => {
  const self = vm.argument(start, 0);
  const size = vm.heap.size(self);
  const at = count === 1 ? -1 : integerArgument(vm, vm.argument(start, 1));
  if (at === undefined) return 0;
  if (size === 0) return vm.raise('IndexError', 'pop from empty list');
  const index = at < 0 ? at + size : at;
  return index < 0 || index >= size
    ? vm.raise('IndexError', 'pop index out of range')
    : vm.heap.listRemove(self, index);
};

/** The item found is released before the argument (SPEC LI-9). */
const remove: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  const index = findItem(vm, self, vm.argument(start, 1));
  if (index < 0) return vm.raise('ValueError', 'list.remove(x): x not in list');
  vm.release(vm.heap.listRemove(self, index));
  return none;
};

const clear: Native = (vm, start) => {
  vm.heap.listClear(vm.argument(start, 0));
  return none;
};

const reverse: Native = (vm, start) => {
  vm.heap.listReverse(vm.argument(start, 0));
  return none;
};

const extend: Native = (vm, start) =>
  extendList(vm, vm.argument(start, 0), vm.argument(start, 1)) ? none : 0;

const copy: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  return listOf(
    vm,
    Array.from({ length: vm.heap.size(self) }, (_, index) => share(vm, vm.heap.get(self, index))),
  );
};

const index: Native = (vm, start) => {
  const value = vm.argument(start, 1);
  const found = findItem(vm, vm.argument(start, 0), value);
  return found < 0 ? vm.raise('ValueError', `${reprOf(vm, value)} is not in list`) : integer(found);
};

const tupleIndex: Native = (vm, start) => {
  const found = findItem(vm, vm.argument(start, 0), vm.argument(start, 1));
  return found < 0 ? vm.raise('ValueError', 'tuple.index(x): x not in tuple') : integer(found);
};

const count: Native = (vm, start) => integer(countEqual(vm, start));

function countEqual(vm: Vm, start: number): number {
  const self = vm.argument(start, 0);
  let found = 0;
  for (let at = 0; at < lengthOf(vm, self); at++) {
    if (areEqual(vm, vm.heap.get(self, at), vm.argument(start, 1))) found += 1;
  }
  return found;
}

export const listMethods = {
  'list.append': list(append, 1),
  'list.insert': list(insert, 2),
  'list.pop': list(pop, 0, 1),
  'list.remove': list(remove, 1),
  'list.clear': list(clear, 0),
  'list.reverse': list(reverse, 0),
  'list.extend': list(extend, 1),
  'list.copy': list(copy, 0),
  'list.index': list(index, 1),
  'list.count': list(count, 1),
  'tuple.index': tuple(tupleIndex, 1),
  'tuple.count': tuple(count, 1),
};
