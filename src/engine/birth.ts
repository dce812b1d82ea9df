import { collectBeforeTracking, isDueAtBirth } from './automatic.ts';
import { at, Column, type Core, Header, label, Meta, orderFreeRows, takeRow } from './core.ts';
import { run } from './machine.ts';
import { isCountedAtBirth, isTrackedAtBirth, track } from './tracking.ts';
import { type AllocOptions, Kind, type Ref, type WeakrefOptions } from './types.ts';
import { linkWeakref, startCleared, weakrefExtent } from './weak-table.ts';

export type BirthOptions = AllocOptions & WeakrefOptions & { readonly callback?: Ref };

/**
 * A new object with empty slots and a count of 1, at the end of generation 0 if it is tracked (TR-1 to TR-5). Its birth
 * counts (TH-1), and may bring about a collection, which comes first up to 3.11 (TH-2).
 *
 * @param target of a weak reference, otherwise 0
 */
export function bear(
  core: Core,
  kind: Kind,
  type: number,
  size: number,
  target: Ref,
  options?: BirthOptions,
): Ref {
  const isTracked = options?.tracked ?? isTrackedAtBirth(core.profile, kind, size);
  const meta = flagsAtBirth(kind, isTracked) | (options === undefined ? 0 : flagsOf(options));
  orderFreeRows(core);
  const row = takeRow(core, meta, kind === Kind.weakref ? weakrefExtent : size);
  const { words } = core;
  words[Column.size + (row << 3)] = size;
  words[core.refcount + row] = 1;
  words[Column.type + (row << 3)] = type;
  label(core, row);
  words[Header.objects] = at(words, Header.objects) + 1;
  if ((meta & Meta.counted) !== 0) words[Header.counts] = at(words, Header.counts) + 1;
  if ((meta & (Meta.finalizer | Meta.watched)) !== 0) countSpecialBirth(words, meta);
  if (target !== 0) startCleared(core, row, options?.callback ?? 0);
  const mustCollect = at(words, Header.flags) !== 0 && (meta & Meta.counted) !== 0 && isDueAtBirth(core);
  if (!mustCollect && isTracked) track(core, row);
  core.listener?.onAlloc?.(row);
  if (mustCollect) {
    words[Header.hook] = 0;
    collectBeforeTracking(core, row, isTracked, target);
    run(core);
  } else if (target !== 0) linkWeakref(core, row, target);
  return row;
}

/** Kind and flags of a newborn, as its kind alone has them. */
function flagsAtBirth(kind: Kind, isTracked: boolean): number {
  if (isTracked) return kind | Meta.counted;
  if (kind === Kind.class || kind === Kind.module || kind === Kind.frame) return kind | Meta.root;
  return isCountedAtBirth(kind) ? kind | Meta.counted : kind;
}

function flagsOf({ watched, finalizer, isSubclass }: BirthOptions): number {
  return (
    (watched === true ? Meta.watched : 0) |
    (finalizer === true ? Meta.finalizer : 0) |
    (isSubclass === true ? Meta.subclass : 0)
  );
}

function countSpecialBirth(words: Int32Array, meta: number): void {
  if ((meta & Meta.finalizer) !== 0) words[Header.finalizers] = at(words, Header.finalizers) + 1;
  if ((meta & Meta.watched) === 0) return;
  const live = at(words, Header.live) + 1;
  words[Header.live] = live;
  if (live > at(words, Header.peak)) words[Header.peak] = live;
}
