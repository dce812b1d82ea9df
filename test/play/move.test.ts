import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMove, parseMoves, printMove, printMoves } from '../../src/play/index.ts';

const name = fc.constantFrom('a', 'b', 'keep', 'xs', 'd');
const place: fc.Arbitrary<string> = fc.oneof(
  name,
  fc.tuple(name, name).map(([object, attribute]) => `${object}.${attribute}`),
  fc.tuple(name, fc.nat(9)).map(([list, index]) => `${list}[${index}]`),
  name.map(dict => `${dict}["k"]`),
);
const statement = fc.oneof(
  place.map(text => `del ${text}`),
  fc.tuple(place, place).map(([to, from]) => `${to} = ${from}`),
  fc.constantFrom('gc.collect(0)', 'xs.clear()', 's.discard(a)', 'x = Node("ada")'),
);
const move = fc.tuple(fc.integer({ min: 1, max: 12 }), statement).map(([slot, text]) => `[${slot}] ${text}`);

function read(text: string) {
  const parsed = parseMove(text);
  if (!parsed.ok) throw new Error(`not a move: ${text}`);
  const { slot, text: statementText } = parsed.value;
  return { slot, text: statementText };
}

test('a printed move reads as the same move', () => {
  fc.assert(
    fc.property(move, text => {
      const parsed = parseMove(text);
      if (!parsed.ok) throw new Error(text);
      expect(read(printMove(parsed.value))).toEqual(read(text));
    }),
  );
});

test('a printed list reads as the same list', () => {
  fc.assert(
    fc.property(fc.array(move), texts => {
      const list = parseMoves(texts.join('\n'));
      if (!list.ok) throw new Error(texts.join('\n'));
      const again = parseMoves(printMoves(list.value));
      expect(again.ok && again.value.map(printMove)).toEqual(list.value.map(printMove));
    }),
  );
});

describe('a move', () => {
  test.each([
    ['del a', { slot: 1, text: 'del a' }],
    ['[1] del a', { slot: 1, text: 'del a' }],
    ['[2]del a', { slot: 2, text: 'del a' }],
    ['  [ 3 ]  a.next=None  ', { slot: 3, text: 'a.next = None' }],
    ["d['k'] = a", { slot: 1, text: 'd["k"] = a' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('prints its mark only where it is not slot 1', () => {
    expect(printMoves([read('[1] del a'), read('[2] del b')].map(({ slot, text }) => made(slot, text)))).toBe(
      'del a\n[2] del b\n',
    );
  });
});

function made(slot: number, text: string) {
  const parsed = parseMove(`[${slot}] ${text}`);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

test('comments and empty lines are for people, whatever the line ends', () => {
  const list = parseMoves('# first\r\n\r\ndel a\r\n   # then\r\n[2] del b');
  expect(list.ok && list.value.map(printMove)).toEqual(['del a', '[2] del b']);
});

test('every problem is told, with its line and column', () => {
  const list = parseMoves('del a\n[0] del b\n[x] del b\n[2]\ndel\n[line 4] del c\n');
  expect(list.ok).toBe(false);
  expect(!list.ok && list.issues.map(({ code, line, column }) => [code, line, column])).toEqual([
    ['move-slot', 2, 1],
    ['move-slot', 3, 1],
    ['move-empty', 4, 4],
    ['move-syntax', 5, expect.any(Number)],
    ['move-edit', 6, 1],
  ]);
});
