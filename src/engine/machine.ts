import { collectNext } from './collector.ts';
import { at, type Core, Header, Internal, kindOf } from './core.ts';
import { cascade, emptyNext, endFinalizer, letGo } from './release.ts';

/**
 * Runs what is on the stack until nothing is left, or a finalizer has to be run by the host. Called while the host
 * runs one, it goes no further down than the frame that waits for it.
 */
export function run(core: Core): void {
  for (;;) {
    const top = at(core.words, Header.top);
    switch (kindOf(core, top)) {
      case 0:
      case Internal.finalizing:
        return;
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
  if (kindOf(core, top) !== Internal.finalizing) throw new Error('resume: nothing waits for the host');
  core.words[Header.hook] = 0;
  endFinalizer(core, top);
  run(core);
}
