import { expect, test } from 'vitest';
import { positionOf } from '../../src/play/index.ts';
import { makeLevel, play } from './make.ts';

const program = [
  'a = ring("a", 2)',
  '# slot 1',
  'gc.collect(0)',
  '# slot 2',
  'gc.collect(0)',
  'gc.collect(1)',
];
const level = makeLevel(program, { allow: { cut: true, collect: [0, 1, 2] } });
const lastOf = (...steps: readonly string[]) => positionOf(play(level, ...steps)).last;

test('a continue says which collections the lines ran, and what they looked at', () => {
  expect(lastOf('c')?.sentence).toBe(
    'A collection of generation 0 ran and looked at 2 heaplings. Nothing was freed.',
  );
  expect(lastOf('c', 'c')?.sentence).toBe(
    'Collections of generations 0 and 1 ran and looked at 2 heaplings. Nothing was freed. The program has ended.',
  );
});

test('several of one generation are counted', () => {
  const twice = makeLevel(['a = Node("a")', '# slot 1', 'gc.collect(0)', 'gc.collect(0)']);
  expect(positionOf(play(twice, 'c')).last?.sentence).toMatch(
    /^2 collections of generation 0 ran and looked/,
  );
});

test('who has moved to another generation, and from which', () => {
  expect([...(lastOf('gc.collect(0)')?.promoted ?? [])].map(([, from]) => from)).toEqual([0, 0]);
  expect([...(lastOf('gc.collect(1)', '[1] gc.collect(0)')?.promoted ?? [])]).toEqual([]);
});
