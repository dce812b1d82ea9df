import { expect, test } from 'vitest';
import { openLevel } from '../../../src/level/index.ts';
import { focusedOf, startPlay } from '../../../src/ui/play-screen/state.ts';
import { press, somewhere } from './play.ts';

/** The place that is looked at when the program has run to its end with these goals. */
function lookedAt(program: string, ...goals: readonly string[]): string | undefined {
  const level = openLevel({
    id: 'lost',
    title: 'Lost',
    program,
    allow: { cut: true, wire: [], collect: [], statements: [], keep: [] },
    goals,
    budget: 2,
    solution: [],
    tempting: [],
    hints: [],
    sources: [],
  });
  const size = { columns: 80, rows: 24 };
  const lost = press(startPlay(level, { place: somewhere, size, isSeen: true, isStill: true }), 'c');
  expect(lost.position.status).toBe('lost');
  const { holder, row } = focusedOf(lost) ?? {};
  return row === undefined ? undefined : `${holder?.title}'s ${row.name}`;
}

const list = 'a = Node("ada")\nb = Node("bob")\nxs = [b, a]\n# moves\ndel a\n';
const ring = 'a = Node("ada")\na.me = a\nb = Node("bob")\n# moves\ndel a\n';

test.each<[string, string, readonly string[], string]>([
  ['who should be freed is held by a list', list, ['freed("ada")'], "list's [1]"],
  ['the first goal holds, the second does not', list, ['alive("bob")', 'freed("ada")'], "list's [1]"],
  ['nobody reaches it, and it holds itself', ring, ['garbage() == 0'], "ada's me"],
  ['a count is too high', list, ['rc("bob") == 1'], "globals's b"],
  ['a place holds somebody else', list, ['holds("b", "ada")'], "globals's b"],
  ['one of two wishes fails', list, ['alive("bob") and freed("ada")'], "list's [1]"],
])('%s', (_, program, goals, place) => {
  expect(lookedAt(program, ...goals)).toBe(place);
});

test('where nobody is to blame, the focus stays', () => {
  expect(lookedAt('b = Node("bob")\na = Node("ada")\n# moves\ndel a\n', 'alive("ada")')).toBe("globals's b");
});
