/** Exceptions on their way: what goes at once, what the exception holds, and letting go of it (SPEC EX-7, EX-10 to EX-12). */
import { dropCall } from './call-end.ts';
import { releaseFrame } from './calls.ts';
import { leaveHooks } from './hooks.ts';
import { type LeftFrame, Mode, State, type Unwinding, type Vm } from './vm.ts';

/** Limits of the game and what is outside of the subset are no exceptions of Python: no program goes on after them. */
const isFinal = (type: string): boolean => type === 'Limit' || type === 'Unsupported';

/** What the last instruction has raised starts on its way. */
export function startUnwinding(vm: Vm): void {
  const type = vm.raisedType ?? '';
  vm.unwinding = {
    type,
    message: vm.raisedMessage,
    line: vm.line,
    holds: vm.raisedHolds,
    left: [],
    isFinal: isFinal(type),
  };
  vm.raisedType = undefined;
  vm.raisedHolds = 0;
  vm.looksUp = false;
}

/**
 * One step out: the unfinished operands of the current call go, last pushed first; when they have gone, the call is left.
 * Its locals stay in the frame, which the exception holds.
 */
export function unwind(vm: Vm, unwinding: Unwinding): void {
  const { mode, frame, stack, code, extra } = vm;
  const base = mode === Mode.hook ? extra : code.stackBase;
  if (vm.sp > base) {
    while (vm.sp > base) vm.release(vm.pop());
  } else if (mode === Mode.module || mode === Mode.epilogue) {
    if (mode === Mode.epilogue) vm.leave();
    vm.unwinding = undefined;
    vm.error = unwinding;
    vm.slot = -1;
    vm.state = State.raised;
  } else if (mode === Mode.hook) {
    leaveThroughHook(vm, unwinding);
  } else {
    vm.leave();
    if (mode === Mode.call || mode === Mode.init) {
      vm.heap.unpin(frame);
      vm.unwinding = { ...unwinding, left: [...unwinding.left, { frame, code: code.number }] };
      if (mode === Mode.init) dropCall(vm, extra);
    } else {
      vm.release(stack);
      if (mode === Mode.classBody) vm.heap.clear(extra);
      if (mode === Mode.move || mode === Mode.question) vm.unwinding = { ...unwinding, isFinal: true };
    }
  }
}

/** What a finalizer or a callback raises ends there: it is let go before the heap goes on (FN-13, EX-12). */
function leaveThroughHook(vm: Vm, unwinding: Unwinding): void {
  if (!unwinding.isFinal) {
    vm.unwinding = undefined;
    // Behind the call there is the instruction that would drop its result.
    vm.pc += 1;
    releaseHeld(vm, unwinding);
    return;
  }
  leaveHooks(vm);
  // The exception that the hook has interrupted comes to nothing, but what it held stays until all is let go.
  const { holds = 0, left = [] } = vm.unwinding ?? {};
  vm.release(holds);
  vm.unwinding = { ...unwinding, left: [...unwinding.left, ...left] };
}

/** What the exception holds itself, then the frames, innermost first. */
function releaseHeld(
  vm: Vm,
  { holds, left }: { readonly holds: number; readonly left: readonly LeftFrame[] },
): void {
  vm.release(holds);
  for (const { frame, code } of left) releaseFrame(vm, frame, vm.library.code(code));
}

/** Whoever has caught an exception that left the program lets go of it. Returns whether there is something to run. */
export function letGo(vm: Vm): boolean {
  const { error } = vm;
  if (error === undefined || (error.holds === 0 && error.left.length === 0)) return false;
  vm.error = { ...error, holds: 0, left: [] };
  vm.enter(Mode.epilogue, vm.library.epilogueCode, vm.frame, vm.stack, vm.sp, 0);
  releaseHeld(vm, error);
  return true;
}
