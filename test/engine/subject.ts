import { type Generation, Heap, Kind, type Ref } from '../../src/engine/index.ts';

/**
 * What the engine and its oracle have in common, so that one test can drive both. Objects are named by the ordinal of
 * their birth; `0` is none and negative numbers are atoms, as in the engine. Finalizers are run inside of the call
 * that brings them about.
 */
export type Subject = {
  /** What happened, in order: `finalizer 3`, `resurrected 3`, `dying 3 gc`, `rescued 3`, `dealloc 3 gc`, `free 3 gc`. */
  readonly log: string[];
  alloc(kind: Kind, size: number, hasFinalizer: boolean): number;
  kind(object: number): Kind;
  size(object: number): number;
  get(object: number, slot: number): number;
  incref(object: number): void;
  decref(object: number): void;
  exchange(object: number, slot: number, value: number): number;
  listAppend(list: number, value: number): void;
  listRemove(list: number, index: number): number;
  dictSet(dict: number, key: number, value: number): void;
  dictRemove(dict: number, key: number): boolean;
  setAdd(set: number, element: number): void;
  setDiscard(set: number, element: number): boolean;
  clear(object: number): void;
  /** The result of `gc.collect(generation)`. */
  collect(generation: Generation): number;
  state(): State;
};

/** Everything that can be seen of a heap. */
export type State = {
  readonly refcounts: Readonly<Record<number, number>>;
  /** Objects of each generation in list order. */
  readonly generations: readonly (readonly number[])[];
  readonly counts: readonly number[];
  readonly collected: readonly number[];
  readonly live: number;
  readonly traversed: number;
};

/** The engine as a subject: takes its hooks, and goes on with a copy of the heap at some of them. */
export class EngineSubject implements Subject {
  heap = new Heap();
  readonly log: string[] = [];
  /** The host's references, so that every count can be checked. */
  readonly held = new Map<Ref, number>();
  private readonly refs: Ref[] = [0];
  private readonly finalize: (object: number) => void;
  private readonly forksAtHook: boolean;
  private hooks = 0;

  constructor(finalize: (object: number) => void, forksAtHook = false) {
    this.finalize = finalize;
    this.forksAtHook = forksAtHook;
    this.listen();
  }

  private listen(): void {
    const note = (what: string, ref: Ref, by = ''): void => {
      this.log.push(`${what} ${this.heap.serial(ref)} ${by}`.trimEnd());
    };
    this.heap.listener = {
      onFinalizer: ref => note('finalizer', ref),
      onResurrected: ref => note('resurrected', ref),
      onDying: (ref, by) => note('dying', ref, by),
      onRescued: ref => note('rescued', ref),
      onDealloc: (ref, by) => note('dealloc', ref, by),
      onFree: (ref, by) => note('free', ref, by),
    };
  }

  private settle(): void {
    for (let hook = this.heap.takeHook(); hook !== undefined; hook = this.heap.takeHook()) {
      if (this.forksAtHook && this.hooks++ % 2 === 0) {
        this.heap = this.heap.fork();
        this.listen();
      }
      if (hook.type === 'finalizer') this.finalize(this.heap.serial(hook.object));
      this.heap.resume();
    }
  }

  private hold(ref: Ref, count: number): void {
    if (ref > 0) this.held.set(ref, (this.held.get(ref) ?? 0) + count);
  }

  private ref(object: number): Ref {
    return object > 0 ? (this.refs[object] ?? 0) : object;
  }

  private object(ref: Ref): number {
    return ref > 0 ? this.heap.serial(ref) : ref;
  }

  private owned(object: number): Ref {
    const ref = this.ref(object);
    this.hold(ref, -1);
    return ref;
  }

  private handedOut(ref: Ref): number {
    this.hold(ref, 1);
    return this.object(ref);
  }

  private settled<T>(result: T): T {
    this.settle();
    return result;
  }

  alloc(kind: Kind, size: number, finalizer: boolean): number {
    const ref = this.heap.alloc(kind, 0, size, { finalizer, watched: kind === Kind.instance });
    this.refs[this.heap.serial(ref)] = ref;
    return this.handedOut(ref);
  }

  kind(object: number): Kind {
    return this.heap.kind(this.ref(object));
  }

  size(object: number): number {
    return this.heap.size(this.ref(object));
  }

  get(object: number, slot: number): number {
    return this.object(this.heap.get(this.ref(object), slot));
  }

  incref(object: number): void {
    this.hold(this.ref(object), 1);
    this.heap.incref(this.ref(object));
  }

  decref(object: number): void {
    this.heap.decref(this.owned(object));
    this.settle();
  }

  exchange(object: number, slot: number, value: number): number {
    return this.handedOut(this.heap.exchange(this.ref(object), slot, this.owned(value)));
  }

  listAppend(list: number, value: number): void {
    this.heap.listAppend(this.ref(list), this.owned(value));
  }

  listRemove(list: number, index: number): number {
    return this.handedOut(this.heap.listRemove(this.ref(list), index));
  }

  dictSet(dict: number, key: number, value: number): void {
    this.heap.dictSet(this.ref(dict), this.owned(key), this.owned(value));
    this.settle();
  }

  dictRemove(dict: number, key: number): boolean {
    return this.settled(this.heap.dictRemove(this.ref(dict), this.ref(key)));
  }

  setAdd(set: number, element: number): void {
    this.heap.setAdd(this.ref(set), this.owned(element));
    this.settle();
  }

  setDiscard(set: number, element: number): boolean {
    return this.settled(this.heap.setDiscard(this.ref(set), this.ref(element)));
  }

  clear(object: number): void {
    this.heap.clear(this.ref(object));
    this.settle();
  }

  collect(generation: Generation): number {
    this.heap.collect(generation);
    this.settle();
    return this.heap.lastCollection().collected;
  }

  state(): State {
    const { heap } = this;
    const { live, traversed } = heap.watchedStats();
    return {
      refcounts: Object.fromEntries([...heap.objects()].map(ref => [heap.serial(ref), heap.refcount(ref)])),
      generations: ([0, 1, 2] as const).map(g => heap.generationList(g).map(ref => heap.serial(ref))),
      counts: heap.counts(),
      collected: heap.stats().map(stats => stats.collected),
      live,
      traversed,
    };
  }
}
