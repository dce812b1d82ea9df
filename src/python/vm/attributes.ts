/** Attributes: of instances in the order of their class (SPEC RC-5, CL-5, CL-6), of classes, functions and built-ins. */
import { Kind, type Ref } from '../../engine/index.ts';
import { emptyTuple, isBuiltin, none, text } from '../atoms.ts';
import { isForeignMember } from './builtins/foreign.ts';
import { moduleValue } from './builtins/gc.ts';
import { builtinName, isModuleName, isTypeName, memberAtom } from './builtins/names.ts';
import { addEntry, dropEntry, putEntry } from './changes.ts';
import {
  attributeOrder,
  classIndexOf,
  className,
  classValue,
  deleteClassValue,
  isHeaplingClass,
  learnName,
  setClassValue,
} from './classes.ts';
import { typeName } from './types.ts';
import type { Vm } from './vm.ts';

/** The `word` of an instance: the shape of the order in which it got its attributes, or that it has an own dict. */
export const hasOwnDict = -1;

/** Where the parts of a function stand (CA-4). */
export const FunctionSlot = {
  defaults: 0,
  keywordDefaults: 1,
  attributes: 2,
  closure: 3,
  length: 4,
} as const;

/** `object.name`, a new reference; 0 if it raises. The object stays the caller's. */
export function loadAttribute(vm: Vm, object: Ref, name: number): Ref {
  const direct = directValue(vm, object, name);
  if (direct !== 0) {
    vm.heap.incref(direct);
    return direct;
  }
  const found = typeValue(vm, object, name);
  if (found === 0) return missing(vm, object, name);
  if (!isBoundBy(vm, object, found)) {
    vm.heap.incref(found);
    return found;
  }
  vm.heap.incref(object);
  return bindMethod(vm, found, object);
}

/** A bound method: it holds its object (CA-3). Takes over `self`. */
export function bindMethod(vm: Vm, callable: Ref, self: Ref): Ref {
  const { heap } = vm;
  const method = heap.alloc(Kind.method, 0, 2);
  heap.incref(callable);
  heap.exchange(method, 0, callable);
  heap.exchange(method, 1, self);
  return method;
}

/** A value found in the object itself: borrowed, 0 if there is none. */
export function directValue(vm: Vm, object: Ref, name: number): Ref {
  if (object < 0) return isBuiltin(object) ? builtinMember(vm, object, name) : 0;
  switch (vm.heap.kind(object)) {
    case Kind.instance:
      return instanceValue(vm, object, name);
    case Kind.class:
      return classMember(vm, object, name);
    case Kind.function:
      return functionMember(vm, object, name);
    case Kind.method:
      return methodMember(vm, object, name);
    case Kind.weakref:
      return specialName(vm, name) === '__callback__' ? vm.heap.get(object, 0) || none : 0;
    default:
      return 0;
  }
}

/** A value found in the type of the object: borrowed, 0 if there is none. */
export function typeValue(vm: Vm, object: Ref, name: number): Ref {
  if (object > 0 && vm.heap.kind(object) === Kind.instance) {
    const value = classValue(vm, classIndexOf(vm, object), name);
    if (value !== 0) return value;
    return specialName(vm, name) === '__class__' ? vm.heap.type(object) : nodeMember(vm, object, name);
  }
  if (object < 0 && object !== emptyTuple) return 0;
  return memberAtom(typeName(vm, object), vm.library.strings.text(name));
}

/** Whether a value found in the type becomes a bound method: functions of classes, methods of built-in types. */
export function isBoundBy(vm: Vm, object: Ref, value: Ref): boolean {
  if (value > 0) return vm.heap.kind(value) === Kind.function;
  return isBuiltin(value) && builtinName(value).includes('.') && object > 0;
}

export function instanceValue(vm: Vm, instance: Ref, name: number): Ref {
  const { heap } = vm;
  if (heap.word(instance) === hasOwnDict) {
    const dict = heap.get(instance, 0);
    const found = heap.dictFind(dict, text(name));
    return found < 0 ? 0 : heap.get(dict, found + 1);
  }
  const place = vm.library.shapes.find(attributeOrder(vm, classIndexOf(vm, instance)), name);
  return place < 0 || place >= heap.size(instance) ? 0 : heap.get(instance, place);
}

/** Takes over the value. The old one is released when the new one is in (RC-12). */
export function storeAttribute(vm: Vm, object: Ref, name: number, value: Ref): void {
  const kind = object > 0 ? vm.heap.kind(object) : 0;
  if (kind === Kind.instance) {
    storeInInstance(vm, object, name, value);
    return;
  }
  if (kind === Kind.class) {
    setClassValue(vm, vm.heap.type(object), name, value);
    return;
  }
  if (kind === Kind.function && specialName(vm, name) === undefined) {
    putEntry(vm, attributesOf(vm, object), text(name), value);
    return;
  }
  refuseChange(vm, object, name);
  vm.release(value);
}

function storeInInstance(vm: Vm, instance: Ref, name: number, value: Ref): void {
  const { heap } = vm;
  if (heap.word(instance) === hasOwnDict) {
    putEntry(vm, heap.get(instance, 0), text(name), value);
    return;
  }
  const place = learnName(vm, classIndexOf(vm, instance), name);
  if (place < 0) {
    giveOwnDict(vm, instance);
    putEntry(vm, heap.get(instance, 0), text(name), value);
    return;
  }
  heap.grow(instance, place + 1);
  const old = heap.exchange(instance, place, value);
  if (old === 0) heap.setWord(instance, vm.library.shapes.add(heap.word(instance), name));
  else vm.release(old);
}

/** CL-6: the class learns no more names, so this instance gets a dict, in its own order of insertion. */
function giveOwnDict(vm: Vm, instance: Ref): void {
  const { heap } = vm;
  const { shapes } = vm.library;
  const order = attributeOrder(vm, classIndexOf(vm, instance));
  const dict = heap.alloc(Kind.dict, 0, 0);
  for (const name of shapes.names(heap.word(instance))) {
    const value = heap.exchange(instance, shapes.find(order, name), 0);
    addEntry(vm, dict, text(name), value);
  }
  heap.grow(instance, 1);
  heap.exchange(instance, 0, dict);
  heap.setWord(instance, hasOwnDict);
}

export function deleteAttribute(vm: Vm, object: Ref, name: number): void {
  const kind = object > 0 ? vm.heap.kind(object) : 0;
  if (kind !== Kind.instance && kind !== Kind.class && kind !== Kind.function) {
    refuseChange(vm, object, name);
  } else if (!removeAttribute(vm, kind, object, name)) {
    missing(vm, object, name);
  }
}

/** Returns whether there was one. */
function removeAttribute(vm: Vm, kind: number, object: Ref, name: number): boolean {
  const { heap } = vm;
  if (kind === Kind.instance) return deleteFromInstance(vm, object, name);
  if (kind === Kind.class) return deleteClassValue(vm, heap.type(object), name);
  const attributes = heap.get(object, FunctionSlot.attributes);
  return attributes !== 0 && deleteEntry(vm, attributes, name);
}

function deleteFromInstance(vm: Vm, instance: Ref, name: number): boolean {
  const { heap } = vm;
  if (heap.word(instance) === hasOwnDict) return deleteEntry(vm, heap.get(instance, 0), name);
  if (instanceValue(vm, instance, name) === 0) return false;
  const { shapes } = vm.library;
  const place = shapes.find(attributeOrder(vm, classIndexOf(vm, instance)), name);
  heap.setWord(instance, shapes.remove(heap.word(instance), name));
  vm.release(heap.exchange(instance, place, 0));
  return true;
}

function deleteEntry(vm: Vm, dict: Ref, name: number): boolean {
  const found = vm.heap.dictFind(dict, text(name));
  if (found >= 0) dropEntry(vm, dict, found);
  return found >= 0;
}

/** The dict of a function's own attributes, made when it is first needed. */
function attributesOf(vm: Vm, made: Ref): Ref {
  const known = vm.heap.get(made, FunctionSlot.attributes);
  if (known !== 0) return known;
  const dict = vm.heap.alloc(Kind.dict, 0, 0);
  vm.heap.exchange(made, FunctionSlot.attributes, dict);
  return dict;
}

function builtinMember(vm: Vm, owner: Ref, name: number): Ref {
  const ownerName = builtinName(owner);
  if (isTypeName(ownerName) && specialName(vm, name) === '__name__') return vm.textAtom(ownerName);
  if (!isModuleName(ownerName) && !isTypeName(ownerName)) return 0;
  const member = vm.library.strings.text(name);
  return memberAtom(ownerName, member) || moduleValue(vm, ownerName, member);
}

function classMember(vm: Vm, owner: Ref, name: number): Ref {
  const index = vm.heap.type(owner);
  const value = classValue(vm, index, name);
  if (value !== 0) return value;
  if (specialName(vm, name) === '__name__') return vm.textAtom(className(vm, index));
  return isHeaplingClass(vm, index) ? memberAtom('Node', vm.library.strings.text(name)) : 0;
}

function functionMember(vm: Vm, owner: Ref, name: number): Ref {
  const { heap } = vm;
  const special = specialName(vm, name);
  if (special === '__name__') return vm.textAtom(vm.library.code(heap.word(owner)).name);
  if (special === '__defaults__') return heap.get(owner, FunctionSlot.defaults) || none;
  const attributes = heap.get(owner, FunctionSlot.attributes);
  const found = attributes === 0 ? -1 : heap.dictFind(attributes, text(name));
  return found < 0 ? 0 : heap.get(attributes, found + 1);
}

function methodMember(vm: Vm, owner: Ref, name: number): Ref {
  const special = specialName(vm, name);
  if (special === '__self__') return vm.heap.get(owner, 1);
  const inner = vm.heap.get(owner, 0);
  if (inner < 0) return 0;
  return special === '__func__' ? inner : functionMember(vm, inner, name);
}

const nodeMember = (vm: Vm, instance: Ref, name: number): Ref =>
  isHeaplingClass(vm, classIndexOf(vm, instance)) ? memberAtom('Node', vm.library.strings.text(name)) : 0;

function specialName(vm: Vm, name: number): string | undefined {
  const value = vm.library.strings.text(name);
  return value.startsWith('__') ? value : undefined;
}

/** A bound method asks its function, so it is the function that has not got the attribute. */
function missing(vm: Vm, asked: Ref, name: number): 0 {
  const isMethod = asked > 0 && vm.heap.kind(asked) === Kind.method;
  const object = isMethod && vm.heap.get(asked, 0) > 0 ? vm.heap.get(asked, 0) : asked;
  const attribute = vm.library.strings.text(name);
  const owner = object < 0 && isBuiltin(object) ? builtinName(object) : typeName(vm, object);
  if (isForeignMember(owner, attribute)) {
    return vm.raise('Unsupported', `\`${owner}.${attribute}\` is not part of this subset`);
  }
  const message = `${describe(vm, object)} has no attribute '${attribute}'`;
  return vm.raiseHolding('AttributeError', message, object);
}

function refuseChange(vm: Vm, object: Ref, name: number): void {
  const attribute = vm.library.strings.text(name);
  const type = typeName(vm, object);
  if (type === 'module') {
    vm.raise('Unsupported', `${describe(vm, object)} cannot be changed here`);
    return;
  }
  if (type === 'type') {
    vm.raise('TypeError', `cannot set '${attribute}' attribute of immutable ${describe(vm, object)}`);
    return;
  }
  const known = directValue(vm, object, name) !== 0 || typeValue(vm, object, name) !== 0;
  const message = known
    ? `'${type}' object attribute '${attribute}' is read-only`
    : `'${type}' object has no attribute '${attribute}' and no __dict__ for setting new attributes`;
  vm.raiseHolding('AttributeError', message, object);
}

function describe(vm: Vm, object: Ref): string {
  const type = typeName(vm, object);
  if (object < 0 && type === 'module') return `module '${builtinName(object)}'`;
  if (type !== 'type') return `'${type}' object`;
  return `type object '${object < 0 ? builtinName(object) : className(vm, vm.heap.type(object))}'`;
}
