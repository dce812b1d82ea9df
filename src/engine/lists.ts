import { at, type Core } from './core.ts';

/*
 * The lists of tracked objects: doubly linked rings through `next` and `prev`, each with a head that is a row of its
 * own, as in CPython.
 */

export const firstOf = (core: Core, head: number): number => at(core.words, core.next + head);
export const isEmptyList = (core: Core, head: number): boolean => firstOf(core, head) === head;

export function append(core: Core, head: number, row: number): void {
  const { words, next, prev } = core;
  const last = at(words, prev + head);
  words[next + last] = row;
  words[prev + row] = last;
  words[next + row] = head;
  words[prev + head] = row;
}

/** Takes a row out of its list; its own links stay as they are. */
export function unlink(core: Core, row: number): void {
  const { words, next, prev } = core;
  const before = at(words, prev + row);
  const after = at(words, next + row);
  words[next + before] = after;
  words[prev + after] = before;
}

/** Appends all of `from` to `to`; `from` is empty afterwards. */
export function merge(core: Core, from: number, to: number): void {
  if (isEmptyList(core, from)) return;
  const { words, next, prev } = core;
  const first = at(words, next + from);
  const last = at(words, prev + from);
  const end = at(words, prev + to);
  words[next + end] = first;
  words[prev + first] = end;
  words[next + last] = to;
  words[prev + to] = last;
  words[next + from] = from;
  words[prev + from] = from;
}

/** The rows of a list, in order. */
export function* rowsOf(core: Core, head: number): Generator<number, void, undefined> {
  for (let row = firstOf(core, head); row !== head; row = at(core.words, core.next + row)) yield row;
}

export function lengthOf(core: Core, head: number): number {
  let length = 0;
  for (let row = firstOf(core, head); row !== head; row = at(core.words, core.next + row)) length++;
  return length;
}
