import { expect, test } from 'vitest';
import { parseMoveList, replay } from '../../src/play/index.ts';
import { makeLevel } from './make.ts';

const level = makeLevel(['a = Node("a")', '# slot 1', 'xs = [a]', '# slot 2', 'mark("m")', '# slot 3'], {
  allow: { cut: true, collect: [0] },
  goals: ['order("a", "@m")', 'collections() == 0'],
  budget: 3,
});

function run(moves: readonly string[], on = level) {
  const parsed = parseMoveList(moves);
  if (!parsed.ok) throw new Error(moves.join());
  return replay(on, parsed.value);
}

test('continues follow from the slots, and the program runs to its end', () => {
  expect(run(['[2] del a', '[2] del xs'])).toEqual({
    ok: true,
    value: {
      level: 'test',
      won: true,
      moves: 2,
      traversed: 0,
      peak: 1,
      goals: [
        { goal: 'order("a", "@m")', holds: true },
        { goal: 'collections() == 0', holds: true },
      ],
      log: ['a', '@m'],
    },
  });
});

test('goals that do not hold say why', () => {
  const result = run(['[2] gc.collect(0)']);
  expect(result.ok && [result.value.won, result.value.goals]).toEqual([
    false,
    [
      { goal: 'order("a", "@m")', holds: false, why: expect.any(String) },
      { goal: 'collections() == 0', holds: false, why: '1 collection ran' },
    ],
  ]);
});

test.each([
  [['[4] del a'], 'slot-not-reached', 0, '[4] del a: slot 4 is not reached from here.'],
  [['[2] del a', 'del xs'], 'slot-not-reached', 1, 'del xs: slot 1 is not reached from here.'],
  [['[2] del xs', '[2] del xs'], 'illegal-move', 1, '[2] del xs: There is no name xs here.'],
  [
    ['[2] gc.collect(0)', '[2] gc.collect(0)', '[2] gc.collect(0)', '[2] del a'],
    'over-budget',
    3,
    '[2] del a: 3 of 3 moves are used.',
  ],
] as const)('%j cannot be played', (moves, code, move, message) => {
  expect(run(moves)).toEqual({ ok: false, issues: [{ code, move, message }] });
});

test('a list is judged whole: what raises behind the last move is a lost run, and further moves repair it', () => {
  const shaky = makeLevel(['a = Node("a")', '# slot 1', 'n = 1', '# slot 2', 'b = a', 'del b, a'], {
    allow: { cut: true, wire: ['a'] },
    goals: ['freed("a")'],
  });
  const raised = run(['del a'], shaky);
  expect(raised.ok && [raised.value.won, raised.value.goals]).toEqual([
    false,
    [{ goal: 'freed("a")', holds: true }],
  ]);
  expect(run(['del a', '[2] a = None'], shaky)).toMatchObject({ ok: true, value: { won: true, moves: 2 } });
});
