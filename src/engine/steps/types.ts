import type { Cause, Collection, Generation, GenerationStats, Kind, Phase, Ref, Standing } from '../types.ts';

/*
 * A collection as data: plain objects, arrays, strings and numbers, so that it can be kept, sent and compared. Rules are
 * those of the engine's specification: `GC-11`, or `5.3` for the third step of `collect` in its section 5.
 */

/** Which rule a step is an example of. */
export type Rule = `${'RC' | 'TR' | 'FN' | 'WR' | 'GC' | 'TH'}-${number}` | `5.${number}`;

/** An object that a recording speaks of, by its place in `objects`. One place is one life; rows are reused. */
export type Subject = number;

export type RecordedObject = {
  readonly row: Ref;
  readonly serial: number;
  readonly kind: Kind;
  /** Where it stood when the collection began; null if it was born later. */
  readonly generation: Standing | null;
  /** Its count when the collection began; 0 if it was born later. */
  readonly count: number;
  /** What the host calls it. */
  readonly label?: string;
};

/**
 * What has become of an object so far.
 *
 * | status | |
 * | --- | --- |
 * | unborn | a finalizer or a callback will make it |
 * | outside | it takes no part: it is in an older generation, frozen, untracked, or was born meanwhile |
 * | candidate | its fate is open |
 * | held from outside | references are left that do not come from candidates: reachable |
 * | reached | a reachable candidate refers to it: reachable |
 * | tentatively unreachable | nothing reachable leads to it, as far as is known |
 * | rescued | it was set aside, then something reachable led to it |
 * | untracked | a survivor that needs no tracking |
 * | promoted | a survivor, in the generation where it stands from now on |
 * | unreachable | garbage |
 * | resurrected | garbage that a finalizer has saved |
 * | cleared | garbage that was emptied, or is about to be |
 * | kept | garbage that outlived that, because it could not be emptied or is held; it may still die of a neighbour's emptying. Also a weak reference that outlived its callback |
 * | freed | dead |
 */
export type Status =
  | 'unborn'
  | 'outside'
  | 'candidate'
  | 'held from outside'
  | 'reached'
  | 'tentatively unreachable'
  | 'rescued'
  | 'untracked'
  | 'promoted'
  | 'unreachable'
  | 'resurrected'
  | 'cleared'
  | 'kept'
  | 'freed';

/**
 * Lists of tracked objects. In `callbacks` weak references wait to be called; `still unreachable` is the garbage of the
 * garbage, while resurrection is checked.
 */
export type ListName =
  | 'generation 0'
  | 'generation 1'
  | 'generation 2'
  | 'permanent'
  | 'unreachable'
  | 'callbacks'
  | 'still unreachable';

/**
 * What a step changes about its object, each as before and after: enough to take the step, and to take it back.
 */
export type Change = {
  readonly status?: readonly [before: Status, after: Status];
  /** `null`: none, or none any more. */
  readonly gcRefs?: readonly [before: number | null, after: number | null];
  /** The reference count. */
  readonly count?: readonly [before: number, after: number];
  /** It leaves that place of that list for the end of the other one; null is no list. */
  readonly move?: readonly [from: ListName | null, index: number, to: ListName | null];
};

/** Under which circumstances a reference was let go. */
export type Circumstance = {
  /** Whose reference it was: an object that is dying or being emptied. None if it was the host's or the collector's own. */
  readonly holder?: Subject;
  /** The garbage that the collector empties, of which this follows. */
  readonly clearing?: Subject;
  /** The object whose finalizer runs … */
  readonly finalizer?: Subject;
  /** … or the weak reference whose callback does: the innermost of both. */
  readonly callback?: Subject;
};

type Triple = readonly [number, number, number];

type StepOf<Name extends string, Rest = unknown> = {
  readonly step: Name;
  readonly rule: Rule;
} & Rest;

type AboutObject<Name extends string, Rest = unknown> = StepOf<
  Name,
  { readonly object: Subject } & Change & Rest
>;

type Through = {
  /** The candidate whose reference it is, and where it stands in it. */
  readonly holder: Subject;
  readonly slot: number;
};

/** One step of a collection. All but the first and the last are about one object. */
export type Step =
  /** The counters of the generations move (TH-7). */
  | StepOf<'counters', { readonly before: Triple; readonly after: Triple }>
  /** It joins the candidates, which are called young (GC-4, GC-17). */
  | AboutObject<'candidate'>
  /** Its count is copied to its gc_refs. */
  | AboutObject<'copied'>
  /** A reference from a candidate is no reference from outside: one gc_ref less. */
  | AboutObject<'subtract', Through>
  /** gc_refs are left: so many references come from outside of the candidates (GC-5, GC-6, GC-12). */
  | AboutObject<'held', { readonly outside: number }>
  /** It is still ahead, but something reachable refers to it. */
  | AboutObject<'reached', Through>
  /** No gc_refs are left, and nothing reachable has led to it yet. */
  | AboutObject<'set aside'>
  /** Something reachable refers to it: it comes back, at the end of the list (GC-11). */
  | AboutObject<'rescued', Through>
  /** All that is reachable has been walked: it is garbage (GC-1). */
  | AboutObject<'unreachable'>
  /** TR-4, TR-5. */
  | AboutObject<'untracked'>
  /** A survivor; those of a full collection stay in generation 2 (GC-3). */
  | AboutObject<'promoted', { readonly generation: Generation }>
  /** Its finalizer starts: of garbage (FN-5), or before a death by counting meanwhile (FN-1). The heap holds it. */
  | AboutObject<'finalizer', { readonly during: Cause }>
  | AboutObject<'finalizer ended', { readonly during: Cause }>
  /** It is a weak reference, which reads None from now on (WR-2, WR-6, WR-8). */
  | AboutObject<'weak reference cleared', { readonly target: Subject }>
  /** It is a weak reference, and waits to be called (WR-6). */
  | AboutObject<'callback queued'>
  /** It is a weak reference, and its callback is called: for garbage (WR-6), or at a death by counting (WR-4). */
  | AboutObject<'callback', { readonly during: Cause; readonly function: Subject }>
  | AboutObject<'callback ended', { readonly during: Cause }>
  /** Its reference count changes. */
  | AboutObject<'count', Circumstance>
  | AboutObject<'born', Circumstance>
  /** `gc.freeze`: it goes to the permanent list. `gc.unfreeze`: it goes to generation 2 (GC-14). */
  | AboutObject<'frozen' | 'unfrozen', Circumstance>
  /** It is tracked late, in generation 0 (TR-3, TR-7). */
  | AboutObject<'tracked', Circumstance>
  /** Reachable again, because of a finalizer: on the whole (FN-7, FN-8), or at its death by counting (FN-3). */
  | AboutObject<'resurrected'>
  /** It is first in the list: the collector holds it, and empties it if its kind can be emptied (GC-9, GC-10); or puts it in `gc.garbage` (GC-15). */
  | AboutObject<'cleared', { readonly empties: boolean }>
  /** It outlived that (GC-10, GC-15), or its callback (WR-10), and goes to the end of the older generation. */
  | AboutObject<'kept'>
  /** It dies. What it holds is let go next. */
  | AboutObject<'freed', Circumstance & { readonly cause: Cause }>
  /** What `gc.get_stats()` says of the generation, and the counters (GC-18). */
  | StepOf<
      'statistics',
      { readonly before: GenerationStats; readonly after: GenerationStats; readonly counters: Triple }
    >;

/** A phase is a stretch of the steps: `first` belongs to it, `end` does not. It can be empty. */
export type RecordedPhase = {
  /** `start`: what `gc.callbacks` do before it begins (GC-20), if they do anything. */
  readonly phase: Phase | 'start';
  readonly rule: Rule;
  /** Whether the garbage alone is examined, after finalizers have run (FN-7). */
  readonly isCheck: boolean;
  readonly first: number;
  readonly end: number;
};

/** A collection from its beginning to its end. */
export type RecordedCollection = {
  readonly generation: Generation;
  /**
   * First the candidates, in the order of their list; then the rest of the generations; then whatever else is spoken
   * of, in the order of its first mention.
   */
  readonly objects: readonly RecordedObject[];
  readonly phases: readonly RecordedPhase[];
  readonly steps: readonly Step[];
  readonly result: Collection;
};

export type ObjectState = {
  readonly status: Status;
  readonly gcRefs: number | null;
  /** The reference count. */
  readonly count: number;
};

/** The picture after so many steps. */
export type CollectionState = {
  readonly taken: number;
  /** In the order of the recording's `objects`. */
  readonly objects: readonly ObjectState[];
  readonly lists: Readonly<Record<ListName, readonly Subject[]>>;
};
