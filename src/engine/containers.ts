import { at, Column, type Core, resize, sizeOf, slotsOf } from './core.ts';
import { letGo, releaseBoth } from './release.ts';
import { trackDictFor } from './tracking.ts';

/*
 * Changes to containers. Values handed in are taken over, values handed out belong to the caller. What is released
 * here is only put on the machine's stack: the caller runs it.
 */

export function listInsert(core: Core, list: number, index: number, value: number): void {
  const size = sizeOf(core, list);
  resize(core, list, size + 1);
  const first = slotsOf(core, list);
  core.words.copyWithin(first + index + 1, first + index, first + size);
  core.words[first + index] = value;
}

export function listRemove(core: Core, list: number, index: number): number {
  const value = at(core.words, slotsOf(core, list) + index);
  removeSlots(core, list, index, 1);
  return value;
}

export function listReverse(core: Core, list: number): void {
  const first = slotsOf(core, list);
  core.words.subarray(first, first + sizeOf(core, list)).reverse();
}

/** Index of the slot of an entry's key, -1 if there is none. Keys are equal if they are the same reference. */
export function dictFind(core: Core, dict: number, key: number): number {
  const first = slotsOf(core, dict);
  const size = sizeOf(core, dict);
  for (let i = 0; i < size; i += 2) if (at(core.words, first + i) === key) return i;
  return -1;
}

/** RC-8, LI-10: an equal key keeps the old key and its place. The old value goes first, then the key handed in. */
export function dictSet(core: Core, dict: number, key: number, value: number): void {
  const found = dictFind(core, dict, key);
  trackDictFor(core, dict, key);
  trackDictFor(core, dict, value);
  if (found >= 0) {
    const slot = slotsOf(core, dict) + found + 1;
    const old = at(core.words, slot);
    core.words[slot] = value;
    releaseBoth(core, old, key);
    return;
  }
  const size = sizeOf(core, dict);
  resize(core, dict, size + 2);
  const slot = slotsOf(core, dict) + size;
  core.words[slot] = key;
  core.words[slot + 1] = value;
}

export function dictRemove(core: Core, dict: number, key: number): boolean {
  const found = dictFind(core, dict, key);
  if (found < 0) return false;
  const slot = slotsOf(core, dict) + found;
  const oldKey = at(core.words, slot);
  const oldValue = at(core.words, slot + 1);
  removeSlots(core, dict, found, 2);
  releaseBoth(core, oldKey, oldValue);
  return true;
}

/** As `dict.pop`: the value is handed out, the key let go. */
export function dictPop(core: Core, dict: number, key: number): number | undefined {
  const found = dictFind(core, dict, key);
  if (found < 0) return undefined;
  const slot = slotsOf(core, dict) + found;
  const oldKey = at(core.words, slot);
  const value = at(core.words, slot + 1);
  removeSlots(core, dict, found, 2);
  letGo(core, oldKey);
  return value;
}

export function setFind(core: Core, set: number, element: number): number {
  const first = slotsOf(core, set);
  const size = sizeOf(core, set);
  for (let i = 0; i < size; i++) if (at(core.words, first + i) === element) return i;
  return -1;
}

/** LI-11: an equal element stays, the one handed in is let go. */
export function setAdd(core: Core, set: number, element: number): void {
  if (setFind(core, set, element) >= 0) letGo(core, element);
  else listInsert(core, set, sizeOf(core, set), element);
}

export function setDiscard(core: Core, set: number, element: number): boolean {
  const found = setFind(core, set, element);
  if (found < 0) return false;
  letGo(core, listRemove(core, set, found));
  return true;
}

function removeSlots(core: Core, row: number, index: number, count: number): void {
  const first = slotsOf(core, row);
  const size = sizeOf(core, row);
  core.words.copyWithin(first + index, first + index + count, first + size);
  core.words[Column.size + (row << 3)] = size - count;
}
