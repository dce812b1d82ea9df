/** Classes: pinned rows with the values of their bodies, and what they know of the attributes of their instances. */
import { Kind, type Ref } from '../../engine/index.ts';
import { Shapes } from '../shapes.ts';
import type { Vm } from './vm.ts';

/** Words of a class record, in `Vm.classes`. The row of a class has the index of its record as its type. */
const Word = { row: 0, base: 1, name: 2, room: 3, order: 4, body: 5, isHeapling: 6, length: 7 } as const;

/** How many births and new names a class takes before it stops to learn names (SPEC CL-6). */
const roomForNames = 30;

const read = (words: Int32Array, index: number): number => words[index] as number;
const wordOf = (vm: Vm, index: number, word: number): number => read(vm.classes, index * Word.length + word);
const setWord = (vm: Vm, index: number, word: number, value: number): void => {
  vm.classes[index * Word.length + word] = value;
};

/** A new class, without a body yet. `base` is the index of a class, or -1. */
export function makeClass(vm: Vm, name: string, base: number, isHeapling: boolean): Ref {
  const index = vm.classCount;
  vm.classCount += 1;
  if (vm.classCount * Word.length > vm.classes.length) {
    const longer = new Int32Array(vm.classes.length * 2);
    longer.set(vm.classes);
    vm.classes = longer;
  }
  const row = vm.heap.alloc(Kind.class, index, 0);
  setWord(vm, index, Word.row, row);
  setWord(vm, index, Word.base, base);
  setWord(vm, index, Word.name, vm.library.strings.number(name));
  setWord(vm, index, Word.room, roomForNames);
  setWord(vm, index, Word.order, Shapes.empty);
  setWord(vm, index, Word.body, Shapes.empty);
  setWord(vm, index, Word.isHeapling, isHeapling ? 1 : 0);
  return row;
}

/** The class of heaplings is the first that a machine makes. */
export const nodeClass = (vm: Vm): Ref => wordOf(vm, 0, Word.row);

export const classIndexOf = (vm: Vm, instance: Ref): number => vm.heap.type(vm.heap.type(instance));
export const className = (vm: Vm, index: number): string =>
  vm.library.strings.text(wordOf(vm, index, Word.name));
export const baseOf = (vm: Vm, index: number): number => wordOf(vm, index, Word.base);
export const classRow = (vm: Vm, index: number): Ref => wordOf(vm, index, Word.row);
export const isHeaplingClass = (vm: Vm, index: number): boolean => wordOf(vm, index, Word.isHeapling) === 1;
/** The shape of the order in which instances hold their attributes (CL-5). */
export const attributeOrder = (vm: Vm, index: number): number => wordOf(vm, index, Word.order);
/** The shape of the names in the class's own body. */
export const bodyShape = (vm: Vm, index: number): number => wordOf(vm, index, Word.body);

export function isSubclass(vm: Vm, index: number, of: number): boolean {
  for (let at = index; at >= 0; at = baseOf(vm, at)) if (at === of) return true;
  return false;
}

/** CL-6: every birth takes room, but never the last. */
export function countBirth(vm: Vm, index: number): void {
  const room = wordOf(vm, index, Word.room);
  if (room > 1) setWord(vm, index, Word.room, room - 1);
}

/** The place of a name in the class's order, learning it if there is room; else -1 (CL-6). */
export function learnName(vm: Vm, index: number, name: number): number {
  const order = attributeOrder(vm, index);
  const known = vm.library.shapes.find(order, name);
  if (known >= 0) return known;
  const room = wordOf(vm, index, Word.room);
  if (room === 0) return -1;
  setWord(vm, index, Word.room, room - 1);
  setWord(vm, index, Word.order, vm.library.shapes.add(order, name));
  return vm.library.shapes.names(order).length;
}

/** Room and orders of all classes: what they have learned outlives their instances. */
export const learnedByClasses = (vm: Vm): readonly number[] =>
  Array.from({ length: vm.classCount }, (_, index) => [
    wordOf(vm, index, Word.room),
    attributeOrder(vm, index),
    bodyShape(vm, index),
  ]).flat();

/** A value in the body of a class or of its bases: borrowed, 0 if there is none. */
export function classValue(vm: Vm, index: number, name: number): Ref {
  for (let at = index; at >= 0; at = baseOf(vm, at)) {
    const value = ownClassValue(vm, at, name);
    if (value !== 0) return value;
  }
  return 0;
}

export function ownClassValue(vm: Vm, index: number, name: number): Ref {
  const place = vm.library.shapes.find(bodyShape(vm, index), name);
  return place < 0 ? 0 : vm.heap.get(classRow(vm, index), place);
}

/** Takes over the value; what stood there is released after it is in. */
export function setClassValue(vm: Vm, index: number, name: number, value: Ref): void {
  const row = classRow(vm, index);
  let place = vm.library.shapes.find(bodyShape(vm, index), name);
  if (place < 0) {
    place = vm.library.shapes.names(bodyShape(vm, index)).length;
    setWord(vm, index, Word.body, vm.library.shapes.add(bodyShape(vm, index), name));
    vm.heap.grow(row, place + 1);
  }
  vm.release(vm.heap.exchange(row, place, value));
}

/** Returns whether there was one. */
export function deleteClassValue(vm: Vm, index: number, name: number): boolean {
  if (ownClassValue(vm, index, name) === 0) return false;
  setClassValue(vm, index, name, 0);
  return true;
}
