/** `==`, truth, hashing, and finding things by equality in lists, dicts and sets. */
import { Kind, type Ref } from '../../engine/index.ts';
import {
  emptyTuple,
  integerOf,
  isInteger,
  isNumber,
  isText,
  no,
  none,
  numberOf,
  textIndex,
} from '../atoms.ts';
import { Limits } from '../limits.ts';
import { isView, RowType, typeName } from './types.ts';
import type { Vm } from './vm.ts';

/** Whether two values are equal: instances only to themselves, bound methods by function and self (SPEC LI-8). */
export function areEqual(vm: Vm, left: Ref, right: Ref, depth = 0): boolean {
  if (left === right) return true;
  if (left < 0 || right < 0) return isNumber(left) && isNumber(right) && numberOf(left) === numberOf(right);
  const { heap } = vm;
  const kind = heap.kind(left);
  if (kind !== heap.kind(right)) return false;
  switch (kind) {
    case Kind.list:
    case Kind.tuple:
      return areSequencesEqual(vm, left, right, depth);
    case Kind.method:
      return heap.get(left, 0) === heap.get(right, 0) && heap.get(left, 1) === heap.get(right, 1);
    case Kind.weakref: {
      const [one, other] = [heap.referent(left), heap.referent(right)];
      return one !== 0 && other !== 0 && areEqual(vm, one, other, depth + 1);
    }
    case Kind.leaf:
      return (
        heap.type(left) === RowType.range &&
        heap.type(right) === RowType.range &&
        [...Array(heap.size(left)).keys()].every(index => heap.get(left, index) === heap.get(right, index))
      );
    case Kind.set:
    case Kind.dict:
      return areTablesEqual(vm, left, right, depth);
    default:
      return false;
  }
}

function areSequencesEqual(vm: Vm, left: Ref, right: Ref, depth: number): boolean {
  const { heap } = vm;
  const size = heap.size(left);
  if (size !== heap.size(right) || isTooDeep(vm, depth)) return false;
  for (let index = 0; index < size; index++) {
    if (!areEqual(vm, heap.get(left, index), heap.get(right, index), depth + 1)) return false;
  }
  return true;
}

function areTablesEqual(vm: Vm, left: Ref, right: Ref, depth: number): boolean {
  const { heap } = vm;
  const size = heap.size(left);
  if (size !== heap.size(right) || isTooDeep(vm, depth)) return false;
  const step = heap.kind(left) === Kind.dict ? 2 : 1;
  for (let index = 0; index < size; index += step) {
    const found = findKey(vm, right, heap.get(left, index));
    if (found < 0) return false;
    if (step === 2 && !areEqual(vm, heap.get(left, index + 1), heap.get(right, found + 1), depth + 1))
      return false;
  }
  return true;
}

function isTooDeep(vm: Vm, depth: number): boolean {
  if (depth < Limits.nesting) return false;
  vm.raise('RecursionError', 'maximum recursion depth exceeded in comparison');
  return true;
}

/** The slot of an equal key of a dict or an equal element of a set, or -1. */
export function findKey(vm: Vm, table: Ref, key: Ref): number {
  const { heap } = vm;
  const step = heap.kind(table) === Kind.dict ? 2 : 1;
  const same = step === 2 ? heap.dictFind(table, key) : heap.setFind(table, key);
  // Most keys are equal to nothing but themselves; numbers, tuples and bound methods have equals.
  if (same >= 0 || isText(key) || key === none) return same;
  if (key > 0 && heap.kind(key) === Kind.instance) return same;
  for (let index = 0; index < heap.size(table); index += step) {
    if (areEqual(vm, heap.get(table, index), key)) return index;
  }
  return -1;
}

/** The index of the first equal item from `start` on, or -1. */
export function findItem(vm: Vm, sequence: Ref, value: Ref, start = 0): number {
  for (let index = start; index < lengthOf(vm, sequence); index++) {
    if (areEqual(vm, vm.heap.get(sequence, index), value)) return index;
  }
  return -1;
}

/** Whether a value can be a key; raises the TypeError if not. */
export function isHashable(vm: Vm, ref: Ref): boolean {
  if (ref < 0) return true;
  const kind = vm.heap.kind(ref);
  if (kind === Kind.tuple) {
    for (let index = 0; index < vm.heap.size(ref); index++) {
      if (!isHashable(vm, vm.heap.get(ref, index))) return false;
    }
    return true;
  }
  if (kind === Kind.weakref) return isWeakrefHashable(vm, ref);
  if (kind !== Kind.list && kind !== Kind.dict && kind !== Kind.set) return true;
  vm.raise('TypeError', `unhashable type: '${typeName(vm, ref)}'`);
  return false;
}

/** A weak reference has the hash of its object, which it remembers (in the tag) once it was asked for it. */
function isWeakrefHashable(vm: Vm, ref: Ref): boolean {
  if (vm.heap.tag(ref) === 1) return true;
  const target = vm.heap.referent(ref);
  if (target === 0) vm.raise('TypeError', 'weak object has gone away');
  if (target === 0 || !isHashable(vm, target)) return false;
  vm.heap.setTag(ref, 1);
  return true;
}

/** `bool(x)`. */
export function isTrue(vm: Vm, ref: Ref): boolean {
  if (ref === none || ref === no || ref === emptyTuple) return false;
  if (isInteger(ref)) return integerOf(ref) !== 0;
  const length = lengthOf(vm, ref);
  return length !== 0;
}

/** `len(x)`, or -1 if it has none. */
export function lengthOf(vm: Vm, ref: Ref): number {
  if (ref < 0) {
    if (ref === emptyTuple) return 0;
    return isText(ref) ? [...vm.library.strings.text(textIndex(ref))].length : -1;
  }
  const { heap } = vm;
  switch (heap.kind(ref)) {
    case Kind.list:
    case Kind.tuple:
    case Kind.set:
      return heap.size(ref);
    case Kind.dict:
      return heap.size(ref) / 2;
    case Kind.leaf:
      return heap.type(ref) === RowType.range ? rangeLength(vm, ref) : -1;
    case Kind.iterator:
      return isView(heap.type(ref)) ? heap.size(heap.get(ref, 0)) / 2 : -1;
    default:
      return -1;
  }
}

function rangeLength(vm: Vm, range: Ref): number {
  const start = integerOf(vm.heap.get(range, 0));
  const stop = integerOf(vm.heap.get(range, 1));
  const step = integerOf(vm.heap.get(range, 2));
  return Math.max(0, Math.ceil((stop - start) / step));
}
