import { expect, test } from 'vitest';
import { describeIssue } from '../../src/python/issue.ts';
import { parse } from '../../src/python/parse/parse.ts';

const describe = (source: string, file?: string): string => {
  const result = parse(source);
  return result.ok ? '' : result.issues.map(issue => describeIssue(issue, source, file)).join('\n');
};

test('an issue says where, what, shows the line with a caret and what to write instead', () => {
  expect(describe('a = 1\nb = 2 + 1.5\n', 'ring.py')).toBe(
    `ring.py:2:9: Floats are not part of this subset.
  b = 2 + 1.5
          ^^^
  Use an integer.`,
  );
});

test('the caret stands under wide characters and escapes', () => {
  expect(describe('名 = "🐍" + 1.5')).toContain('\n  名 = "🐍" + 1.5\n              ^^^\n');
  expect(describe('x = "\t" + 1.5')).toContain('\n  x = "\\t" + 1.5\n             ^^^\n');
});

test('no control character gets through, not even from the name of the file', () => {
  const text = describe('a = "\u001b[2J\u202e\u009b" + 1.5\n', 'x\u001b[31m\n.py');
  expect(text).not.toMatch(/[\p{Cc}--\n]|\p{Bidi_Control}/v);
  expect(text).toContain('x\\x1b[31m\\n.py:1:6: The character U+001B cannot stand in a program.');
  expect(text).toContain('  a = "\\x1b[2J\\u202e\\x9b" + 1.5\n       ^^^^\n');
});

test('a long line is cut around the place', () => {
  const shown = describe(`${'a = 1; '.repeat(50)}b = 1.5; ${'a = 1; '.repeat(50)}`).split('\n');
  expect(shown[1]).toHaveLength(106);
  expect(shown[1]?.indexOf('1.5')).toBe(shown[2]?.indexOf('^'));
});

test('lines end alike whatever the text ends them with, and a byte order mark is not a column', () => {
  expect(describe('\ufeffa = 1.5\r\nb = 2.5\rc = 3.5')).toBe(
    `<program>:1:5: Floats are not part of this subset.
  a = 1.5
      ^^^
  Use an integer.
<program>:2:5: Floats are not part of this subset.
  b = 2.5
      ^^^
  Use an integer.
<program>:3:5: Floats are not part of this subset.
  c = 3.5
      ^^^
  Use an integer.`,
  );
});
