import { describe, expect, test } from 'vitest';
import { isMet, type LoadedLevel } from '../../src/level/index.ts';
import { factsOf, legalMoves, parseMoveList, replay } from '../../src/play/index.ts';
import { startMachine } from '../../src/play/run.ts';
import type { Machine } from '../../src/python/index.ts';
import { plainSearch } from '../../src/solver/index.ts';
import { makeLevel, move } from '../play/make.ts';

/** Tiny levels of every kind, with the least number of moves worked out by hand; undefined where there is none. */
const levels: readonly (readonly [string, LoadedLevel, number | undefined])[] = [
  [
    'one cut',
    makeLevel(['a = Node("a")', 'b = Node("b")'], { goals: ['freed("a")', 'alive("b")'], budget: 2 }),
    1,
  ],
  [
    'turn a name and give the other up',
    makeLevel(['a = Node("a")', 'b = Node("b")', 'c = Node("c")'], {
      allow: { cut: true, wire: ['a', 'b', 'c'] },
      goals: ['holds("a", "c")', 'alive("b")', 'rc("c") == 1'],
      budget: 2,
    }),
    2,
  ],
  [
    'a ring that only the collector finds',
    makeLevel(['a = Node("a")', 'a.next = Node("b")', 'a.next.next = a'], {
      allow: { cut: true, collect: [0] },
      goals: ['freed("a", "b")', 'by("a") == "gc"'],
      budget: 3,
    }),
    2,
  ],
  [
    'before a line that takes the name away',
    makeLevel(['a = Node("a")', 'a.next = a', '# slot 1', 'del a', '# slot 2'], {
      allow: { cut: true },
      goals: ['freed("a")'],
      budget: 2,
    }),
    1,
  ],
  [
    'a cut that would make a later line raise is repaired in the next slot',
    makeLevel(['a = Node("a")', '# slot 1', 'mark("m")', '# slot 2', 'a.x = 1'], {
      allow: { cut: true, wire: ['a'], statements: ['[2] a = Node("b")'] },
      goals: ['order("a", "@m")'],
      budget: 2,
    }),
    2,
  ],
  [
    'moves in a loop run at every turn',
    makeLevel(['xs = [Node("a"), Node("b"), Node("c")]', 'for i in range(3):', '    # moves', '    n = i'], {
      allow: { cut: true, statements: ['xs.pop()'] },
      goals: ['freed("a", "b", "c")', 'value("len(xs)", 0)'],
      budget: 2,
    }),
    1,
  ],
  [
    'moves that do the same at the first turn of a loop, and not at the second',
    makeLevel(
      [
        'p = Node("p")',
        'q = Node("q")',
        'xs = [p, p]',
        'for i in range(2):',
        '    # moves',
        '    ys = xs',
        '    xs = [p, q]',
      ],
      {
        allow: { statements: ['del xs[1]', 'del xs[0]'] },
        goals: ['value("ys[0] is q", True)', 'value("len(ys)", 1)'],
        budget: 1,
      },
    ),
    1,
  ],
  [
    'moves that do nothing, because the number counts',
    makeLevel(['a = Node("a")'], {
      allow: { wire: ['keep'] },
      goals: ['holds("keep", "a")', 'moves() == 3'],
      budget: 3,
    }),
    3,
  ],
  [
    'no way at all',
    makeLevel(['a = Node("a")'], { allow: { cut: false, collect: [0] }, goals: ['freed("a")'], budget: 3 }),
    undefined,
  ],
  [
    'a fixed number of moves, no more and no fewer',
    makeLevel(['a = Node("a")'], {
      allow: { cut: true, collect: [0] },
      goals: ['freed("a")', 'moves() == 3'],
      budget: 3,
    }),
    3,
  ],
];

describe.each(levels)('%s', (_, level, par) => {
  test('is searched to the end', () => {
    const found = plainSearch(level);
    expect([found.par, found.isComplete]).toEqual([par, true]);
    expect(found.provedUpTo).toBe(par ?? level.level.budget);
  });

  test('gives the same answer when nothing is recognised as met before', () => {
    expect(bruteForce(level, level.level.budget)).toBe(par);
  });

  test('has a witness that wins', () => {
    const { witness } = plainSearch(level);
    if (witness === undefined) return;
    const moves = parseMoveList(witness);
    const played = moves.ok ? replay(level, moves.value) : undefined;
    expect(played?.ok && played.value.won).toBe(true);
  });
});

test('a search that gives up says how far it got', () => {
  const level = makeLevel(['a = Node("a")', 'a.next = Node("b")', 'a.next.next = Node("c")'], {
    allow: { cut: true, wire: true },
    goals: ['peak() == 99'],
    budget: 6,
  });
  const found = plainSearch(level, { mostStates: 20 });
  expect([found.par, found.isComplete]).toEqual([undefined, false]);
  expect(found.provedUpTo).toBeLessThan(6);
  expect(found.states).toBeGreaterThan(20);
});

test('a limit below par proves that there is nothing shorter', () => {
  const [, level] = levels[1] ?? [];
  if (level === undefined) throw new Error('no level');
  expect(plainSearch(level, { limit: 1 })).toMatchObject({ provedUpTo: 1, isComplete: true });
  expect(plainSearch(level, { limit: 1 }).par).toBeUndefined();
});

/** All lists of moves, one by one: the least length that wins. */
function bruteForce(level: LoadedLevel, limit: number): number | undefined {
  for (let length = 0; length <= limit; length += 1) {
    if (winsWith(level, startMachine(level), 0, length)) return length;
  }
  return undefined;
}

function winsWith(level: LoadedLevel, machine: Machine, used: number, length: number): boolean {
  if (machine.state !== 'slot')
    return used === length && machine.state === 'done' && isWon(level, machine, used);
  const continued = machine.fork();
  continued.resume();
  if (winsWith(level, continued, used, length)) return true;
  if (used === length) return false;
  return legalMoves(level, machine).some(({ text }) => {
    const next = machine.fork();
    next.perform(move(text).statement);
    return winsWith(level, next, used + 1, length);
  });
}

function isWon(level: LoadedLevel, machine: Machine, moves: number): boolean {
  const facts = factsOf(level, machine, moves);
  return level.goals.every(goal => isMet(goal, facts));
}
