import { collectorHolds } from './collector.ts';
import {
  at,
  Column,
  type Core,
  capacityOf,
  firstRow,
  Header,
  Internal,
  kindOf,
  List,
  Meta,
  roomOf,
  sizeClasses,
  sizeOf,
  slotsOf,
} from './core.ts';
import type { Heap } from './heap.ts';
import { unreleasedSlots } from './release.ts';
import { COLLECTING, canUntrackDict, GARBAGE, hasFlag, isHusk, listWord } from './tracking.ts';
import { Kind, type Ref } from './types.ts';
import { bucketNumber, chains, targetOf } from './weak-table.ts';

/**
 * Everything that must be true of a heap between two calls, also while it waits for the host. Returns one sentence for
 * each thing that is not; none if all is well. Takes time in proportion to the heap: for tests.
 *
 * @param held how many references the host holds to which objects; without it, counts may be larger than what the
 * heap itself accounts for, never smaller
 */
export function invariants(heap: Heap, held?: ReadonlyMap<Ref, number>): string[] {
  const { core } = heap;
  const broken: string[] = [];
  const report = (sentence: string): void => {
    broken.push(sentence);
  };
  checkCounts(core, held, report);
  checkLists(core, report);
  checkStorage(core, report);
  checkTotals(core, report);
  checkWeakrefs(core, report);
  return broken;
}

type Report = (sentence: string) => void;

function* rows(core: Core): Generator<number, void, undefined> {
  for (let row = firstRow; row < at(core.words, Header.rowTop); row++) if (kindOf(core, row) !== 0) yield row;
}

const isFrame = (core: Core, row: number): boolean => kindOf(core, row) >= Internal.listHead;
const isAlive = (core: Core, row: number): boolean =>
  !isFrame(core, row) && kindOf(core, row) !== 0 && at(core.words, core.refcount + row) > 0;

/** Every count is the number of references that exist: in slots, also of the dying, held by the machine, by the host. */
function checkCounts(core: Core, held: ReadonlyMap<Ref, number> | undefined, report: Report): void {
  const expected = new Int32Array(core.rows);
  for (const row of rows(core)) {
    if (isFrame(core, row)) continue;
    const [from, to] = isAlive(core, row) ? [0, sizeOf(core, row)] : unreleasedSlots(core, row);
    for (let slot = from; slot < to; slot++) {
      const ref = at(core.words, slotsOf(core, row) + slot);
      if (ref <= 0) continue;
      if (!isAlive(core, ref)) report(`slot ${slot} of ${row} refers to ${ref}, which is no living object`);
      expected[ref] = at(expected, ref) + 1;
    }
  }
  for (const ref of machineHolds(core)) expected[ref] = at(expected, ref) + 1;
  for (const [ref, count] of held ?? []) expected[ref] = at(expected, ref) + count;
  for (const row of rows(core)) {
    if (!isAlive(core, row)) continue;
    const count = at(core.words, core.refcount + row);
    const known = at(expected, row);
    if (held === undefined ? count < known : count !== known) {
      report(`the count of ${row} is ${count}, but ${known} references to it are known`);
    }
  }
}

function* machineHolds(core: Core): Generator<Ref, void, undefined> {
  const garbageList = at(core.words, Header.garbageList);
  if (garbageList !== 0) yield garbageList;
  for (let top = at(core.words, Header.top); top !== 0; top = at(core.words, Column.prev + (top << 3))) {
    if (kindOf(core, top) === Internal.finalizing) yield at(core.words, Column.next + (top << 3));
    else if (kindOf(core, top) === Internal.collection) yield* collectorHolds(core, top);
  }
}

/** Every tracked object is in exactly one list, the one its word names; nothing else is in a list. */
function checkLists(core: Core, report: Report): void {
  const { words } = core;
  const listed = new Set<number>();
  for (let head = 1; head < firstRow; head++) {
    let before = head;
    for (
      let row = at(words, Column.next + (head << 3));
      row !== head;
      row = at(words, Column.next + (row << 3))
    ) {
      if (listed.has(row)) {
        report(`${row} is in the lists twice`);
        return;
      }
      listed.add(row);
      if (at(words, Column.prev + (row << 3)) !== before)
        report(`${row} in list ${head} has a wrong predecessor`);
      checkWord(core, row, head, report);
      before = row;
    }
    if (at(words, Column.prev + (head << 3)) !== before) report(`list ${head} does not end where it should`);
  }
  for (const row of rows(core)) {
    if (!isAlive(core, row) || listed.has(row)) continue;
    if (at(words, core.gc + row) !== 0) report(`${row} is tracked but in no list`);
    if (at(words, Column.next + (row << 3)) !== row) report(`${row} is in no list but linked`);
    if (kindOf(core, row) === Kind.dict && !canUntrackDict(core, row)) {
      report(`dict ${row} is untracked but holds a container`);
    }
  }
}

function checkWord(core: Core, row: number, head: number, report: Report): void {
  const { words } = core;
  const word = at(words, core.gc + row);
  if (!isAlive(core, row)) report(`${row} is in list ${head} but is no living object`);
  const isSetAside = head === List.unreachable || head === List.seen;
  if (head === List.queue && at(words, Header.isCollecting) === 0) {
    report(`${row} waits for its callback without a collection`);
  }
  if (word !== (isSetAside ? GARBAGE : listWord(head)))
    report(`${row} in list ${head} has the gc word ${word}`);
  if (isSetAside && at(words, Header.isCollecting) === 0) report(`${row} is set aside without a collection`);
  if (!isSetAside && (word & COLLECTING) !== 0) report(`${row} is a candidate without a collection`);
}

/** Every row and every word of the arena in use belongs to exactly one owner. */
function checkStorage(core: Core, report: Report): void {
  const { words } = core;
  const top = at(words, Header.slotTop);
  const owner = new Int32Array(top);
  const claim = (who: number, start: number, room: number): void => {
    for (let i = start; i < start + room; i++) {
      if (i >= top || owner[i] !== 0) report(`word ${i} of the arena has two owners, or none: ${who}`);
      owner[i] = who;
    }
  };
  for (const row of rows(core)) {
    if (sizeOf(core, row) > roomOf(core, row)) report(`${row} has more slots than room`);
    if (hasFlag(core, row, Meta.outside)) claim(row, slotsOf(core, row) - core.arena, roomOf(core, row));
    if (kindOf(core, row) === Kind.dict && !isHusk(core, row) && sizeOf(core, row) % 2 !== 0) {
      report(`dict ${row} has half an entry`);
    }
  }
  for (let sizeClass = 0; sizeClass < sizeClasses; sizeClass++) {
    for (let free = at(words, Header.freeExtents + sizeClass); free !== 0; ) {
      claim(-1, free - 1, capacityOf(sizeClass));
      free = at(words, core.arena + free - 1);
    }
  }
  let free = 0;
  for (let row = at(words, Header.freeRows); row !== 0; row = at(words, Column.next + (row << 3))) {
    if (free++ > core.rows || kindOf(core, row) !== 0) {
      report(`free row ${row} is in use`);
      break;
    }
  }
  if (owner.includes(0)) report('a word of the arena is lost');
  const used = [...rows(core)].length;
  if (firstRow + used + free !== at(words, Header.rowTop)) report('a row is lost');
}

/** The chains hold every weak reference that is not cleared, in its bucket; targets live, and know that they are some. */
function checkWeakrefs(core: Core, report: Report): void {
  const linked = new Set<number>();
  const targets = new Set<number>();
  for (const { bucket, chain } of chains(core)) {
    for (const weakref of chain) {
      const target = targetOf(core, weakref);
      if (linked.has(weakref)) report(`weak reference ${weakref} stands in two chains`);
      if (!isAlive(core, weakref) || kindOf(core, weakref) !== Kind.weakref) {
        report(`${weakref} in a chain is no weak reference`);
      }
      if (!isAlive(core, target) && !isDying(core, target)) report(`${weakref} leads to the dead ${target}`);
      if (bucketNumber(core, target) !== bucket) report(`weak reference ${weakref} is in a wrong bucket`);
      linked.add(weakref);
      targets.add(target);
    }
  }
  checkWeakMarks(core, linked, targets, report);
  if (at(core.words, Header.weakrefs) !== linked.size) report('weak references are not counted right');
}

function checkWeakMarks(core: Core, linked: Set<Ref>, targets: Set<Ref>, report: Report): void {
  for (const row of rows(core)) {
    if (isFrame(core, row)) continue;
    if (hasFlag(core, row, Meta.weak) !== (linked.has(row) || targets.has(row))) {
      report(`${row} has a wrong mark of weak references`);
    }
    if (
      kindOf(core, row) === Kind.weakref &&
      isAlive(core, row) &&
      !linked.has(row) &&
      targetOf(core, row) !== 0
    ) {
      report(`weak reference ${row} leads to ${targetOf(core, row)} but is in no chain`);
    }
  }
}

/** A dying object keeps its weak references until their callbacks are taken. */
function isDying(core: Core, row: number): boolean {
  for (let top = at(core.words, Header.top); top !== 0; top = at(core.words, Column.prev + (top << 3))) {
    if (top === row) return true;
  }
  return false;
}

function checkTotals(core: Core, report: Report): void {
  const { words } = core;
  const all = [...rows(core)].filter(row => !isFrame(core, row) && !isHusk(core, row));
  const count = (predicate: (row: number) => boolean): number => all.filter(predicate).length;
  const expect = (what: string, index: number, actual: number): void => {
    if (at(words, index) !== actual) report(`${what}: ${at(words, index)} counted, ${actual} there`);
  };
  expect('objects', Header.objects, all.length);
  expect(
    'watched objects',
    Header.live,
    count(row => hasFlag(core, row, Meta.watched)),
  );
  expect(
    'finalizers to run',
    Header.finalizers,
    count(row => hasFlag(core, row, Meta.finalizer) && !hasFlag(core, row, Meta.finalized)),
  );
}
