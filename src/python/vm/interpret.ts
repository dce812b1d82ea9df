/** The loop: one instruction after the other, until the machine stops. The JavaScript stack does not grow with calls. */

import { Op } from '../compile/code.ts';
import type { Bell } from './bell.ts';
import { call, returnFromCall } from './calls.ts';
import { isTrue } from './equality.ts';
import { endHook, nextGcCallback, settle } from './hooks.ts';
import { stepOnObjects } from './interpret-objects.ts';
import { makeIterator, nextItem } from './iteration.ts';
import {
  deleteAdded,
  deleteClassName,
  deleteFast,
  deleteGlobal,
  loadAdded,
  loadClassName,
  loadFast,
  loadGlobal,
  storeAdded,
  storeClassName,
  storeGlobal,
} from './names.ts';
import { copy, pushResult, swap } from './operands.ts';
import { startUnwinding, unwind } from './unwind.ts';
import { beginStatement, endCode, reachSlot } from './visits.ts';
import { State, type Vm } from './vm.ts';

/**
 * Runs until the machine stops: at a slot, a line, the end, an answer, or an uncaught exception. Between two instructions
 * goes what the first one has let go, and finalizers run.
 */
export function interpret(vm: Vm): void {
  vm.state = State.running;
  while (vm.state === State.running) {
    if (vm.released.length > 0 || vm.heap.hook !== undefined) settle(vm);
    if (vm.unwinding !== undefined) {
      unwind(vm, vm.unwinding);
      continue;
    }
    if (vm.looksUp) lookUp(vm);
    const word = vm.code.instructions[vm.pc] as number;
    vm.pc += 1;
    step(vm, word & 255, word >> 8);
    if (vm.raisedType !== undefined) startUnwinding(vm);
  }
}

/** Where CPython's interpreter looks up from its work, a collection that is due starts (SPEC TH-2; 3.12 and later). */
function lookUp(vm: Vm): void {
  vm.looksUp = false;
  vm.heap.check();
  if (vm.heap.hook !== undefined) settle(vm);
}

function step(vm: Vm, op: number, argument: number): void {
  const { heap } = vm;
  switch (op) {
    case Op.statement:
      beginStatement(vm, argument);
      return;
    case Op.statementEnd:
      if (vm.journal.bell !== undefined) ring(vm, vm.journal.bell);
      return;
    case Op.slot:
      reachSlot(vm, argument);
      return;
    case Op.go:
      heap.resetScore();
      return;
    case Op.nextGcCallback:
      nextGcCallback(vm);
      return;
    case Op.hookEnd:
      endHook(vm);
      return;
    case Op.end:
      endCode(vm);
      return;
    case Op.constant:
      vm.push(vm.code.constants[argument] as number);
      return;
    case Op.pop:
      vm.release(vm.pop());
      return;
    case Op.copy:
      copy(vm, argument);
      return;
    case Op.swap:
      swap(vm, argument);
      return;
    case Op.loadFast:
      pushResult(vm, loadFast(vm, argument));
      return;
    case Op.storeFast:
      vm.release(heap.exchange(vm.frame, argument, vm.pop()));
      return;
    case Op.deleteFast:
      deleteFast(vm, argument);
      return;
    case Op.loadAdded:
      pushResult(vm, loadAdded(vm, argument));
      return;
    case Op.storeAdded:
      storeAdded(vm, argument, vm.pop());
      return;
    case Op.deleteAdded:
      deleteAdded(vm, argument);
      return;
    case Op.loadGlobal:
      pushResult(vm, loadGlobal(vm, argument));
      return;
    case Op.storeGlobal:
      storeGlobal(vm, argument, vm.pop());
      return;
    case Op.deleteGlobal:
      deleteGlobal(vm, argument);
      return;
    case Op.loadName:
      pushResult(vm, loadClassName(vm, argument));
      return;
    case Op.storeName:
      storeClassName(vm, argument, vm.pop());
      return;
    case Op.deleteName:
      deleteClassName(vm, argument);
      return;
    case Op.pushNothing:
      vm.push(0);
      return;
    case Op.call:
      call(vm, argument);
      return;
    case Op.return:
      returnFromCall(vm);
      return;
    case Op.jump:
      if (argument < vm.pc) vm.looksUp = true;
      vm.pc = argument;
      return;
    case Op.jumpIfFalse:
      jumpIfFalse(vm, argument);
      return;
    case Op.jumpIfFalseKeep:
      jumpOrPop(vm, argument, false);
      return;
    case Op.jumpIfTrueKeep:
      jumpOrPop(vm, argument, true);
      return;
    case Op.getIterator:
      pushResult(vm, makeIterator(vm, vm.pop()));
      return;
    case Op.forEach:
      forEach(vm, argument);
      return;
    default:
      stepOnObjects(vm, op, argument);
      return;
  }
}

/** The bell of a level rings when a statement is over. */
function ring(vm: Vm, bell: Bell): void {
  const generation = bell.ring(vm.heap);
  if (generation !== undefined) vm.heap.collect(generation);
}

// Jumps and loops.

function jumpIfFalse(vm: Vm, target: number): void {
  const value = vm.pop();
  if (!isTrue(vm, value)) vm.pc = target;
  vm.release(value);
}

function jumpOrPop(vm: Vm, target: number, when: boolean): void {
  if (isTrue(vm, vm.peek(1)) === when) vm.pc = target;
  else vm.release(vm.pop());
}

/** At the end of the loop the iterator goes at once, and what only it holds (CA-9). */
function forEach(vm: Vm, exit: number): void {
  const item = nextItem(vm, vm.peek(1));
  if (item !== 0) {
    vm.push(item);
    return;
  }
  if (vm.raisedType !== undefined) return;
  vm.pc = exit;
  vm.release(vm.pop());
}
