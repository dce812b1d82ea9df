/** The module `weakref` (CPython: Objects/weakrefobject.c). */
import { canBeReferredToWeakly, Kind, type Ref } from '../../../engine/index.ts';
import { isBuiltin, none } from '../../atoms.ts';
import { typeName } from '../types.ts';
import type { Vm } from '../vm.ts';
import { type Native, native, share } from './native.ts';

/** `weakref.ref(object[, callback])`: without a callback the shared one (SPEC WR-3). */
const makeRef: Native = (vm, start, count) => {
  if (count < 1) return vm.raise('TypeError', '__new__ expected at least 1 argument, got 0');
  if (count > 2) return vm.raise('TypeError', `__new__ expected at most 2 arguments, got ${count}`);
  const object = vm.argument(start, 0);
  if (isBuiltin(object)) {
    return vm.raise('Unsupported', 'what is built in has no weak references here: it never dies');
  }
  if (object < 0 || !canBeReferredToWeakly(vm.heap.kind(object))) {
    return vm.raise('TypeError', `cannot create weak reference to '${typeName(vm, object)}' object`);
  }
  const callback = count === 2 ? vm.argument(start, 1) : none;
  if (callback < 0 && callback !== none) {
    return vm.raise('Unsupported', 'a callback is a function or a bound method of the program here');
  }
  return vm.heap.weakref(object, callback === none ? 0 : share(vm, callback));
};

export const isWeakref = (vm: Vm, ref: Ref): boolean => ref > 0 && vm.heap.kind(ref) === Kind.weakref;

/** Whether it is a weak reference to something that is dead. */
export const isCleared = (vm: Vm, ref: Ref): boolean => isWeakref(vm, ref) && vm.heap.referent(ref) === 0;

/** The call of a weak reference: the object, or None. A new reference; 0 if it raises. */
export function callWeakref(vm: Vm, weakref: Ref, count: number, keywords: number): Ref {
  if (keywords > 0) return vm.raise('TypeError', 'weakref() takes no keyword arguments');
  if (count > 0) return vm.raise('TypeError', `weakref expected 0 arguments, got ${count}`);
  const object = vm.heap.referent(weakref);
  return object === 0 ? none : share(vm, object);
}

export const weakrefFunctions = {
  'weakref.ref': native(makeRef, 0, Number.POSITIVE_INFINITY),
};
