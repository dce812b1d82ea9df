import { expect, test } from 'vitest';
import { centreOf, programLines, windowOf } from '../../../src/ui/play-screen/program-view.ts';

const show = (lines: ReturnType<typeof programLines>): string =>
  lines.map(({ number, text, kind, state }) => `${number.padStart(2)} ${kind} ${state}: ${text}`).join('\n');

test('moves stand behind the slot at which they are done', () => {
  const lines = programLines({
    source: 'a = Node("a")\n# moves\ndel a\n',
    slots: [{ slot: 1, line: 2 }],
    moves: [{ slot: 1, text: 'b = a' }],
    slot: 1,
    ran: new Set([1]),
    soon: new Set([3]),
  });

  expect(show(lines)).toBe(
    [
      ' 1 source ran: a = Node("a")',
      ' 2 slot now: # moves',
      '   move soon: b = a',
      ' 3 source soon: del a',
    ].join('\n'),
  );
  expect(centreOf(lines)).toBe(2);
});

test('moves of a program without a slot stand behind its end', () => {
  const lines = programLines({
    source: 'a = Node("a")',
    slots: [{ slot: 1, line: 2 }],
    moves: [{ slot: 1, text: 'del a' }],
    slot: 1,
    ran: new Set([1]),
    soon: new Set(),
  });

  expect(show(lines)).toBe(' 1 source ran: a = Node("a")\n   move soon: del a');
});

test('a move inside a function is indented like its slot', () => {
  const lines = programLines({
    source: 'def work():\n    # moves\n    use(a)',
    slots: [{ slot: 1, line: 2 }],
    moves: [{ slot: 1, text: 'del a' }],
    slot: undefined,
    ran: new Set(),
    soon: new Set(),
  });

  expect(lines[2]?.text).toBe('    del a');
});

test.each([
  [0, 0, [1, 2, 3], 7],
  [3, 2, [3, 4, 5], 5],
  [9, 7, [8, 9, 10], 0],
])('a window of three around line %i', (centre, above, shown, below) => {
  expect(windowOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], centre, 3)).toEqual({ above, shown, below });
});
