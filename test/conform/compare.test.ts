import { expect, test } from 'vitest';
import { differences, keys } from '../../src/conform/compare.ts';
import type { Observation } from '../../src/conform/index.ts';

test.each<[Observation, Observation]>([
  [{ rc: { a: 1, b: 2 } }, { rc: { b: 2, a: 1 } }],
  [{ gen: { a: null, b: 'p' } }, { gen: { b: 'p', a: null } }],
  [{ wr: { a: null, b: 'x' } }, { wr: { b: 'x', a: null } }],
  [{ vars: { g_a: '-', g_b: null } }, { vars: { g_b: null, g_a: '-' } }],
  [
    {
      gcs: [
        [0, 1, 2, 0],
        [2, 1, 0, 0],
      ],
    },
    {
      gcs: [
        [2, 1, 0, 0],
        [0, 1, 2, 0],
      ],
    },
  ],
  [{ fin: ['a', 'b'] }, { fin: ['b', 'a'] }],
  [{ order: { 0: ['a'], 2: ['b'] } }, { order: { 2: ['b'], 0: ['a'] } }],
  [{ rc: {}, ev: [], fin: [] }, {}],
  [{ so: { s: ['a'] } }, {}],
])('what does not matter: %j and %j', (expected, got) => {
  expect(differences(expected, got)).toEqual([]);
});

test.each<[Observation, Observation, string]>([
  [{ ev: ['d:a', 'd:b'] }, { ev: ['d:b', 'd:a'] }, 'ev'],
  [{ order: { 0: ['a', 'b'] } }, { order: { 0: ['b', 'a'] } }, 'order'],
  [{ order: {} }, {}, 'order'],
  [{ rc: { a: 1 } }, { rc: { a: 'immortal' } }, 'rc'],
  [{ rc: { a: 1 } }, { rc: { a: 1, b: 1 } }, 'rc'],
  [{ gen: { a: null } }, { gen: {} }, 'gen'],
  [{ wr: { a: null } }, {}, 'wr'],
  [{ vars: { g_a: null } }, { vars: { g_a: '-' } }, 'vars'],
  [{ fin: ['a', 'a'] }, { fin: ['a'] }, 'fin'],
  [{ gcs: [[0, 1, 2, 0]] }, { gcs: [[0, 1, 3, 0]] }, 'gcs'],
  [{ cnt: [1, 0, 0] }, { cnt: [1, 0, 1] }, 'cnt'],
  [{ ret: 0 }, {}, 'ret'],
  [{ q: ['a', 'a'] }, { q: ['a'] }, 'q'],
  [{ q: [] }, {}, 'q'],
  [{ same: 'w' }, {}, 'same'],
  [{ garbage: [] }, {}, 'garbage'],
])('what matters: %j is not %j', (expected, got, key) => {
  expect(differences(expected, got).map(difference => difference.key)).toEqual([key]);
  expect(differences(got, expected).map(difference => difference.key)).toEqual([key]);
});

test('every key is compared', () => {
  const all = Object.fromEntries(Object.keys(keys).map(key => [key, ['x']]));
  expect(differences(all, {}).map(({ key }) => key)).toEqual(Object.keys(keys));
});

test('the most telling key comes first, nothing is null, and a key can be left out', () => {
  const expected: Observation = { ret: 2, ev: ['gd:a'], cnt: [0, 1, 0] };
  expect(differences(expected, { ret: 3 }, ['cnt'])).toEqual([
    { key: 'ev', expected: ['gd:a'], got: null },
    { key: 'ret', expected: 2, got: 3 },
  ]);
});
