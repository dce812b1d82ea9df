import { describe, expect, test } from 'vitest';
import { evaluateGoal, isMet } from '../../src/level/index.ts';
import { factsOf, positionOf } from '../../src/play/index.ts';
import { makeLevel, play } from './make.ts';

describe('status', () => {
  test('where nothing follows, the level is won the moment all goals hold', () => {
    const level = makeLevel(['a = Node("a")', 'b = a'], { goals: ['freed("a")'] });
    expect(positionOf(play(level, 'del a')).status).toBe('playing');
    const won = positionOf(play(level, 'del a', 'del b'));
    expect([won.status, won.canContinue, won.metrics]).toEqual([
      'won',
      false,
      { moves: 2, traversed: 0, peak: 1 },
    ]);
  });

  test('where lines follow, they decide', () => {
    const level = makeLevel(['a = Node("a")', '# moves', 'b = Node("b")', 'del b'], {
      goals: ['freed("a")', 'freed("b")'],
    });
    const before = positionOf(play(level, 'del a'));
    expect([before.status, before.canContinue, before.linesToRun]).toEqual(['playing', true, [3, 4]]);
    expect(before.goals.map(({ state }) => state)).toEqual(['holds', 'later']);
    const after = positionOf(play(level, 'del a', 'c'));
    expect([after.status, after.slot, after.linesToRun]).toEqual(['won', undefined, []]);
  });

  test('lines that change nothing must run all the same', () => {
    const level = makeLevel(['a = Node("a")', '# moves', 'mark("end")'], { goals: ['freed("a")'] });
    expect(positionOf(play(level, 'del a')).status).toBe('playing');
    expect(positionOf(play(level, 'del a', 'c')).status).toBe('won');
  });

  test('a program that ends without its goals is lost, and says who is to blame', () => {
    const level = makeLevel(['a = Node("a")', 'xs = [1, a]', '# moves', 'del a'], { goals: ['freed("a")'] });
    const { status, outcome, canContinue } = positionOf(play(level, 'c'));
    expect([status, canContinue]).toEqual(['lost', false]);
    expect(outcome).toEqual({
      failures: [{ goal: 0, sentence: 'a is freed', culprit: 'a is still held by xs[1]' }],
    });
  });

  test('an uncaught exception ends the run; without the cut it would have been fine', () => {
    const level = makeLevel(['a = Node("a")', '# moves', 'b = a', 'del a, b'], { goals: ['freed("a")'] });
    const { status, outcome, error } = positionOf(play(level, 'del a', 'c'));
    expect(status).toBe('raised');
    expect(outcome?.error).toBe("NameError in line 3: name 'a' is not defined");
    expect(error).toEqual({ type: 'NameError', message: "name 'a' is not defined", line: 3 });
    expect(positionOf(play(level, 'c')).status).toBe('won');
  });

  test('moves of a slot run at every visit, and a raise there is a lost run', () => {
    const level = makeLevel(
      ['a = Node("a")', 'xs = [a]', 'for i in range(2):', '    # moves', '    xs.append(i)'],
      {
        allow: { cut: true },
      },
    );
    const { status, error } = positionOf(play(level, 'del a', 'c'));
    expect([status, error?.type, error?.line]).toEqual(['raised', 'NameError', 4]);
  });

  test('a program without goals is a sandbox: neither won nor lost', () => {
    const level = { ...makeLevel(['a = Node("a")', '# moves', 'b = a']), goals: [] };
    expect(positionOf(play(level)).status).toBe('playing');
    expect(positionOf(play(level, 'c')).status).toBe('playing');
  });
});

describe('continue', () => {
  test('says each line once, in the order of the first run, calls included', () => {
    const level = makeLevel([
      'def work(x):',
      '    return x',
      'a = Node("a")',
      '# moves',
      'for i in range(2):',
      '    b = work(a)',
      'n = 1',
    ]);
    expect(positionOf(play(level)).linesToRun).toEqual([5, 6, 2, 7]);
  });

  test('leads out of a call, also where its slot is the last line', () => {
    const level = makeLevel(['def work(x):', '    y = x', '    # moves', 'work(Node("a"))'], {
      goals: ['freed("a")'],
    });
    const { canContinue, linesToRun, status } = positionOf(play(level));
    expect([canContinue, linesToRun, status]).toEqual([true, [], 'playing']);
    expect(positionOf(play(level, 'c')).status).toBe('won');
  });
});

describe('consequences', () => {
  const all = {
    allow: { cut: true, wire: ['a', 'b', 'c', 'a.next', 'keep'], collect: [0], statements: ['xs.clear()'] },
  };
  const said = (program: readonly string[], ...steps: readonly string[]) =>
    positionOf(play(makeLevel(program, all), ...steps)).last?.sentence;

  test.each([
    [
      ['ada = Node("ada")', 'pal = ada'],
      ['del ada'],
      'del ada removed a name, not an object. pal still holds ada.',
    ],
    [
      ['ada = Node("ada")', 'pal = ada'],
      ['del ada', 'del pal'],
      'del pal. ada lost its last reference and died.',
    ],
    [
      ['a = Node("ada")', 'c = Node("cy")'],
      ['c = a'],
      "c = a turned c's arrow. cy lost its last reference and died.",
    ],
    [
      ['a = Node("a")', 'a.next = Node("b")', 'a.next.next = Node("c")'],
      ['del a'],
      'del a. a lost its last reference and died. Then died b and c.',
    ],
    [
      ['a = Node("a")', 'b = Node("b")', 'a.next = b', 'b.next = a'],
      ['del a', 'del b'],
      'del b removed a name, not an object. No name leads to a and b now, and they live on: their counts are not zero.',
    ],
    [['a = Node("a")'], ['keep = a'], 'keep now holds a.'],
    [['a = Node("a")'], ['a = a'], 'a = a: a held it already.'],
    [
      ['a = Node("a")', 'a.next = a'],
      ['del a', 'gc.collect(0)'],
      'gc.collect(0) looked at 1 heapling and freed a.',
    ],
    [
      ['t = Node("t")', 'gc.collect()', 'a = Node("a")', 'a.me = a', 'a.big = t', 'del t'],
      ['del a', 'gc.collect(0)'],
      'gc.collect(0) looked at 1 heapling and freed a; t went with it, by counting.',
    ],
    [['a = Node("a")'], ['gc.collect(0)'], 'gc.collect(0) looked at 1 heapling and freed none.'],
    [['xs = [Node("a"), Node("b")]'], ['xs.clear()'], 'xs.clear(). Freed: b, a.'],
    [['xs = [Node("a")]', 'a = xs[0]'], ['xs.clear()'], 'xs.clear(). a now has 1 reference.'],
    [['a = Node("a")', '# moves', 'del a'], ['c'], 'Freed: a. The program has ended.'],
    [
      ['xs = [Node("a")]', 'ys = [xs[0]]', 'zs = [xs[0]]'],
      ['del xs[0]'],
      'del xs[0] removed a reference, not an object. ys[0] and 1 other still hold a.',
    ],
  ])('%j, then %j', (program, steps, sentence) => {
    expect(said(program, ...steps)).toBe(sentence);
  });

  test('deaths in order, with who freed them and during which statement; ghosts of the whole run', () => {
    const level = makeLevel(
      [
        'a = Node("a")',
        'a.next = Node("b")',
        'c = Node("c")',
        'c.next = c',
        '# moves',
        'd = Node("d")',
        'del d',
      ],
      {
        allow: { cut: true, collect: [0] },
      },
    );
    const { last } = positionOf(play(level, 'del a'));
    const dead = last?.deaths.map(({ title, by, during }) => [title, by, during]);
    expect(dead).toEqual([
      ['a', 'refcount', 'del a'],
      ['b', 'refcount', 'del a'],
    ]);
    const end = positionOf(play(level, 'del a', 'del c', 'gc.collect(0)', 'c'));
    expect(end.ghosts.map(({ title, by, during }) => [title, by, during])).toEqual([
      ['a', 'refcount', 'del a'],
      ['b', 'refcount', 'del a'],
      ['c', 'gc', 'gc.collect(0)'],
      ['d', 'refcount', 'del d'],
    ]);
  });

  test('changed references are the rows that point elsewhere', () => {
    const level = makeLevel(['a = Node("a")', 'b = Node("b")', 'xs = [a, b]'], {
      allow: { cut: true, wire: ['a'] },
    });
    const { last, machine } = positionOf(play(level, 'a = b', 'del xs[0]'));
    const list = `o${machine.heap.serial(machine.frames()[0]?.names[2]?.ref ?? 0)}`;
    expect(last?.changed).toEqual([{ holder: list, row: '[0]' }]);
    expect(positionOf(play(level, 'a = b')).last?.changed).toEqual([{ holder: 'globals', row: 'a' }]);
  });

  test('whom the step stranded', () => {
    const level = makeLevel(['a = Node("a")', 'a.next = a']);
    const { last } = positionOf(play(level, 'del a'));
    expect(last?.stranded).toHaveLength(1);
  });
});

describe('goals are about the module', () => {
  const level = makeLevel(['a = Node("ada")', 'def f(a):', '    # moves', '    n = a', 'f(Node("bob"))'], {
    allow: { cut: true },
    goals: ['holds("a", "ada")', 'value("a.label", "ada")'],
  });

  test('also while a call is under way that has a name of its own like that', () => {
    const { machine } = positionOf(play(level));
    expect(level.goals.map(goal => evaluateGoal(goal, factsOf(level, machine, 0)).state)).toEqual([
      'later',
      'later',
    ]);
    expect(level.goals.map(goal => isMet(goal, factsOf(level, machine, 0)))).toEqual([true, true]);
  });
});

describe('a goal about a path that is gone', () => {
  const program = ['hub = Node("hub")', 'hub.right = Node("bob")', 'bob = hub.right'];
  const goals = ['holds("hub.right", "bob")', 'peak() == 99'];
  const failing = (allow: Readonly<Record<string, unknown>>, ...moves: readonly string[]) => {
    const [goal] = positionOf(play(makeLevel(program, { allow, goals }), ...moves)).goals;
    return [goal?.state, goal?.culprit];
  };

  test.each([
    [{ cut: true }, ['del hub'], ['lost', 'there is no name hub now']],
    [{ cut: true, wire: true }, ['del hub'], ['lost', 'there is no name hub now']],
    [{ cut: true, wire: ['hub'] }, ['del hub'], ['not-yet', 'there is no name hub now']],
    [{ cut: true, statements: ['hub = bob'] }, ['del hub'], ['not-yet', 'there is no name hub now']],
    [{ cut: true }, ['del hub.right'], ['not-yet', 'hub has no right']],
    [{ wire: ['hub'] }, ['hub = None'], ['not-yet', 'hub is None']],
    [{ wire: ['hub'] }, ['hub = bob'], ['not-yet', 'hub has no right']],
    [{ cut: true }, ['del hub.right', 'del bob'], ['lost', 'bob lost its last reference and was freed']],
  ])('%j, %j', (allow, moves, expected) => {
    expect(failing(allow, ...moves)).toEqual(expected);
  });
});
