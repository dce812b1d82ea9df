import { type Generation, type Heap, Kind } from '../../../src/engine/index.ts';

/** An object as a textbook draws it. */
export type Thing = {
  readonly name: number;
  readonly kind: Kind;
  count: number;
  /** What it refers to, in the order in which that is visited and let go. */
  references: Thing[];
  /** The list in which it stands. */
  list: Thing[] | undefined;
};

/** The objects of a heap, drawn anew. */
export class Drawing {
  readonly things = new Map<number, Thing>();
  /** The fourth one is the permanent list. */
  readonly generations: readonly [Thing[], Thing[], Thing[], Thing[]] = [[], [], [], []];

  constructor(heap: Heap) {
    const byRow = new Map<number, Thing>();
    for (const row of heap.objects()) {
      const thing: Thing = {
        name: heap.serial(row),
        kind: heap.kind(row),
        count: heap.refcount(row),
        references: [],
        list: undefined,
      };
      byRow.set(row, thing);
      this.things.set(thing.name, thing);
    }
    for (const [row, thing] of byRow) {
      const slots = Array.from({ length: heap.size(row) }, (_, slot) => heap.get(row, slot));
      if (thing.kind === Kind.list || thing.kind === Kind.tuple) slots.reverse();
      thing.references = slots.map(ref => byRow.get(ref)).filter(referent => referent !== undefined);
    }
    for (const [g, list] of this.generations.entries()) {
      for (const row of heap.generationList(g as Generation | 3)) {
        const thing = byRow.get(row);
        if (thing === undefined) throw new Error('a dead object is tracked');
        thing.list = list;
        list.push(thing);
      }
    }
  }

  thing(name: number): Thing {
    const thing = this.things.get(name);
    if (thing === undefined) throw new Error(`no thing ${name}`);
    return thing;
  }

  candidates(generation: Generation): Thing[] {
    const younger = this.generations.slice(0, generation).flat();
    return [...this.generations[generation], ...younger];
  }
}

/** For each candidate the references to it that do not come from a candidate. */
export function fromOutside(candidates: readonly Thing[]): Map<Thing, number> {
  const left = new Map(candidates.map(thing => [thing, thing.count]));
  for (const { references } of candidates) {
    for (const referent of references) {
      const refs = left.get(referent);
      if (refs !== undefined) left.set(referent, refs - 1);
    }
  }
  return left;
}

/** What is reachable among the candidates: by definition, whatever the order. */
export function reachableAmong(candidates: readonly Thing[]): Set<Thing> {
  const left = fromOutside(candidates);
  const found = new Set(candidates.filter(thing => (left.get(thing) ?? 0) > 0));
  for (const thing of found) {
    for (const referent of thing.references) if (left.has(referent)) found.add(referent);
  }
  return found;
}

/** The same in the order in which the collector leaves it: what was set aside and rescued stands at the end (GC-11). */
export function survivorsInOrder(candidates: readonly Thing[]): Thing[] {
  const left = fromOutside(candidates);
  const young = [...candidates];
  const isAside = new Set<Thing>();
  for (const thing of young) {
    if (left.get(thing) === 0) {
      isAside.add(thing);
      continue;
    }
    for (const referent of thing.references) {
      if (left.get(referent) !== 0) continue;
      left.set(referent, 1);
      if (isAside.delete(referent)) young.push(referent);
    }
  }
  // Who was set aside and came back is in the list twice: only the second place counts.
  return young.filter((thing, i) => (left.get(thing) ?? 0) > 0 && young.lastIndexOf(thing) === i);
}

/** TR-5; with `kind` dict TR-4: the survivors in order, those that need no tracking taken out. */
export function untrack(survivors: readonly Thing[], kind: Kind): Thing[] {
  const left = new Set(survivors);
  for (const thing of survivors) {
    if (thing.kind === kind && !thing.references.some(mayBeTracked)) {
      left.delete(thing);
      thing.list = undefined;
    }
  }
  return [...left];
}

const mayBeTracked = (thing: Thing): boolean =>
  thing.kind !== Kind.leaf && (thing.kind !== Kind.tuple || thing.list !== undefined);

/** GC-9, GC-10: empties the garbage one by one. Gives back the names of the dead in order, and of who was kept. */
export function clear(garbage: Thing[]): { deaths: number[]; kept: number[] } {
  const deaths: number[] = [];
  const kept: number[] = [];
  for (const thing of garbage) thing.list = garbage;
  const letGo = (thing: Thing): void => {
    thing.count--;
    if (thing.count > 0) return;
    deaths.push(thing.name);
    if (thing.list === garbage) garbage.splice(garbage.indexOf(thing), 1);
    for (const referent of thing.references) letGo(referent);
  };
  for (let first = garbage[0]; first !== undefined; first = garbage[0]) {
    first.count++;
    if (![Kind.tuple, Kind.method, Kind.leaf].some(kind => kind === first?.kind)) {
      const references = first.references;
      first.references = [];
      for (const referent of references) letGo(referent);
    }
    letGo(first);
    if (garbage[0] === first) {
      garbage.shift();
      first.list = undefined;
      kept.push(first.name);
    }
  }
  return { deaths, kept };
}
