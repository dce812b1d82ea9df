/**
 * The heap of CPython, as a data structure: counts, deaths, finalizers, weak references, generations and the collector.
 *
 * Start with `Heap`. What its methods alone do not say:
 *
 * - `takeHook()`: the host acknowledges `hook` when it starts to run it. From then on `hook` is undefined until another
 *   one comes up (also a nested one, while the first one's code runs). `resume()` ends the innermost hook.
 * - Collections start by themselves only if `automatic` is set; from 3.12 on when the host calls `check()`.
 * - Frames, classes and modules are born as roots, with the one count that the host owns; for a frame that outlives
 *   its call: `unpin`, then `track`.
 * - What differs between versions is a `Profile`: data, with the rule that each entry follows from. Three of its entries
 *   (`hasInstanceDicts`, `holdsArguments`, `releasesLocals`) are for the host, which makes dicts and frames.
 */

export { getObjects, getReferents, getReferrers } from './gc-module.ts';
export { Heap, type HeapOptions } from './heap.ts';
export { invariants } from './invariants.ts';
export { defaultProfile, type Profile, profiles, programProfiles } from './profile.ts';
export { type Place, reachable, referrers, rootPath, roots } from './queries.ts';
export { backward, forward, phaseAt, stateAt, stepsOf } from './steps/cursor.ts';
export { CollectionRecorder, type RecorderOptions, recordCollection } from './steps/recorder.ts';
export type {
  Change,
  Circumstance,
  CollectionState,
  ListName,
  ObjectState,
  RecordedCollection,
  RecordedObject,
  RecordedPhase,
  Rule,
  Status,
  Step,
  Subject,
} from './steps/types.ts';
export { canBeReferredToWeakly } from './tracking.ts';
export {
  type AllocOptions,
  type Cause,
  type Collection,
  type Generation,
  type GenerationStats,
  type Hook,
  Kind,
  type Listener,
  type Phase,
  type Ref,
  type Standing,
  type WatchedStats,
  type WeakrefOptions,
} from './types.ts';
