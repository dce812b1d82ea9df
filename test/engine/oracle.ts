import { type Generation, Kind } from '../../src/engine/index.ts';
import type { State, Subject } from './subject.ts';

type Thing = {
  readonly id: number;
  readonly kind: Kind;
  slots: (Thing | number)[];
  count: number;
  list: Thing[] | undefined;
  readonly hasFinalizer: boolean;
  isFinalized: boolean;
  /** Reported as dying by the collection under way. */
  isReported: boolean;
};

/**
 * The rules of CPython's memory in the plainest way: an object for each object, arrays for the generations, and deaths
 * and finalizers as calls inside of calls. Slow, limited by the stack, and easy to compare with SPEC.md.
 */
export class Oracle implements Subject {
  readonly log: string[] = [];
  private readonly things: (Thing | undefined)[] = [undefined];
  private readonly generations: Thing[][] = [[], [], []];
  private readonly counts = [0, 0, 0];
  private readonly collected = [0, 0, 0];
  private live = 0;
  private traversed = 0;
  private isCollecting = false;
  private garbage: Thing[] = [];
  private readonly finalize: (object: number) => void;

  constructor(finalize: (object: number) => void) {
    this.finalize = finalize;
  }

  alloc(kind: Kind, size: number, hasFinalizer: boolean): number {
    const id = this.things.length;
    const slots = Array.from({ length: size }, () => 0);
    const thing: Thing = {
      id,
      kind,
      slots,
      count: 1,
      list: undefined,
      hasFinalizer,
      isFinalized: false,
      isReported: false,
    };
    this.things.push(thing);
    const isContainer = kind !== Kind.leaf && kind !== Kind.module;
    if (isContainer) this.bump(0, 1);
    if (kind === Kind.instance) this.live++;
    if (isContainer && kind !== Kind.dict && !(kind === Kind.tuple && size === 0)) this.track(thing);
    return id;
  }

  kind(object: number): Kind {
    return this.thing(object).kind;
  }

  size(object: number): number {
    return this.thing(object).slots.length;
  }

  get(object: number, slot: number): number {
    return name(this.thing(object).slots[slot] ?? 0);
  }

  incref(object: number): void {
    if (object > 0) this.thing(object).count++;
  }

  decref(object: number): void {
    if (object > 0) this.release(this.thing(object));
  }

  exchange(object: number, slot: number, value: number): number {
    const thing = this.thing(object);
    const old = this.get(object, slot);
    thing.slots[slot] = this.content(value);
    return old;
  }

  listAppend(list: number, value: number): void {
    this.thing(list).slots.push(this.content(value));
  }

  listRemove(list: number, index: number): number {
    return name(this.thing(list).slots.splice(index, 1)[0] ?? 0);
  }

  dictSet(dict: number, key: number, value: number): void {
    const { slots } = this.thing(dict);
    const at = this.find(dict, key);
    const thing = this.thing(dict);
    if ([key, value].some(stored => this.mayBeTracked(this.content(stored))) && thing.list === undefined) {
      this.track(thing);
    }
    if (at < 0) {
      slots.push(this.content(key), this.content(value));
      return;
    }
    const old = slots[at + 1] ?? 0;
    slots[at + 1] = this.content(value);
    this.release(old);
    this.decref(key);
  }

  dictRemove(dict: number, key: number): boolean {
    const at = this.find(dict, key);
    if (at < 0) return false;
    for (const old of this.thing(dict).slots.splice(at, 2)) this.release(old);
    return true;
  }

  private find(dict: number, key: number): number {
    return this.thing(dict).slots.findIndex((slot, i) => i % 2 === 0 && name(slot) === key);
  }

  setAdd(set: number, element: number): void {
    const { slots } = this.thing(set);
    if (slots.some(slot => name(slot) === element)) this.decref(element);
    else slots.push(this.content(element));
  }

  setDiscard(set: number, element: number): boolean {
    const { slots } = this.thing(set);
    const at = slots.findIndex(slot => name(slot) === element);
    if (at < 0) return false;
    this.release(slots.splice(at, 1)[0] ?? 0);
    return true;
  }

  clear(object: number): void {
    this.empty(this.thing(object));
  }

  state(): State {
    const alive = this.things.filter(thing => thing !== undefined && thing.count > 0) as Thing[];
    return {
      refcounts: Object.fromEntries(alive.map(thing => [thing.id, thing.count])),
      generations: this.generations.map(list => list.map(thing => thing.id)),
      counts: [...this.counts],
      collected: [...this.collected],
      live: this.live,
      traversed: this.traversed,
    };
  }

  // Counting.

  private release(content: Thing | number): void {
    if (typeof content === 'number' || --content.count > 0) return;
    const thing = content;
    if (thing.hasFinalizer && !thing.isFinalized) {
      if (this.garbage.includes(thing)) thing.isReported = true;
      this.untrack(thing);
      this.track(thing);
      if (this.runFinalizer(thing) > 0) {
        this.log.push(`resurrected ${thing.id}`);
        if (thing.isReported) this.log.push(`rescued ${thing.id}`);
        thing.isReported = false;
        return;
      }
    }
    this.die(thing);
  }

  private die(thing: Thing): void {
    const by = thing.isReported || this.garbage.includes(thing) ? 'gc' : 'refcount';
    this.untrack(thing);
    if (by === 'refcount') this.log.push(`dying ${thing.id} ${by}`);
    this.log.push(`dealloc ${thing.id} ${by}`);
    const backwards = thing.kind === Kind.list || thing.kind === Kind.tuple;
    while (thing.slots.length > 0) this.release((backwards ? thing.slots.pop() : thing.slots.shift()) ?? 0);
    if (thing.kind === Kind.instance) this.live--;
    if (thing.kind !== Kind.leaf && thing.kind !== Kind.module) this.bump(0, -1);
    this.log.push(`free ${thing.id} ${by}`);
  }

  /** Returns how often the object is referred to when its finalizer is over. */
  private runFinalizer(thing: Thing): number {
    thing.isFinalized = true;
    thing.count++;
    this.log.push(`finalizer ${thing.id}`);
    this.finalize(thing.id);
    return --thing.count;
  }

  private empty(thing: Thing): void {
    if (thing.kind === Kind.list || thing.kind === Kind.dict || thing.kind === Kind.set) {
      const { slots } = thing;
      thing.slots = [];
      if (thing.kind === Kind.list) slots.reverse();
      for (const old of slots) this.release(old);
      return;
    }
    for (let i = 0; i < thing.slots.length; i++) {
      const old = thing.slots[i] ?? 0;
      thing.slots[i] = 0;
      this.release(old);
    }
  }

  // Collecting.

  collect(generation: Generation): number {
    if (this.isCollecting) return 0;
    this.isCollecting = true;
    const young = this.candidates(generation);
    const old = this.generations[Math.min(generation + 1, 2)] ?? [];
    for (const thing of young) if (thing.kind === Kind.instance) this.traversed++;
    const [reachable, unreachable] = deduce(young);
    for (const thing of reachable) thing.list = reachable;
    for (const thing of [...reachable]) {
      if (thing.kind === Kind.tuple && !this.holdsContainer(thing, true)) this.untrack(thing);
    }
    const survivors = [...reachable];
    for (const thing of survivors) this.move(thing, old);
    if (generation === 2) {
      for (const thing of survivors) {
        if (thing.kind === Kind.dict && !this.holdsContainer(thing, false)) this.untrack(thing);
      }
    }
    this.garbage = unreachable;
    for (const thing of unreachable) thing.list = this.garbage;
    for (const thing of unreachable) this.log.push(`dying ${thing.id} gc`);
    this.finalizeGarbage();
    const [rescued, final] = deduce(this.garbage);
    for (const thing of rescued) {
      this.move(thing, old);
      thing.isReported = false;
      this.log.push(`rescued ${thing.id}`);
    }
    this.garbage = final;
    for (const thing of final) thing.list = this.garbage;
    const result = final.length;
    this.clearGarbage(old);
    this.collected[generation] = (this.collected[generation] ?? 0) + result;
    this.isCollecting = false;
    return result;
  }

  private candidates(generation: Generation): Thing[] {
    if (generation < 2) this.bump(generation + 1, 1);
    for (let g = 0; g <= generation; g++) this.counts[g] = 0;
    const lists = [generation, ...[0, 1, 2].filter(g => g < generation)];
    const young = lists.flatMap(g => this.generations[g] ?? []);
    for (const g of lists) this.generations[g] = [];
    for (const thing of young) thing.list = undefined;
    return young;
  }

  /** Each in turn, but none that a finalizer before it has let die. */
  private finalizeGarbage(): void {
    for (const thing of [...this.garbage]) {
      if (thing.list !== this.garbage || !thing.hasFinalizer || thing.isFinalized) continue;
      if (this.runFinalizer(thing) === 0) this.die(thing);
    }
  }

  private clearGarbage(old: Thing[]): void {
    for (let first = this.garbage[0]; first !== undefined; first = this.garbage[0]) {
      first.count++;
      if (first.kind !== Kind.tuple && first.kind !== Kind.method && first.kind !== Kind.iterator)
        this.empty(first);
      this.release(first);
      if (this.garbage[0] !== first) continue;
      this.move(first, old);
      first.isReported = true;
    }
  }

  // Odds and ends.

  private holdsContainer(thing: Thing, countsEmpty: boolean): boolean {
    return thing.slots.some(slot => (countsEmpty && slot === 0) || this.mayBeTracked(slot));
  }

  private mayBeTracked(content: Thing | number): boolean {
    if (typeof content === 'number') return false;
    return content.kind !== Kind.leaf && (content.kind !== Kind.tuple || content.list !== undefined);
  }

  private track(thing: Thing): void {
    this.move(thing, this.generations[0] ?? []);
  }

  private move(thing: Thing, list: Thing[]): void {
    this.untrack(thing);
    list.push(thing);
    thing.list = list;
  }

  private untrack(thing: Thing): void {
    if (thing.list !== undefined) thing.list.splice(thing.list.indexOf(thing), 1);
    thing.list = undefined;
  }

  private bump(generation: number, by: number): void {
    this.counts[generation] = Math.max(0, (this.counts[generation] ?? 0) + by);
  }

  private thing(object: number): Thing {
    const thing = this.things[object];
    if (thing === undefined) throw new Error(`no object ${object}`);
    return thing;
  }

  private content(value: number): Thing | number {
    return value > 0 ? this.thing(value) : value;
  }
}

const name = (content: Thing | number): number => (typeof content === 'number' ? content : content.id);

/** SPEC section 5, steps 3 to 5. */
function deduce(candidates: readonly Thing[]): [reachable: Thing[], unreachable: Thing[]] {
  const refs = outsideReferences(candidates);
  const young = [...candidates];
  const unreachable = new Set<Thing>();
  const reachable: Thing[] = [];
  for (const thing of young) {
    if (refs.get(thing) === 0) {
      unreachable.add(thing);
      continue;
    }
    for (const referent of referents(thing)) {
      if (unreachable.delete(referent)) young.push(referent);
      else if (refs.get(referent) !== 0) continue;
      refs.set(referent, 1);
    }
    refs.delete(thing);
    reachable.push(thing);
  }
  return [reachable, [...unreachable]];
}

function outsideReferences(candidates: readonly Thing[]): Map<Thing, number> {
  const refs = new Map(candidates.map(thing => [thing, thing.count]));
  for (const referent of candidates.flatMap(referents)) {
    const count = refs.get(referent);
    if (count !== undefined) refs.set(referent, count - 1);
  }
  return refs;
}

function referents(thing: Thing): Thing[] {
  const things = thing.slots.filter(slot => typeof slot !== 'number');
  return thing.kind === Kind.list || thing.kind === Kind.tuple ? things.reverse() : things;
}
