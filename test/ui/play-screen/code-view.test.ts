import { expect, test } from 'vitest';
import { codeOf } from '../../../src/ui/play-screen/code-view.ts';
import type { PlayState } from '../../../src/ui/play-screen/state.ts';
import { textOf } from '../../../src/ui/runs.ts';
import { asciiSigns, unicodeSigns } from '../../../src/ui/signs.ts';
import { open, press } from './play.ts';

const code = (state: PlayState, columns: number, rows: number, signs = unicodeSigns): readonly string[] =>
  codeOf(state, signs, columns, rows).map(textOf);

const start = open('07-ages/07-three-requests');

test('lines that have no room are counted at the edge', () => {
  const atTop = code(start, 28, 4);
  const inTheMiddle = code(press(start, 'c c'), 28, 4);
  const atBottom = code(press(start, 'c c c c c'), 28, 4);

  expect([atTop.at(0), atTop.at(-1)]).toEqual([
    '  3  # go                ↑2 ',
    '  6· del q               ↓9 ',
  ]);
  expect(inTheMiddle.at(-1)).toBe(' 10· del q               ↓5 ');
  expect([atBottom.at(0), atBottom.at(-1)]).toEqual([' 12  q = ring("r", 2)   ↑11 ', ' 15▸ # slot 6']);
  expect(code(start, 28, 4, asciiSigns).at(-1)).toBe('  6- del q               v9 ');
  expect(code(start, 28, 15).join('')).not.toMatch(/[↑↓]/);
});

test('the count stands behind the move of a player and cuts no column off the pane', () => {
  const moved = code(press(start, 'g 0'), 28, 2);
  expect(moved).toEqual(['  5▸ # slot 1            ↑4 ', '   ▸ gc.collect(0)  you ↓10 ']);
  for (const columns of [21, 24, 28]) {
    for (const line of code(press(start, 'g 0'), columns, 1))
      expect(line.length).toBeLessThanOrEqual(columns);
  }
});

test('the gutter is as wide as the program needs, however many moves stand in it', () => {
  const level = '07-ages/06-young-ring-old-tail';
  const moved = press(open(level), 'g 0 g 0');

  expect(code(moved, 40, 20)).toHaveLength(10);
  expect(code(moved, 40, 20)[0]).toBe(code(open(level), 40, 20)[0]);
});
