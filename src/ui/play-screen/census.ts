/** How many heaplings stand in each generation, as the rule above the board says it. */

import { list } from '../../level/goal-sentence.ts';
import type { Generation, Holder, HolderId, Scene } from '../../play/index.ts';
import type { Machine } from '../../python/index.ts';
import { words } from '../words.ts';

export type Census = Readonly<Record<Generation, number>>;

export function censusOf({ holders }: Scene): Census {
  const census = { 0: 0, 1: 0, 2: 0, frozen: 0 };
  for (const { isHeapling, generation, chain } of holders) {
    if (isHeapling && generation !== undefined) census[generation] += chain?.length ?? 1;
  }
  return census;
}

/** `y1 and y2 moved to generation 1.`: who a step has moved on; empty where nobody was. */
export function movedText({ holders }: Scene, promoted: ReadonlyMap<HolderId, Generation>): string {
  const moved = holders.filter(({ id, isHeapling }) => isHeapling && promoted.has(id));
  return ([1, 2] as const)
    .flatMap(generation => {
      const titles = moved.filter(holder => holder.generation === generation).map(nameOf);
      return titles.length === 0 ? [] : [`${list(titles)} moved to generation ${generation}.`];
    })
    .join(' ');
}

const nameOf = ({ title, chain }: Holder): string =>
  chain === undefined ? title : `${title} to ${chain.last}`;

/** When the bell of a level rings: at so many births; undefined while it is switched off. */
export type Bell = { readonly births: number | undefined };

/** As it is now: the machine may run on. */
export function bellOf(machine: Machine): Bell | undefined {
  const bell = machine.bell();
  return bell && { births: bell.births };
}

/** The longest of the ways to say it that has room. */
export function heapNote(census: Census | undefined, bell: Bell | undefined, columns: number): string {
  const rings = bell === undefined ? [''] : [words.bell(bell.births), words.bellShort(bell.births)];
  const notes = rings.flatMap(ring => [
    join(census === undefined ? '' : inFull(census), ring),
    join(census === undefined ? '' : inShort(census), ring),
  ]);
  return notes.find(note => note.length <= columns) ?? '';
}

const inFull = (census: Census): string =>
  `gen0 ${census[0]}  gen1 ${census[1]}  gen2 ${census[2]}${frozen(census)}`;

const inShort = (census: Census): string => `gen ${census[0]}/${census[1]}/${census[2]}${frozen(census)}`;

const frozen = (census: Census): string => (census.frozen === 0 ? '' : `  frozen ${census.frozen}`);

const join = (...parts: readonly string[]): string => parts.filter(part => part !== '').join('  ');
