/** What instructions do with the operands of the current call. The stack owns a reference to each. */
import type { Ref } from '../../engine/index.ts';
import type { Vm } from './vm.ts';

/** Pushes a new reference; 0 stands for an exception on its way. */
export function pushResult(vm: Vm, result: Ref): void {
  if (result !== 0) vm.push(result);
}

/** Releases operands from the deepest to the top, as CPython releases those of a statement (SPEC CA-7). */
export function drop(vm: Vm, count: number): void {
  const { heap, stack } = vm;
  const first = vm.sp - count;
  for (let index = first; index < first + count; index++) vm.release(heap.exchange(stack, index, 0));
  vm.sp = first;
}

/** The result takes the place of the top, which is released after it is there. */
export function withTop(vm: Vm, result: Ref): void {
  if (result === 0) {
    drop(vm, 1);
    return;
  }
  vm.release(vm.replaceTop(result));
}

/** The same for two operands, left released before right. */
export function withTwo(vm: Vm, result: Ref): void {
  drop(vm, 2);
  pushResult(vm, result);
}

export function copy(vm: Vm, depth: number): void {
  const ref = vm.peek(depth);
  vm.heap.incref(ref);
  vm.push(ref);
}

export function swap(vm: Vm, depth: number): void {
  const { heap, stack } = vm;
  const below = heap.get(stack, vm.sp - depth);
  heap.exchange(stack, vm.sp - depth, vm.replaceTop(below));
}
