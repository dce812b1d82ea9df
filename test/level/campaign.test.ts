import { expect, test } from 'vitest';
import {
  allowEverything,
  type Campaign,
  chapterOf,
  findLevel,
  type Level,
  levelsOf,
  nearestId,
  nextLevel,
  openLevel,
} from '../../src/level/index.ts';

const level = (id: string): Level => ({
  id,
  title: id,
  program: 'a = Node("ada")',
  allow: allowEverything,
  goals: ['freed("ada")'],
  budget: 3,
  solution: ['del a'],
  tempting: [],
  hints: [],
  sources: [],
});

const campaign: Campaign = {
  prologue: [level('start')],
  chapters: [
    { id: 'one', title: 'One', levels: [level('domino'), level('swap')] },
    { id: 'two', title: 'Two', levels: [level('knot')] },
  ],
};

test('levels follow each other over the ends of chapters', () => {
  const next = ['start', 'domino', 'swap', 'knot', 'nowhere'].map(id => nextLevel(campaign, id)?.id);
  expect(next).toEqual(['domino', 'swap', 'knot', undefined, undefined]);
  expect(levelsOf(campaign).map(({ id }) => id)).toEqual(['start', 'domino', 'swap', 'knot']);
});

test('levels and their chapters are found by id', () => {
  expect(findLevel(campaign, 'swap')?.id).toBe('swap');
  expect(findLevel(campaign, 'swapp')).toBe(undefined);
  expect(chapterOf(campaign, 'swap')?.id).toBe('one');
  expect(chapterOf(campaign, 'start')).toBe(undefined);
});

test('a slip of the pen is understood, another word is not', () => {
  expect(nearestId(campaign, 'dominoes')).toBe('domino');
  expect(nearestId(campaign, 'quicksort')).toBe(undefined);
});

test('a level is opened once', () => {
  const [first] = campaign.prologue;
  if (first === undefined) throw new Error('there is one');
  const opened = openLevel(first);
  expect(opened.goals.map(({ sentence }) => sentence)).toEqual(['ada is freed']);
  expect(openLevel(first)).toBe(opened);
});

test('a level that nobody checked is our mistake', () => {
  expect(() => openLevel({ ...level('bad'), goals: ['fried("ada")'] })).toThrow(
    /^level bad was not checked: goals\[0\]/,
  );
});
