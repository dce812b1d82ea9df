/** Levels with a bell: their numbers are those that CPython 3.11 to 3.13 gave for the same programs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LoadedLevel } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';
import { parseMoveList, playMoves } from '../../src/play/index.ts';
import { checkLevel } from '../../src/solver/index.ts';

function fixture(name: string): LoadedLevel {
  const file = new URL(`../fixtures/levels/bell/${name}.yaml`, import.meta.url);
  const loaded = loadLevel(readFileSync(file, 'utf8'), name);
  if (!loaded.ok) throw new Error(loaded.issues.map(({ message }) => message).join('\n'));
  return loaded.value;
}

test.each([
  ['set-the-bell', { collections: [2, 0, 0], traversed: 12, peak: 8 }],
  ['quiet-please', { collections: [1, 0, 0], traversed: 8, peak: 28 }],
  ['the-quarter-rule', { collections: [4, 2, 1], traversed: 54, peak: 42 }],
])('%s keeps its promises', (name, numbers) => {
  const level = fixture(name);
  const moves = parseMoveList(level.level.solution);
  const played = moves.ok ? playMoves(level, moves.value) : moves;

  expect(checkLevel(level)).toEqual([]);
  expect(played.ok && played.value.machine.statistics()).toMatchObject(numbers);
});

test('what the bell rang stands in the log like any collection', () => {
  const played = playMoves(fixture('set-the-bell'), []);
  const log = played.ok ? played.value.machine.log : [];

  // Each request is in use when it rings, so nobody is ever freed.
  expect(log).toEqual(['gc0', 'gc0', 'gc0', 'gc0', 'gc0', 'gc0']);
});

test('without the field the same program never collects', () => {
  const { level, ...rest } = fixture('set-the-bell');
  const { bell: _, ...quiet } = level;
  const played = playMoves({ ...rest, level: quiet }, []);

  expect(played.ok && played.value.machine.statistics()).toMatchObject({ collections: [0, 0, 0], peak: 12 });
});
