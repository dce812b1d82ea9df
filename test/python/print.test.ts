import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseExpression, parseStatement } from '../../src/python/parse/parse.ts';
import { print } from '../../src/python/print.ts';
import { expressions, modules, simpleStatements, withoutSpans } from './trees.ts';

const parsed = <T>(result: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
};

test('an expression comes back from its text', () => {
  fc.assert(
    fc.property(expressions, tree => {
      expect(withoutSpans(parsed(parseExpression(print(tree))))).toEqual(withoutSpans(tree));
    }),
    { numRuns: 1000 },
  );
});

test('a move comes back from its text', () => {
  fc.assert(
    fc.property(simpleStatements, tree => {
      expect(withoutSpans(parsed(parseStatement(print(tree))))).toEqual(withoutSpans(tree));
    }),
    { numRuns: 300 },
  );
});

test('a program comes back from its text', () => {
  fc.assert(
    fc.property(modules, tree => {
      const text = print(tree);
      expect(withoutSpans(parsed(parse(text)).body)).toEqual(withoutSpans(tree.body));
      expect(print(parsed(parse(text)))).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['not a and b', 'not a and b'],
  ['not (a and b)', 'not (a and b)'],
  ['(a and b) and c', '(a and b) and c'],
  ['a and b and c', 'a and b and c'],
  ['a - (b - c) - d', 'a - (b - c) - d'],
  ['-a * -(b + 1)', '-a * -(b + 1)'],
  ['(not a) == b', '(not a) == b'],
  ['(a < b) < c', '(a < b) < c'],
  ['a < b < c', 'a < b < c'],
  ['(1).real', '(1).real'],
  ["'it''s'", '"its"'],
  ["d['k']", 'd["k"]'],
  ['a, b', '(a, b)'],
  ['a,', '(a,)'],
  ['"\\x1b\\u202e\\"\\\\"', '"\\x1b\\u202e\\"\\\\"'],
  ['"é🐍"', '"é🐍"'],
])('%s prints as %s', (source, text) => {
  expect(print(parsed(parseExpression(source)))).toBe(text);
});

test('blocks, elif chains and marks print at their indentation', () => {
  const text = `class App(Node):
    def send(self, to=None):
        pass
def work(x):
    for i in range(3):
        if x is None:
            # slot 2
            return
        elif i == 1:
            x.next = i
        else:
            x += 1
    # moves
    while True:
        break
# go
import gc, sys
del a, b.next
`;
  expect(print(parsed(parse(text)))).toBe(text);
});
