/**
 * The vocabulary of the engine. Words are CPython's: a row of the heap is an *object*, what one object holds on
 * to another with is a *reference*, a *slot* is a place that can hold one.
 */

/**
 * A reference as it stands in a slot: `0` is no reference, a positive number is the row of an object, a negative
 * one an immortal atom (`None`, a small int, an interned string), which is the host's own business: the engine
 * never counts and never follows it. Rows are reused after a death; see `Heap.serial` for what is not.
 */
export type Ref = number;

/**
 * What an object is. It decides the order in which references are visited and let go (SPEC RC-5 to RC-10), whether
 * the collector tracks it (TR-1 to TR-5) and whether it can be emptied (GC-10).
 *
 * | kind | slots |
 * | --- | --- |
 * | instance | attribute values in the order of the class (RC-5) |
 * | slots | values of `__slots__` in alphabetical order (RC-6) |
 * | list, tuple | items; let go from the last to the first (RC-7) |
 * | dict | key, value, key, value … in insertion order (RC-8) |
 * | set | elements in table order (RC-9) |
 * | function | defaults tuple, keyword defaults, attribute dict, closure tuple (CA-4) |
 * | cell | content |
 * | method | function, self |
 * | frame | locals, cells, operands, caller |
 * | class, module | whatever the host keeps there; roots unless allocated with `tracked` |
 * | iterator | iterable; the position is the host's `word` |
 * | leaf | none: counted, never tracked (a fresh int or str) |
 * | weakref | callback; the target is no slot, since it counts nothing (WR-1) |
 */
export const Kind = {
  instance: 1,
  slots: 2,
  list: 3,
  dict: 4,
  tuple: 5,
  set: 6,
  function: 7,
  cell: 8,
  method: 9,
  frame: 10,
  class: 11,
  leaf: 12,
  iterator: 13,
  module: 14,
  weakref: 15,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** A generation that can be collected. */
export type Generation = 0 | 1 | 2;

/** Where an object stands: a generation, `3` frozen (in no collection), `-1` not tracked at all. */
export type Standing = Generation | 3 | -1;

/** By what an object died: its count reached zero, or it was garbage of a collection under way. */
export type Cause = 'refcount' | 'gc';

/** What the host must run before the heap can go on. */
export type Hook =
  | {
      readonly type: 'finalizer';
      /** The object whose `__del__` is to run. It is held by the heap, once, until `resume`. */
      readonly object: Ref;
    }
  | {
      /** `callback(weakref)` is to be called. Both are held by the heap until `resume`. */
      readonly type: 'callback';
      readonly weakref: Ref;
      readonly callback: Ref;
    }
  | {
      /** `gc.callbacks` are to be called (GC-20), if the heap was told that there are any. */
      readonly type: 'gc callbacks';
      readonly phase: 'start' | 'stop';
      readonly generation: Generation;
      readonly collected: number;
      readonly uncollectable: number;
    };

export type WeakrefOptions = {
  /** A word of the host's, as in `alloc`. @default 0 */
  readonly type?: number;
  /** An instance of a subclass of `weakref.ref`: never shared, with or without a callback (WR-3). @default false */
  readonly isSubclass?: boolean;
};

export type AllocOptions = {
  /** Counted in the watched statistics: a heapling. @default false */
  readonly watched?: boolean;
  /** Its class has a `__del__` (SPEC FN). @default false */
  readonly finalizer?: boolean;
  /**
   * Overrides what CPython does for the kind: `true` for a module that is an ordinary object, or for a dict that is
   * tracked at birth (TR-8).
   * @default the rule of the kind (TR-1 to TR-5)
   */
  readonly tracked?: boolean;
};

/** A finished collection, as `gc.collect` reports it. `collected` counts tracked objects (SPEC GC-2). */
export type Collection = {
  readonly generation: Generation;
  readonly collected: number;
  readonly uncollectable: number;
};

/** One line of `gc.get_stats()`. */
export type GenerationStats = {
  readonly collections: number;
  readonly collected: number;
  readonly uncollectable: number;
};

type Triple = readonly [number, number, number];

/** What the score is made of: watched objects (heaplings) only, since the last `resetScore`. */
export type WatchedStats = {
  /** Watched objects alive now. */
  readonly live: number;
  /** Most watched objects alive at once. */
  readonly peak: number;
  /** Watched candidates of all collections, a candidate of two collections counting twice. */
  readonly traversed: number;
  /** Collections run, per generation (of any objects). */
  readonly collections: Triple;
  readonly collected: Triple;
  readonly uncollectable: Triple;
};

/** The steps of a collection that a listener is told of, in the order in which they happen. */
export type Phase =
  | 'candidates'
  | 'copy counts'
  | 'subtract references'
  | 'find unreachable'
  | 'promote'
  | 'weak references'
  | 'finalizers'
  | 'check resurrection'
  | 'remaining weak references'
  | 'clear'
  | 'statistics';

/**
 * Told what happens, in CPython's order. Every method is optional; the heap allocates nothing for them. A listener
 * must not change the heap.
 */
export type Listener = {
  onAlloc?(object: Ref): void;
  onIncref?(object: Ref, count: number): void;
  onDecref?(object: Ref, count: number): void;
  /** A finalizer is about to run, by the host (FN-1, FN-5). */
  onFinalizer?(object: Ref, during: Cause): void;
  /** The host's code of a finalizer has returned. */
  onFinalizerEnd?(object: Ref, during: Cause): void;
  /** A callback is about to be called, by the host: at a death by counting, or of garbage (WR-4, WR-6). */
  onCallback?(weakref: Ref, callback: Ref, during: Cause): void;
  /** The host's code of a callback has returned. */
  onCallbackEnd?(weakref: Ref, during: Cause): void;
  /** It reads None from now on, no longer that object. */
  onWeakrefCleared?(weakref: Ref, target: Ref): void;
  /** In a collection: it waits to be called, held by the collector and in no generation (WR-6, WR-10). */
  onCallbackQueued?(weakref: Ref): void;
  /** Its own finalizer left a new reference: death by counting is called off (FN-3). */
  onResurrected?(object: Ref): void;
  /**
   * What a weak reference made at its birth would report: by counting after the finalizer and before anything is let
   * go; in a collection before the finalizers, for all garbage in the order of the list. In both cases behind the
   * callbacks of its other weak references, which are younger.
   */
  onDying?(object: Ref, by: Cause): void;
  /** Reported as dying in a collection, but saved by a finalizer. */
  onRescued?(object: Ref): void;
  /** Deallocation begins (FN-2 step 2): nothing can save it now, its references are let go next. */
  onDealloc?(object: Ref, by: Cause): void;
  /** All of its references are let go; the row may be reused. */
  onFree?(object: Ref, by: Cause): void;
  /** An object that was not tracked at its birth is from now on: it goes to the end of generation 0 (TR-3, TR-7). */
  onTracked?(object: Ref): void;
  /** All generations go to the end of the permanent list, the youngest first (GC-14). */
  onFreeze?(): void;
  /** The permanent list goes to the end of generation 2. */
  onUnfreeze?(): void;
  onCollectStart?(generation: Generation): void;
  onPhase?(phase: Phase): void;
  /** `gc_refs` of a candidate: copied from its count, then one less for each reference from another candidate. */
  onGcRefs?(object: Ref, refs: number): void;
  /** A reference from one candidate to another does not come from outside: `refs` are left of the other's `gc_refs`. */
  onSubtract?(holder: Ref, slot: number, object: Ref, refs: number): void;
  /** A candidate is reachable from outside, directly or through other candidates. */
  onReachable?(object: Ref): void;
  /** A candidate is set aside as unreachable, for now. */
  onUnreachable?(object: Ref): void;
  /** A candidate still ahead turned out to be reachable, through that reference of a reachable one. */
  onReached?(object: Ref, holder: Ref, slot: number): void;
  /** The same of a candidate that was set aside: it goes back, to the end of the list (GC-11). */
  onRestored?(object: Ref, holder: Ref, slot: number): void;
  /** A survivor needs no tracking: it stands in no list any more (TR-4, TR-5). */
  onUntracked?(object: Ref): void;
  /** A survivor moves to the next older generation. */
  onPromoted?(object: Ref, generation: Generation): void;
  /** The collector holds a piece of garbage, and empties it (GC-9) if that can be done (GC-10). */
  onClear?(object: Ref): void;
  /** What followed from emptying it is over: the collector lets go of it. */
  onCleared?(object: Ref): void;
  /**
   * It outlived that, and moves to the end of the older generation; its neighbours may still take it along. Also of a
   * weak reference that outlived its callback in a collection (WR-10).
   */
  onKept?(object: Ref): void;
  onCollectStop?(collection: Collection): void;
};
