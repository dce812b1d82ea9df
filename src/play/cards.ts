/**
 * Which objects get a card, and which references stand on it.
 *
 * Every living heapling has a card, reachable or not, and so has what names and heaplings lead to. Functions and
 * classes are written inline (`work()`, `View`) unless they hold on to something that has a card. A function's
 * card shows what its tuples hold, without drawing the tuples.
 */
import { Kind, type Ref } from '../engine/index.ts';
import type { Machine } from '../python/index.ts';
import { isScenery, type Member, membersOf } from './members.ts';

export type Cards = {
  /** In the order of their birth. */
  readonly refs: readonly Ref[];
  readonly has: (ref: Ref) => boolean;
  readonly rowsOf: (ref: Ref) => readonly Member[];
};

export function cardsOf(machine: Machine): Cards {
  const { heap } = machine;
  const cache = new Map<Ref, readonly Member[]>();
  const rowsOf = (ref: Ref): readonly Member[] => {
    const known = cache.get(ref) ?? cardMembers(machine, ref);
    cache.set(ref, known);
    return known;
  };

  const found = new Set<Ref>();
  const visit = (ref: Ref) => {
    if (!isScenery(machine, ref) && heap.kind(ref) !== Kind.frame) found.add(ref);
  };
  for (const ref of heap.objects()) if (heap.isAlive(ref) && machine.label(ref) !== undefined) visit(ref);
  for (const { names } of machine.frames()) for (const { ref } of names) visit(ref);
  // A set is walked in order of insertion, and what is added meanwhile is walked too.
  for (const ref of found) for (const member of rowsOf(ref)) visit(member.ref);

  const shown = withoutIdleCode(machine, found, rowsOf);
  return {
    refs: [...shown].sort((a, b) => heap.serial(a) - heap.serial(b)),
    has: ref => shown.has(ref),
    rowsOf,
  };
}

/** Kinds that are only worth a card for what they hold. */
const code: ReadonlySet<number> = new Set([Kind.function, Kind.class, Kind.cell, Kind.method]);

/** Leaves out functions, classes, cells and methods that lead to nothing but each other. */
function withoutIdleCode(
  { heap }: Machine,
  found: ReadonlySet<Ref>,
  rowsOf: (ref: Ref) => readonly Member[],
): ReadonlySet<Ref> {
  const holders = new Map<Ref, Ref[]>();
  for (const ref of found) {
    if (!code.has(heap.kind(ref))) continue;
    for (const member of rowsOf(ref)) holders.set(member.ref, [...(holders.get(member.ref) ?? []), ref]);
  }
  const shown = new Set([...found].filter(ref => !code.has(heap.kind(ref))));
  for (const ref of shown) for (const holder of holders.get(ref) ?? []) shown.add(holder);
  return shown;
}

function cardMembers(machine: Machine, ref: Ref): readonly Member[] {
  if (machine.heap.kind(ref) === Kind.function) return functionMembers(machine, ref);
  return membersOf(machine, ref).filter(
    member => !isNameTag(machine, ref, member) && !(member.part === 'key' && member.name !== ''),
  );
}

/** The label stands in the title of the card already. */
const isNameTag = (machine: Machine, ref: Ref, member: Member): boolean =>
  member.name === 'label' && member.ref <= 0 && machine.label(ref) !== undefined;

/** What a function holds: its attributes, and the contents of its defaults, keyword defaults and closure. */
function functionMembers(machine: Machine, ref: Ref): Member[] {
  const { heap } = machine;
  return membersOf(machine, ref).flatMap((part): Member[] => {
    if (isScenery(machine, part.ref)) return [];
    if (part.part !== 'hidden') return [part];
    const isContainer = heap.kind(part.ref) === Kind.tuple || heap.kind(part.ref) === Kind.dict;
    if (!isContainer) return [part];
    return membersOf(machine, part.ref)
      .filter(({ part: inner }) => inner !== 'key')
      .map((member): Member => ({ ...member, part: 'hidden', name: wordFor[part.name] ?? member.name }));
  });
}

/** What players are told instead of CPython's names. */
const wordFor: Readonly<Record<string, string>> = {
  __defaults__: 'default',
  __kwdefaults__: 'default',
  __closure__: 'closure',
};
