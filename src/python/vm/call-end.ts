/** What is let go when a call is over, or came to nothing. */
import type { Ref } from '../../engine/index.ts';
import type { Vm } from './vm.ts';

/** Lets go of a call that came to nothing: the callable, then its arguments from the first on. */
export function dropCall(vm: Vm, base: number): void {
  finishCall(vm, base, 0);
  vm.sp = base;
}

/** Puts the result where the callable stood, then lets go of the callable and of the arguments, first to last. */
export function finishCall(vm: Vm, base: number, result: Ref): void {
  const { heap } = vm;
  const end = vm.sp;
  vm.release(heap.exchange(vm.stack, base, result));
  for (let at = base + 1; at < end; at++) vm.release(heap.exchange(vm.stack, at, 0));
  vm.sp = base + 1;
}
