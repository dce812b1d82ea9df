/** Calls: how arguments are handed over, and what is let go when (SPEC CA-1 to CA-4). */
import { Kind, type Ref } from '../../engine/index.ts';
import { isBuiltin, none } from '../atoms.ts';
import type { Code } from '../compile/code.ts';
import { Limits } from '../limits.ts';
import { FunctionSlot } from './attributes.ts';
import { labelArgument } from './builtins/helpers.ts';
import { natives } from './builtins/index.ts';
import { builtinName, isModuleName } from './builtins/names.ts';
import { callWeakref } from './builtins/weakref.ts';
import { dropCall, finishCall } from './call-end.ts';
import { callNative, noKeywords } from './call-native.ts';
import { className, classValue, isHeaplingClass } from './classes.ts';
import { bear, fixLabel } from './instances.ts';
import { typeName } from './types.ts';
import { Mode, type Vm } from './vm.ts';

/**
 * Calls what stands below the arguments: callable, self or nothing, arguments, keyword values. The result replaces all
 * of it, at once or when the code that is entered returns.
 */
export function call(vm: Vm, count: number, keywords: readonly string[] = noKeywords): void {
  vm.looksUp = true;
  const base = vm.sp - count - keywords.length - 2;
  const { heap } = vm;
  let callable = heap.get(vm.stack, base);
  if (callable > 0 && heap.kind(callable) === Kind.method) callable = unpackMethod(vm, base, callable);
  if (callable < 0 && isBuiltin(callable) && !isModuleName(builtinName(callable))) {
    callNative(vm, base, builtinName(callable), count, keywords);
    return;
  }
  const kind = callable > 0 ? heap.kind(callable) : 0;
  if (kind === Kind.function) {
    callFunction(vm, base, callable, count, keywords);
    return;
  }
  if (kind === Kind.class) {
    instantiate(vm, base, callable, count, keywords);
    return;
  }
  if (kind === Kind.weakref) {
    const hasSelf = heap.get(vm.stack, base + 1) !== 0;
    const result = callWeakref(vm, callable, hasSelf ? count + 1 : count, keywords.length);
    if (result === 0) dropCall(vm, base);
    else finishCall(vm, base, result);
    return;
  }
  vm.raise('TypeError', `'${typeName(vm, callable)}' object is not callable`);
  dropCall(vm, base);
}

/** A bound method hands over its function and its self, and is let go at once. */
function unpackMethod(vm: Vm, base: number, method: Ref): Ref {
  const { heap } = vm;
  const callable = heap.get(method, 0);
  const self = heap.get(method, 1);
  heap.incref(callable);
  heap.incref(self);
  heap.exchange(vm.stack, base, callable);
  heap.exchange(vm.stack, base + 1, self);
  vm.release(method);
  return callable;
}

// Functions of the program.

/** The arguments move into the frame: the caller keeps none (CA-1). The frame holds the function. */
function callFunction(vm: Vm, base: number, callee: Ref, count: number, keywords: readonly string[]): void {
  const { heap } = vm;
  const code = vm.library.code(heap.word(callee));
  const hasSelf = heap.get(vm.stack, base + 1) !== 0;
  const start = hasSelf ? base + 1 : base + 2;
  const given = hasSelf ? count + 1 : count;
  const frame = makeFrame(vm, code, callee, given, keywords);
  if (frame === 0) {
    dropArguments(vm, code, start, given, keywords);
    dropCall(vm, base);
    return;
  }
  for (let index = 0; index < given; index++) {
    heap.exchange(frame, index, heap.exchange(vm.stack, start + index, 0));
  }
  for (const [index, keyword] of keywords.entries()) {
    heap.exchange(frame, code.locals.indexOf(keyword), heap.exchange(vm.stack, start + given + index, 0));
  }
  heap.exchange(frame, code.stackBase - 1, heap.exchange(vm.stack, base, 0));
  vm.sp = base;
  vm.enter(Mode.call, code, frame, frame, code.stackBase, vm.line);
}

/**
 * Arguments that do not fit: first those go that found no place, too many positional ones, then the keyword that
 * was refused and all behind it; then the others in the order of the slots (initialize_locals in Python/ceval.c).
 */
function dropArguments(vm: Vm, code: Code, start: number, given: number, keywords: readonly string[]): void {
  const parameters = code.locals.slice(0, code.parameters);
  const slots = keywords.map(keyword => parameters.indexOf(keyword));
  const refused = slots.findIndex(slot => slot < given);
  const placed = refused < 0 ? keywords.length : refused;
  const drop = (at: number): void => vm.release(vm.heap.exchange(vm.stack, start + at, 0));
  for (let at = code.parameters; at < given; at++) drop(at);
  for (let at = placed; at < keywords.length; at++) drop(given + at);
  for (const slot of parameters.keys()) {
    const keyword = slots.indexOf(slot);
    if (slot < given) drop(slot);
    else if (keyword >= 0 && keyword < placed) drop(given + keyword);
  }
}

/** A frame with the defaults of the parameters that are not given; 0 if the arguments do not fit. */
function makeFrame(vm: Vm, code: Code, callee: Ref, given: number, keywords: readonly string[]): Ref {
  const { heap } = vm;
  if (vm.depth >= Limits.depth) return vm.raise('RecursionError', 'maximum recursion depth exceeded');
  const defaults = heap.get(callee, FunctionSlot.defaults);
  const firstDefault = code.parameters - (defaults > 0 ? heap.size(defaults) : 0);
  if (given !== code.parameters || keywords.length > 0) {
    const problem = bindingProblem(code, firstDefault, given, keywords);
    if (problem !== undefined) return vm.raise('TypeError', `${code.qualifiedName}() ${problem}`);
  }
  const frame = heap.alloc(Kind.frame, code.number, code.frameSize);
  for (let index = Math.max(given, firstDefault); index < code.parameters; index++) {
    if (keywords.includes(code.locals[index] ?? '')) continue;
    const value = heap.get(defaults, index - firstDefault);
    heap.incref(value);
    heap.exchange(frame, index, value);
  }
  return frame;
}

function bindingProblem(
  code: Code,
  firstDefault: number,
  given: number,
  keywords: readonly string[],
): string | undefined {
  const parameters = code.locals.slice(0, code.parameters);
  for (const keyword of keywords) {
    const at = parameters.indexOf(keyword);
    if (at < 0) return `got an unexpected keyword argument '${keyword}'`;
    if (at < given) return `got multiple values for argument '${keyword}'`;
  }
  if (given > code.parameters) return tooMany(code.parameters, firstDefault, given);
  const missing = parameters.filter(
    (name, index) => index >= given && index < firstDefault && !keywords.includes(name),
  );
  if (missing.length === 0) return undefined;
  const noun = missing.length === 1 ? 'argument' : 'arguments';
  return `missing ${missing.length} required positional ${noun}: ${enumerate(missing.map(name => `'${name}'`))}`;
}

function tooMany(most: number, least: number, given: number): string {
  const range = least < most ? `from ${least} to ${most}` : `${most}`;
  const noun = most === 1 && least === most ? 'argument' : 'arguments';
  return `takes ${range} positional ${noun} but ${given} ${given === 1 ? 'was' : 'were'} given`;
}

function enumerate(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

// Classes.

/** The arguments of a class stay with the caller until `__init__` is over (CA-3). */
function instantiate(vm: Vm, base: number, cls: Ref, count: number, keywords: readonly string[]): void {
  const { heap } = vm;
  const index = heap.type(cls);
  const instance = bear(vm, index);
  if (isHeaplingClass(vm, index)) fixLabel(vm, instance, labelArgument(vm, base + 2, count, keywords));
  heap.exchange(vm.stack, base + 1, instance);
  const init = classValue(vm, index, vm.library.strings.number('__init__'));
  if (init > 0 && heap.kind(init) === Kind.function) {
    callInit(vm, base, init, count, keywords);
    return;
  }
  const result = isHeaplingClass(vm, index)
    ? initHeapling(vm, base, count, keywords)
    : initPlain(vm, index, count + keywords.length);
  if (result === 0) {
    dropCall(vm, base);
    return;
  }
  heap.exchange(vm.stack, base + 1, 0);
  finishCall(vm, base, instance);
}

function initHeapling(vm: Vm, base: number, count: number, keywords: readonly string[]): Ref {
  const spec = natives.get('Node.__init__');
  if (spec === undefined) throw new Error('Node has no initialiser');
  const unknown = keywords.find(keyword => keyword !== 'label');
  if (unknown !== undefined) {
    return vm.raise('TypeError', `Node.__init__() got an unexpected keyword argument '${unknown}'`);
  }
  if (keywords.length > 0 && count > 0) {
    return vm.raise('TypeError', "Node.__init__() got multiple values for argument 'label'");
  }
  return spec.run(vm, base + 1, count + 1, keywords);
}

function initPlain(vm: Vm, index: number, given: number): Ref {
  if (given === 0) return none;
  return vm.raise('TypeError', `${className(vm, index)}() takes no arguments`);
}

function callInit(vm: Vm, base: number, init: Ref, count: number, keywords: readonly string[]): void {
  const { heap } = vm;
  const code = vm.library.code(heap.word(init));
  const given = count + 1;
  const frame = makeFrame(vm, code, init, given, keywords);
  if (frame === 0) {
    dropCall(vm, base);
    return;
  }
  for (let at = 0; at < given + keywords.length; at++) {
    const value = heap.get(vm.stack, base + 1 + at);
    const place = at < given ? at : code.locals.indexOf(keywords[at - given] ?? '');
    heap.incref(value);
    heap.exchange(frame, place, value);
  }
  heap.incref(init);
  heap.exchange(frame, code.stackBase - 1, init);
  vm.enter(Mode.init, code, frame, frame, code.stackBase, vm.line);
  vm.extra = base;
}

// The end of a call.

/**
 * `return`: the value is put aside for the caller, then the locals go in the order of their slots (RC-14, RC-15), then
 * the function. All of it belongs to the line of the call.
 */
export function returnFromCall(vm: Vm): void {
  const value = vm.pop();
  const { frame, code, mode, extra } = vm;
  vm.leave();
  if (mode === Mode.call) {
    vm.push(value);
    releaseFrame(vm, frame, code);
    return;
  }
  vm.looksUp = true;
  releaseFrame(vm, frame, code);
  if (value !== none) {
    vm.raise('TypeError', `__init__() should return None, not '${typeName(vm, value)}'`);
    vm.release(value);
    dropCall(vm, extra);
    return;
  }
  finishCall(vm, extra, vm.heap.exchange(vm.stack, extra + 1, 0));
}

/** Lets go of the locals of a call that is over, in order, and of its function. */
export function releaseFrame(vm: Vm, frame: Ref, code: Code): void {
  const { heap } = vm;
  const extension = vm.extensions.get(code.number);
  if (extension !== undefined) {
    for (const place of extension.releaseOrder) {
      if (place < heap.size(frame)) vm.release(heap.exchange(frame, place, 0));
    }
  }
  // What is left goes from the first slot to the last: the planned order is the order of the slots.
  vm.release(frame);
}
