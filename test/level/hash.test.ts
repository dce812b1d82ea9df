import { expect, test } from 'vitest';
import { canonical, fnv1a, hashLevel } from '../../src/level/hash.ts';
import { allowEverything, type Level } from '../../src/level/index.ts';

const level: Level = {
  id: 'ada',
  title: 'Ada',
  program: 'a = Node("ada")\n',
  allow: allowEverything,
  goals: ['freed("ada")'],
  budget: 3,
  solution: [],
  tempting: [],
  hints: [],
  sources: [],
};

test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('FNV-1a of "%s", as published', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
});

test('the hash of a level does not change by itself', () => {
  expect(hashLevel(level)).toBe('fd53120fb7a4daeb');
});

test('texts do not enter', () => {
  const { title: _, ...rest } = level;
  expect(hashLevel({ ...rest, title: 'Another', hints: ['New.'], chapter: 'names' } as Level)).toBe(
    hashLevel(level),
  );
});

test.each<[string, Partial<Level>]>([
  ['program', { program: 'a = Node("bob")\n' }],
  ['allow', { allow: { ...allowEverything, cut: false } }],
  ['goals', { goals: ['alive("ada")'] }],
  ['budget', { budget: 4 }],
  ['bell', { bell: 'heaplings' }],
])('%s does', (_, changed) => {
  expect(hashLevel({ ...level, ...changed })).not.toBe(hashLevel(level));
});
