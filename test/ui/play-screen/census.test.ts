import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadLevel } from '../../../src/level/load.ts';
import { heapNote } from '../../../src/ui/play-screen/census.ts';
import { startPlay } from '../../../src/ui/play-screen/state.ts';
import { playView } from '../../../src/ui/play-screen/view.ts';
import { textOf } from '../../../src/ui/runs.ts';
import { unicodeSigns } from '../../../src/ui/signs.ts';
import { open, press, somewhere, type } from './play.ts';

const census = { 0: 2, 1: 0, 2: 20, frozen: 0 };
const bell = { births: 6 };

test.each([
  [60, 'gen0 2  gen1 0  gen2 20  bell rings in 6 births'],
  [46, 'gen 2/0/20  bell rings in 6 births'],
  [33, 'gen 2/0/20  bell in 6'],
  [10, ''],
])('in %i columns: %s', (columns, note) => {
  expect(heapNote(census, bell, columns)).toBe(note);
});

test('what there is to say', () => {
  expect(heapNote({ ...census, frozen: 3 }, undefined, 60)).toBe('gen0 2  gen1 0  gen2 20  frozen 3');
  expect(heapNote(undefined, { births: 1 }, 60)).toBe('bell rings at the next birth');
  expect(heapNote(undefined, { births: undefined }, 60)).toBe('the bell is off');
});

const ruleOf = (state: ReturnType<typeof open>): string => textOf(playView(state, unicodeSigns).rule);
const introduced = { place: { ...somewhere, knows: ['generations'] } } as const;

test('the rule above the heap counts generations once a chapter has introduced them', () => {
  const level = '07-ages/02-young-and-cheap';
  expect(ruleOf(open(level, introduced))).toMatch(/ heap ─+ gen0 2 {2}gen1 0 {2}gen2 20 ─$/);
  expect(ruleOf(press(open(level, introduced), 'g 0'))).toMatch(/ gen0 0 {2}gen1 2 {2}gen2 20 ─$/);
  expect(ruleOf(open('05-circles/04-there-and-back'))).toMatch(/ heap ─+$/);
});

test('a level with a bell says when it rings, at every line of a run that is watched', () => {
  const file = new URL('../../fixtures/levels/bell/set-the-bell.yaml', import.meta.url);
  const loaded = loadLevel(readFileSync(file, 'utf8'), 'set-the-bell');
  if (!loaded.ok) throw new Error('no level');
  const options = { place: somewhere, size: { columns: 100, rows: 24 }, isSeen: true };
  const start = startPlay(loaded.value, options);
  const rare = press(type(press(start, ':'), 'gc.set_threshold(5, 10, 10)'), 'enter');
  const { frames = [] } = press(rare, 'c').watched ?? {};

  expect(ruleOf(start)).toContain('bell rings in 2 births');
  // Three lines a round; two are born in each, and at the sixth birth it rings and counts anew.
  expect(frames.map(frame => frame.bell?.births).filter((_, line) => line % 3 === 0)).toEqual([
    6, 4, 2, 6, 4, 2, 6,
  ]);
});
