/** What kind of value a reference is, in Python's words. */
import { Kind, type Ref } from '../../engine/index.ts';
import { isBoolean, isBuiltin, isInteger, isText, none } from '../atoms.ts';
import { builtinName, isModuleName, isTypeName } from './builtins/names.ts';
import { classIndexOf, className } from './classes.ts';
import type { Vm } from './vm.ts';

/** Types of rows whose kind does not say it, as the engine's host word `type`. */
export const RowType = {
  keys: 1,
  values: 2,
  items: 3,
  /** An iterator over a view is told apart from the view itself. */
  keyIterator: 4,
  valueIterator: 5,
  itemIterator: 6,
  range: 7,
  /** No object that the collector knows, as in CPython. */
  rangeIterator: 8,
} as const;

/** Views of dicts: `d.keys()`, `d.values()`, `d.items()`. */
export const isView = (type: number): boolean =>
  type === RowType.keys || type === RowType.values || type === RowType.items;

/** `type(x).__name__`. */
export function typeName(vm: Vm, ref: Ref): string {
  return ref > 0 ? rowTypeName(vm, ref) : atomTypeName(ref);
}

function atomTypeName(ref: Ref): string {
  if (ref === none) return 'NoneType';
  if (isBoolean(ref)) return 'bool';
  if (isInteger(ref)) return 'int';
  if (isText(ref)) return 'str';
  if (!isBuiltin(ref)) return 'tuple';
  const name = builtinName(ref);
  if (isModuleName(name)) return 'module';
  return isTypeName(name) ? 'type' : 'builtin_function_or_method';
}

function rowTypeName(vm: Vm, ref: Ref): string {
  switch (vm.heap.kind(ref)) {
    case Kind.instance:
      return className(vm, classIndexOf(vm, ref));
    case Kind.list:
      return 'list';
    case Kind.tuple:
      return 'tuple';
    case Kind.dict:
      return 'dict';
    case Kind.set:
      return 'set';
    case Kind.function:
      return 'function';
    case Kind.method:
      return vm.heap.get(ref, 0) < 0 ? 'builtin_function_or_method' : 'method';
    case Kind.class:
      return 'type';
    case Kind.module:
      return 'module';
    case Kind.frame:
      return 'frame';
    case Kind.weakref:
      return 'weakref.ReferenceType';
    case Kind.leaf:
      return leafTypeName(vm, ref);
    default:
      return iteratorTypeName(vm, ref);
  }
}

function leafTypeName(vm: Vm, ref: Ref): string {
  const type = vm.heap.type(ref);
  if (type === RowType.range) return 'range';
  return type === RowType.rangeIterator ? 'range_iterator' : 'object';
}

/** Whether it is an iterator, or a view of a dict. */
export const isIterator = (vm: Vm, ref: Ref): boolean =>
  ref > 0 && (vm.heap.kind(ref) === Kind.iterator || isRangeIterator(vm, ref));

const isRangeIterator = (vm: Vm, ref: Ref): boolean =>
  vm.heap.kind(ref) === Kind.leaf && vm.heap.type(ref) === RowType.rangeIterator;

function iteratorTypeName(vm: Vm, ref: Ref): string {
  const names: Record<number, string> = {
    [RowType.keys]: 'dict_keys',
    [RowType.values]: 'dict_values',
    [RowType.items]: 'dict_items',
    [RowType.keyIterator]: 'dict_keyiterator',
    [RowType.valueIterator]: 'dict_valueiterator',
    [RowType.itemIterator]: 'dict_itemiterator',
  };
  return names[vm.heap.type(ref)] ?? `${typeName(vm, vm.heap.get(ref, 0))}_iterator`;
}
