import { at, type Core, Header } from './core.ts';

/*
 * Tuples that CPython makes for itself move the counter of generation 0, too (SPEC TH-1): the one that holds the weak
 * references and callbacks of a dying object. A new one counts as a birth; its death is none, since it goes to a free
 * list, from which the next one of its length comes without counting. A full collection frees what is there.
 */

/** Lengths for which a free list is kept, counted in callbacks. Longer tuples are born and die like any object. */
const lists = Header.length - Header.scratchTuples;

/**
 * A tuple is needed. Returns whether it was born, and did not come from a free list.
 *
 * @param callbacks of the dying object: half the length of the tuple
 */
export function countScratchTuple(core: Core, callbacks: number): boolean {
  const { words } = core;
  const list = Header.scratchTuples + callbacks - 1;
  if (callbacks <= lists && at(words, list) > 0) {
    words[list] = at(words, list) - 1;
    return false;
  }
  words[Header.counts] = at(words, Header.counts) + 1;
  return true;
}

export function freeScratchTuple(core: Core, callbacks: number): void {
  const { words } = core;
  const list = Header.scratchTuples + callbacks - 1;
  // There are none if a collection that the birth of the tuple brought about took them all.
  if (callbacks === 0) return;
  if (callbacks <= lists) words[list] = at(words, list) + 1;
  else countDown(core, 1);
}

/** GC step 13. */
export function freeScratchTuples(core: Core): void {
  const { words } = core;
  for (let list = Header.scratchTuples; list < Header.length; list++) {
    countDown(core, at(words, list));
    words[list] = 0;
  }
}

function countDown(core: Core, by: number): void {
  core.words[Header.counts] = Math.max(0, at(core.words, Header.counts) - by);
}
