import { at, Column, type Core, Header, kindOf, List, slotsOf } from './core.ts';
import { append, firstOf, lengthOf, rowsOf, unlink } from './lists.ts';
import { COLLECTING, GARBAGE, listWord, ONE_REF, REFS_SHIFT, slotOrder, UNREACHABLE } from './tracking.ts';
import type { Listener } from './types.ts';

/*
 * The search for unreachable objects, with somebody listening to each of its steps. It leaves the heap exactly as the
 * functions of collector.ts do, which are made for millions of objects and so must not even ask whether anybody listens.
 */

/** The listener, if it wants to be told of the single steps of the search. */
export function watcherOfSearch({ listener }: Core): Listener | undefined {
  const wants =
    listener?.onGcRefs ??
    listener?.onSubtract ??
    listener?.onReachable ??
    listener?.onUnreachable ??
    listener?.onReached ??
    listener?.onRestored;
  return wants === undefined ? undefined : listener;
}

export function copyCountsWatched(core: Core, listener: Listener, list: number): void {
  for (const row of rowsOf(core, list)) {
    const count = at(core.words, core.refcount + row);
    core.words[core.gc + row] = (count << REFS_SHIFT) | COLLECTING;
    listener.onGcRefs?.(row, count);
  }
}

export function subtractReferencesWatched(core: Core, listener: Listener, list: number): void {
  for (const row of rowsOf(core, list)) {
    for (const slot of slotOrder(core, row)) subtract(core, listener, row, slot);
  }
}

function subtract(core: Core, listener: Listener, holder: number, slot: number): void {
  const { words, gc } = core;
  const ref = at(words, slotsOf(core, holder) + slot);
  if (ref <= 0) return;
  const word = at(words, gc + ref);
  if ((word & COLLECTING) === 0) return;
  words[gc + ref] = word - ONE_REF;
  const refs = (word >> REFS_SHIFT) - 1;
  listener.onSubtract?.(holder, slot, ref, refs);
  listener.onGcRefs?.(ref, refs);
}

/** GC-11. */
export function moveUnreachableWatched(
  core: Core,
  listener: Listener,
  list: number,
  reachableList: number,
): void {
  const { words, gc } = core;
  let kinds = 0;
  for (let row = firstOf(core, list); row !== list; ) {
    // What is visited may be appended to the list, so its successor is known only afterwards.
    if (at(words, gc + row) >> REFS_SHIFT > 0) {
      listener.onReachable?.(row);
      kinds |= 1 << kindOf(core, row);
      for (const slot of slotOrder(core, row)) visit(core, listener, row, slot, list);
      words[gc + row] = listWord(reachableList);
      row = at(words, Column.next + (row << 3));
    } else {
      const after = at(words, Column.next + (row << 3));
      unlink(core, row);
      append(core, List.unreachable, row);
      words[gc + row] = GARBAGE;
      listener.onUnreachable?.(row);
      row = after;
    }
  }
  words[Header.survivingKinds] = kinds;
  words[Header.survivors] = lengthOf(core, list);
}

function visit(core: Core, listener: Listener, holder: number, slot: number, list: number): void {
  const { words, gc } = core;
  const ref = at(words, slotsOf(core, holder) + slot);
  if (ref <= 0) return;
  const word = at(words, gc + ref);
  if ((word & COLLECTING) === 0) return;
  if ((word & UNREACHABLE) !== 0) {
    unlink(core, ref);
    append(core, list, ref);
    words[gc + ref] = ONE_REF | COLLECTING;
    listener.onRestored?.(ref, holder, slot);
  } else if (word >> REFS_SHIFT === 0) {
    words[gc + ref] = ONE_REF | COLLECTING;
    listener.onReached?.(ref, holder, slot);
  }
}
