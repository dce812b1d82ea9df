/** Places as written (`a.next`, `xs[0]`, `d["k"]`) and the places of the heap that they mean here. */
import { Kind, type Ref } from '../engine/index.ts';
import { type Expression, type Machine, print } from '../python/index.ts';
import type { Place } from './legal-types.ts';
import { isAtom, type Member } from './members.ts';
import type { Reach } from './reach.ts';

/** Equal for two places exactly when they are the same place of the heap. */
export function placeKey(place: Place): string {
  switch (place.type) {
    case 'name':
      return `frame ${place.frame} ${place.name}`;
    case 'attribute':
      return `${place.holder}.${place.name}`;
    case 'item':
      return `${place.holder}[${place.index}]`;
    case 'entry':
      return `${place.holder}[${place.key}]`;
    case 'element':
      return `${place.holder} has ${place.element}`;
  }
}

export const namePlace = ({ frameIndex }: Reach, name: string): Place => ({
  type: 'name',
  frame: frameIndex,
  name,
});

/** The place that a member stands in, where a statement could change it. */
export function memberPlace(machine: Machine, holder: Ref, member: Member): Place | undefined {
  switch (member.part) {
    case 'attribute':
    case 'class-attribute':
      return { type: 'attribute', holder, name: member.name };
    case 'item':
      return { type: 'item', holder, index: member.index };
    case 'key':
    case 'value':
      return { type: 'entry', holder, key: keyWord(machine, member.key) };
    case 'element':
      return { type: 'element', holder, element: member.ref };
    case 'fixed-item':
    case 'hidden':
      return undefined;
  }
}

/**
 * What a path over the names of the current scope holds: 0 where it leads nowhere. Only names, attributes and
 * subscripts; anything else is no path and gives 0, too.
 */
export function follow(machine: Machine, reach: Reach, expression: Expression): Ref {
  if (expression.type === 'name') {
    return reach.frame.names.find(({ name }) => name === expression.id)?.ref ?? 0;
  }
  const place = placeOf(machine, reach, expression);
  if (place === undefined) return 0;
  if (place.type === 'item') return machine.heap.get(place.holder, place.index);
  return memberAtPlace(machine, reach, place)?.ref ?? 0;
}

/**
 * The place that a target means here, whether or not anything stands there yet. Undefined where the path to its
 * holder leads nowhere or the holder has no such places.
 */
export function placeOf(machine: Machine, reach: Reach, target: Expression): Place | undefined {
  if (target.type === 'name') return namePlace(reach, target.id);
  if (target.type !== 'attribute' && target.type !== 'subscript') return undefined;

  const holder = follow(machine, reach, target.object);
  if (isAtom(machine, holder)) return undefined;
  return target.type === 'attribute'
    ? attributePlace(machine, reach, holder, target.name)
    : itemPlace(machine, reach, holder, target.index);
}

function attributePlace(machine: Machine, reach: Reach, holder: Ref, name: string): Place | undefined {
  const place: Place = { type: 'attribute', holder, name };
  const kind = machine.heap.kind(holder);
  const takesNewNames = kind === Kind.instance || kind === Kind.function;
  return takesNewNames || memberAtPlace(machine, reach, place) !== undefined ? place : undefined;
}

function itemPlace(machine: Machine, reach: Reach, holder: Ref, index: Expression): Place | undefined {
  const { heap } = machine;
  const kind = heap.kind(holder);
  if (kind === Kind.dict) {
    const key = keyOf(machine, reach, index);
    return key === undefined ? undefined : { type: 'entry', holder, key };
  }
  const number = integerOf(index) ?? integerNamed(machine, reach, index);
  if (number === undefined || (kind !== Kind.list && kind !== Kind.tuple)) return undefined;
  const at = number < 0 ? number + heap.size(holder) : number;
  return at >= 0 && at < heap.size(holder) ? { type: 'item', holder, index: at } : undefined;
}

/** The member that stands at a place of an object; nothing for names and for places that do not exist yet. */
export function memberAtPlace(machine: Machine, reach: Reach, place: Place): Member | undefined {
  if (place.type === 'name') return undefined;
  const key = placeKey(place);
  return reach.members(place.holder).find(member => {
    if (member.part === 'key') return false;
    const candidate = memberPlace(machine, place.holder, member);
    return candidate !== undefined && placeKey(candidate) === key;
  });
}

/** What tells the keys of one dict apart: an atom's text, or the row of an object. */
export const keyWord = (machine: Machine, key: Ref): string =>
  isAtom(machine, key) ? atomWord(machine.describeAtom(key)) : `#${key}`;

/** In Python `True == 1`, so they are one key. */
const atomWord = (text: string): string => ({ True: '1', False: '0' })[text] ?? text;

/** Undefined for what is no key: an index that leads nowhere, and objects that have no hash. */
function keyOf(machine: Machine, reach: Reach, index: Expression): string | undefined {
  if (index.type === 'constant' || index.type === 'unary') return atomWord(print(index));
  const key = follow(machine, reach, index);
  return key === 0 || !isHashable(machine, key) ? undefined : keyWord(machine, key);
}

function isHashable(machine: Machine, ref: Ref): boolean {
  const { heap } = machine;
  if (isAtom(machine, ref)) return true;
  switch (heap.kind(ref)) {
    case Kind.list:
    case Kind.dict:
    case Kind.set:
      return false;
    case Kind.tuple:
      return Array.from({ length: heap.size(ref) }, (_, at) => heap.get(ref, at)).every(item =>
        isHashable(machine, item),
      );
    default:
      return true;
  }
}

/** `xs[i]`. */
function integerNamed(machine: Machine, reach: Reach, index: Expression): number | undefined {
  const value = follow(machine, reach, index);
  const text = value < 0 ? machine.describeAtom(value) : '';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function integerOf(index: Expression): number | undefined {
  if (index.type === 'constant' && typeof index.value === 'number') return index.value;
  if (index.type !== 'unary' || index.operator !== '-') return undefined;
  const operand = integerOf(index.operand);
  return operand === undefined ? undefined : -operand;
}
