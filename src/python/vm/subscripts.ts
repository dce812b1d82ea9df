/** `x[i]`, `x[i] = v`, `del x[i]` for lists, tuples, strings, ranges and dicts. */
import { Kind, type Ref } from '../../engine/index.ts';
import { emptyTuple, integer, integerOf, isNumber, isText, numberOf, textIndex } from '../atoms.ts';
import { Limits } from '../limits.ts';
import { addEntry, dropEntry } from './changes.ts';
import { findKey, isHashable, lengthOf } from './equality.ts';
import { reprOf } from './text.ts';
import { typeName } from './types.ts';
import type { Vm } from './vm.ts';

/** A new reference; 0 if it raises. */
export function loadSubscript(vm: Vm, object: Ref, index: Ref): Ref {
  const { heap } = vm;
  if (isText(object)) {
    const characters = [...vm.library.strings.text(textIndex(object))];
    if (!isNumber(index)) {
      return vm.raise('TypeError', `string indices must be integers, not '${typeName(vm, index)}'`);
    }
    const at = place(numberOf(index), characters.length);
    return at < 0 ? vm.raise('IndexError', 'string index out of range') : vm.textAtom(characters[at] ?? '');
  }
  const kind = object > 0 ? heap.kind(object) : object === emptyTuple ? Kind.tuple : 0;
  if (kind === Kind.dict) return loadEntry(vm, object, index);
  if (kind !== Kind.list && kind !== Kind.tuple && typeName(vm, object) !== 'range') {
    return vm.raise('TypeError', `'${typeName(vm, object)}' object is not subscriptable`);
  }
  const at = itemPlace(
    vm,
    object,
    index,
    kind === Kind.leaf ? 'range object index' : `${typeName(vm, object)} index`,
  );
  if (at < 0) return 0;
  if (kind === Kind.leaf)
    return integer(integerOf(heap.get(object, 0)) + at * integerOf(heap.get(object, 2)));
  const item = heap.get(object, at);
  heap.incref(item);
  return item;
}

function loadEntry(vm: Vm, dict: Ref, key: Ref): Ref {
  if (!isHashable(vm, key)) return 0;
  const found = findKey(vm, dict, key);
  if (found < 0) return missingKey(vm, key);
  const value = vm.heap.get(dict, found + 1);
  vm.heap.incref(value);
  return value;
}

/** The KeyError holds the key (EX-10). */
export const missingKey = (vm: Vm, key: Ref): 0 => vm.raiseHolding('KeyError', reprOf(vm, key), key);

/** Takes over nothing: puts in new references to value and key. */
export function storeSubscript(vm: Vm, object: Ref, index: Ref, value: Ref): void {
  const { heap } = vm;
  const kind = object > 0 ? heap.kind(object) : 0;
  if (kind === Kind.list) {
    const at = itemPlace(vm, object, index, 'list assignment index');
    if (at < 0) return;
    heap.incref(value);
    vm.release(heap.exchange(object, at, value));
  } else if (kind === Kind.dict) {
    heap.incref(index);
    heap.incref(value);
    setEntry(vm, object, index, value);
  } else {
    vm.raise('TypeError', `'${typeName(vm, object)}' object does not support item assignment`);
  }
}

/** Takes over key and value. An equal key stays, the one handed in goes after the old value (LI-10). */
export function setEntry(vm: Vm, dict: Ref, key: Ref, value: Ref): void {
  const { heap } = vm;
  const known = isHashable(vm, key) ? findKey(vm, dict, key) : -1;
  if (vm.raisedType !== undefined) {
    vm.release(key);
    vm.release(value);
  } else if (known >= 0) {
    vm.release(heap.exchange(dict, known + 1, value));
    vm.release(key);
  } else if (heap.size(dict) / 2 >= Limits.size) {
    vm.release(key);
    vm.release(value);
    refuseSize(vm);
  } else {
    addEntry(vm, dict, key, value);
  }
}

/** One container has reached its limit. */
export const refuseSize = (vm: Vm): 0 =>
  vm.raise('Limit', `a list, dict, set or string holds at most ${Limits.size} items here`);

export function deleteSubscript(vm: Vm, object: Ref, index: Ref): void {
  const { heap } = vm;
  const kind = object > 0 ? heap.kind(object) : 0;
  if (kind === Kind.list) {
    const at = itemPlace(vm, object, index, 'list assignment index');
    if (at >= 0) vm.release(heap.listRemove(object, at));
  } else if (kind === Kind.dict) {
    const found = isHashable(vm, index) ? findKey(vm, object, index) : -1;
    if (found >= 0) dropEntry(vm, object, found);
    else if (vm.raisedType === undefined) missingKey(vm, index);
  } else {
    const verb = isNumber(index) && isSequenceType(vm, object) ? "doesn't" : 'does not';
    vm.raise('TypeError', `'${typeName(vm, object)}' object ${verb} support item deletion`);
  }
}

/** Types whose table of sequence operations makes CPython word a refused deletion differently. */
const isSequenceType = (vm: Vm, ref: Ref): boolean =>
  (ref > 0 && vm.heap.kind(ref) === Kind.instance) ||
  ['tuple', 'str', 'range', 'set'].includes(typeName(vm, ref));

/** Where an index leads to in a sequence; -1 if it raises. */
function itemPlace(vm: Vm, sequence: Ref, index: Ref, what: string): number {
  if (!isNumber(index)) {
    const type = typeName(vm, sequence);
    vm.raise('TypeError', `${type} indices must be integers or slices, not ${typeName(vm, index)}`);
    return -1;
  }
  const at = place(numberOf(index), lengthOf(vm, sequence));
  if (at < 0) vm.raise('IndexError', `${what} out of range`);
  return at;
}

function place(index: number, length: number): number {
  const at = index < 0 ? index + length : index;
  return at < length ? at : -1;
}
