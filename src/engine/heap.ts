import { startPending } from './automatic.ts';
import { bear } from './birth.ts';
import { startCollection } from './collector.ts';
import * as containers from './containers.ts';
import {
  at,
  Column,
  Core,
  Flag,
  firstRow,
  Header,
  hasHeaderFlag,
  kindOf,
  List,
  Meta,
  resize,
  setHeaderFlag,
  sizeOf,
  slotsOf,
} from './core.ts';
import { freeze, unfreeze } from './freezing.ts';
import { garbageList } from './garbage-list.ts';
import { lengthOf, rowsOf } from './lists.ts';
import { decref, hookOf, resume, run } from './machine.ts';
import { defaultProfile, type Profile } from './profile.ts';
import { incref, isFinalizerRunningAtDeath, startEmptying } from './release.ts';
import {
  clearFlag,
  GARBAGE,
  hasFlag,
  listWord,
  REFS_SHIFT,
  setFlag,
  trackDictFor,
  trackLate,
  trackTupleFor,
} from './tracking.ts';
import {
  type AllocOptions,
  type Collection,
  type Generation,
  type GenerationStats,
  type Hook,
  Kind,
  type Listener,
  type Ref,
  type Standing,
  type WatchedStats,
  type WeakrefOptions,
} from './types.ts';
import { sharedWeakref, targetOf, weakrefsOf } from './weak-table.ts';

export type HeapOptions = {
  /** @default CPython 3.13 */
  readonly profile?: Profile;
  /** Rows to make room for at first; the heap grows by doubling. @default 56 */
  readonly rows?: number;
  /** Slots to make room for at first. @default 192 */
  readonly slots?: number;
  /**
   * Whether objects have a serial, a tag and a word: twelve bytes each, which a heap of millions may do without. There
   * they are 0 and cannot be set. @default true
   */
  readonly labels?: boolean;
};

/**
 * A heap of CPython objects: counts, deaths and collections as the interpreter has them.
 *
 * **Ownership.** A reference in a slot counts one, and so does each reference that the host holds itself (its operand
 * stack). `alloc` hands out one; `incref` makes another; `decref` gives one back. A method that *takes over* a value
 * takes the host's reference, one that *hands out* a value gives the host a reference.
 *
 * **Hooks.** A method that can let go of a reference runs everything that follows, up to the first finalizer or
 * callback. Then `hook` says what the host must run: it calls `takeHook`, runs it (during which it may use the heap
 * in any way, fork it and meet further hooks) and calls `resume`, after which there may be a next hook. Calls that let
 * go of something while a hook is not taken are taken for the host's code of that hook.
 *
 * Arguments are trusted: a reference must be to a living object, an index within its slots.
 */
export class Heap {
  /** @internal The state, for the rest of the engine. */
  readonly core: Core;

  constructor(options: HeapOptions = {}, core?: Core) {
    const { profile = defaultProfile, rows = 56, slots = 192, labels = true } = options;
    this.core = core ?? Core.empty(profile, rows, slots, labels);
  }

  /** An independent copy of everything but the listener. One copy of one buffer. */
  fork(): Heap {
    return new Heap({}, this.core.fork());
  }

  get profile(): Profile {
    return this.core.profile;
  }

  get listener(): Listener | undefined {
    return this.core.listener;
  }

  set listener(listener: Listener | undefined) {
    this.core.listener = listener;
  }

  /**
   * A new object with `size` empty slots and a count of 1, which the caller owns.
   *
   * If a collection starts by itself here (up to 3.11) and leaves a hook, the newborn is tracked only after it.
   *
   * @param type a word of the host's; for instances the row of the class (not a counted reference)
   */
  alloc(kind: Kind, type: number, size: number, options?: AllocOptions): Ref {
    return bear(this.core, kind, type, size, 0, options);
  }

  // What an object is.

  kind(ref: Ref): Kind {
    return kindOf(this.core, ref) as Kind;
  }

  /** The host's word for its type. */
  type(ref: Ref): number {
    return at(this.core.words, Column.type + (ref << 3));
  }

  setType(ref: Ref, type: number): void {
    this.core.words[Column.type + (ref << 3)] = type;
  }

  /** Slots in use; of a dict two for each entry. */
  size(ref: Ref): number {
    return sizeOf(this.core, ref);
  }

  /** What stands in a slot. No reference is handed out. */
  get(ref: Ref, index: number): Ref {
    return at(this.core.words, slotsOf(this.core, ref) + index);
  }

  refcount(ref: Ref): number {
    return at(this.core.words, this.core.refcount + ref);
  }

  /**
   * Where it stands. What a collection under way has set aside, garbage or waiting for its callback, counts for the
   * generation that is being collected.
   */
  generation(ref: Ref): Standing {
    const word = at(this.core.words, this.core.gc + ref);
    if (word === 0 || !this.isAlive(ref)) return -1;
    if (word === GARBAGE || word === listWord(List.queue))
      return at(this.core.words, Header.generation) as Generation;
    return ((word >> REFS_SHIFT) - List.generation0) as Standing;
  }

  /** Whether this row is a living object: one that is being deallocated, or a free row, is not. */
  isAlive(ref: Ref): boolean {
    return ref > 0 && ref < at(this.core.words, Header.rowTop) && this.refcount(ref) > 0;
  }

  /** Whether its finalizer has run (`gc.is_finalized`); in a collection as soon as it runs, as CPython has it. */
  isFinalized(ref: Ref): boolean {
    return hasFlag(this.core, ref, Meta.finalized) && !isFinalizerRunningAtDeath(this.core, ref);
  }

  isWatched(ref: Ref): boolean {
    return hasFlag(this.core, ref, Meta.watched);
  }

  isRoot(ref: Ref): boolean {
    return hasFlag(this.core, ref, Meta.root);
  }

  /** Ordinal of its birth, unique in this history: rows are reused, serials are not. */
  serial(ref: Ref): number {
    return this.labelOf(this.core.serial + ref);
  }

  /** A word of the host's own, 0 at birth. */
  tag(ref: Ref): number {
    return this.labelOf(this.core.tag + ref);
  }

  setTag(ref: Ref, tag: number): void {
    this.setLabel(this.core.tag + ref, tag);
  }

  /** A second word of the host's own, 0 at birth. */
  word(ref: Ref): number {
    return this.labelOf(this.core.word + ref);
  }

  setWord(ref: Ref, word: number): void {
    this.setLabel(this.core.word + ref, word);
  }

  private labelOf(index: number): number {
    return this.core.isLabelled ? at(this.core.words, index) : 0;
  }

  private setLabel(index: number, value: number): void {
    if (!this.core.isLabelled) throw new Error('the objects of this heap have no labels');
    this.core.words[index] = value;
  }

  // References.

  /** RC-1. Nothing happens for atoms and 0. */
  incref(ref: Ref): void {
    incref(this.core, ref);
  }

  /** Gives back one of the host's references. Can leave a hook. */
  decref(ref: Ref): void {
    decref(this.core, ref);
  }

  /**
   * The slot takes over `value`, its former content is handed out. So the new value stands before the old one is
   * released, whenever the caller does that (RC-2, RC-12).
   */
  exchange(ref: Ref, index: number, value: Ref): Ref {
    const { core } = this;
    const slot = slotsOf(core, ref) + index;
    const old = at(core.words, slot);
    core.words[slot] = value;
    const kind = kindOf(core, ref);
    if (kind === Kind.dict) trackDictFor(core, ref, value);
    else if (kind === Kind.tuple) trackTupleFor(core, ref, value);
    return old;
  }

  /** Puts in one more reference to `value`, then releases the old content. Can leave a hook. */
  store(ref: Ref, index: number, value: Ref): void {
    incref(this.core, value);
    decref(this.core, this.exchange(ref, index, value));
  }

  /** Makes it `size` slots, the new ones empty. Never fewer than it has. */
  grow(ref: Ref, size: number): void {
    if (size > sizeOf(this.core, ref)) resize(this.core, ref, size);
  }

  // Containers. Values handed in are taken over. What releases something can leave a hook.

  listAppend(list: Ref, value: Ref): void {
    containers.listInsert(this.core, list, sizeOf(this.core, list), value);
  }

  /** Before the item at `index`; `index` may be the length. */
  listInsert(list: Ref, index: number, value: Ref): void {
    containers.listInsert(this.core, list, index, value);
  }

  /** Hands out the item. */
  listRemove(list: Ref, index: number): Ref {
    return containers.listRemove(this.core, list, index);
  }

  /** RC-7. The list is empty before anything dies. */
  listClear(list: Ref): void {
    this.clear(list);
  }

  listReverse(list: Ref): void {
    containers.listReverse(this.core, list);
  }

  /** Slot of the key of an entry (its value stands in the next one), -1 if there is none. Keys are compared as references. */
  dictFind(dict: Ref, key: Ref): number {
    return containers.dictFind(this.core, dict, key);
  }

  /** RC-8, TR-3. Takes over key and value; an equal key that is there stays, and the one handed in is released. */
  dictSet(dict: Ref, key: Ref, value: Ref): void {
    this.begin();
    containers.dictSet(this.core, dict, key, value);
    run(this.core);
  }

  /** As `del dict[key]`: releases key, then value. Returns whether there was one. */
  dictRemove(dict: Ref, key: Ref): boolean {
    this.begin();
    const found = containers.dictRemove(this.core, dict, key);
    run(this.core);
    return found;
  }

  /** As `dict.pop(key)`: hands out the value, releases the key. */
  dictPop(dict: Ref, key: Ref): Ref | undefined {
    this.begin();
    const value = containers.dictPop(this.core, dict, key);
    run(this.core);
    return value;
  }

  dictClear(dict: Ref): void {
    this.clear(dict);
  }

  /** Slot of an element, -1 if there is none. */
  setFind(set: Ref, element: Ref): number {
    return containers.setFind(this.core, set, element);
  }

  /** Takes over the element; if it is there already, the one handed in is released. */
  setAdd(set: Ref, element: Ref): void {
    this.begin();
    containers.setAdd(this.core, set, element);
    run(this.core);
  }

  /** Releases the element. Returns whether there was one. */
  setDiscard(set: Ref, element: Ref): boolean {
    this.begin();
    const found = containers.setDiscard(this.core, set, element);
    run(this.core);
    return found;
  }

  setClear(set: Ref): void {
    this.clear(set);
  }

  /** Empties any object: containers at once, others slot by slot. Can leave a hook. */
  clear(ref: Ref): void {
    this.begin();
    startEmptying(this.core, ref);
    run(this.core);
  }

  // The machine.

  /** What the host must run before the heap can go on, until it is taken. */
  get hook(): Hook | undefined {
    return hookOf(this.core);
  }

  /** The host runs it now: `hook` is undefined until another one comes up. */
  takeHook(): Hook | undefined {
    const { hook } = this;
    this.begin();
    return hook;
  }

  // Weak references.

  /**
   * `weakref.ref(target, callback)`: hands out a reference. Takes over `callback`; 0 or an atom (`None`) is none. Without
   * a callback it is the shared one, if one is alive (WR-3).
   *
   * @param target of a kind that `canBeReferredToWeakly`
   */
  weakref(target: Ref, callback: Ref, options?: WeakrefOptions): Ref {
    const { core } = this;
    if (callback <= 0 && options?.isSubclass !== true) {
      const shared = sharedWeakref(core, target);
      if (shared !== 0) {
        incref(core, shared);
        return shared;
      }
    }
    return bear(core, Kind.weakref, options?.type ?? 0, 1, target, { ...options, callback });
  }

  /**
   * The object that a weak reference leads to, 0 when it is cleared. No reference is handed out. Also 0 while the object
   * is being deallocated, when the weak reference may not be cleared yet (`PyWeakref_GET_OBJECT`).
   */
  referent(weakref: Ref): Ref {
    const target = targetOf(this.core, weakref);
    return this.isAlive(target) ? target : 0;
  }

  /** The weak references to an object in CPython's order: the shared one, then the newest first (WR-4). */
  weakrefs(target: Ref): Ref[] {
    return weakrefsOf(this.core, target);
  }

  /** The host's code for the innermost hook has returned. Can leave the next hook. */
  resume(): void {
    resume(this.core);
  }

  private begin(): void {
    this.core.words[Header.hook] = 0;
  }

  // The collector.

  /** Whether collections start by themselves, as long as they are enabled (TH). @default false */
  get automatic(): boolean {
    return hasHeaderFlag(this.core, Flag.automatic);
  }

  set automatic(automatic: boolean) {
    setHeaderFlag(this.core, Flag.automatic, automatic);
  }

  /**
   * A point at which CPython's interpreter looks up from its work: the end of a call, the entry of a function, a jump
   * back. From 3.12 on a collection that is due runs here; before, it ran inside of `alloc`. Can leave a hook.
   */
  check(): void {
    if (!hasHeaderFlag(this.core, Flag.pending)) return;
    this.begin();
    startPending(this.core);
    run(this.core);
  }

  /** There are `gc.callbacks`: each collection starts and stops with a hook (GC-20). @default false */
  get hasGcCallbacks(): boolean {
    return hasHeaderFlag(this.core, Flag.gcCallbacks);
  }

  set hasGcCallbacks(hasGcCallbacks: boolean) {
    setHeaderFlag(this.core, Flag.gcCallbacks, hasGcCallbacks);
  }

  /** DEBUG_SAVEALL: what a collection would empty it puts into `gc.garbage` (GC-15). @default false */
  get saveAll(): boolean {
    return hasHeaderFlag(this.core, Flag.saveAll);
  }

  set saveAll(saveAll: boolean) {
    setHeaderFlag(this.core, Flag.saveAll, saveAll);
  }

  /** The list `gc.garbage`: a root in no generation, which the heap holds. */
  garbage(): Ref {
    return garbageList(this.core);
  }

  /** `gc.freeze()` (GC-14). */
  freeze(): void {
    freeze(this.core);
  }

  /** `gc.unfreeze()`. */
  unfreeze(): void {
    unfreeze(this.core);
  }

  /** `gc.get_freeze_count()`: objects. */
  get freezeCount(): number {
    return lengthOf(this.core, List.permanent);
  }

  /** `gc.is_tracked` (GC-20). */
  isTracked(ref: Ref): boolean {
    return this.generation(ref) >= 0;
  }

  /** As `gc.collect(generation)`; does nothing inside a collection (FN-13). Can leave a hook. */
  collect(generation: Generation): void {
    this.begin();
    startCollection(this.core, generation);
    run(this.core);
  }

  /** The result of the last call of `collect`, once it is over. */
  lastCollection(): Collection {
    const { words } = this.core;
    return {
      generation: at(words, Header.lastGeneration) as Generation,
      collected: at(words, Header.lastCollected),
      uncollectable: 0,
    };
  }

  get isCollecting(): boolean {
    return at(this.core.words, Header.isCollecting) !== 0;
  }

  /** GC-13: whether collections start by themselves. */
  isEnabled(): boolean {
    return at(this.core.words, Header.isDisabled) === 0;
  }

  enable(): void {
    this.core.words[Header.isDisabled] = 0;
  }

  disable(): void {
    this.core.words[Header.isDisabled] = 1;
  }

  thresholds(): [number, number, number] {
    return this.triple(Header.thresholds);
  }

  setThresholds(t0: number, t1: number, t2: number): void {
    this.core.words.set([t0, t1, t2], Header.thresholds);
  }

  /** `gc.get_count()`. */
  counts(): [number, number, number] {
    return this.triple(Header.counts);
  }

  /** `gc.get_stats()`: all tracked objects. */
  stats(): [GenerationStats, GenerationStats, GenerationStats] {
    const of = (generation: number): GenerationStats => {
      const [collections, collected, uncollectable] = this.triple(Header.stats + 3 * generation);
      return { collections, collected, uncollectable };
    };
    return [of(0), of(1), of(2)];
  }

  /** Heaplings only, since the last `resetScore`. */
  watchedStats(): WatchedStats {
    const { words } = this.core;
    const of = (index: number): [number, number, number] => [
      at(words, Header.watchedStats + index),
      at(words, Header.watchedStats + 3 + index),
      at(words, Header.watchedStats + 6 + index),
    ];
    return {
      live: at(words, Header.live),
      peak: at(words, Header.peak),
      traversed: at(words, Header.traversed),
      collections: of(0),
      collected: of(1),
      uncollectable: of(2),
    };
  }

  /** `# go`: the score starts over, and the peak from what lives now. */
  resetScore(): void {
    const { words } = this.core;
    words.fill(0, Header.watchedStats, Header.watchedStats + 9);
    words[Header.traversed] = 0;
    words[Header.peak] = at(words, Header.live);
  }

  private triple(index: number): [number, number, number] {
    const { words } = this.core;
    return [at(words, index), at(words, index + 1), at(words, index + 2)];
  }

  // Roots and tracking.

  /** Makes an object a root. Classes, modules and frames are born as roots. Counts nothing. */
  pin(ref: Ref): void {
    setFlag(this.core, ref, Meta.root);
  }

  unpin(ref: Ref): void {
    clearFlag(this.core, ref, Meta.root);
  }

  /** Tracks an object that is not: a frame that outlives its call (EX-1). It goes to the end of generation 0. */
  track(ref: Ref): void {
    if (at(this.core.words, this.core.gc + ref) === 0) trackLate(this.core, ref);
  }

  // Everything.

  /** Number of living objects. */
  get objectCount(): number {
    return at(this.core.words, Header.objects);
  }

  /** Living objects by row. */
  *objects(): Generator<Ref, void, undefined> {
    for (let row = firstRow; row < at(this.core.words, Header.rowTop); row++) {
      if (this.isAlive(row)) yield row;
    }
  }

  /** The objects of a generation (`3`: frozen), in list order. */
  generationList(generation: Generation | 3): Ref[] {
    return [...rowsOf(this.core, generation + List.generation0)];
  }
}
