/** All levels that come with the game, in their order. Plain data: `scripts/compile-levels.ts` makes it. */
import type { Level } from './level.ts';
import { nearest } from './suggest.ts';

/**
 * What a level shows only once a chapter has introduced it:
 *
 * - `generations`: on every card where it stands, and the counts of the generations beside the goals.
 */
export const topics = ['generations'] as const;
export type Topic = (typeof topics)[number];

export type Chapter = {
  readonly id: string;
  readonly title: string;

  /** At most two sentences, shown where the chapter begins. */
  readonly opening?: string;

  /** Shown in the levels of this chapter and of all that follow. */
  readonly introduces?: readonly Topic[];
  readonly levels: readonly Level[];
};

export type Campaign = {
  /** Before the first chapter, and in no count of levels. */
  readonly prologue: readonly Level[];
  readonly chapters: readonly Chapter[];
};

/** The prologue first, then chapter by chapter. */
export const levelsOf = ({ prologue, chapters }: Campaign): readonly Level[] => [
  ...prologue,
  ...chapters.flatMap(({ levels }) => levels),
];

export const findLevel = (campaign: Campaign, id: string): Level | undefined =>
  levelsOf(campaign).find(level => level.id === id);

/** The chapter that a level stands in; undefined for the prologue. */
export const chapterOf = (campaign: Campaign, id: string): Chapter | undefined =>
  campaign.chapters.find(({ levels }) => levels.some(level => level.id === id));

/** The level after this one, over the ends of chapters; undefined behind the last and for unknown ids. */
export function nextLevel(campaign: Campaign, id: string): Level | undefined {
  const levels = levelsOf(campaign);
  const index = levels.findIndex(level => level.id === id);
  return index === -1 ? undefined : levels[index + 1];
}

/** The id that was probably meant; undefined if none is near. */
export const nearestId = (campaign: Campaign, id: string): string | undefined =>
  nearest(
    id,
    levelsOf(campaign).map(level => level.id),
  );
