import { expect, test } from 'vitest';
import { stateKey } from '../../src/solver/state-key.ts';
import { machineOf, makeLevel } from '../play/make.ts';

const level = makeLevel(
  [
    'a = Node("a")',
    'b = Node("b")',
    'a.next = b',
    'a.x = b',
    'xs = [a, a]',
    'gc.collect(0)',
    '# slot 1',
    'n = 1',
    '# slot 2',
  ],
  {
    allow: {
      cut: true,
      wire: ['keep', 'a.next', 'a.x'],
      collect: [0, 1],
      statements: ['said(1)', 'mark("m")', 'xs.reverse()'],
    },
  },
);
const keyAfter = (steps: readonly string[]) => stateKey(machineOf(level, ...steps), '');

test.each([
  [['keep = a', 'keep = b'], ['keep = b']],
  [['del xs[0]'], ['del xs[1]']],
  [['a.next = a', 'a.next = b'], []],
  [['xs.reverse()'], []],
  [
    ['keep = a', 'a.next = a'],
    ['a.next = a', 'keep = a'],
  ],
])('%j and %j lead to one state', (one, other) => {
  expect(keyAfter(one)).toBe(keyAfter(other));
});

test.each([
  [['a.next = b'], ['a.next = a']],
  [['keep = a'], ['keep = b']],
  [['a.x = None'], ['del a.x']],
  [['gc.collect(0)'], ['gc.collect(1)']],
  [['gc.collect(0)'], []],
  [['said(1)'], []],
  [['mark("m")'], []],
  [['c'], []],
  [
    ['del b', 'a.next = None', 'a.x = None'],
    ['a.x = None', 'a.next = None'],
  ],
])('%j and %j lead to different states', (one, other) => {
  expect(keyAfter(one)).not.toBe(keyAfter(other));
});

test('what a class has learned is seen, also when none of its instances lives', () => {
  const program = ['a = Node("a")', 'b = Node("b")', '# moves', 'c = Node("c")'];
  const statements = ['a.x = b', 'a.y = b', 'del a, b'];
  const learned = makeLevel(program, { allow: { statements } });
  const key = (...steps: readonly string[]) => stateKey(machineOf(learned, ...steps), '');
  expect(key('a.x = b', 'a.y = b', 'del a, b')).not.toBe(key('a.y = b', 'a.x = b', 'del a, b'));
  expect(key('a.x = b', 'del a, b')).not.toBe(key('del a, b'));
});

test('two places of one line are two states', () => {
  const twice = makeLevel(
    ['t = False', 'def f():', '    # slot 2', '    return 1', '# slot 1', 'n = t and f() or f()'],
    { allow: { statements: ['[1] t = True', '[1] t = False', '[2] said(1)'] } },
  );
  const standing = (...steps: readonly string[]) => machineOf(twice, ...steps).standing();
  expect(standing('t = True', 'c')).not.toEqual(standing('c'));
  expect(standing('t = False', 'c')).toEqual(standing('c'));
});
