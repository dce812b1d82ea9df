import { expect, test } from 'vitest';
import { cellsOf, columnsOf, truncate } from '../../../src/ui/board/text.ts';

test('a wide character takes two cells, a mark none of its own', () => {
  expect(cellsOf('a日')).toEqual(['a', '日', '']);
  expect(columnsOf('e\u0301')).toBe(1);
});

test('what a terminal would obey becomes a question mark', () => {
  expect(cellsOf('\u001b[1m\u0007\u200b\u202e\n').join('')).toBe('?[1m????');
});

test('a cut text never ends in half a character', () => {
  expect(truncate('abc', 3, '…')).toEqual(['a', 'b', 'c']);
  expect(truncate('abcd', 3, '…').join('')).toBe('ab…');
  expect(truncate('a日本', 3, '…')).toEqual(['a', ' ', '…']);
});
