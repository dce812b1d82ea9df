/** The instructions that look into objects or make them. */
import { Kind, type Ref } from '../../engine/index.ts';
import { emptyTuple, isBuiltin, none } from '../atoms.ts';
import { binaryOperators, type Code, comparisonOperators, Op, unaryOperators } from '../compile/code.ts';
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
import { call } from './calls.ts';
import { isHeaplingClass, makeClass } from './classes.ts';
import { drop, withTop, withTwo } from './operands.ts';
import { binary, compare, inplace, unary } from './operators.ts';
import { deleteSubscript, loadSubscript, setEntry, storeSubscript } from './subscripts.ts';
import { Mode, type Vm } from './vm.ts';

/** Runs one of them. */
export function stepOnObjects(vm: Vm, op: number, argument: number): void {
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

/** The operands are released when the old value has gone (CA-10): its finalizer cannot take the new one away. */
function runStoreAttribute(vm: Vm, name: number): void {
  const object = vm.pop();
  const value = vm.pop();
  vm.heap.incref(value);
  storeAttribute(vm, object, name, value);
  vm.release(value);
  vm.release(object);
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
  else vm.release(made);
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
    vm.release(base);
    return;
  }
  const baseIndex = isClass ? heap.type(base) : -1;
  const made = makeClass(vm, code.name, baseIndex, isClass && isHeaplingClass(vm, baseIndex));
  vm.release(base);
  const frame = heap.alloc(Kind.frame, code.number, code.frameSize);
  vm.looksUp = true;
  vm.enter(Mode.classBody, code, frame, frame, code.stackBase, vm.line);
  vm.extra = made;
}
