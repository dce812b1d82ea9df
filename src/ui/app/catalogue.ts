/** The levels in the order in which they are offered, and what the player has done with them. */
import { type Campaign, hashLevel, type Level, type Topic } from '../../level/index.ts';
import { type LevelStanding, type Progress, standingOf } from '../../play/index.ts';
import type { Ending, LevelPlace } from '../play-screen/state.ts';
import { words } from '../words.ts';

export type Section = {
  readonly title: string;

  /** Two sentences at most. */
  readonly opening?: string | undefined;
  readonly levels: readonly Level[];

  /** Shown before chapter 1; its levels have no numbers and no stars. */
  readonly isPrologue: boolean;

  /** What this chapter and those before it have introduced. */
  readonly knows: readonly Topic[];
};

export type Catalogue = readonly Section[];

/** The prologue, then chapter by chapter. Sections without levels are left out. */
export function catalogueOf({ prologue, chapters }: Campaign): Catalogue {
  const sections: Section[] = [{ title: words.prologue, levels: prologue, isPrologue: true, knows: [] }];
  for (const { title, opening, levels, introduces = [] } of chapters) {
    const knows = [...(sections.at(-1)?.knows ?? []), ...introduces];
    sections.push({ title, opening, levels, isPrologue: false, knows });
  }
  return sections.filter(({ levels }) => levels.length > 0);
}

/** Position of a level: index of its section, index in it. */
export type Spot = { readonly section: number; readonly level: number };

export const levelAt = (catalogue: Catalogue, { section, level }: Spot): Level | undefined =>
  catalogue[section]?.levels[level];

const allSpots = (catalogue: Catalogue): readonly Spot[] =>
  catalogue.flatMap(({ levels }, section) => levels.map((_, level) => ({ section, level })));

export const spotOf = (catalogue: Catalogue, id: string): Spot | undefined =>
  allSpots(catalogue).find(spot => levelAt(catalogue, spot)?.id === id);

/** The level to go on with: the first unsolved one behind `after`, else the first unsolved one of all. */
export function nextSpot(catalogue: Catalogue, progress: Progress, after?: Spot): Spot | undefined {
  return openSpots(catalogue, progress, after)[0] ?? openSpots(catalogue, progress)[0];
}

/** The unsolved levels, all or those behind `after`. */
function openSpots(catalogue: Catalogue, progress: Progress, after?: Spot): readonly Spot[] {
  const spots = allSpots(catalogue);
  const from = after === undefined ? 0 : 1 + spots.findIndex(spot => isSame(spot, after));
  return spots.slice(from).filter(spot => !isSolved(progress, levelAt(catalogue, spot)));
}

/** The level played last. */
function lastSpot(catalogue: Catalogue, progress: Progress): Spot | undefined {
  const lastStep = (spot: Spot): string => {
    const versions = [...(progress.get(levelAt(catalogue, spot)?.id ?? '')?.values() ?? [])];
    return versions.reduce(
      (last, { steps }) => (steps !== undefined && steps.at > last ? steps.at : last),
      '',
    );
  };
  return allSpots(catalogue).reduce<Spot | undefined>(
    (latest, spot) => (lastStep(spot) > (latest === undefined ? '' : lastStep(latest)) ? spot : latest),
    undefined,
  );
}

/** Where the player left: the level played last, or, once that is solved, the one to go on with behind it. */
export function continueSpot(catalogue: Catalogue, progress: Progress): Spot | undefined {
  const last = lastSpot(catalogue, progress);
  if (last === undefined || isSolved(progress, levelAt(catalogue, last)))
    return nextSpot(catalogue, progress, last);
  return last;
}

/** Where the map opens: the level played last, or, once that is solved, the first unsolved one behind it. */
export function spotToShow(catalogue: Catalogue, progress: Progress): Spot | undefined {
  const last = lastSpot(catalogue, progress);
  if (last === undefined || !isSolved(progress, levelAt(catalogue, last))) return last;
  return openSpots(catalogue, progress, last)[0] ?? last;
}

/** The level behind this one, solved or not. */
export function followingSpot(catalogue: Catalogue, at: Spot): Spot | undefined {
  const spots = allSpots(catalogue);
  return spots[1 + spots.findIndex(spot => isSame(spot, at))];
}

export function placeOf(catalogue: Catalogue, spot: Spot, progress: Progress): LevelPlace {
  const section = catalogue[spot.section];
  const ending = endingAt(catalogue, spot, progress);
  return {
    ...(ending === undefined ? {} : { ending }),
    chapter: section?.title ?? '',
    number: spot.level + 1,
    of: section?.levels.length ?? 0,
    isPrologue: section?.isPrologue ?? false,
    hasNext: followingSpot(catalogue, spot) !== undefined,
    isSandbox: false,
    knows: section?.knows ?? [],
  };
}

/** The prologue runs on into the first chapter; other chapters end with a look at the map. */
function endingAt(catalogue: Catalogue, spot: Spot, progress: Progress): Ending | undefined {
  const section = catalogue[spot.section];
  const following = followingSpot(catalogue, spot);
  if (following === undefined) {
    const spots = allSpots(catalogue);
    const isOpen = (other: Spot): boolean =>
      !isSame(other, spot) && !isSolved(progress, levelAt(catalogue, other));
    return { type: 'campaign', open: spots.filter(isOpen).length, levels: spots.length };
  }
  if (section === undefined || section.isPrologue || following.section === spot.section) return undefined;
  return { type: 'chapter', title: section.title, next: catalogue[following.section]?.title ?? '' };
}

export const isSame = (left: Spot, right: Spot): boolean =>
  left.section === right.section && left.level === right.level;

export const solvedIn = ({ levels }: Section, progress: Progress): number =>
  levels.filter(level => isSolved(progress, level)).length;

const isSolved = (progress: Progress, level: Level | undefined): boolean =>
  level !== undefined && standingFor(progress, level).stars.solved;

/** What is known of a level that need not be open. */
export const standingFor = (progress: Progress, level: Level): LevelStanding =>
  standingOf(progress, { level, hash: progress.has(level.id) ? hashOf(level) : '' });

const hashes = new WeakMap<Level, string>();

/** Hashing a whole campaign takes longer than drawing it, and the answer never changes. */
function hashOf(level: Level): string {
  const known = hashes.get(level);
  if (known !== undefined) return known;
  const hash = hashLevel(level);
  hashes.set(level, hash);
  return hash;
}
