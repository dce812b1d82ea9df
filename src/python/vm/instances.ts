/** Birth of instances. */
import { Kind, type Ref } from '../../engine/index.ts';
import { isText, textIndex } from '../atoms.ts';
import { attributeOrder, classRow, classValue, countBirth, isHeaplingClass } from './classes.ts';
import type { Vm } from './vm.ts';

/** What the heap is told of a newborn: whether it is a heapling, and whether its class has a `__del__`. */
const optionsOf = [false, true].map(watched => [false, true].map(finalizer => ({ watched, finalizer })));

/** A new instance of a class, without attributes. A heapling is not labelled yet. */
export function bear(vm: Vm, classIndex: number): Ref {
  const { heap, library } = vm;
  countBirth(vm, classIndex);
  const size = library.shapes.names(attributeOrder(vm, classIndex)).length;
  const isHeapling = isHeaplingClass(vm, classIndex);
  const hasFinalizer = classValue(vm, classIndex, library.finalizerName) !== 0;
  const options = optionsOf[isHeapling ? 1 : 0]?.[hasFinalizer ? 1 : 0];
  const born = heap.alloc(Kind.instance, classRow(vm, classIndex), size, options);
  if (isHeapling) vm.journal.bell?.countBirth(heap);
  return born;
}

/** Fixes the label of a heapling for good: the second of the same label is `x#2`, the dead counted. */
export function fixLabel(vm: Vm, heapling: Ref, given: Ref): void {
  const { library } = vm;
  const label = isText(given) ? library.strings.text(textIndex(given)) : '';
  const number = library.givenLabels.number(label);
  if (number >= vm.births.length) {
    const longer = new Int32Array(2 * number + 2);
    longer.set(vm.births);
    vm.births = longer;
  }
  const count = (vm.births[number] ?? 0) + 1;
  vm.births[number] = count;
  const unique = count === 1 ? label : `${label}#${count}`;
  vm.heap.setTag(heapling, library.labels.number(unique) + 1);
}
