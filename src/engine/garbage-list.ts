import { listInsert } from './containers.ts';
import { at, Column, type Core, Header, label, Meta, sizeOf, takeRow } from './core.ts';
import { incref } from './release.ts';
import { Kind } from './types.ts';

/*
 * `gc.garbage`: a list that was there before anything else, so that its birth counts nowhere and it is in no
 * generation. It is a root. The heap holds it.
 */

/** The list; made when it is asked for the first time. */
export function garbageList(core: Core): number {
  const there = at(core.words, Header.garbageList);
  if (there !== 0) return there;
  const list = takeRow(core, Kind.list | Meta.root, 0);
  const { words } = core;
  words[core.refcount + list] = 1;
  words[Column.type + (list << 3)] = 0;
  label(core, list);
  words[Header.objects] = at(words, Header.objects) + 1;
  words[Header.garbageList] = list;
  return list;
}

/** GC-15: what would be emptied is kept instead. */
export function keepAsGarbage(core: Core, object: number): void {
  const list = garbageList(core);
  incref(core, object);
  listInsert(core, list, sizeOf(core, list), object);
}
