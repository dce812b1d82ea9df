/** Uncaught exceptions: what goes at once, what the exception holds, and letting go of it (SPEC EX-7, EX-10, EX-11). */
import { dropCall } from './call-end.ts';
import { releaseFrame } from './calls.ts';
import { Mode, State, type Vm } from './vm.ts';

/**
 * Leaves all calls, the innermost first. Of each the unfinished operands go at once, last pushed first; the locals stay
 * in the frame, which the exception holds.
 */
export function unwind(vm: Vm): void {
  const type = vm.raisedType ?? '';
  vm.error = { type, message: vm.raisedMessage, line: vm.line };
  vm.raisedType = undefined;
  const left = [];
  for (;;) {
    while (vm.sp > vm.code.stackBase) vm.heap.decref(vm.pop());
    const { mode, frame, stack, code, extra } = vm;
    if (mode === Mode.module) break;
    vm.leave();
    if (mode === Mode.call || mode === Mode.init) {
      vm.heap.unpin(frame);
      left.push({ frame, code: code.number });
      if (mode === Mode.init) dropCall(vm, extra);
    } else {
      vm.heap.decref(stack);
      if (mode === Mode.classBody) vm.heap.clear(extra);
    }
  }
  vm.leftFrames = left;
  vm.slot = -1;
  vm.state = State.raised;
}

/** Whoever has caught the exception lets go of it: what it holds itself, then the frames, innermost first. */
export function letGo(vm: Vm): void {
  const { leftFrames, errorHolds } = vm;
  vm.errorHolds = 0;
  vm.leftFrames = [];
  vm.journal.line = undefined;
  vm.heap.decref(errorHolds);
  for (const { frame, code } of leftFrames) releaseFrame(vm, frame, vm.library.code(code));
}
