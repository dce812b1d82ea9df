/** Iterators, and everything that reads an iterable as a whole. */
import { Kind, type Ref } from '../../engine/index.ts';
import { emptyTuple, integer, integerOf, isText, textIndex } from '../atoms.ts';
import { Limits } from '../limits.ts';
import { lengthOf } from './equality.ts';
import { refuseSize } from './subscripts.ts';
import { isIterator, RowType, typeName } from './types.ts';
import type { Vm } from './vm.ts';

/** Takes over the iterable and gives an iterator that holds it (SPEC CA-9); 0 if it raises, the iterable is released. */
export function makeIterator(vm: Vm, iterable: Ref): Ref {
  const { heap } = vm;
  const kind = iterable > 0 ? heap.kind(iterable) : 0;
  if (isIterator(vm, iterable)) return kindOfView(vm, iterable) === 0 ? iterable : iterateView(vm, iterable);
  if (lengthOf(vm, iterable) < 0) {
    vm.raise('TypeError', `'${typeName(vm, iterable)}' object is not iterable`);
    vm.release(iterable);
    return 0;
  }
  if (kind === Kind.leaf) return iteratorOf(vm, Kind.leaf, RowType.rangeIterator, iterable);
  return iteratorOf(vm, Kind.iterator, kind === Kind.dict ? RowType.keyIterator : 0, iterable);
}

/** The type of the iterator of a view, 0 for what is no view. */
function kindOfView(vm: Vm, ref: Ref): number {
  const type = vm.heap.type(ref);
  if (type === RowType.keys) return RowType.keyIterator;
  if (type === RowType.values) return RowType.valueIterator;
  return type === RowType.items ? RowType.itemIterator : 0;
}

function iterateView(vm: Vm, view: Ref): Ref {
  const dict = vm.heap.get(view, 0);
  vm.heap.incref(dict);
  const iterator = iteratorOf(vm, Kind.iterator, kindOfView(vm, view), dict);
  vm.release(view);
  return iterator;
}

function iteratorOf(vm: Vm, kind: typeof Kind.iterator | typeof Kind.leaf, type: number, iterable: Ref): Ref {
  const { heap } = vm;
  const iterator = heap.alloc(kind, type, 1);
  heap.exchange(iterator, 0, iterable);
  // The size at the start: dicts and sets must not change it while they are looped over.
  if (iterable > 0) heap.setTag(iterator, heap.size(iterable));
  return iterator;
}

/** The next item, a new reference; 0 at the end, and if it raises. */
export function nextItem(vm: Vm, iterator: Ref): Ref {
  const { heap } = vm;
  const iterable = heap.get(iterator, 0);
  const kind = iterable > 0 ? heap.kind(iterable) : 0;
  if ((kind === Kind.dict || kind === Kind.set) && heap.size(iterable) !== heap.tag(iterator)) {
    const name = kind === Kind.dict ? 'dictionary' : 'Set';
    return vm.raise('RuntimeError', `${name} changed size during iteration`);
  }
  const position = heap.word(iterator);
  if (position >= lengthOf(vm, iterable)) return 0;
  heap.setWord(iterator, position + 1);
  return itemAt(vm, iterable, position, heap.type(iterator));
}

function itemAt(vm: Vm, iterable: Ref, position: number, type: number): Ref {
  const { heap } = vm;
  if (isText(iterable)) return character(vm, iterable, position);
  if (heap.kind(iterable) === Kind.leaf) return rangeItem(vm, iterable, position);
  if (heap.kind(iterable) !== Kind.dict) return shared(vm, heap.get(iterable, position));
  const key = heap.get(iterable, 2 * position);
  const value = heap.get(iterable, 2 * position + 1);
  if (type === RowType.valueIterator) return shared(vm, value);
  return type === RowType.itemIterator
    ? vm.sequence(Kind.tuple, [shared(vm, key), shared(vm, value)])
    : shared(vm, key);
}

function shared(vm: Vm, ref: Ref): Ref {
  vm.heap.incref(ref);
  return ref;
}

const character = (vm: Vm, ref: Ref, position: number): Ref =>
  vm.textAtom([...vm.library.strings.text(textIndex(ref))][position] ?? '');

const rangeItem = (vm: Vm, range: Ref, position: number): Ref =>
  integer(integerOf(vm.heap.get(range, 0)) + position * integerOf(vm.heap.get(range, 2)));

/** The items of a list, tuple, set, string, range, of a dict's keys or of a view of keys or values: borrowed. */
export function items(vm: Vm, iterable: Ref): Ref[] {
  const { heap } = vm;
  if (iterable === emptyTuple) return [];
  const source = iterable > 0 && heap.kind(iterable) === Kind.iterator ? heap.get(iterable, 0) : iterable;
  const length = lengthOf(vm, source);
  if (isText(source)) return Array.from({ length }, (_, index) => character(vm, source, index));
  if (heap.kind(source) === Kind.leaf)
    return Array.from({ length }, (_, index) => rangeItem(vm, source, index));
  if (heap.kind(source) !== Kind.dict) return Array.from({ length }, (_, index) => heap.get(source, index));
  const offset = iterable !== source && heap.type(iterable) === RowType.values ? 1 : 0;
  return Array.from({ length }, (_, index) => heap.get(source, 2 * index + offset));
}

/** All items of an iterable, as new references; undefined if it raises. */
export function takeItems(vm: Vm, iterable: Ref): Ref[] | undefined {
  const iterator = makeIterator(vm, shared(vm, iterable));
  if (iterator === 0) return undefined;
  const taken: Ref[] = [];
  for (let item = nextItem(vm, iterator); item !== 0; item = nextItem(vm, iterator)) {
    taken.push(item);
    if (taken.length > Limits.size) refuseSize(vm);
    if (vm.raisedType !== undefined) break;
  }
  vm.release(iterator);
  if (vm.raisedType === undefined) return taken;
  for (const item of taken) vm.release(item);
  return undefined;
}

/** `list += iterable`, with new references. Returns whether it went well. */
export function extendList(vm: Vm, list: Ref, iterable: Ref): boolean {
  const added = takeItems(vm, iterable);
  if (added === undefined) return false;
  for (const item of added) vm.heap.listAppend(list, item);
  if (vm.heap.size(list) > Limits.size) refuseSize(vm);
  return vm.raisedType === undefined;
}
