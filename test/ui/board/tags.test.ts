import { expect, test } from 'vitest';
import { assignTags, tagged } from '../../../src/ui/board/tags.ts';

const many = Array.from({ length: 30 }, (_, i) => `key${i}`);

test('one letter each, home row first, without those that mean something else', () => {
  expect([...assignTags(['x', 'y', 'z']).values()]).toEqual(['a', 's', 'd']);
  expect([...assignTags(['x', 'y', 'z'], 'as').values()]).toEqual(['d', 'f', 'g']);
});

test('two letters each when one is not enough, so that none begins another', () => {
  const tags = assignTags(many);

  expect(new Set(tags.values()).size).toBe(30);
  expect(new Set([...tags.values()].map(tag => tag.length))).toEqual(new Set([2]));
});

test('what is meant after a letter: one thing, several still, or nothing', () => {
  const tags = assignTags(many);

  expect(tagged(assignTags(['x', 'y']), 's')).toBe('y');
  expect(tagged(tags, 'a')).toBe('more');
  expect(tagged(tags, 'as')).toBe('key1');
  expect(tagged(tags, '?')).toBeUndefined();
});
