/** The references that an object holds, each with the words that Python has for it. */
import { Kind, type Ref } from '../engine/index.ts';
import type { Machine } from '../python/index.ts';

/**
 * One reference of an object.
 *
 * - `attribute`: `a.next`
 * - `item`: of a list; `fixed-item`: of a tuple
 * - `key`, `value`: of a dict entry
 * - `element`: of a set
 * - `class-attribute`: of a class
 * - `hidden`: what no ordinary expression reaches: cells, defaults, `__self__`, an iterator's list, frames
 */
export type Member = {
  readonly part:
    | 'attribute'
    | 'item'
    | 'fixed-item'
    | 'key'
    | 'value'
    | 'element'
    | 'class-attribute'
    | 'hidden';

  /** Slot of the holder in the heap. */
  readonly at: number;

  /** What it refers to; never 0. */
  readonly ref: Ref;

  /** Attribute's name, index as text, the key of an entry (an atom's text, or empty), or what a hidden one is. */
  readonly name: string;

  /** Index of an item. */
  readonly index: number;

  /** Key and value: the key of the entry. */
  readonly key: Ref;
};

/** In the order of the holder's slots. */
export function membersOf(machine: Machine, holder: Ref): readonly Member[] {
  const { heap } = machine;
  const members: Member[] = [];
  const kind = heap.kind(holder);
  for (let at = 0; at < heap.size(holder); at += 1) {
    const ref = heap.get(holder, at);
    if (ref === 0) continue;
    if (isAttributeDict(machine, holder, at)) members.push(...attributesIn(machine, ref));
    else members.push(memberAt(machine, holder, kind, at, ref));
  }
  return members;
}

/**
 * The dicts that hold the attributes of functions, and of instances whose class learns no more names (SPEC CL-6): no
 * objects that a player could tell from their holders.
 */
export function attributeDicts(machine: Machine): ReadonlySet<Ref> {
  const { heap } = machine;
  const dicts = new Set<Ref>();
  for (const holder of heap.objects()) {
    for (let at = 0; at < heap.size(holder); at += 1) {
      if (heap.get(holder, at) > 0 && isAttributeDict(machine, holder, at)) dicts.add(heap.get(holder, at));
    }
  }
  return dicts;
}

function isAttributeDict(machine: Machine, holder: Ref, at: number): boolean {
  const kind = machine.heap.kind(holder);
  if (kind !== Kind.instance && kind !== Kind.function) return false;
  return machine.slotName(holder, at) === '__dict__';
}

const attributesIn = (machine: Machine, dict: Ref): readonly Member[] =>
  membersOf(machine, dict)
    .filter(({ part }) => part === 'value')
    .map(member => named({ ...member, key: 0 }, 'attribute', member.name.slice(1, -1)));

function memberAt(machine: Machine, holder: Ref, kind: number, at: number, ref: Ref): Member {
  const { heap } = machine;
  const member = { at, ref, name: '', index: at, key: 0 };
  switch (kind) {
    case Kind.list:
      return { ...member, part: 'item', name: String(at) };
    case Kind.tuple:
      return { ...member, part: 'fixed-item', name: String(at) };
    case Kind.set:
      return { ...member, part: 'element' };
    case Kind.dict: {
      const key = heap.get(holder, at - (at % 2));
      return { ...member, part: at % 2 === 0 ? 'key' : 'value', name: keyText(machine, key), key };
    }
    case Kind.instance:
    case Kind.slots:
      return named(member, 'attribute', machine.slotName(holder, at));
    case Kind.class:
      return named(member, 'class-attribute', machine.slotName(holder, at));
    default:
      return { ...member, part: 'hidden', name: machine.slotName(holder, at) ?? '' };
  }
}

/** Attributes with dunder names belong to the interpreter; no statement of the game speaks of them. */
function named(member: Omit<Member, 'part'>, part: Member['part'], name: string | undefined): Member {
  const ordinary = name !== undefined && !/^__.*__$/.test(name);
  return { ...member, part: ordinary ? part : 'hidden', name: name ?? '' };
}

const keyText = (machine: Machine, key: Ref): string =>
  isAtom(machine, key) ? machine.describeAtom(key) : '';

/** Values that are drawn inline and never wired: immortal atoms, and strings or numbers made while running. */
export const isAtom = (machine: Machine, ref: Ref): boolean =>
  ref <= 0 || machine.heap.kind(ref) === Kind.leaf;

/** Values, modules and the class that heaplings are made of: no target, no cut, no card. */
export function isScenery(machine: Machine, ref: Ref): boolean {
  if (isAtom(machine, ref)) return true;
  const kind = machine.heap.kind(ref);
  return kind === Kind.module || (kind === Kind.class && machine.heap.type(ref) === nodeClass);
}

/** The first class of every machine is the one of heaplings. */
const nodeClass = 0;
