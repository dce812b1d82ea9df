import { canBeReferredToWeakly, type Generation, Kind, type Profile } from '../../src/engine/index.ts';
import type { Setup, State, Subject } from './subject.ts';

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
  /** Of a weak reference. */
  target: Thing | undefined;
  /** In CPython's list order. */
  readonly weakrefs: Thing[];
};

/**
 * The rules of CPython's memory in the plainest way: an object for each object, arrays for the generations, and deaths
 * and finalizers as calls inside of calls. Slow, limited by the stack, and easy to compare with SPEC.md.
 */
export class Oracle implements Subject {
  readonly log: string[] = [];
  private readonly things: (Thing | undefined)[] = [undefined];
  /** The last one is the permanent list. */
  private readonly generations: Thing[][] = [[], [], [], []];
  private counts = [0, 0, 0];
  private readonly collected = [0, 0, 0];
  private live = 0;
  private traversed = 0;
  private isCollecting = false;
  private garbage: Thing[] = [];
  private unreported: Thing[] = [];
  private isDue = false;
  private longLivedTotal = 0;
  private longLivedPending = 0;
  /** Free scratch tuples by their length (TH-1). */
  private readonly scratch = new Map<number, number>();
  private readonly setup: Setup;
  private readonly profile: Profile;
  private isEnabled = true;
  saveAll = false;

  constructor(setup: Setup) {
    this.setup = setup;
    this.profile = setup.profile;
    // gc.garbage.
    this.things.push(newThing(1, Kind.list, 0, false));
  }

  alloc(kind: Kind, size: number, hasFinalizer: boolean): number {
    const id = this.things.length;
    const thing = newThing(id, kind, size, hasFinalizer);
    this.things.push(thing);
    const isContainer = kind !== Kind.leaf && kind !== Kind.module;
    if (kind === Kind.instance) this.live++;
    if (isContainer) this.countBirth();
    const isTracked =
      kind === Kind.dict
        ? this.profile.tracksEveryDict
        : kind === Kind.tuple
          ? this.profile.tracksEveryTupleAtBirth && size > 0
          : isContainer;
    if (isTracked) this.track(thing);
    return id;
  }

  weakref(target: number, callback: number): number {
    const of = this.thing(target);
    const shared = (): Thing | undefined => of.weakrefs.find(each => typeof each.slots[0] === 'number');
    const there = shared();
    if (callback <= 0 && there !== undefined) {
      there.count++;
      return there.id;
    }
    // A collection in here comes before the weak reference has a target.
    const weakref = newThing(this.things.length, Kind.weakref, 1, false);
    this.things.push(weakref);
    weakref.slots[0] = this.content(Math.max(callback, 0));
    this.countBirth();
    weakref.target = of;
    const before = callback <= 0 ? undefined : shared();
    of.weakrefs.splice(before === undefined ? 0 : of.weakrefs.indexOf(before) + 1, 0, weakref);
    this.track(weakref);
    return weakref.id;
  }

  referent(weakref: number): number {
    const { target } = this.thing(weakref);
    return target !== undefined && target.count > 0 ? target.id : 0;
  }

  // What the collector is told.

  freeze(): void {
    for (const list of this.generations.slice(0, 3)) {
      for (const thing of [...list]) this.move(thing, this.generations[3] ?? []);
    }
    this.counts = [0, 0, 0];
  }

  unfreeze(): void {
    for (const thing of [...(this.generations[3] ?? [])]) this.move(thing, this.generations[2] ?? []);
  }

  enable(isEnabled: boolean): void {
    this.isEnabled = isEnabled;
  }

  check(): void {
    if (!this.isDue) return;
    this.isDue = false;
    if (!this.isCollecting && (this.isEnabled || this.profile.runsDueIfDisabled)) this.collectOldestDue();
  }

  private countBirth(): void {
    this.bump(0, 1);
    const threshold = this.setup.thresholds[0] ?? 0;
    const isDue =
      this.setup.automatic &&
      this.isEnabled &&
      !this.isCollecting &&
      threshold > 0 &&
      this.count(0) > threshold;
    if (!isDue) return;
    if (this.profile.automatic === 'at check') this.isDue = true;
    else this.collectOldestDue();
  }

  private collectOldestDue(): void {
    for (const generation of [2, 1, 0] as const) {
      if (this.count(generation) <= (this.setup.thresholds[generation] ?? 0)) continue;
      if (generation === 2 && this.longLivedPending < Math.floor(this.longLivedTotal / 4)) continue;
      this.collect(generation);
      return;
    }
  }

  private count(generation: number): number {
    return this.counts[generation] ?? 0;
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
    const isLate =
      thing.kind === Kind.tuple && !this.profile.tracksEveryTupleAtBirth && thing.list === undefined;
    if (isLate && value > 0 && this.kind(value) !== Kind.leaf) this.track(thing);
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
      weakrefs: Object.fromEntries(
        alive
          .filter(thing => canBeReferredToWeakly(thing.kind))
          .map(thing => [thing.id, thing.weakrefs.map(weakref => weakref.id)]),
      ),
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
    const mustCall = thing.weakrefs.some(weakref => typeof weakref.slots[0] !== 'number');
    if (by === 'refcount' && !mustCall) this.log.push(`dying ${thing.id} ${by}`);
    this.log.push(`dealloc ${thing.id} ${by}`);
    if (thing.target !== undefined) this.clearWeakref(thing);
    for (const weakref of [...thing.weakrefs]) {
      if (typeof weakref.slots[0] === 'number') this.clearWeakref(weakref);
    }
    if (mustCall) this.callCallbacks(thing);
    if (by === 'refcount' && mustCall) this.log.push(`dying ${thing.id} ${by}`);
    if (mustCall) this.releaseCalled();
    const backwards = thing.kind === Kind.list || thing.kind === Kind.tuple;
    while (thing.slots.length > 0) this.release((backwards ? thing.slots.pop() : thing.slots.shift()) ?? 0);
    if (thing.kind === Kind.instance) this.live--;
    if (thing.kind !== Kind.leaf && thing.kind !== Kind.module) this.bump(0, -1);
    this.log.push(`free ${thing.id} ${by}`);
  }

  private clearWeakref(weakref: Thing): void {
    weakref.target?.weakrefs.splice(weakref.target.weakrefs.indexOf(weakref), 1);
    weakref.target = undefined;
    this.log.push(`cleared ${weakref.id}`);
  }

  /** What was called and has to be let go, for each death under way. */
  private readonly called: (Thing | number)[][] = [];

  private callCallbacks(dying: Thing): void {
    const isTuple = dying.weakrefs.length > 1 || this.profile.holdsSingleCallbackInTuple;
    const length = dying.weakrefs.length;
    if (isTuple) this.takeScratch(length);
    const pairs: [Thing, Thing][] = [];
    for (const weakref of [...dying.weakrefs]) {
      const callback = weakref.slots[0];
      if (typeof callback !== 'object') throw new Error('no callback');
      weakref.count++;
      this.clearWeakref(weakref);
      weakref.slots[0] = 0;
      pairs.push([weakref, callback]);
    }
    for (const [weakref, callback] of pairs) this.call(weakref, callback, 'refcount');
    if (isTuple && pairs.length > 0)
      this.scratch.set(pairs.length, (this.scratch.get(pairs.length) ?? 0) + 1);
    this.called.push(isTuple ? pairs.flat().reverse() : pairs.flat());
  }

  private releaseCalled(): void {
    for (const content of this.called.pop() ?? []) this.release(content);
  }

  private takeScratch(length: number): void {
    const free = this.scratch.get(length) ?? 0;
    if (free > 0) this.scratch.set(length, free - 1);
    else this.countBirth();
  }

  private call(weakref: Thing, callback: Thing, during: string): void {
    this.log.push(`callback ${weakref.id} ${callback.id} ${during}`);
    this.setup.call(weakref.id, callback.id);
  }

  /** Returns how often the object is referred to when its finalizer is over. */
  private runFinalizer(thing: Thing): number {
    thing.isFinalized = true;
    thing.count++;
    this.log.push(`finalizer ${thing.id}`);
    this.setup.finalize(thing.id);
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
    this.inform('start', generation, 0);
    const young = this.candidates(generation);
    const old = this.generations[Math.min(generation + 1, 2)] ?? [];
    for (const thing of young) if (thing.kind === Kind.instance) this.traversed++;
    const [reachable, unreachable] = deduce(young);
    this.promote(reachable, old, generation);
    this.garbage = unreachable;
    for (const thing of unreachable) thing.list = this.garbage;
    const diedOfCallback = this.handleWeakrefs(old);
    this.finalizeGarbage();
    const [rescued, final] = this.checkResurrection();
    for (const thing of rescued) {
      this.move(thing, old);
      thing.isReported = false;
      this.log.push(`rescued ${thing.id}`);
    }
    this.garbage = final;
    for (const thing of final) thing.list = this.garbage;
    if (this.profile.clearsPlainWeakrefsLast) this.clearWeakrefsOfGarbage();
    const result = this.garbage.length + diedOfCallback;
    this.clearGarbage(old);
    this.collected[generation] = (this.collected[generation] ?? 0) + result;
    if (generation === 2) {
      for (const free of this.scratch.values()) this.bump(0, -free);
      this.scratch.clear();
    }
    this.inform('stop', generation, result);
    this.isCollecting = false;
    return result;
  }

  private promote(reachable: Thing[], old: Thing[], generation: Generation): void {
    for (const thing of reachable) thing.list = reachable;
    for (const thing of [...reachable]) {
      if (thing.kind === Kind.tuple && !this.holdsContainer(thing, true)) this.untrack(thing);
    }
    const survivors = reachable.filter(thing => thing.list !== undefined);
    for (const thing of survivors) this.move(thing, old);
    if (generation === 1) this.longLivedPending += survivors.length;
    if (generation === 2 && !this.profile.tracksEveryDict) {
      for (const thing of survivors) {
        if (thing.kind === Kind.dict && !this.holdsContainer(thing, false)) this.untrack(thing);
      }
    }
    if (generation === 2) {
      this.longLivedPending = 0;
      this.longLivedTotal = this.generations[2]?.length ?? 0;
    }
  }

  private inform(phase: string, generation: number, collected: number): void {
    if (!this.setup.hasGcCallbacks) return;
    this.log.push(`${phase} ${generation} ${collected}`);
    this.setup.inform();
  }

  /** Returns how many weak references died of their callback. */
  private handleWeakrefs(old: Thing[]): number {
    const keepsPlain = this.profile.clearsPlainWeakrefsLast;
    this.unreported = [...this.garbage];
    if (keepsPlain) this.reportUpTo(undefined);
    const queue: { weakref: Thing; of: Thing; callback: Thing }[] = [];
    for (const thing of [...this.garbage]) {
      if (thing.target !== undefined && !keepsPlain) this.clearWeakref(thing);
      for (const weakref of [...thing.weakrefs]) {
        const callback = weakref.slots[0];
        if (typeof callback === 'object' || !keepsPlain) this.clearWeakref(weakref);
        if (typeof callback !== 'object' || weakref.list === this.garbage) continue;
        weakref.count++;
        this.untrack(weakref);
        queue.push({ weakref, of: thing, callback });
      }
    }
    let died = 0;
    for (const { weakref, of, callback } of queue) {
      this.reportUpTo(of);
      this.call(weakref, callback, 'gc');
      this.release(weakref);
      if (weakref.count > 0) this.move(weakref, old);
      else died++;
    }
    this.reportUpTo(undefined);
    return died;
  }

  private reportUpTo(last: Thing | undefined): void {
    while (this.unreported.length > 0 && this.unreported[0] !== last) {
      this.log.push(`dying ${this.unreported.shift()?.id} gc`);
    }
  }

  private checkResurrection(): [rescued: Thing[], final: Thing[]] {
    if (!this.profile.resurrectionSavesAll) return deduce(this.garbage);
    const isAny = [...outsideReferences(this.garbage).values()].some(count => count > 0);
    return isAny ? [[...this.garbage], []] : [[], [...this.garbage]];
  }

  private clearWeakrefsOfGarbage(): void {
    for (const thing of this.garbage) {
      if (thing.target !== undefined) this.clearWeakref(thing);
      for (const weakref of [...thing.weakrefs]) this.clearWeakref(weakref);
    }
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
      first.count += this.saveAll ? 2 : 1;
      if (this.saveAll) {
        const [, list] = this.things;
        list?.slots.push(first);
      } else if (first.kind !== Kind.tuple && first.kind !== Kind.method && first.kind !== Kind.iterator)
        this.empty(first);
      this.release(first);
      if (this.garbage[0] !== first) continue;
      this.move(first, old);
      first.isReported = !this.saveAll;
      if (this.saveAll) this.log.push(`rescued ${first.id}`);
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

function newThing(id: number, kind: Kind, size: number, hasFinalizer: boolean): Thing {
  return {
    id,
    kind,
    slots: Array.from({ length: size }, () => 0),
    count: 1,
    list: undefined,
    hasFinalizer,
    isFinalized: false,
    isReported: false,
    target: undefined,
    weakrefs: [],
  };
}

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
