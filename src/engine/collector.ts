import {
  callQueued,
  clearWeakrefsOfGarbage,
  queueCallbacks,
  reportGarbage,
  settleQueued,
} from './callbacks.ts';
import {
  at,
  Column,
  type Core,
  Flag,
  Header,
  hasHeaderFlag,
  Internal,
  kindOf,
  List,
  Meta,
  setHeaderFlag,
  sizeOf,
  slotsIn,
  slotsOf,
} from './core.ts';
import { keepAsGarbage } from './garbage-list.ts';
import { append, firstOf, isEmptyList, lengthOf, merge, rowsOf, unlink } from './lists.ts';
import {
  cascade,
  endLife,
  incref,
  letGo,
  popFrame,
  pushFrame,
  startEmptying,
  summonFinalizerOfGarbage,
} from './release.ts';
import { freeScratchTuples } from './scratch-tuples.ts';
import {
  COLLECTING,
  canBeEmptied,
  canUntrackDict,
  canUntrackTuple,
  clearFlag,
  GARBAGE,
  goesBackwards,
  hasFlag,
  listWord,
  ONE_REF,
  REFS_SHIFT,
  setFlag,
  UNREACHABLE,
  untrack,
} from './tracking.ts';
import { type Generation, type Hook, Kind, type Phase } from './types.ts';
import {
  copyCountsWatched,
  moveUnreachableWatched,
  subtractReferencesWatched,
  watcherOfSearch,
} from './watched.ts';

/*
 * The collector (SPEC section 5; `gc_collect_main` of Modules/gcmodule.c, Python/gc.c from 3.13 on). A collection is
 * a frame on the machine's stack; its gc word says where it goes on. Up to the finalizers nothing can interrupt it;
 * from there on host code may run between any two steps.
 */

/** Where a collection goes on. */
const Step = {
  find: 0,
  call: 1,
  called: 2,
  finalize: 3,
  check: 4,
  clear: 5,
  release: 6,
  keep: 7,
  end: 8,
} as const;

/** Puts a collection on the stack; inside a collection it finds nothing and does nothing (FN-13). */
export function startCollection(core: Core, generation: Generation, byItself = false): void {
  const { words } = core;
  if (!byItself) {
    words[Header.lastGeneration] = generation;
    words[Header.lastCollected] = 0;
  }
  if (at(words, Header.isCollecting) !== 0) return;
  words[Header.isCollecting] = 1;
  words[Header.generation] = generation;
  words[Header.collected] = 0;
  setHeaderFlag(core, Flag.startedByItself, byItself);
  pushFrame(core, Internal.collection, 0);
  core.listener?.onCollectStart?.(generation);
  inform(core, START);
}

/** Goes on with a collection until something has to happen first, or it is over. */
export function collectNext(core: Core, frame: number): void {
  do {
    takeStep(core, frame, at(core.words, core.gc + frame));
  } while (at(core.words, Header.top) === frame);
}

function takeStep(core: Core, frame: number, step: number): void {
  // The next step is noted before this one is taken: what it lets go may stand on the stack afterwards.
  const then = (next: number): void => {
    core.words[core.gc + frame] = next;
  };
  switch (step) {
    case Step.find:
      findGarbage(core);
      then(Step.call);
      break;
    case Step.call:
      if (callQueued(core)) {
        then(Step.called);
      } else {
        reportGarbage(core, List.unreachable);
        enter(core, 'finalizers');
        then(Step.finalize);
      }
      break;
    case Step.called:
      settleQueued(core, olderOf(at(core.words, Header.generation)));
      then(Step.call);
      break;
    case Step.finalize:
      if (!finalizeNext(core)) then(Step.check);
      break;
    case Step.check:
      checkResurrection(core);
      if (core.profile.clearsPlainWeakrefsLast) {
        enter(core, 'remaining weak references');
        clearWeakrefsOfGarbage(core);
      }
      countGarbage(core);
      enter(core, 'clear');
      if (mayFreeInBulk(core)) freeInBulk(core, frame);
      then(Step.clear);
      break;
    case Step.clear:
      if (isEmptyList(core, List.unreachable)) {
        countCollection(core);
        then(Step.end);
        inform(core, STOP);
      } else {
        then(Step.release);
        clearFirst(core);
      }
      break;
    case Step.release:
      then(Step.keep);
      core.listener?.onCleared?.(at(core.words, Header.current));
      letGo(core, at(core.words, Header.current));
      break;
    case Step.keep:
      keepSurvivor(core);
      then(Step.clear);
      break;
    case Step.end:
      endCollection(core, frame);
      break;
  }
}

/** What a collection that is under way holds: the piece of garbage that it empties, weak references in the queue. */
export function collectorHolds(core: Core, frame: number): number[] {
  if (at(core.words, core.gc + frame) === Step.release) return [at(core.words, Header.current)];
  return [...rowsOf(core, List.queue)];
}

/** Everything up to the finalizers. Afterwards the garbage stands in the list `unreachable`. */
function findGarbage(core: Core): void {
  const generation = at(core.words, Header.generation);
  const young = generation + List.generation0;
  const old = olderOf(generation);
  moveCounters(core, generation);
  mergeYounger(core, generation);
  deduceUnreachable(core, young, old);
  enter(core, 'promote');
  untrackTuples(core, young);
  promote(core, young, old, generation);
  core.words[Header.hostRan] = 0;
  core.words[Header.diedOfCallback] = 0;
  enter(core, 'weak references');
  core.words[Header.unreported] = firstOf(core, List.unreachable);
  if (core.profile.clearsPlainWeakrefsLast) reportGarbage(core, List.unreachable);
  queueCallbacks(core);
}

const olderOf = (generation: number): number => Math.min(generation + 1, 2) + List.generation0;

function enter(core: Core, phase: Phase): void {
  core.listener?.onPhase?.(phase);
}

/** TH-7: collecting a generation counts for the next one, and empties its own counter and the younger ones. */
function moveCounters(core: Core, generation: number): void {
  const { words } = core;
  if (generation < 2) words[Header.counts + generation + 1] = at(words, Header.counts + generation + 1) + 1;
  words.fill(0, Header.counts, Header.counts + generation + 1);
}

/** GC-4, GC-17. Post: the candidates are one list, the oldest first, and the younger lists are empty. */
function mergeYounger(core: Core, generation: number): void {
  enter(core, 'candidates');
  const young = generation + List.generation0;
  for (let g = 0; g < generation; g++) merge(core, g + List.generation0, young);
  core.words[Header.traversed] = at(core.words, Header.traversed) + countWatched(core, young);
}

/** Post: `list` holds what is reachable from outside of it, `unreachable` the rest, marked as garbage. */
function deduceUnreachable(core: Core, list: number, reachableList: number): void {
  countOutside(core, list);
  enter(core, 'find unreachable');
  const watcher = watcherOfSearch(core);
  if (watcher === undefined) moveUnreachable(core, list, reachableList);
  else moveUnreachableWatched(core, watcher, list, reachableList);
}

/** Post: gc_refs of each object of the list counts the references to it from outside of the list. */
function countOutside(core: Core, list: number): void {
  const watcher = watcherOfSearch(core);
  enter(core, 'copy counts');
  const isGeneration = list < List.unreachable;
  if (watcher !== undefined) copyCountsWatched(core, watcher, list);
  else if (!isGeneration) copyCounts(core, list);
  enter(core, 'subtract references');
  if (watcher !== undefined) subtractReferencesWatched(core, watcher, list);
  else subtractReferences(core, list, isGeneration ? listWord(list) : 0);
}

/** Post: each candidate's gc_refs is its count, and it is marked as a candidate. */
function copyCounts(core: Core, list: number): void {
  const { words, refcount, gc } = core;
  for (let row = firstOf(core, list); row !== list; row = at(words, Column.next + (row << 3))) {
    words[gc + row] = (at(words, refcount + row) << REFS_SHIFT) | COLLECTING;
  }
}

/**
 * Post: a candidate's gc_refs counts the references to it from outside of the candidates. To walk a generation once
 * instead of twice, a count that is not copied yet is copied when it is first asked for; who still has a word up to
 * `eldest`, that of the generation itself, is such a candidate.
 */
function subtractReferences(core: Core, list: number, eldest: number): void {
  const { words, refcount, gc, arena } = core;
  for (let row = firstOf(core, list); row !== list; row = at(words, Column.next + (row << 3))) {
    if ((at(words, gc + row) & COLLECTING) === 0) {
      words[gc + row] = (at(words, refcount + row) << REFS_SHIFT) | COLLECTING;
    }
    const first = slotsIn(words, arena, row, at(words, Column.meta + (row << 3)));
    const end = first + at(words, Column.size + (row << 3));
    for (let i = first; i < end; i++) {
      const ref = at(words, i);
      if (ref <= 0) continue;
      const word = at(words, gc + ref);
      if ((word & COLLECTING) !== 0) words[gc + ref] = word - ONE_REF;
      else if (word !== 0 && word <= eldest) {
        words[gc + ref] = ((at(words, refcount + ref) - 1) << REFS_SHIFT) | COLLECTING;
      }
    }
  }
}

/**
 * Walks the candidates from the front. One with references from outside is reachable, and so is what it refers to;
 * one without is set aside until something reachable leads to it. Post: as `deduceUnreachable`.
 */
function moveUnreachable(core: Core, list: number, reachableList: number): void {
  const { words, gc, arena } = core;
  const reachable = listWord(reachableList);
  let kinds = 0;
  let survivors = 0;
  // What is visited may be appended to the list, so the successor of a row is known only afterwards.
  for (let row = firstOf(core, list); row !== list; ) {
    const record = row << 3;
    if (at(words, gc + row) >> REFS_SHIFT > 0) {
      survivors++;
      const meta = at(words, Column.meta + record);
      kinds |= 1 << (meta & Meta.kind);
      const first = slotsIn(words, arena, row, meta);
      const end = first + at(words, Column.size + record);
      if (goesBackwards(meta & Meta.kind)) {
        for (let i = end - 1; i >= first; i--) visit(core, words, gc, at(words, i), list);
      } else if ((meta & Meta.kind) === Kind.dict) {
        // `dict_traverse` looks at the value of an entry before its key.
        for (let i = first; i < end; i += 2) {
          visit(core, words, gc, at(words, i + 1), list);
          visit(core, words, gc, at(words, i), list);
        }
      } else {
        for (let i = first; i < end; i++) visit(core, words, gc, at(words, i), list);
      }
      words[gc + row] = reachable;
      row = at(words, Column.next + record);
    } else {
      const after = at(words, Column.next + record);
      unlink(core, row);
      append(core, List.unreachable, row);
      words[gc + row] = GARBAGE;
      row = after;
    }
  }
  words[Header.survivingKinds] = kinds;
  words[Header.survivors] = survivors;
}

/** GC-11: what a reachable candidate refers to is reachable; if it was set aside it goes to the end of the list. */
function visit(core: Core, words: Int32Array, gc: number, ref: number, list: number): void {
  if (ref <= 0) return;
  const word = at(words, gc + ref);
  if ((word & COLLECTING) === 0) return;
  if ((word & UNREACHABLE) !== 0) restore(core, ref, list);
  else if (word >> REFS_SHIFT !== 0) return;
  words[gc + ref] = ONE_REF | COLLECTING;
}

function restore(core: Core, ref: number, list: number): void {
  unlink(core, ref);
  append(core, list, ref);
}

/** TR-5, TR-6: in the order of the list, so that nested tuples go inside out if the inner one stands first. */
function untrackTuples(core: Core, list: number): void {
  untrackWhere(core, list, Kind.tuple, canUntrackTuple);
}

/** Untracks the survivors of a kind that need no tracking. */
function untrackWhere(
  core: Core,
  list: number,
  kind: number,
  canUntrack: (core: Core, row: number) => boolean,
): void {
  const { words } = core;
  if ((at(words, Header.survivingKinds) & (1 << kind)) === 0) return;
  for (let row = firstOf(core, list); row !== list; ) {
    const after = at(words, Column.next + (row << 3));
    if (kindOf(core, row) === kind && canUntrack(core, row)) {
      untrack(core, row);
      words[Header.survivors] = at(words, Header.survivors) - 1;
      core.listener?.onUntracked?.(row);
    }
    row = after;
  }
}

/** GC-3: survivors go to the end of the next older generation. TR-4: a full collection untracks dicts. */
function promote(core: Core, young: number, old: number, generation: number): void {
  const { words, listener } = core;
  if (young === old && !core.profile.tracksEveryDict) untrackWhere(core, young, Kind.dict, canUntrackDict);
  if (listener?.onPromoted !== undefined && young !== old) {
    for (const row of rowsOf(core, young)) listener.onPromoted(row, (generation + 1) as Generation);
  }
  if (generation === 1) {
    words[Header.longLivedPending] = at(words, Header.longLivedPending) + at(words, Header.survivors);
  } else if (generation === 2) {
    words[Header.longLivedPending] = 0;
    words[Header.longLivedTotal] = at(words, Header.survivors);
  }
  if (young !== old) merge(core, young, old);
}

/** FN-5: all finalizers, in list order, before anything is cleared. Returns whether the host has to run one first. */
function finalizeNext(core: Core): boolean {
  const { words } = core;
  if (at(words, Header.finalizers) > 0) {
    for (;;) {
      const row = firstOf(core, List.unreachable);
      if (row === List.unreachable) break;
      unlink(core, row);
      append(core, List.seen, row);
      if (!hasFlag(core, row, Meta.finalizer) || hasFlag(core, row, Meta.finalized)) continue;
      summonFinalizerOfGarbage(core, row);
      return true;
    }
  }
  // What was not looked at stands behind what was: the order of the list is as before.
  merge(core, List.unreachable, List.seen);
  merge(core, List.seen, List.unreachable);
  return false;
}

/**
 * FN-7, FN-8: what is reachable from outside of the garbage now goes to the end of the older generation. Without
 * host code in between nothing can have changed.
 */
function checkResurrection(core: Core): void {
  enter(core, 'check resurrection');
  if (at(core.words, Header.hostRan) === 0) return;
  const old = olderOf(at(core.words, Header.generation));
  if (core.profile.resurrectionSavesAll) {
    if (isAnyReferredTo(core)) saveAll(core, old);
    return;
  }
  merge(core, List.unreachable, List.seen);
  deduceUnreachable(core, List.seen, old);
  for (const row of rowsOf(core, List.seen)) {
    clearFlag(core, row, Meta.reported);
    core.listener?.onRescued?.(row);
  }
  merge(core, List.seen, old);
}

/** FN-7 in 3.8 (`check_garbage`): whether there is any reference from outside to what was found to be garbage. */
function isAnyReferredTo(core: Core): boolean {
  countOutside(core, List.unreachable);
  let isAny = false;
  for (const row of rowsOf(core, List.unreachable)) {
    if (at(core.words, core.gc + row) >> REFS_SHIFT > 0) {
      isAny = true;
      core.listener?.onReachable?.(row);
    }
    core.words[core.gc + row] = GARBAGE;
  }
  return isAny;
}

function saveAll(core: Core, old: number): void {
  for (const row of rowsOf(core, List.unreachable)) {
    core.words[core.gc + row] = listWord(old);
    clearFlag(core, row, Meta.reported);
    core.listener?.onRescued?.(row);
  }
  merge(core, List.unreachable, old);
}

/** GC-2, GC-7, WR-11: every tracked object that is garbage now counts as collected. */
function countGarbage(core: Core): void {
  const { words } = core;
  words[Header.collected] = lengthOf(core, List.unreachable) + at(words, Header.diedOfCallback);
  words[Header.collectedWatched] = countWatched(core, List.unreachable);
}

function countWatched(core: Core, list: number): number {
  const { words } = core;
  if (at(words, Header.live) === 0) return 0;
  let watched = 0;
  for (let row = firstOf(core, list); row !== list; row = at(words, Column.next + (row << 3))) {
    if ((at(words, Column.meta + (row << 3)) & Meta.watched) !== 0) watched++;
  }
  return watched;
}

/** GC-9: the first piece of garbage is held and emptied; or kept in `gc.garbage` (GC-15). */
function clearFirst(core: Core): void {
  const row = firstOf(core, List.unreachable);
  core.words[Header.current] = row;
  core.listener?.onClear?.(row);
  incref(core, row);
  if (hasHeaderFlag(core, Flag.saveAll)) keepAsGarbage(core, row);
  else if (canBeEmptied(kindOf(core, row))) startEmptying(core, row);
}

/** GC-10: what could not be emptied, or is still held, moves on; it may die of a neighbour's emptying later. */
function keepSurvivor(core: Core): void {
  const row = at(core.words, Header.current);
  if (firstOf(core, List.unreachable) !== row) return;
  const old = olderOf(at(core.words, Header.generation));
  unlink(core, row);
  append(core, old, row);
  core.words[core.gc + row] = listWord(old);
  core.listener?.onKept?.(row);
  if (hasHeaderFlag(core, Flag.saveAll)) {
    clearFlag(core, row, Meta.reported);
    core.listener?.onRescued?.(row);
  } else {
    // Its mark of garbage is gone, its death was reported: it dies as garbage still, and is not reported again.
    setFlag(core, row, Meta.reported);
  }
}

/**
 * Whether the order of deaths can be left out: nobody listens, no finalizer could run in between, and there is no weak
 * reference that is not cleared yet, whose callback could run or whose chain would have to be left. Small heaps keep it
 * in any case, so that rows are reused alike in a fork that is watched and in one that is not.
 */
const mayFreeInBulk = (core: Core): boolean =>
  core.listener === undefined &&
  !hasHeaderFlag(core, Flag.saveAll) &&
  at(core.words, Header.finalizers) === 0 &&
  at(core.words, Header.weakrefs) === 0 &&
  at(core.words, Header.collected) >= core.manyRows;

/**
 * Frees all garbage in one sweep. Nothing but garbage refers to garbage, so only references to the outside need to
 * be let go; the heap ends up as if everything had died in its order.
 */
function freeInBulk(core: Core, frame: number): void {
  const { words, refcount, gc } = core;
  for (let row = firstOf(core, List.unreachable); row !== List.unreachable; ) {
    const after = at(words, Column.next + (row << 3));
    const first = slotsOf(core, row);
    const end = first + sizeOf(core, row);
    for (let i = first; i < end; i++) {
      const ref = at(words, i);
      // A freed row keeps the mark of garbage until it is reused.
      if (ref <= 0 || at(words, gc + ref) === GARBAGE) continue;
      letGo(core, ref);
      if (at(words, Header.top) !== frame) cascade(core);
    }
    words[refcount + row] = 0;
    endLife(core, row, at(words, Column.meta + (row << 3)));
    row = after;
  }
  words[Column.next + (List.unreachable << 3)] = List.unreachable;
  words[Column.prev + (List.unreachable << 3)] = List.unreachable;
}

/** GC-18, and TH-1: a full collection gives the free lists back. */
function countCollection(core: Core): void {
  const { words } = core;
  const generation = at(words, Header.generation);
  if (generation === 2) freeScratchTuples(core);
  addStats(words, Header.stats, generation, at(words, Header.collected));
  addStats(words, Header.watchedStats, generation, at(words, Header.collectedWatched));
  enter(core, 'statistics');
}

function endCollection(core: Core, frame: number): void {
  const { words } = core;
  const generation = at(words, Header.generation) as Generation;
  const collected = at(words, Header.collected);
  words[Header.isCollecting] = 0;
  if (!hasHeaderFlag(core, Flag.startedByItself)) {
    words[Header.lastGeneration] = generation;
    words[Header.lastCollected] = collected;
  }
  popFrame(core, frame);
  core.listener?.onCollectStop?.({ generation, collected, uncollectable: 0 });
}

const START = 0;
const STOP = 1;

/** GC-20: asks the host to call `gc.callbacks`, if there are any. */
function inform(core: Core, phase: number): void {
  if (!hasHeaderFlag(core, Flag.gcCallbacks)) return;
  const frame = pushFrame(core, Internal.informing, 0);
  core.words[core.gc + frame] = phase;
  core.words[Header.hook] = frame;
}

/** What the host is to tell `gc.callbacks`. */
export function informationOf(core: Core, frame: number): Hook {
  const { words } = core;
  return {
    type: 'gc callbacks',
    phase: at(words, core.gc + frame) === START ? 'start' : 'stop',
    generation: at(words, Header.generation) as Generation,
    collected: at(words, Header.collected),
    uncollectable: 0,
  };
}

function addStats(words: Int32Array, stats: number, generation: number, collected: number): void {
  const first = stats + 3 * generation;
  words[first] = at(words, first) + 1;
  words[first + 1] = at(words, first + 1) + collected;
}
