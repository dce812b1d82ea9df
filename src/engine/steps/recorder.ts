import type { Heap } from '../heap.ts';
import type { Generation, Hook, Listener } from '../types.ts';
import { Listening } from './listening.ts';
import type { Label } from './recording.ts';
import type { RecordedCollection } from './types.ts';

export type RecorderOptions = {
  readonly label?: Label;
  /** Told of each collection when it is over. */
  readonly onRecorded?: (recording: RecordedCollection) => void;
};

/**
 * Records the collections of a heap whose host runs them itself, automatic ones and finalizers included: the host hands
 * `listener` to the heap. Between collections nothing is noted.
 */
export class CollectionRecorder {
  /** To be told what happens; its methods are its own properties, so that hosts can mix it with others. */
  readonly listener: Listener;
  /** What was recorded so far, the oldest first. */
  readonly recordings: RecordedCollection[] = [];

  constructor(heap: Heap, options: RecorderOptions = {}) {
    let current: Listening | undefined;
    this.listener = {
      onCollectStart: generation => {
        current = new Listening(heap, generation, options.label);
      },
      onCollectStop: result => {
        if (current === undefined) return;
        const recording = current.finish(result);
        current = undefined;
        this.recordings.push(recording);
        options.onRecorded?.(recording);
      },
      onPhase: phase => current?.enter(phase),
      onGcRefs: (object, refs) => current?.copied(object, refs),
      onSubtract: (holder, slot, object, refs) => current?.subtract(holder, slot, object, refs),
      onReachable: object => current?.reachable(object),
      onReached: (object, holder, slot) => current?.reached(object, holder, slot),
      onUnreachable: object => current?.setAside(object),
      onRestored: (object, holder, slot) => current?.rescued(object, holder, slot),
      onUntracked: object => current?.untracked(object),
      onPromoted: (object, generation) => current?.promoted(object, generation),
      onFinalizer: (object, during) => current?.finalizer(object, during),
      onFinalizerEnd: (object, during) => current?.finalizerEnded(object, during),
      onWeakrefCleared: (weakref, target) => current?.weakrefCleared(weakref, target),
      onCallbackQueued: weakref => current?.callbackQueued(weakref),
      onCallback: (weakref, callback, during) => current?.callback(weakref, callback, during),
      onCallbackEnd: (weakref, during) => current?.callbackEnded(weakref, during),
      onResurrected: object => current?.resurrected(object, 'FN-3'),
      onRescued: object => current?.rescuedFromDeath(object),
      onAlloc: object => current?.born(object),
      onTracked: object => current?.tracked(object),
      onFreeze: () => current?.freeze(),
      onUnfreeze: () => current?.unfreeze(),
      onIncref: (object, count) => current?.incref(object, count),
      onDecref: (object, count) => current?.decref(object, count),
      onDealloc: (object, by) => current?.freed(object, by),
      onFree: object => current?.released(object),
      onClear: object => current?.clear(object),
      onCleared: () => current?.cleared(),
      onKept: object => current?.kept(object),
    };
  }
}

/**
 * Records what `gc.collect(generation)` would do. It runs on a copy: the heap stays as it is.
 *
 * @param runHook runs the host's code for a hook on the copy; without it finalizers do nothing
 */
export function recordCollection(
  heap: Heap,
  generation: Generation,
  runHook?: (copy: Heap, hook: Hook) => void,
  options: RecorderOptions = {},
): RecordedCollection {
  if (heap.isCollecting)
    throw new Error('recordCollection: inside of a collection none can be started (FN-13)');
  const copy = heap.fork();
  const recorder = new CollectionRecorder(copy, options);
  copy.listener = recorder.listener;
  copy.collect(generation);
  for (let hook = copy.takeHook(); hook !== undefined; hook = copy.takeHook()) {
    runHook?.(copy, hook);
    copy.resume();
  }
  const recording = recorder.recordings[0];
  if (recording === undefined) throw new Error('recordCollection: the collection is not over');
  return recording;
}
