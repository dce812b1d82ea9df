import { at, Column, type Core } from './core.ts';

/*
 * The lists of tracked objects: doubly linked rings through `next` and `prev`, each with a head that is a row of its
 * own, as in CPython.
 */

export const firstOf = (core: Core, head: number): number => at(core.words, Column.next + (head << 3));
export const isEmptyList = (core: Core, head: number): boolean => firstOf(core, head) === head;

export function append(core: Core, head: number, row: number): void {
  const { words } = core;
  const last = at(words, Column.prev + (head << 3));
  words[Column.next + (last << 3)] = row;
  words[Column.prev + (row << 3)] = last;
  words[Column.next + (row << 3)] = head;
  words[Column.prev + (head << 3)] = row;
}

/** Takes a row out of its list; its own links stay as they are. Nothing happens to a row that is linked to itself. */
export function unlink(core: Core, row: number): void {
  const { words } = core;
  const before = at(words, Column.prev + (row << 3));
  const after = at(words, Column.next + (row << 3));
  words[Column.next + (before << 3)] = after;
  words[Column.prev + (after << 3)] = before;
}

/** Appends all of `from` to `to`; `from` is empty afterwards. */
export function merge(core: Core, from: number, to: number): void {
  if (isEmptyList(core, from)) return;
  const { words } = core;
  const first = at(words, Column.next + (from << 3));
  const last = at(words, Column.prev + (from << 3));
  const end = at(words, Column.prev + (to << 3));
  words[Column.next + (end << 3)] = first;
  words[Column.prev + (first << 3)] = end;
  words[Column.next + (last << 3)] = to;
  words[Column.prev + (to << 3)] = last;
  words[Column.next + (from << 3)] = from;
  words[Column.prev + (from << 3)] = from;
}

/** The rows of a list, in order. */
export function* rowsOf(core: Core, head: number): Generator<number, void, undefined> {
  for (let row = firstOf(core, head); row !== head; row = at(core.words, Column.next + (row << 3))) yield row;
}

export function lengthOf(core: Core, head: number): number {
  let length = 0;
  for (let row = firstOf(core, head); row !== head; row = at(core.words, Column.next + (row << 3))) length++;
  return length;
}
