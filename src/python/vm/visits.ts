/** Where statements begin, the run stops, moves are run, and code ends. */
import { Kind } from '../../engine/index.ts';
import type { Code } from '../compile/code.ts';
import { Limits } from '../limits.ts';
import { Mode, State, type Vm } from './vm.ts';

export function beginStatement(vm: Vm, line: number): void {
  if (vm.stopsAtLines) {
    vm.pc -= 1;
    vm.state = State.ready;
    return;
  }
  vm.setLine(line);
  countStatement(vm);
}

/** Runaway programs end here: with a clear error at a stated limit. */
export function countStatement(vm: Vm): void {
  vm.statements += 1;
  if (vm.statements > Limits.statements) {
    vm.raise('Limit', `stopped after ${Limits.statements} statements`);
  } else if (vm.heap.objectCount > Limits.objects) {
    vm.raise('Limit', `stopped with more than ${Limits.objects} objects`);
  }
}

/** The first time the run stops here; at every later visit the moves that stand here run. */
export function reachSlot(vm: Vm, slot: number): void {
  vm.setLine(vm.program.slots[slot]?.line ?? 0);
  const bit = 1 << slot;
  // The program may be over already: then this is the finalizer of what its exception held.
  if ((vm.visited & bit) !== 0 || vm.error !== undefined) {
    startReplay(vm, slot, 0);
    return;
  }
  vm.visited |= bit;
  vm.slot = slot;
  vm.state = State.slot;
}

function startReplay(vm: Vm, slot: number, index: number): void {
  const move = vm.moves[slot]?.[index];
  if (move !== undefined) enterMove(vm, Mode.replay, vm.library.code(move), slot, index);
}

/** Runs a move or a question in the scope of the current call, on operands of its own. */
export function enterMove(vm: Vm, mode: number, code: Code, slot: number, index: number): void {
  const stack = vm.heap.alloc(Kind.frame, code.number, code.frameSize);
  vm.enter(mode, code, vm.frame, stack, code.stackBase, vm.line);
  vm.extra = (slot << 16) | index;
  countStatement(vm);
}

export function endCode(vm: Vm): void {
  const { mode, stack, extra } = vm;
  if (mode === Mode.module) {
    vm.state = State.done;
  } else if (mode === Mode.question) {
    vm.state = State.answered;
  } else if (mode === Mode.epilogue) {
    vm.leave();
    vm.state = State.raised;
  } else {
    vm.leave();
    vm.heap.decref(stack);
    if (mode === Mode.classBody) {
      vm.heap.incref(extra);
      vm.push(extra);
    } else if (mode === Mode.replay) {
      startReplay(vm, extra >> 16, (extra & 0xffff) + 1);
    } else {
      vm.slot = extra >> 16;
      vm.state = State.slot;
    }
  }
}
