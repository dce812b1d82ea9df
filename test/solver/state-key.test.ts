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
