/**
 * The names of everything built in. A built-in is an atom that holds its place in this list; what it does stands in the
 * neighbouring files, by the same name.
 */
import type { Ref } from '../../../engine/index.ts';
import { builtin, builtinIndex } from '../../atoms.ts';

const modules = ['gc', 'sys', 'weakref'] as const;

const types = [
  'object',
  'type',
  'int',
  'bool',
  'str',
  'list',
  'tuple',
  'dict',
  'set',
  'range',
  'NoneType',
  'function',
  'method',
  'builtin_function_or_method',
  'module',
  'iterator',
  'dict_keys',
  'dict_values',
  'dict_items',
] as const;

const functions = ['len', 'isinstance', 'repr', 'callable', 'spawn', 'ring', 'mark', 'use', 'said'] as const;

const members = [
  'gc.collect',
  'gc.enable',
  'gc.disable',
  'gc.isenabled',
  'gc.get_count',
  'gc.get_threshold',
  'gc.set_threshold',
  'gc.get_stats',
  'gc.is_tracked',
  'gc.is_finalized',
  'gc.freeze',
  'gc.unfreeze',
  'gc.get_freeze_count',
  'gc.set_debug',
  'gc.get_debug',
  'gc.get_referrers',
  'gc.get_referents',
  'gc.get_objects',
  'sys.getrefcount',
  'weakref.ref',
  'Node.__init__',
  'list.append',
  'list.insert',
  'list.pop',
  'list.remove',
  'list.clear',
  'list.reverse',
  'list.extend',
  'list.index',
  'list.count',
  'list.copy',
  'dict.get',
  'dict.pop',
  'dict.popitem',
  'dict.clear',
  'dict.setdefault',
  'dict.update',
  'dict.keys',
  'dict.values',
  'dict.items',
  'set.add',
  'set.discard',
  'set.remove',
  'set.pop',
  'set.clear',
  'tuple.index',
  'tuple.count',
] as const;

/** The class of heaplings: a row of every machine, not an atom, but a name that is there from the start. */
const nodeName = 'Node';

export type BuiltinName =
  | (typeof modules)[number]
  | (typeof types)[number]
  | (typeof functions)[number]
  | (typeof members)[number]
  | typeof nodeName;

const names: readonly BuiltinName[] = [...modules, ...types, ...functions, ...members, nodeName];
const atoms = new Map<string, Ref>(names.map((name, index) => [name, builtin(index)]));
/** Types that programs cannot name. */
const hidden = new Set<string>(types.slice(types.indexOf('NoneType')));
const isModuleLevel = (name: string): boolean => !name.includes('.') && !hidden.has(name);

export function builtinName(ref: Ref): BuiltinName {
  const name = names[builtinIndex(ref)];
  if (name === undefined) throw new Error(`${ref} is no built-in`);
  return name;
}

/** The atom of a built-in type; of `iterator` for the kinds of iterators and views that have no name here. */
export const typeAtom = (name: string): Ref =>
  (isTypeName(name) ? atoms.get(name) : atoms.get('iterator')) ?? 0;

/** What `gc.collect` or `list.append` is: the member of a built-in module or type, or 0. */
export const memberAtom = (owner: string, name: string): Ref => atoms.get(`${owner}.${name}`) ?? 0;

/** What a program's name means while the program has not bound it, or 0. */
export const defaultGlobal = (name: string): Ref => (isModuleLevel(name) ? (atoms.get(name) ?? 0) : 0);

export const isModuleName = (name: string): boolean => modules.some(module => module === name);
export const isTypeName = (name: string): boolean => types.some(type => type === name);

/** The stand-in of the class `Node`, which every machine replaces by its row. */
export const nodeAtom: Ref = atoms.get(nodeName) ?? 0;
