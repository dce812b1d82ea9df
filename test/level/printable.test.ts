import { expect, test } from 'vitest';
import { dangerIn, printable } from '../../src/level/index.ts';

test.each([
  ['\u0000', 'U+0000'],
  ['\t', 'U+0009'],
  ['\r', 'U+000D'],
  ['\u001b', 'U+001B'],
  ['\u007f', 'U+007F'],
  ['\u009b', 'U+009B'],
  ['\u200d', 'U+200D'],
  ['\u202e', 'U+202E'],
  ['\u2066', 'U+2066'],
  ['\ud800', 'U+D800'],
  ['\ufeff', 'U+FEFF'],
  ['\u{e0041}', 'U+E0041'],
])('%j is dangerous', (character, name) => {
  expect(dangerIn(`before ${character} after`)).toBe(name);
  expect(printable(`a${character}b`)).toBe('a?b');
});

test.each(['plain', 'two\nlines', 'Grüße', '→ ●', '漢字', '😀'])('%j is not', text => {
  expect(dangerIn(text)).toBe(undefined);
});

test('a message is one line and has an end', () => {
  expect(printable('two\nlines')).toBe('two lines');
  expect(printable('x'.repeat(30), 10)).toBe('xxxxxxxxx…');
  expect(printable('😀'.repeat(10), 10)).toBe('😀'.repeat(10));
});
