import { expect, test } from 'vitest';
import { hashLevel } from '../../../src/level/index.ts';
import { type GameRecord, noProgress, progressFrom } from '../../../src/play/index.ts';
import {
  continueSpot,
  levelAt,
  placeOf,
  type Spot,
  spotOf,
  spotToShow,
} from '../../../src/ui/app/catalogue.ts';
import { catalogue } from './levels.ts';

const ids = catalogue.flatMap(section => section.levels.map(({ id }) => id));

function about(id: string, at: string) {
  const spot = spotOf(catalogue, id);
  const level = spot === undefined ? undefined : levelAt(catalogue, spot);
  if (level === undefined) throw new Error(`no level ${id}`);
  return { v: 1, at, level: id, hash: hashLevel(level) } as const;
}

const steps = (id: string, at: string): GameRecord => ({
  ...about(id, at),
  kind: 'steps',
  done: [],
  undone: [],
});
const won = (id: string, at: string): GameRecord => ({
  ...about(id, at),
  kind: 'won',
  moves: [],
  metrics: { moves: 1, traversed: 0, peak: 1 },
});

const idAt = (spot: Spot | undefined): string | undefined =>
  spot === undefined ? undefined : levelAt(catalogue, spot)?.id;

test('without progress one goes on at the beginning', () => {
  expect(idAt(continueSpot(catalogue, noProgress))).toBe(ids[0]);
});

test('an unsolved level that was played last comes first, wherever it stands', () => {
  const [first = '', second = '', third = ''] = ids;
  const progress = progressFrom([
    steps(third, '2026-01-02'),
    steps(first, '2026-01-01'),
    won(second, '2026-01-03'),
  ]);
  expect(idAt(continueSpot(catalogue, progress))).toBe(third);
});

test('behind a solved one, the next unsolved comes', () => {
  const [first = '', second = '', third = ''] = ids;
  const progress = progressFrom([
    steps(second, '2026-01-02'),
    won(second, '2026-01-02'),
    steps(first, '2026-01-01'),
  ]);
  expect(idAt(continueSpot(catalogue, progress))).toBe(third);
});

test('the map opens at the level played last, or at the next unsolved one behind it, never before it', () => {
  const [first = '', second = '', third = '', fourth = ''] = ids;
  const shown = (...records: readonly GameRecord[]) => idAt(spotToShow(catalogue, progressFrom(records)));
  const solved = (id: string, at: string) => [steps(id, at), won(id, at)];

  expect(shown()).toBeUndefined();
  expect(shown(...solved(third, '1'), steps(first, '2'))).toBe(first);
  expect(shown(...solved(third, '1'), ...solved(second, '2'))).toBe(fourth);
  expect(shown(...solved(fourth, '3'))).toBe(fourth);
});

test('a chapter ends with its last level, the campaign with the last of all, the prologue not at all', () => {
  const endings = ids.map(
    id => placeOf(catalogue, spotOf(catalogue, id) ?? { section: 0, level: 0 }, noProgress).ending,
  );
  expect(endings).toEqual([
    undefined,
    undefined,
    { type: 'chapter', title: 'Names are not boxes', next: 'Circles' },
    { type: 'campaign', open: 3, levels: 4 },
  ]);
});
