/** `str()` and `repr()` of values. Objects that CPython writes with an address are written with what names them here. */
import { Kind, type Ref } from '../../engine/index.ts';
import { emptyTuple, integerOf, isInteger, isText, no, none, textIndex, yes } from '../atoms.ts';
import { Limits } from '../limits.ts';
import { builtinName, isModuleName, isTypeName } from './builtins/names.ts';
import { className } from './classes.ts';
import { isView, RowType, typeName } from './types.ts';
import type { Vm } from './vm.ts';

/** `str(x)`: strings as they are, everything else as `repr` writes it. */
export function stringOf(vm: Vm, ref: Ref): string {
  return isText(ref) ? vm.library.strings.text(textIndex(ref)) : reprOf(vm, ref);
}

export function reprOf(vm: Vm, ref: Ref): string {
  return write(vm, ref, []);
}

/** A string as Python writes it: in single quotes, unless it holds one and no double quote. */
export function quote(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  let quoted = '';
  for (const character of value) {
    if (character === '\\' || character === mark) quoted += `\\${character}`;
    else if (character === '\n') quoted += '\\n';
    else if (character === '\t') quoted += '\\t';
    else if (character === '\r') quoted += '\\r';
    else if (character < ' ' || character === '\u007f') quoted += `\\x${hex(character)}`;
    else quoted += character;
  }
  return mark + quoted + mark;
}

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');

/** `around` are the containers being written: one inside itself is written as dots. */
function write(vm: Vm, ref: Ref, around: readonly Ref[]): string {
  return ref > 0 ? writeRow(vm, ref, around) : writeAtom(vm, ref);
}

function writeAtom(vm: Vm, ref: Ref): string {
  if (ref === none) return 'None';
  if (ref === yes) return 'True';
  if (ref === no) return 'False';
  if (ref === emptyTuple) return '()';
  if (isInteger(ref)) return String(integerOf(ref));
  if (isText(ref)) return quote(vm.library.strings.text(textIndex(ref)));
  const name = builtinName(ref);
  if (isModuleName(name)) return `<module '${name}' (built-in)>`;
  return isTypeName(name) ? `<class '${name}'>` : `<built-in function ${name.slice(name.indexOf('.') + 1)}>`;
}

function writeRow(vm: Vm, ref: Ref, around: readonly Ref[]): string {
  const { heap } = vm;
  switch (heap.kind(ref)) {
    case Kind.list:
    case Kind.tuple:
    case Kind.dict:
    case Kind.set:
      return writeContainer(vm, ref, around);
    case Kind.instance:
      return writeInstance(vm, ref);
    case Kind.function:
      return `<function ${vm.library.code(heap.word(ref)).qualifiedName}>`;
    case Kind.method:
      return writeMethod(vm, ref);
    case Kind.class:
      return `<class '__main__.${className(vm, heap.type(ref))}'>`;
    case Kind.weakref:
      return writeWeakref(vm, ref);
    case Kind.leaf:
      return writeRange(vm, ref);
    default:
      return writeView(vm, ref, around);
  }
}

/** Heaplings as the helpers of exported and recorded programs write them: `<ada>`. */
function writeInstance(vm: Vm, ref: Ref): string {
  return `<${vm.journal.labelOf(ref) ?? `${typeName(vm, ref)} object`}>`;
}

function writeWeakref(vm: Vm, ref: Ref): string {
  const target = vm.heap.referent(ref);
  return target === 0 ? '<weakref; dead>' : `<weakref; to '${typeName(vm, target)}'>`;
}

function writeMethod(vm: Vm, ref: Ref): string {
  const made = vm.heap.get(ref, 0);
  const self = reprOf(vm, vm.heap.get(ref, 1));
  if (made > 0) return `<bound method ${vm.library.code(vm.heap.word(made)).qualifiedName} of ${self}>`;
  const name = builtinName(made);
  return `<built-in method ${name.slice(name.indexOf('.') + 1)} of ${typeName(vm, vm.heap.get(ref, 1))} object>`;
}

function writeRange(vm: Vm, ref: Ref): string {
  if (vm.heap.type(ref) !== RowType.range) return `<${typeName(vm, ref)} object>`;
  const [start, stop, step] = [0, 1, 2].map(index => integerOf(vm.heap.get(ref, index)));
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

function writeContainer(vm: Vm, ref: Ref, around: readonly Ref[]): string {
  const { heap } = vm;
  const kind = heap.kind(ref);
  if (around.includes(ref)) return kind === Kind.list ? '[...]' : kind === Kind.dict ? '{...}' : '(...)';
  if (around.length === Limits.nesting) return '...';
  const inside = [...around, ref];
  const items = Array.from({ length: heap.size(ref) }, (_, index) => write(vm, heap.get(ref, index), inside));
  switch (kind) {
    case Kind.list:
      return `[${items.join(', ')}]`;
    case Kind.tuple:
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    case Kind.set:
      return items.length === 0 ? 'set()' : `{${items.join(', ')}}`;
    default:
      return `{${pairs(items).join(', ')}}`;
  }
}

const pairs = (items: readonly string[]): string[] =>
  items.flatMap((key, index) => (index % 2 === 0 ? [`${key}: ${items[index + 1]}`] : []));

function writeView(vm: Vm, ref: Ref, around: readonly Ref[]): string {
  const { heap } = vm;
  const type = heap.type(ref);
  const name = typeName(vm, ref);
  if (!isView(type)) return `<${name} object>`;
  const dict = heap.get(ref, 0);
  const entries = Array.from({ length: heap.size(dict) / 2 }, (_, index) => {
    const key = write(vm, heap.get(dict, 2 * index), around);
    if (type === RowType.keys) return key;
    const value = write(vm, heap.get(dict, 2 * index + 1), around);
    return type === RowType.values ? value : `(${key}, ${value})`;
  });
  return `${name}([${entries.join(', ')}])`;
}
