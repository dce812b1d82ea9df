/** Global names, names in the body of a class, and locals. */
import type { Ref } from '../../engine/index.ts';
import { nodeAtom } from './builtins/names.ts';
import { deleteClassValue, nodeClass, ownClassValue, setClassValue } from './classes.ts';
import type { Vm } from './vm.ts';

/** A new reference; 0 if it raises. Names that nobody has bound may be built in. */
export function loadGlobal(vm: Vm, name: number): Ref {
  const bound = boundGlobal(vm, name);
  const value = bound !== 0 ? bound : defaultValue(vm, name);
  if (value === 0) return vm.raise('NameError', `name '${vm.library.globals[name]}' is not defined`);
  vm.heap.incref(value);
  return value;
}

function defaultValue(vm: Vm, name: number): Ref {
  const atom = vm.library.globalDefaults[name] ?? 0;
  return atom === nodeAtom ? nodeClass(vm) : atom;
}

const boundGlobal = (vm: Vm, name: number): Ref =>
  name < vm.heap.size(vm.module) ? vm.heap.get(vm.module, name) : 0;

/**
 * Takes over the value, which stays among the operands until the old one has gone. A name that was unbound goes to the
 * end of the order of binding.
 */
export function storeGlobal(vm: Vm, name: number, value: Ref): void {
  const { heap } = vm;
  heap.grow(vm.module, name + 1);
  heap.incref(value);
  const old = heap.exchange(vm.module, name, value);
  if (old === 0) setBinding(vm, name, ++vm.bindingCount);
  vm.release(old);
  vm.release(value);
}

export function deleteGlobal(vm: Vm, name: number): void {
  if (boundGlobal(vm, name) === 0) {
    vm.raise('NameError', `name '${vm.library.globals[name]}' is not defined`);
    return;
  }
  setBinding(vm, name, 0);
  vm.release(vm.heap.exchange(vm.module, name, 0));
}

function setBinding(vm: Vm, name: number, ordinal: number): void {
  if (name >= vm.bindings.length) {
    const longer = new Int32Array(2 * name);
    longer.set(vm.bindings);
    vm.bindings = longer;
  }
  vm.bindings[name] = ordinal;
}

/** Numbers of the bound global names, in the order of their binding. */
export function boundGlobals(vm: Vm): number[] {
  const names = vm.library.globals.flatMap((_, name) => (boundGlobal(vm, name) === 0 ? [] : [name]));
  return names.sort((one, other) => (vm.bindings[one] ?? 0) - (vm.bindings[other] ?? 0));
}

// The body of a class: its own names, then the module's.

export function loadClassName(vm: Vm, name: number): Ref {
  const own = ownClassValue(vm, vm.heap.type(vm.extra), name);
  if (own === 0) return loadGlobal(vm, vm.library.global(vm.library.strings.text(name)));
  vm.heap.incref(own);
  return own;
}

export function storeClassName(vm: Vm, name: number, value: Ref): void {
  setClassValue(vm, vm.heap.type(vm.extra), name, value);
}

export function deleteClassName(vm: Vm, name: number): void {
  if (deleteClassValue(vm, vm.heap.type(vm.extra), name)) return;
  vm.raise('NameError', `name '${vm.library.strings.text(name)}' is not defined`);
}

// Locals. Those that moves have added may lie behind the end of a frame that was made before.

export function loadFast(vm: Vm, place: number): Ref {
  const value = vm.heap.get(vm.frame, place);
  if (value === 0) return unboundLocal(vm, place);
  vm.heap.incref(value);
  return value;
}

export function deleteFast(vm: Vm, place: number): void {
  const old = vm.heap.exchange(vm.frame, place, 0);
  if (old === 0) unboundLocal(vm, place);
  else vm.release(old);
}

export function loadAdded(vm: Vm, place: number): Ref {
  return place < vm.heap.size(vm.frame) ? loadFast(vm, place) : unboundLocal(vm, place);
}

export function storeAdded(vm: Vm, place: number, value: Ref): void {
  vm.heap.grow(vm.frame, place + 1);
  vm.release(vm.heap.exchange(vm.frame, place, value));
}

export function deleteAdded(vm: Vm, place: number): void {
  if (place < vm.heap.size(vm.frame)) deleteFast(vm, place);
  else unboundLocal(vm, place);
}

function unboundLocal(vm: Vm, place: number): 0 {
  const code = vm.library.code(vm.heap.type(vm.frame));
  const name = localName(vm, code.number, place) ?? '';
  const message = `cannot access local variable '${name}' where it is not associated with a value`;
  return vm.raise('UnboundLocalError', message);
}

/** The name of the local that stands at a place of a frame of this code. */
export function localName(vm: Vm, codeNumber: number, place: number): string | undefined {
  const code = vm.library.code(codeNumber);
  if (place < code.locals.length) return code.locals[place];
  return vm.extensions.get(codeNumber)?.added[place - code.frameSize];
}
