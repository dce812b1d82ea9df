import { describe, expect, test } from 'vitest';
import { checkLevel } from '../../src/solver/index.ts';
import { makeLevel } from '../play/make.ts';

const program = ['a = Node("a")', 'b = Node("b")', 'a.next = b', 'b.next = a'];
const good = {
  allow: { cut: true, collect: [0] },
  goals: ['freed("a", "b")', 'collections() == 0'],
  budget: 5,
  solution: ['del a.next', 'del a', 'del b'],
  tempting: [
    {
      moves: ['del a', 'del b', 'gc.collect(0)'],
      fails: ['collections() == 0'],
      shows: 'The collector is not wanted.',
    },
    { moves: ['del a', 'del a.next'], illegal: true, shows: 'The name is gone.' },
  ],
};
const issuesOf = (fields: object, lines: readonly string[] = program) =>
  checkLevel(makeLevel(lines, { ...good, ...fields }), { isShipped: true }).map(({ code, path }) => [
    code,
    path.join('.'),
  ]);

test('a good level has no issues', () => {
  expect(issuesOf({})).toEqual([]);
});

describe('complains of', () => {
  test.each<[string, object, readonly (readonly string[])[]]>([
    [
      'a level that starts solved',
      { goals: ['alive("a")'], solution: ['del b'], tempting: [] },
      [['starts-solved', 'goals']],
    ],
    ['a solution that fails', { solution: ['del a', 'del b'] }, [['solution-fails', 'solution']]],
    [
      'a solution with an illegal move',
      { solution: ['del a', 'del zoo', 'del b'] },
      [['solution-illegal', 'solution.1']],
    ],
    [
      'a solution that could be shorter',
      { solution: ['del a.next', 'del b.next', 'del a', 'del b'], budget: 6 },
      [['solution-not-shortest', 'solution']],
    ],
    ['a budget without room', { budget: 4 }, [['budget-tight', 'budget']]],
    [
      'a tempting line that wins',
      { tempting: [{ moves: ['del b.next', 'del b', 'del a'], fails: ['collections() == 0'], shows: '-' }] },
      [['tempting-wins', 'tempting.0']],
    ],
    [
      'a tempting line that fails other goals than it says',
      { tempting: [{ moves: ['del a'], fails: ['collections() == 0'], shows: '-' }] },
      [['tempting-fails', 'tempting.0.fails']],
    ],
    [
      'a tempting line that is illegal',
      { tempting: [{ moves: ['del a', 'del a'], fails: ['freed("a", "b")'], shows: '-' }] },
      [['tempting-illegal', 'tempting.0.moves.1']],
    ],
    [
      'a tempting line that is legal',
      { tempting: [{ moves: ['del a'], illegal: true, shows: '-' }] },
      [['tempting-legal', 'tempting.0']],
    ],
    [
      'a goal that rests on the order inside one collection',
      {
        goals: ['order("a", "b")', 'by("a") == "gc"'],
        solution: ['del a', 'del b', 'gc.collect(0)'],
        tempting: [],
      },
      [['order-in-collection', 'goals.0']],
    ],
  ])('%s', (_, fields, expected) => {
    expect(issuesOf(fields)).toEqual(expected);
  });

  test('nothing where each of them dies in a collection of its own', () => {
    const lines = ['a = Node("a")', 'a.next = a', 'b = Node("b")', 'b.next = b'];
    const fields = {
      goals: ['order("a", "b")', 'by("a") == "gc"', 'by("b") == "gc"', 'collections() == 2'],
      solution: ['del a', 'gc.collect(0)', 'del b', 'gc.collect(1)'],
      budget: 6,
      tempting: [],
      allow: { cut: true, collect: [0, 1] },
    };
    expect(issuesOf(fields, lines)).toEqual([]);
  });

  test('a tempting line that does not raise what it says', () => {
    const lines = ['a = Node("a")', '# moves', 'a.x = 1', 'del a'];
    const level = (raises: string) => ({
      goals: ['freed("a")', 'moves() == 1'],
      solution: ['gc.collect(0)'],
      tempting: [{ moves: ['del a'], raises, shows: '-' }],
    });
    expect(issuesOf(level('NameError'), lines)).toEqual([]);
    expect(issuesOf(level('KeyError'), lines)).toEqual([['tempting-raises', 'tempting.0.raises']]);
  });
});

test('a search that gives up says that par is not proved', () => {
  const level = makeLevel(program, good);
  expect(checkLevel(level, { mostStates: 3 }).map(({ code }) => code)).toEqual(['par-not-proved']);
  expect(checkLevel(level, { mostStates: 0 })).toEqual([]);
});
