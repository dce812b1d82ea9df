import {
  canBeReferredToWeakly,
  type Generation,
  Heap,
  type Hook,
  Kind,
  type Profile,
  type Ref,
} from '../../src/engine/index.ts';

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
  /** Takes over the callback. */
  weakref(target: number, callback: number): number;
  referent(weakref: number): number;
  freeze(): void;
  unfreeze(): void;
  enable(isEnabled: boolean): void;
  check(): void;
  saveAll: boolean;
  /** The result of `gc.collect(generation)`. */
  collect(generation: Generation): number;
  state(): State;
};

/** What a subject is set up with; the host's code is run inside of the call that brings it about. */
export type Setup = {
  readonly profile: Profile;
  readonly automatic: boolean;
  readonly thresholds: readonly [number, number, number];
  readonly hasGcCallbacks: boolean;
  /** Runs the finalizer of an object. */
  readonly finalize: (object: number) => void;
  /** Calls the callback of a weak reference. */
  readonly call: (weakref: number, callback: number) => void;
  /** Calls what stands in gc.callbacks. */
  readonly inform: () => void;
};

/** Everything that can be seen of a heap. */
export type State = {
  readonly refcounts: Readonly<Record<number, number>>;
  /** Objects of each generation in list order, then the frozen ones. */
  readonly generations: readonly (readonly number[])[];
  readonly counts: readonly number[];
  readonly collected: readonly number[];
  /** The weak references to each object, in order. */
  readonly weakrefs: Readonly<Record<number, readonly number[]>>;
  readonly live: number;
  readonly traversed: number;
};

/** The engine as a subject: takes its hooks, and goes on with a copy of the heap at some of them. */
export class EngineSubject implements Subject {
  heap: Heap;
  readonly log: string[] = [];
  /** The host's references, so that every count can be checked. */
  readonly held = new Map<Ref, number>();
  private readonly refs: Ref[] = [0];
  private readonly setup: Setup;
  private readonly forksAtHook: boolean;

  constructor(setup: Setup, forksAtHook = false) {
    this.setup = setup;
    this.forksAtHook = forksAtHook;
    this.heap = new Heap({ profile: setup.profile });
    this.heap.automatic = setup.automatic;
    this.heap.hasGcCallbacks = setup.hasGcCallbacks;
    this.heap.setThresholds(...setup.thresholds);
    this.refs[1] = this.heap.garbage();
    this.listen();
  }

  private listen(): void {
    const note = (what: string, ref: Ref, by = ''): void => {
      this.log.push(`${what} ${this.heap.serial(ref)} ${by}`.trimEnd());
    };
    this.heap.listener = {
      onFinalizer: ref => note('finalizer', ref),
      onCallback: (weakref, callback, during) =>
        note('callback', weakref, `${this.heap.serial(callback)} ${during}`),
      onWeakrefCleared: ref => note('cleared', ref),
      onResurrected: ref => note('resurrected', ref),
      onDying: (ref, by) => note('dying', ref, by),
      onRescued: ref => note('rescued', ref),
      onDealloc: (ref, by) => note('dealloc', ref, by),
      onFree: (ref, by) => note('free', ref, by),
    };
  }

  private settle(): void {
    for (let hook = this.heap.takeHook(); hook !== undefined; hook = this.heap.takeHook()) {
      if (this.forksAtHook) {
        this.heap = this.heap.fork();
        this.listen();
      }
      this.run(hook);
      this.heap.resume();
    }
  }

  private run(hook: Hook): void {
    switch (hook.type) {
      case 'finalizer':
        this.setup.finalize(this.heap.serial(hook.object));
        break;
      case 'callback':
        this.setup.call(this.heap.serial(hook.weakref), this.heap.serial(hook.callback));
        break;
      case 'gc callbacks':
        this.log.push(`${hook.phase} ${hook.generation} ${hook.collected}`);
        this.setup.inform();
        break;
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
    return this.settled(this.handedOut(ref));
  }

  weakref(target: number, callback: number): number {
    const ref = this.heap.weakref(this.ref(target), this.owned(callback));
    this.refs[this.heap.serial(ref)] = ref;
    return this.settled(this.handedOut(ref));
  }

  referent(weakref: number): number {
    return this.object(this.heap.referent(this.ref(weakref)));
  }

  freeze(): void {
    this.heap.freeze();
  }

  unfreeze(): void {
    this.heap.unfreeze();
  }

  enable(isEnabled: boolean): void {
    if (isEnabled) this.heap.enable();
    else this.heap.disable();
  }

  check(): void {
    this.heap.check();
    this.settle();
  }

  get saveAll(): boolean {
    return this.heap.saveAll;
  }

  set saveAll(saveAll: boolean) {
    this.heap.saveAll = saveAll;
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
      generations: ([0, 1, 2, 3] as const).map(g => heap.generationList(g).map(ref => heap.serial(ref))),
      counts: heap.counts(),
      collected: heap.stats().map(stats => stats.collected),
      weakrefs: Object.fromEntries(
        [...heap.objects()]
          .filter(ref => canBeReferredToWeakly(heap.kind(ref)))
          .map(ref => [heap.serial(ref), heap.weakrefs(ref).map(weakref => heap.serial(weakref))]),
      ),
      live,
      traversed,
    };
  }
}
