import { endBirth, summon } from './automatic.ts';
import { calledBy, endCallback } from './callbacks.ts';
import { collectNext, informationOf } from './collector.ts';
import { at, Column, type Core, Header, Internal, kindOf } from './core.ts';
import { cascade, emptyNext, endFinalizer, letGo, popFrame } from './release.ts';
import type { Hook } from './types.ts';

/**
 * Runs what is on the stack until nothing is left, or the host has to run something. Called while it
 * does, it goes no further down than the frame that waits for it.
 */
export function run(core: Core): void {
  for (;;) {
    const top = at(core.words, Header.top);
    switch (kindOf(core, top)) {
      case 0:
      case Internal.finalizing:
      case Internal.calling:
      case Internal.callingQueued:
      case Internal.informing:
        return;
      case Internal.birth:
        endBirth(core, top);
        break;
      case Internal.summoning:
        summon(core, top);
        break;
      case Internal.emptying:
        emptyNext(core, top);
        break;
      case Internal.collection:
        collectNext(core, top);
        break;
      default:
        cascade(core);
    }
  }
}

/** Lets go of a reference, and runs what follows from it. */
export function decref(core: Core, ref: number): void {
  if (ref <= 0) return;
  const count = at(core.words, core.refcount + ref);
  if (count > 1) {
    core.words[core.refcount + ref] = count - 1;
    core.listener?.onDecref?.(ref, count - 1);
    return;
  }
  core.words[Header.hook] = 0;
  letGo(core, ref);
  run(core);
}

/** The host's code for the innermost hook has returned. */
export function resume(core: Core): void {
  const top = at(core.words, Header.top);
  core.words[Header.hook] = 0;
  switch (kindOf(core, top)) {
    case Internal.finalizing:
      endFinalizer(core, top);
      break;
    case Internal.calling:
    case Internal.callingQueued:
      endCallback(core, top);
      break;
    case Internal.informing:
      popFrame(core, top);
      break;
    default:
      throw new Error('resume: nothing waits for the host');
  }
  run(core);
}

/** What the host has to run and has not taken up yet. */
export function hookOf(core: Core): Hook | undefined {
  const frame = at(core.words, Header.hook);
  if (frame === 0) return undefined;
  if (kindOf(core, frame) === Internal.finalizing) {
    return { type: 'finalizer', object: at(core.words, Column.next + (frame << 3)) };
  }
  if (kindOf(core, frame) === Internal.informing) return informationOf(core, frame);
  const [weakref, callback] = calledBy(core, frame);
  return { type: 'callback', weakref, callback };
}
