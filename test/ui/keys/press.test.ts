import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { pressesOf } from '../../../src/ui/keys/press.ts';

const noKey: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

test.each<[string, string, Partial<Key>, readonly string[]]>([
  ['one letter', 'x', {}, ['x']],
  ['letters that arrive joined', 'jjx', {}, ['j', 'j', 'x']],
  ['a letter and Enter in one chunk', 'wb\r', {}, ['w', 'b', 'enter']],
  ['Enter by itself', '\r', { return: true }, ['enter']],
  ['an arrow', '', { downArrow: true }, ['down']],
  ['Shift and Tab', '', { tab: true, shift: true }, ['shift-tab']],
  ['Escape', '', { escape: true }, ['escape']],
  ['Escape and a letter close together', 'u', { meta: true }, ['escape', 'u']],
  ['Ctrl-C', 'c', { ctrl: true }, ['ctrl-c']],
  ['Ctrl and another letter', 'x', { ctrl: true }, []],
  ['a typed bracket', '[', {}, ['[']],
  ['an escape sequence that never ended', '[<0;12;3', {}, []],
  ['a control character among letters', 'a\u0007b', {}, ['a', 'b']],
  ['a paste', 'q'.repeat(65), {}, []],
])('%s', (_, input, key, presses) => {
  expect(pressesOf(input, { ...noKey, ...key })).toEqual(presses);
});
