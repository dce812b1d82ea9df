/** Built-in functions and the constructors of built-in types. */
import { Kind, type Ref } from '../../../engine/index.ts';
import {
  emptyTuple,
  fitsInteger,
  integer,
  isBuiltin,
  isNumber,
  isText,
  numberOf,
  truth,
} from '../../atoms.ts';
import { classIndexOf, isSubclass } from '../classes.ts';
import { isTrue, lengthOf } from '../equality.ts';
import { takeItems } from '../iteration.ts';
import { quote, reprOf, stringOf } from '../text.ts';
import { RowType, typeName } from '../types.ts';
import type { Vm } from '../vm.ts';
import { addEntries, addKeywords } from './dict.ts';
import { builtinName, isModuleName, isTypeName, memberAtom, typeAtom } from './names.ts';
import { integerArgument, listOf, type Native, native, share, tupleOf } from './native.ts';
import { addElement } from './set.ts';
import { isWeakref } from './weakref.ts';

const weakrefType = memberAtom('weakref', 'ref');

const len: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  const length = lengthOf(vm, object);
  return length < 0
    ? vm.raise('TypeError', `object of type '${typeName(vm, object)}' has no len()`)
    : integer(length);
};

const repr: Native = (vm, start) => vm.textAtom(reprOf(vm, vm.argument(start, 0)));

const callable: Native = (vm, start) => truth(isCallable(vm, vm.argument(start, 0)));

function isCallable(vm: Vm, ref: Ref): boolean {
  if (ref < 0) return isBuiltin(ref) && !isModuleName(builtinName(ref));
  const kind = vm.heap.kind(ref);
  return [Kind.function, Kind.method, Kind.class, Kind.weakref].some(callable => callable === kind);
}

const isInstance: Native = (vm, start) => {
  const answer = isInstanceOf(vm, vm.argument(start, 0), vm.argument(start, 1));
  if (answer !== undefined) return truth(answer);
  return vm.raise('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
};

function isInstanceOf(vm: Vm, object: Ref, type: Ref): boolean | undefined {
  const { heap } = vm;
  if (type === emptyTuple) return false;
  if (type > 0 && heap.kind(type) === Kind.class) {
    const isInstance = object > 0 && heap.kind(object) === Kind.instance;
    return isInstance && isSubclass(vm, classIndexOf(vm, object), heap.type(type));
  }
  if (type > 0 && heap.kind(type) === Kind.tuple) {
    for (let index = 0; index < heap.size(type); index++) {
      const answer = isInstanceOf(vm, object, heap.get(type, index));
      if (answer !== false) return answer;
    }
    return false;
  }
  if (type === weakrefType) return isWeakref(vm, object);
  if (!isBuiltin(type) || !isTypeName(builtinName(type))) return undefined;
  const name = builtinName(type);
  const actual = typeName(vm, object);
  return name === 'object' || actual === name || (name === 'int' && actual === 'bool');
}

const range: Native = (vm, start, count) => {
  const bounds: number[] = [];
  for (let index = 0; index < count; index++) {
    const bound = integerArgument(vm, vm.argument(start, index));
    if (bound === undefined) return 0;
    bounds.push(bound);
  }
  const [first = 0, second, step = 1] = bounds;
  if (step === 0) return vm.raise('ValueError', 'range() arg 3 must not be zero');
  const parts = second === undefined ? [0, first, 1] : [first, second, step];
  const made = vm.heap.alloc(Kind.leaf, RowType.range, 3);
  for (const [index, part] of parts.entries()) vm.heap.exchange(made, index, integer(part));
  return made;
};

const list: Native = (vm, start, count) => {
  const taken = count === 0 ? [] : takeItems(vm, vm.argument(start, 0));
  return taken === undefined ? 0 : listOf(vm, taken);
};

const tuple: Native = (vm, start, count) => {
  if (count === 0) return emptyTuple;
  const given = vm.argument(start, 0);
  if (typeName(vm, given) === 'tuple') return share(vm, given);
  const taken = takeItems(vm, given);
  if (taken === undefined) return 0;
  return taken.length === 0 ? emptyTuple : tupleOf(vm, taken);
};

const set: Native = (vm, start, count) => {
  const taken = count === 0 ? [] : takeItems(vm, vm.argument(start, 0));
  if (taken === undefined) return 0;
  const made = vm.heap.alloc(Kind.set, 0, 0);
  for (const item of taken) addElement(vm, made, item);
  return finished(vm, made);
};

const dict: Native = (vm, start, count, keywords) => {
  const made = vm.heap.alloc(Kind.dict, 0, 0);
  if (count === 0 || addEntries(vm, made, vm.argument(start, 0)))
    addKeywords(vm, made, start + count, keywords);
  return finished(vm, made);
};

/** The object made, or 0 if making it has raised. */
function finished(vm: Vm, made: Ref): Ref {
  if (vm.raisedType === undefined) return made;
  vm.release(made);
  return 0;
}

const str: Native = (vm, start, count) => vm.textAtom(count === 0 ? '' : stringOf(vm, vm.argument(start, 0)));
const bool: Native = (vm, start, count) => truth(count > 0 && isTrue(vm, vm.argument(start, 0)));

const int: Native = (vm, start, count) => {
  const given = count === 0 ? integer(0) : vm.argument(start, 0);
  if (isNumber(given)) return integer(numberOf(given));
  if (!isText(given)) {
    const problem = `int() argument must be a string, a bytes-like object or a real number, not '${typeName(vm, given)}'`;
    return vm.raise('TypeError', problem);
  }
  const written = stringOf(vm, given).trim();
  const value = Number(written);
  if (/^[+-]?\d+$/.test(written) && fitsInteger(value)) return integer(value === 0 ? 0 : value);
  return vm.raise('ValueError', `invalid literal for int() with base 10: ${quote(stringOf(vm, given))}`);
};

const type: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  if (object > 0 && vm.heap.kind(object) === Kind.instance) return share(vm, vm.heap.type(object));
  return isWeakref(vm, object) ? weakrefType : typeAtom(typeName(vm, object));
};

const object: Native = vm => vm.heap.alloc(Kind.leaf, 0, 0);

export const generalFunctions = {
  len: native(len, 1),
  repr: native(repr, 1),
  callable: native(callable, 1),
  isinstance: native(isInstance, 2),
  range: native(range, 1, 3),
  list: native(list, 0, 1),
  tuple: native(tuple, 0, 1),
  set: native(set, 0, 1),
  dict: { ...native(dict, 0, 1), keywords: 'any' as const },
  str: native(str, 0, 1),
  bool: native(bool, 0, 1),
  int: native(int, 0, 1),
  type: native(type, 1),
  object: native(object, 0),
};
