/** Methods of dicts (CPython: Objects/dictobject.c). */
import { Kind, type Ref } from '../../../engine/index.ts';
import { none } from '../../atoms.ts';
import { popEntry } from '../changes.ts';
import { findKey, isHashable } from '../equality.ts';
import { missingKey, setEntry } from '../subscripts.ts';
import { RowType, typeName } from '../types.ts';
import type { Vm } from '../vm.ts';
import { methodOf, type Native, paused, share, tupleOf } from './native.ts';

const dict = methodOf('dict');

/** The slot of a key, -1 if it is not there, undefined if it cannot be a key. */
function slotOf(vm: Vm, self: Ref, key: Ref): number | undefined {
  return isHashable(vm, key) ? findKey(vm, self, key) : undefined;
}

const get: Native = (vm, start, count) => {
  const self = vm.argument(start, 0);
  const found = slotOf(vm, self, vm.argument(start, 1));
  if (found === undefined) return 0;
  if (found >= 0) return share(vm, vm.heap.get(self, found + 1));
  return count > 2 ? share(vm, vm.argument(start, 2)) : none;
};

const pop: Native = (vm, start, count) => {
  const self = vm.argument(start, 0);
  const key = vm.argument(start, 1);
  const found = slotOf(vm, self, key);
  if (found === undefined) return 0;
  if (found >= 0) return popEntry(vm, self, found);
  return count > 2 ? share(vm, vm.argument(start, 2)) : missingKey(vm, key);
};

const popItem: Native = (vm, start) => {
  const self = vm.argument(start, 0);
  const size = vm.heap.size(self);
  if (size === 0) return vm.raise('KeyError', "'popitem(): dictionary is empty'");
  const key = share(vm, vm.heap.get(self, size - 2));
  return tupleOf(vm, [key, popEntry(vm, self, size - 2)]);
};

const clear: Native = (vm, start) => {
  vm.heap.dictClear(vm.argument(start, 0));
  return none;
};

const setDefault: Native = (vm, start, count) => {
  const self = vm.argument(start, 0);
  const key = vm.argument(start, 1);
  const found = slotOf(vm, self, key);
  if (found === undefined) return 0;
  if (found >= 0) return share(vm, vm.heap.get(self, found + 1));
  const value = count > 2 ? vm.argument(start, 2) : none;
  setEntry(vm, self, share(vm, key), share(vm, value));
  return vm.raisedType === undefined ? share(vm, value) : 0;
};

/** Replaces values one by one, in the order of the argument (SPEC LI-10): what is replaced dies before the next one. */
const update: Native = (vm, start, count, keywords) => {
  const { heap } = vm;
  const self = vm.argument(start, 0);
  const other = count > 1 ? vm.argument(start, 1) : 0;
  if (other !== 0 && !isDict(vm, other)) return 0;
  const entries = other === 0 ? 0 : heap.size(other) / 2;
  while (vm.progress < entries + keywords.length && vm.raisedType === undefined) {
    const at = vm.progress;
    vm.progress += 1;
    if (at < entries) {
      setEntry(vm, self, share(vm, heap.get(other, 2 * at)), share(vm, heap.get(other, 2 * at + 1)));
    } else {
      const value = vm.argument(start + count, at - entries);
      setEntry(vm, self, vm.textAtom(keywords[at - entries] ?? ''), share(vm, value));
    }
    if (vm.released.length > 0 && vm.raisedType === undefined) return paused;
  }
  vm.progress = 0;
  return vm.raisedType === undefined ? none : 0;
};

/** Other iterables of pairs are not supported. */
function isDict(vm: Vm, ref: Ref): boolean {
  if (ref > 0 && vm.heap.kind(ref) === Kind.dict) return true;
  vm.raise('TypeError', `'${typeName(vm, ref)}' object is not iterable`);
  return false;
}

/** Whether it went well. Takes entries from a dict; an iterable of pairs is not supported. */
export function addEntries(vm: Vm, self: Ref, other: Ref): boolean {
  if (!isDict(vm, other)) return false;
  const size = vm.heap.size(other);
  for (let slot = 0; slot < size && vm.raisedType === undefined; slot += 2) {
    setEntry(vm, self, share(vm, vm.heap.get(other, slot)), share(vm, vm.heap.get(other, slot + 1)));
  }
  return vm.raisedType === undefined;
}

/** Adds `name=value` arguments, whose values stand in the stack from `start` on. */
export function addKeywords(vm: Vm, self: Ref, start: number, keywords: readonly string[]): boolean {
  for (const [index, name] of keywords.entries()) {
    setEntry(vm, self, vm.textAtom(name), share(vm, vm.argument(start, index)));
  }
  return vm.raisedType === undefined;
}

const view =
  (type: number): Native =>
  (vm, start) => {
    const made = vm.heap.alloc(Kind.iterator, type, 1);
    vm.heap.exchange(made, 0, share(vm, vm.argument(start, 0)));
    return made;
  };

export const dictMethods = {
  'dict.get': dict(get, 1, 2),
  'dict.pop': dict(pop, 1, 2),
  'dict.popitem': dict(popItem, 0),
  'dict.clear': dict(clear, 0),
  'dict.setdefault': dict(setDefault, 1, 2),
  'dict.update': { ...dict(update, 0, 1), keywords: 'any' as const },
  'dict.keys': dict(view(RowType.keys), 0),
  'dict.values': dict(view(RowType.values), 0),
  'dict.items': dict(view(RowType.items), 0),
};
