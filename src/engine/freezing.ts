import { at, Column, type Core, Header, List } from './core.ts';
import { firstOf, merge } from './lists.ts';
import { listWord } from './tracking.ts';

/* `gc.freeze` and `gc.unfreeze` (SPEC GC-14): the permanent list is in no collection. */

/** All generations go to the end of the permanent list, the youngest first; the counters start over. */
export function freeze(core: Core): void {
  core.listener?.onFreeze?.();
  for (let generation = 0; generation < 3; generation++) {
    move(core, generation + List.generation0, List.permanent);
    core.words[Header.counts + generation] = 0;
  }
}

/** The permanent list goes to the end of generation 2. */
export function unfreeze(core: Core): void {
  core.listener?.onUnfreeze?.();
  move(core, List.permanent, List.generation0 + 2);
}

function move(core: Core, from: number, to: number): void {
  const { words } = core;
  for (let row = firstOf(core, from); row !== from; row = at(words, Column.next + (row << 3))) {
    words[core.gc + row] = listWord(to);
  }
  merge(core, from, to);
}
