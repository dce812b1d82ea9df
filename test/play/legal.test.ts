import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalMoves, parseMove, positionOf, refusal } from '../../src/play/index.ts';
import { machineOf, makeLevel, move, play, textsOf } from './make.ts';

describe('cut', () => {
  test('every name and every reference behind one, through its shortest expression', () => {
    const level = makeLevel([
      'a = Node("a")',
      'a.next = Node("b")',
      'a.next.next = Node("c")',
      'c = a.next.next',
    ]);
    expect(textsOf(level)).toEqual(['del a', 'del c', 'del a.next', 'del a.next.next']);
  });

  test('of two expressions of one length the first in the alphabet', () => {
    const level = makeLevel(['b = Node("x")', 'a = b', 'b.next = Node("y")']);
    expect(textsOf(level)).toEqual(['del b', 'del a', 'del a.next']);
  });

  test('items of lists, entries of dicts, members of sets that something names', () => {
    const level = makeLevel([
      'a = Node("a")',
      'xs = [a, 1, Node("b")]',
      'd = {"k": a, "n": 1}',
      'd[a] = 2',
      's = {a, Node("c")}',
    ]);
    expect(textsOf(level)).toEqual([
      'del a',
      'del xs',
      'del d',
      'del s',
      'del xs[0]',
      'del xs[2]',
      'del d["k"]',
      'del d[a]',
      's.discard(a)',
    ]);
  });

  test('an entry with two objects is one move', () => {
    const level = makeLevel(['a = Node("a")', 'd = {}', 'd[a] = Node("b")', 'd[a].next = Node("c")']);
    expect(textsOf(level)).toEqual(['del a', 'del d', 'del d[a]', 'del d[a].next']);
  });

  test('what lies behind an entry whose key has a longer expression than its dict', () => {
    const level = makeLevel([
      'd = {}',
      'long = Node("l")',
      'd[long] = Node("v")',
      'd[long].next = Node("x")',
    ]);
    expect(textsOf(level)).toContain('del d[long].next');
  });

  test('not values, modules, items of tuples; but what lies behind a tuple', () => {
    const level = makeLevel([
      'import gc',
      'n = 3',
      'r = range(3)',
      'a = Node("a")',
      't = (a, 1)',
      'a.next = Node("b")',
      'del a',
    ]);
    expect(textsOf(level)).toEqual(['del t', 'del t[0].next']);
  });

  test('the names of functions and classes, but nothing inside of them', () => {
    const level = makeLevel([
      'class Box:',
      '    shared = []',
      'a = Node("a")',
      'def work(x=a):',
      '    return x',
    ]);
    expect(textsOf(level)).toEqual(['del Box', 'del a', 'del work']);
  });

  test('not what is kept; what lies behind it stays reachable, and its name may go', () => {
    const program = [
      'boss = Node("boss")',
      'boss.next = Node("old1")',
      'boss.next.next = Node("x")',
      'boss.next.next.next = Node("y")',
    ];
    const level = makeLevel(program, { allow: { cut: true, keep: ['boss', 'old*'] } });
    expect(textsOf(level)).toEqual(['del boss', 'del boss.next.next.next']);
  });

  test('not a name that is kept', () => {
    const level = makeLevel(['a = Node("a")', 'b = a', 'a.next = b'], {
      allow: { cut: true, keep: ['name:a'] },
    });
    expect(textsOf(level)).toEqual(['del b', 'del a.next']);
  });

  test('inside a function only what its own locals lead to', () => {
    const level = makeLevel([
      'g = Node("g")',
      'def work(x):',
      '    y = x.next',
      '    # moves',
      '    return y',
      'a = Node("a")',
      'a.next = Node("b")',
      'work(a)',
    ]);
    expect(textsOf(level)).toEqual(['del x', 'del y', 'del x.next']);
  });
});

describe('wire', () => {
  test('listed places, existing or not, to every object in reach and to None', () => {
    const level = makeLevel(['a = Node("a")', 'xs = [a]'], { allow: { wire: ['a.next', 'keep', 'xs[0]'] } });
    expect(textsOf(level)).toEqual([
      'a.next = a',
      'a.next = xs',
      'a.next = None',
      'keep = a',
      'keep = xs',
      'keep = None',
      'xs[0] = a',
      'xs[0] = xs',
      'xs[0] = None',
    ]);
  });

  test('not a place whose holder is gone, kept, or takes no such place', () => {
    const level = makeLevel(['a = Node("a")', 'b = Node("b")', 'xs = [a]', 't = (a, 1)', 'del b'], {
      allow: { wire: ['b.next', 'a.next', 'xs.next', 'xs[1]', 't[0]'], keep: ['a'] },
    });
    expect(textsOf(level)).toEqual([]);
  });

  test('true stands for all existing names and attributes, the label left out', () => {
    const level = makeLevel(['a = Node("a")', 'n = 1', 'a.next = None', 'xs = [a]'], {
      allow: { wire: true },
    });
    const places = textsOf(level).map(text => text.slice(0, text.indexOf(' = ')));
    expect([...new Set(places)]).toEqual(['a', 'n', 'xs', 'a.next']);
  });

  test('one place under two names is offered once', () => {
    const level = makeLevel(['a = Node("a")', 'b = a'], { allow: { wire: ['a.next', 'b.next'] } });
    expect(textsOf(level)).toEqual(['a.next = a', 'a.next = None']);
  });

  test('in a function a new name is a local', () => {
    const level = makeLevel(['def work(x):', '    # moves', '    return x', 'a = work(Node("a"))'], {
      allow: { wire: ['keep'] },
    });
    expect(textsOf(level, 'keep = x')).toEqual(['keep = x', 'keep = None']);
  });
});

describe('collections and statements', () => {
  test('the generations listed', () => {
    const level = makeLevel(['a = Node("a")'], { allow: { collect: [0, 2] } });
    expect(textsOf(level)).toEqual(['gc.collect(0)', 'gc.collect(2)']);
  });

  test('an entry without a mark at every slot, one with a mark only there', () => {
    const level = makeLevel(['a = Node("a")', '# slot 1', 'b = a', '# slot 2'], {
      allow: { statements: ['a.x = a', '[2] a.y = a', '[1] a.z = a'] },
    });
    expect(textsOf(level)).toEqual(['a.x = a', 'a.z = a']);
    expect(textsOf(level, 'c')).toEqual(['a.x = a', 'a.y = a']);
  });

  test('a statement that raises here is not legal here', () => {
    const level = makeLevel(['xs = [Node("a")]'], {
      allow: { statements: ['xs.pop()', 'xs.remove(1)', 'del b'] },
    });
    expect(textsOf(level)).toEqual(['xs.pop()']);
    expect(textsOf(level, 'xs.pop()')).toEqual([]);
  });

  test('a statement that reads like a cut is one move with it', () => {
    const level = makeLevel(['a = Node("a")'], { allow: { cut: true, statements: ['del a'] } });
    expect(textsOf(level)).toEqual(['del a']);
  });
});

describe('typed statements', () => {
  const level = makeLevel(['a = Node("a")', 'a.next = Node("b")', 'b = a.next', 's = {b}', 'xs = [a, b]'], {
    allow: { cut: true, wire: ['a.next', 'keep'], collect: [1], statements: ['xs.pop()'] },
  });

  test.each([
    'del a . next',
    'del xs[-1].missing',
    'del xs[0].next',
    's.discard(a.next)',
    'a.next = xs[0]',
    'xs[0].next = None',
    'keep = a.next',
    'gc.collect( 1 )',
    'xs . pop()',
    'del xs[-1]',
  ])('%s', text => {
    const isLegal = refusal(play(level), move(text)) === undefined;
    expect(isLegal).toBe(!text.includes('missing'));
  });

  test.each([
    ['del zoo', 'There is no name zoo here.'],
    ['del a.pal', 'a has no pal.'],
    ['del a.pal.next', 'a has no pal.'],
    ['del a.label', 'a.label holds a value, not a reference to an object of the game.'],
    ['del a, b', 'Delete one reference at a time.'],
    ['b = a', 'Here only a.next and keep can be bound.'],
    ['keep = zoo', 'There is no name zoo here.'],
    ['keep = 3', 'keep can be bound to an object in reach or to None, to nothing else.'],
    ['keep = Node("x")', 'keep can be bound to an object in reach or to None, to nothing else.'],
    ['gc.collect(2)', 'Here only gc.collect(1) can be run.'],
    ['gc.collect()', 'Here only gc.collect(1) can be run.'],
    ['xs.clear()', 'This level does not offer that statement.'],
    ['[2] del a', 'The program stands at slot 1, not at slot 2.'],
  ])('%s is refused', (text, sentence) => {
    expect(refusal(play(level), move(text))).toBe(sentence);
  });

  test('kept objects, kept names, tuples and callers say so', () => {
    const kept = makeLevel(
      [
        'a = Node("a")',
        't = (a, 1)',
        'def work(x):',
        '    # moves',
        '    return x',
        'a.next = Node("b")',
        'work(a)',
      ],
      { allow: { cut: true, wire: ['x.next'], keep: ['a', 'name:x'] } },
    );
    const why = (text: string) => refusal(play(kept), move(text));
    expect(why('del x')).toBe('The name x is not yours to change.');
    expect(why('del x.next')).toBe('a is not yours to change.');
    expect(why('x.next = None')).toBe('a is not yours to change.');
    expect(why('del t')).toBe('The name t belongs to the module; moves in work() reach its own names only.');
    const tuple = makeLevel(['t = (Node("a"), 1)']);
    expect(refusal(play(tuple), move('del t[0]'))).toBe('A tuple cannot be changed.');
  });

  test('a level without wires says so', () => {
    const level = makeLevel(['a = Node("a")', 'b = Node("b")']);
    expect(refusal(play(level), move('a = b'))).toBe('This level offers no wires.');
  });

  test('a spent budget is said first', () => {
    const small = makeLevel(['a = Node("a")', 'b = a'], { budget: 1 });
    expect(refusal(play(small, 'del b'), move('del a'))).toBe('1 of 1 moves used. u takes one back.');
  });

  test('a listed statement that raises says what it would raise', () => {
    const raising = makeLevel(['a = Node("a")'], { allow: { statements: ['del b'] } });
    expect(refusal(play(raising), move('del b'))).toMatch(/^It would raise NameError: /);
  });
});

/** Random programs over a few names: attributes, list items, dict entries, sets and rings. */
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c', 'd', 'xs'))
    .map(([to, from]) => `${to}.next = ${from}`),
  fc.constantFrom('a', 'b', 'c', 'd', 'xs').map(from => `xs.append(${from})`),
  fc
    .tuple(fc.constantFrom('"k"', 'a', '1'), fc.constantFrom('a', 'b', 'xs'))
    .map(([key, from]) => `d[${key}] = ${from}`),
  fc.constantFrom('a', 'b').map(from => `s.add(${from})`),
  fc.constantFrom('c = a', 'c = b'),
);
const program = fc
  .array(line, { maxLength: 8 })
  .map(lines => [
    'a = Node("a")',
    'b = Node("b")',
    'c = Node("c")',
    'd = {}',
    'xs = []',
    's = set()',
    ...lines,
  ]);

test('whatever is offered runs, changes only its reference, and is legal when typed', () => {
  fc.assert(
    fc.property(program, lines => {
      const level = makeLevel(lines, {
        allow: { cut: true, wire: ['a', 'a.next', 'keep', 'xs[0]', 'd["k"]'] },
      });
      const session = play(level);
      const { machine } = positionOf(session);
      for (const { text } of legalMoves(level, machine)) {
        const parsed = parseMove(text);
        if (!parsed.ok) throw new Error(text);
        expect(parsed.value.text).toBe(text);
        expect(machine.fork().perform(parsed.value.statement)).toBeUndefined();
        expect(refusal(session, parsed.value)).toBeUndefined();
      }
    }),
    { numRuns: 40 },
  );
});

test('there is one cut for each reference in reach', () => {
  fc.assert(
    fc.property(program, lines => {
      const level = makeLevel(lines);
      const machine = machineOf(level);
      const cuts = legalMoves(level, machine).filter(({ verb }) => verb === 'cut');
      const references = new Set(cuts.map(({ place }) => JSON.stringify(place)));
      expect(references.size).toBe(cuts.length);
      expect(cuts.length).toBe(countReferences(machine));
    }),
    { numRuns: 40 },
  );
});

/**
 * Names, and slots of objects behind them that hold objects; a dict entry counts once. In the programs above all keys
 * and members of sets have names, so that nothing is without an expression.
 */
function countReferences(machine: ReturnType<typeof machineOf>): number {
  const { heap } = machine;
  const names = machine.frames()[0]?.names.filter(({ ref }) => ref > 0) ?? [];
  const found = new Set(names.map(({ ref }) => ref));
  let count = names.length;
  for (const ref of found) {
    const isDict = machine.typeName(ref) === 'dict';
    const slots = Array.from({ length: heap.size(ref) }, (_, index) => heap.get(ref, index));
    for (const slot of slots) if (slot > 0) found.add(slot);
    if (!isDict) count += slots.filter(slot => slot > 0).length;
    else
      for (let key = 0; key < slots.length; key += 2)
        if (slots.slice(key, key + 2).some(slot => slot > 0)) count += 1;
  }
  return count;
}

test('a function cannot make a local of a name that it reads from the module', () => {
  const level = makeLevel(
    ['g = Node("g")', 'def work(x):', '    # moves', '    return g', 'a = work(Node("a"))'],
    { allow: { wire: ['g', 'keep'] } },
  );
  expect(textsOf(level)).toEqual(['keep = x', 'keep = None']);
});

describe('places as Python reads them', () => {
  const refusalOf = (program: readonly string[], text: string) =>
    refusal(play(makeLevel(program, { allow: { cut: true, wire: ['m[k]', 'f.memo'] } })), move(text));

  test('what has no hash is no key', () => {
    const level = makeLevel(['m = {}', 'k = [1]'], { allow: { wire: ['m[k]'] } });
    expect(textsOf(level)).toEqual([]);
    const tuple = makeLevel(['m = {}', 'k = (1, [])'], { allow: { wire: ['m[k]'] } });
    expect(textsOf(tuple)).toEqual([]);
  });

  test('True and 1 are one key', () => {
    expect(refusalOf(['m = {1: Node("a")}'], 'del m[True]')).toBeUndefined();
  });

  test('an index may be a name', () => {
    expect(refusalOf(['xs = [1, Node("a")]', 'i = 1'], 'del xs[i]')).toBeUndefined();
    expect(refusalOf(['xs = [1, Node("a")]', 'i = -1'], 'del xs[i]')).toBeUndefined();
    expect(refusalOf(['xs = [1, Node("a")]', 'i = 2'], 'del xs[i]')).toBe('xs has no entry i.');
  });

  test('attributes of functions are references like others', () => {
    const program = ['def f():', '    return 1', 'f.memo = Node("m")'];
    expect(textsOf(makeLevel(program))).toEqual(['del f', 'del f.memo']);
    expect(refusalOf(['def f():', '    return 1', 'a = Node("a")'], 'f.memo = a')).toBeUndefined();
  });
});
