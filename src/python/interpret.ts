/** The loop: one instruction after the other, until the machine stops. The JavaScript stack does not grow with calls. */
import { Kind, type Ref } from '../engine/index.ts';
import { emptyTuple, isBuiltin, none } from './atoms.ts';
import {
  deleteAttribute,
  directValue,
  FunctionSlot,
  isBoundBy,
  loadAttribute,
  storeAttribute,
  typeValue,
} from './attributes.ts';
import { builtinName } from './builtins/names.ts';
import { addElement } from './builtins/set.ts';
import { call, returnFromCall } from './calls.ts';
import { isHeaplingClass, makeClass } from './classes.ts';
import { binaryOperators, type Code, comparisonOperators, Op, unaryOperators } from './code.ts';
import { isTrue } from './equality.ts';
import { makeIterator, nextItem } from './iteration.ts';
import { Limits } from './limits.ts';
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
import { binary, compare, inplace, unary } from './operators.ts';
import { deleteSubscript, loadSubscript, setEntry, storeSubscript } from './subscripts.ts';
import { unwind } from './unwind.ts';
import { Mode, State, type Vm } from './vm.ts';

/** Runs until the machine stops: at a slot, a line, the end, an answer, or an uncaught exception. */
export function interpret(vm: Vm): void {
  vm.state = State.running;
  while (vm.state === State.running) {
    const word = vm.code.instructions[vm.pc] as number;
    vm.pc += 1;
    step(vm, word & 255, word >> 8);
    if (vm.raisedType !== undefined) unwind(vm);
  }
}

function step(vm: Vm, op: number, argument: number): void {
  const { heap } = vm;
  switch (op) {
    case Op.statement:
      beginStatement(vm, argument);
      return;
    case Op.slot:
      reachSlot(vm, argument);
      return;
    case Op.go:
      heap.resetScore();
      return;
    case Op.end:
      endCode(vm);
      return;
    case Op.constant:
      vm.push(vm.code.constants[argument] as number);
      return;
    case Op.pop:
      heap.decref(vm.pop());
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
      heap.decref(heap.exchange(vm.frame, argument, vm.pop()));
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

/** The instructions that look into objects or make them. */
function stepOnObjects(vm: Vm, op: number, argument: number): void {
  switch (op) {
    case Op.loadAttribute:
      withTop(vm, loadAttribute(vm, vm.peek(1), argument));
      return;
    case Op.loadMethod:
      loadMethod(vm, argument);
      return;
    case Op.storeAttribute:
      runStoreAttribute(vm, argument);
      return;
    case Op.deleteAttribute:
      deleteAttribute(vm, vm.peek(1), argument);
      drop(vm, 1);
      return;
    case Op.loadSubscript:
      withTwo(vm, loadSubscript(vm, vm.peek(2), vm.peek(1)));
      return;
    case Op.storeSubscript:
      storeSubscript(vm, vm.peek(2), vm.peek(1), vm.peek(3));
      drop(vm, 3);
      return;
    case Op.deleteSubscript:
      deleteSubscript(vm, vm.peek(2), vm.peek(1));
      drop(vm, 2);
      return;
    case Op.buildList:
      buildSequence(vm, Kind.list, argument);
      return;
    case Op.buildTuple:
      argument === 0 ? vm.push(emptyTuple) : buildSequence(vm, Kind.tuple, argument);
      return;
    case Op.buildSet:
      buildSet(vm, argument);
      return;
    case Op.buildDict:
      vm.push(vm.heap.alloc(Kind.dict, 0, 0));
      return;
    case Op.addEntry:
      addEntry(vm);
      return;
    case Op.callKeywords:
      callKeywords(vm, argument);
      return;
    case Op.makeFunction:
      vm.push(makeFunction(vm, argument, 0));
      return;
    case Op.makeFunctionWithDefaults:
      vm.push(makeFunction(vm, argument, vm.pop()));
      return;
    case Op.buildClass:
      buildClass(vm, vm.library.code(argument));
      return;
    case Op.unary:
      withTop(vm, unary(vm, at(unaryOperators, argument), vm.peek(1)));
      return;
    case Op.binary:
      withTwo(vm, binary(vm, at(binaryOperators, argument), vm.peek(2), vm.peek(1)));
      return;
    case Op.inplace:
      withTwo(vm, inplace(vm, at(binaryOperators, argument), vm.peek(2), vm.peek(1)));
      return;
    case Op.compare:
      withTwo(vm, compare(vm, at(comparisonOperators, argument), vm.peek(2), vm.peek(1)));
      return;
    default:
      throw new Error(`there is no instruction ${op}`);
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('an instruction names an operator that does not exist');
  return item;
}

// Statements, slots and ends.

function beginStatement(vm: Vm, line: number): void {
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
function reachSlot(vm: Vm, slot: number): void {
  vm.setLine(vm.program.slots[slot]?.line ?? 0);
  const bit = 1 << slot;
  if ((vm.visited & bit) !== 0) {
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

function endCode(vm: Vm): void {
  const { mode, stack, extra } = vm;
  if (mode === Mode.module) {
    vm.state = State.done;
  } else if (mode === Mode.question) {
    vm.state = State.answered;
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

// Operands.

/** Pushes a new reference; 0 stands for an exception on its way. */
function pushResult(vm: Vm, result: Ref): void {
  if (result !== 0) vm.push(result);
}

/** Releases operands from the deepest to the top, as CPython releases those of a statement (SPEC CA-7). */
function drop(vm: Vm, count: number): void {
  const { heap, stack } = vm;
  const first = vm.sp - count;
  for (let index = first; index < first + count; index++) heap.decref(heap.exchange(stack, index, 0));
  vm.sp = first;
}

/** The result takes the place of the top, which is released after it is there. */
function withTop(vm: Vm, result: Ref): void {
  if (result === 0) {
    drop(vm, 1);
    return;
  }
  vm.heap.decref(vm.replaceTop(result));
}

/** The same for two operands, left released before right. */
function withTwo(vm: Vm, result: Ref): void {
  drop(vm, 2);
  pushResult(vm, result);
}

function copy(vm: Vm, depth: number): void {
  const ref = vm.peek(depth);
  vm.heap.incref(ref);
  vm.push(ref);
}

function swap(vm: Vm, depth: number): void {
  const { heap, stack } = vm;
  const below = heap.get(stack, vm.sp - depth);
  heap.exchange(stack, vm.sp - depth, vm.replaceTop(below));
}

// Jumps and loops.

function jumpIfFalse(vm: Vm, target: number): void {
  const value = vm.pop();
  if (!isTrue(vm, value)) vm.pc = target;
  vm.heap.decref(value);
}

function jumpOrPop(vm: Vm, target: number, when: boolean): void {
  if (isTrue(vm, vm.peek(1)) === when) vm.pc = target;
  else vm.heap.decref(vm.pop());
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
  vm.heap.decref(vm.pop());
}

// Objects.

/** For a call: the function and its self, without a bound method (CA-3); else the value and nothing. */
function loadMethod(vm: Vm, name: number): void {
  const object = vm.peek(1);
  const direct = directValue(vm, object, name);
  if (direct === 0) {
    const found = typeValue(vm, object, name);
    if (found !== 0 && isBoundBy(vm, object, found)) {
      vm.heap.incref(found);
      vm.push(vm.replaceTop(found));
      return;
    }
  }
  withTop(vm, loadAttribute(vm, object, name));
  if (vm.raisedType === undefined) vm.push(0);
}

/** The value moves from the operands into the object; then the object is released (CA-10). */
function runStoreAttribute(vm: Vm, name: number): void {
  const object = vm.pop();
  storeAttribute(vm, object, name, vm.pop());
  vm.heap.decref(object);
}

function buildSequence(vm: Vm, kind: typeof Kind.list | typeof Kind.tuple, count: number): void {
  const made = vm.heap.alloc(kind, 0, count);
  const first = vm.sp - count;
  for (let index = 0; index < count; index++) {
    vm.heap.exchange(made, index, vm.heap.exchange(vm.stack, first + index, 0));
  }
  vm.sp = first;
  vm.push(made);
}

function buildSet(vm: Vm, count: number): void {
  const { heap } = vm;
  const made = heap.alloc(Kind.set, 0, 0);
  const first = vm.sp - count;
  for (let index = 0; index < count; index++) addElement(vm, made, heap.exchange(vm.stack, first + index, 0));
  vm.sp = first;
  if (vm.raisedType === undefined) vm.push(made);
  else heap.decref(made);
}

function addEntry(vm: Vm): void {
  const value = vm.pop();
  const key = vm.pop();
  setEntry(vm, vm.peek(1), key, value);
}

function callKeywords(vm: Vm, index: number): void {
  const { count, names } = at(vm.code.keywordLists, index);
  call(vm, count, names);
}

/** Takes over the tuple of defaults, which lives as long as the function (CA-4). */
function makeFunction(vm: Vm, code: number, defaults: Ref): Ref {
  const made = vm.heap.alloc(Kind.function, 0, FunctionSlot.length);
  vm.heap.setWord(made, code);
  vm.heap.exchange(made, FunctionSlot.defaults, defaults);
  return made;
}

/** Makes the class and goes on with its body. */
function buildClass(vm: Vm, code: Code): void {
  const { heap } = vm;
  const base = vm.pop();
  const isClass = base > 0 && heap.kind(base) === Kind.class;
  const isPlain = base === none || (isBuiltin(base) && builtinName(base) === 'object');
  if (!isClass && !isPlain) {
    vm.raise('Unsupported', 'a class has Node or another class of the program as its base here');
    heap.decref(base);
    return;
  }
  const baseIndex = isClass ? heap.type(base) : -1;
  const made = makeClass(vm, code.name, baseIndex, isClass && isHeaplingClass(vm, baseIndex));
  heap.decref(base);
  const frame = heap.alloc(Kind.frame, code.number, code.frameSize);
  vm.enter(Mode.classBody, code, frame, frame, code.stackBase, vm.line);
  vm.extra = made;
}
