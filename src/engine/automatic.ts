import { countTuple, summonCallbacks } from './callbacks.ts';
import { startCollection } from './collector.ts';
import { at, Column, type Core, Flag, Header, hasHeaderFlag, Internal, setHeaderFlag } from './core.ts';
import { popFrame, pushFrame } from './release.ts';
import { track } from './tracking.ts';
import type { Generation } from './types.ts';
import { linkWeakref } from './weak-table.ts';

/*
 * Collections that start by themselves (SPEC TH). A birth counts; when the counter of generation 0 exceeds its threshold
 * a collection is due, which runs inside of the allocation or at the next check, as the version has it (TH-2).
 */

/** TH-2: to be called after a birth was counted. Whether a collection is due that has to run now. */
export function isDueAtBirth(core: Core): boolean {
  if (!hasHeaderFlag(core, Flag.automatic)) return false;
  const { words } = core;
  const threshold = at(words, Header.thresholds);
  const isDue =
    at(words, Header.counts) > threshold &&
    threshold !== 0 &&
    at(words, Header.isDisabled) === 0 &&
    at(words, Header.isCollecting) === 0;
  if (!isDue) return false;
  if (core.profile.automatic === 'at allocation') return true;
  setHeaderFlag(core, Flag.pending, true);
  return false;
}

/**
 * Puts the collection that is due on the stack, and below it what has to be done with the newborn when it is over: it
 * is tracked, or, if it is a weak reference, linked to its target.
 */
export function collectBeforeTracking(core: Core, newborn: number, isTracked: boolean, target: number): void {
  const frame = pushFrame(core, Internal.birth, newborn);
  core.words[core.gc + frame] = isTracked ? 1 : 0;
  core.words[Column.type + (frame << 3)] = target;
  collectOldestDue(core);
}

/** The collection is over: the newborn takes its place. */
export function endBirth(core: Core, frame: number): void {
  const { words } = core;
  const newborn = at(words, Column.next + (frame << 3));
  const isTracked = at(words, core.gc + frame) !== 0;
  const target = at(words, Column.type + (frame << 3));
  popFrame(core, frame);
  if (target !== 0) linkWeakref(core, newborn, target);
  if (isTracked) track(core, newborn);
}

/** The callbacks of a dying object are to be called; the tuple that holds them is a birth like others (TH-1). */
export function summon(core: Core, frame: number): void {
  if (countTuple(core, frame) && isDueAtBirth(core)) collectOldestDue(core);
  else summonCallbacks(core, frame);
}

/**
 * The interpreter checks: what is due goes on the stack (3.12 and later). The counters and thresholds of this moment
 * decide; inside of a collection that was started meanwhile nothing happens. (3.12 would start another one inside.)
 */
export function startPending(core: Core): void {
  setHeaderFlag(core, Flag.pending, false);
  const isDisabled = at(core.words, Header.isDisabled) !== 0;
  const isCollecting = at(core.words, Header.isCollecting) !== 0;
  if (!isCollecting && (!isDisabled || core.profile.runsDueIfDisabled)) collectOldestDue(core);
}

function collectOldestDue(core: Core): void {
  const generation = oldestDue(core);
  if (generation !== undefined) startCollection(core, generation, true);
}

/** TH-3, TH-4: the oldest generation whose counter exceeds its threshold; the oldest of all only if much is pending. */
function oldestDue(core: Core): Generation | undefined {
  const { words } = core;
  for (const generation of [2, 1, 0] as const) {
    if (at(words, Header.counts + generation) <= at(words, Header.thresholds + generation)) continue;
    if (generation === 2 && at(words, Header.longLivedPending) < at(words, Header.longLivedTotal) >> 2)
      continue;
    return generation;
  }
  return undefined;
}
