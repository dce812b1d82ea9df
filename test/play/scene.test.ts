import { describe, expect, test } from 'vitest';
import { type Holder, newMachine, positionOf, type Row, sceneOf } from '../../src/play/index.ts';
import { machineOf, makeLevel, play } from './make.ts';

const sceneAt = (level: ReturnType<typeof makeLevel>, ...steps: readonly string[]) =>
  sceneOf(level, machineOf(level, ...steps));

/** A card in short: title, count, then each row as `name -> what it points at`. */
function brief({ title, refcount, rows }: Holder, holders: readonly Holder[]): string {
  const titleOf = (id: string) => holders.find(holder => holder.id === id)?.title ?? '?';
  const target = (row: Row) =>
    row.target.type === 'object'
      ? titleOf(row.target.holder)
      : row.target.type === 'atom'
        ? row.target.text
        : 'nothing yet';
  return `${title}${refcount === undefined ? '' : ` ×${refcount}`}: ${rows.map(row => `${row.name} → ${target(row)}`).join(', ')}`;
}

const briefly = (program: readonly string[], allow: Readonly<Record<string, unknown>> = { cut: true }) => {
  const { holders } = sceneAt(makeLevel(program, { allow }));
  return holders.map(holder => brief(holder, holders));
};

test('two names, one object: the whole scene', () => {
  const level = makeLevel(['ada = Node("ada")', 'pal = ada', 'ada.next = None'], {
    allow: { cut: true, wire: ['ada.next'] },
  });
  const id = `o${machineOf(level).heap.serial(machineOf(level).frames()[0]?.names[0]?.ref ?? 0)}`;
  expect(sceneAt(level)).toEqual({
    holders: [
      {
        id: 'globals',
        kind: 'frame',
        title: 'globals',
        type: '',
        isCurrent: true,
        isReachable: true,
        isHeapling: false,
        isKept: false,
        rows: [
          {
            id: 'ada',
            name: 'ada',
            target: { type: 'object', holder: id },
            expression: 'ada',
            cut: 'del ada',
          },
          {
            id: 'pal',
            name: 'pal',
            target: { type: 'object', holder: id },
            expression: 'pal',
            cut: 'del pal',
          },
        ],
      },
      {
        id,
        kind: 'instance',
        title: 'ada',
        type: 'Node',
        refcount: 2,
        generation: 0,
        isCurrent: false,
        isReachable: true,
        isHeapling: true,
        isKept: false,
        rows: [
          {
            id: 'next',
            name: 'next',
            target: { type: 'atom', text: 'None' },
            expression: 'ada.next',
            wires: [
              { target: id, statement: 'ada.next = ada' },
              { target: 'None', statement: 'ada.next = None' },
            ],
          },
        ],
      },
    ],
  });
});

describe('which objects appear', () => {
  test('heaplings and containers, oldest first; garbage too, marked as out of reach', () => {
    expect(briefly(['a = Node("a")', 'xs = [a]', 'xs.append(xs)', 'd = {"k": xs}'])).toEqual([
      'globals: a → a, xs → list, d → dict',
      'a ×2: ',
      'list ×3: [0] → a, [1] → list',
      'dict ×1: "k" → list',
    ]);
    const level = makeLevel(['a = Node("a")', 'a.bag = [a]']);
    const { holders } = sceneAt(level, 'del a');
    expect(holders.map(({ title, isReachable }) => [title, isReachable])).toEqual([
      ['globals', true],
      ['a', false],
      ['list', false],
    ]);
  });

  test('code is written inline unless it holds on to something', () => {
    expect(
      briefly([
        'def idle():',
        '    return 1',
        'a = Node("a")',
        'def busy(x=a):',
        '    return x',
        'class Box:',
        '    n = 1',
        'import gc',
      ]),
    ).toEqual(['globals: idle → idle(), a → a, busy → busy, Box → Box', 'a ×2: ', 'busy ×1: default → a']);
  });

  test('a bound method shows whom it holds', () => {
    expect(briefly(['class App:', '    def go(self):', '        return 1', 'a = App()', 'm = a.go'])).toEqual(
      ['globals: App → App, a → App, m → method', 'App ×2: ', 'method ×1: __func__ → go(), __self__ → App'],
    );
  });

  test('members of sets, keys that are objects, tuples', () => {
    expect(briefly(['a = Node("a")', 's = {a}', 'd = {}', 'd[a] = 1', 't = (a, 2)'])).toEqual([
      'globals: a → a, s → set, d → dict, t → tuple',
      'a ×4: ',
      'set ×1: ∙ → a',
      'dict ×1: key → a, value → 1',
      'tuple ×1: [0] → a, [1] → 2',
    ]);
  });
});

describe('frames', () => {
  const level = makeLevel([
    'def work(x):',
    '    y = x',
    '    # moves',
    '    return y',
    'a = Node("a")',
    'work(a)',
  ]);

  test('callers first, and what they hold is locked', () => {
    const [globals, work] = sceneAt(level).holders;
    expect([globals?.id, globals?.isCurrent, work?.id, work?.title, work?.isCurrent]).toEqual([
      'globals',
      false,
      'frame:1',
      'work()',
      true,
    ]);
    expect(globals?.rows.map(({ name, cut, locked }) => [name, cut, locked])).toEqual([
      ['work', undefined, 'You stand in work(): names of the module are out of reach.'],
      ['a', undefined, 'You stand in work(): names of the module are out of reach.'],
    ]);
    expect(work?.rows.map(({ cut }) => cut)).toEqual(['del x', 'del y']);
  });
});

test('rows of sets and dicts are called after what they hold, so that none takes the place of another', () => {
  const level = makeLevel(['a = Node("a")', 's = {a}', 'd = {"k": a}', 'd[a] = 1']);
  const { holders } = sceneAt(level);
  const id = holders.find(({ title }) => title === 'a')?.id;
  expect(holders.slice(2).map(({ rows }) => rows.map(row => row.id))).toEqual([
    [`e:${id}`],
    ['v:"k"', `k:${id}`, `v:${id}`],
  ]);
});

test('places that do not exist yet are ghost sockets', () => {
  const level = makeLevel(['a = Node("a")', 'd = {}'], {
    allow: { wire: ['keep', 'a.next', 'd["k"]', 'a'] },
  });
  const rows = sceneAt(level).holders.flatMap(holder =>
    holder.rows.map(({ name, expression, target, wires }) => [
      holder.title,
      name,
      expression,
      target.type,
      wires?.length,
    ]),
  );
  expect(rows).toEqual([
    ['globals', 'a', 'a', 'object', 3],
    ['globals', 'd', 'd', 'object', undefined],
    ['globals', 'keep', 'keep', 'missing', 3],
    ['a', 'next', 'a.next', 'missing', 3],
    ['dict', '"k"', 'd["k"]', 'missing', 3],
  ]);
});

test('why a reference is locked', () => {
  const level = makeLevel(
    [
      'boss = Node("boss")',
      'boss.next = Node("b")',
      't = (boss, 1)',
      's = {Node("m")}',
      'class Box:',
      '    xs = []',
    ],
    { allow: { cut: true, keep: ['boss', 'name:t'] } },
  );
  const locked = sceneAt(level).holders.flatMap(({ rows }) =>
    rows.flatMap(row => (row.locked ? [[row.name, row.locked]] : [])),
  );
  expect(locked).toEqual([
    ['t', 'The name t is not yours to change.'],
    ['next', 'boss is not yours to change.'],
    ['[0]', 'A tuple cannot be changed.'],
    ['∙', 'Nothing in scope names it, so no statement can take it out.'],
    ['xs', 'An attribute of a class: only the code changes it.'],
  ]);
});

test('a card keeps its id while its object lives; a dead one leaves a ghost with that id', () => {
  const level = makeLevel(['a = Node("a")', 'b = Node("b")', 'xs = [a, b]']);
  const ids = (...steps: readonly string[]) =>
    new Map(sceneAt(level, ...steps).holders.map(({ title, id }) => [title, id]));
  const before = ids();
  const after = ids('del xs[0]', 'del a');
  expect([...after].every(([title, id]) => before.get(title) === id)).toBe(true);
  expect(positionOf(play(level, 'del xs[0]', 'del a')).ghosts).toEqual([
    { id: before.get('a'), title: 'a', by: 'refcount', during: 'del a' },
  ]);
});

test('while the program runs nothing may be done, and nothing is said about it', () => {
  const level = makeLevel(['a = Node("a")', 'a.me = a', '# moves', 'n = 1']);
  const machine = newMachine(level);
  machine.runLine();
  const rows = sceneOf(level, machine).holders.flatMap(holder => holder.rows);

  expect(rows.map(({ name, cut, locked, wires }) => [name, cut, locked, wires])).toEqual([
    ['a', undefined, undefined, undefined],
  ]);
});

test.each([
  ['ended', ['n = 1']],
  ['raised', ['gone']],
])('once the program has %s every reference is locked, and values are no references', (_, rest) => {
  const level = makeLevel(['a = Node("a")', 'a.pair = (a, 1)', '# moves', ...rest]);
  const rows = sceneAt(level, 'c').holders.flatMap(holder => holder.rows);
  const over = 'The program has ended. u takes the last step back.';

  expect(
    rows.filter(({ target }) => target.type === 'object').map(({ name, locked }) => [name, locked]),
  ).toEqual([
    ['a', over],
    ['pair', over],
    ['[0]', over],
  ]);
  expect(rows.filter(({ cut, wires }) => cut !== undefined || wires !== undefined)).toEqual([]);
  expect(rows.filter(({ target, locked }) => target.type === 'atom' && locked !== undefined)).toEqual([]);
});
