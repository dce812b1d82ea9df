import { expect, test } from 'vitest';
import { fitHints, footerOf, helpOf, intentFor, type Keymap } from '../../../src/ui/keys/keymap.ts';
import {
  boardKeys,
  jumpKeys,
  type KeyFacts,
  pageKeys,
  panelKeys,
  promptKeys,
  winKeys,
  wireKeys,
} from '../../../src/ui/keys/play-keys.ts';

const facts: KeyFacts = {
  isFirstBoard: false,
  isPrologue: false,
  isOffArrow: false,
  mayCut: true,
  mayWire: false,
  mayCollect: false,
  canCut: true,
  canWire: false,
  canCollect: false,
  hasStatements: false,
  hasPaths: false,
  isCrowded: false,
  chains: 'none',
  linesToRun: 0,
  isReady: false,
  canUndo: false,
  canRedo: false,
  hasFailed: false,
  hintsLeft: 0,
  isOtherPaneWanted: false,
};

const footer = (change: Partial<KeyFacts>): string =>
  footerOf(boardKeys, { ...facts, ...change })
    .map(({ label, text }) => `${label} ${text}`.trim())
    .join('  ');

test('the very first board speaks of one key', () => {
  expect(footer({ isFirstBoard: true, isPrologue: true })).toBe('x cut the arrow');
});

test('who has walked off the only arrow is told the way back, not a key that does nothing', () => {
  expect(footer({ isFirstBoard: true, isPrologue: true, isOffArrow: true })).toBe('← back');
});

test('the second board of the prologue adds choosing', () => {
  expect(footer({ isPrologue: true })).toBe('↑↓ choose  x cut  ? keys');
});

test('the first level has what it needs', () => {
  expect(footer({ canWire: true, hintsLeft: 3 })).toBe('↑↓ choose  x cut  w wire  ? keys');
});

test('there is nothing to undo before the first move', () => {
  expect(footer({})).not.toContain('undo');
  expect(footer({ canUndo: true })).toContain('u undo');
  expect(footer({ isPrologue: true, canUndo: true })).toContain('u undo');
});

test.each([60, 80])('with every key shown the footer fits into %i columns and keeps what moves', columns => {
  const all = { canWire: true, canCollect: true, hasStatements: true, hasPaths: true, isCrowded: true };
  const now = { linesToRun: 12, isReady: true, canUndo: true, canRedo: true, hasFailed: true, hintsLeft: 3 };
  const hints = fitHints(
    footerOf(boardKeys, { ...facts, ...all, ...now, isOtherPaneWanted: true }),
    columns - 1,
  );
  const text = hints.map(({ label, text: words }) => ` ${label} ${words} `).join('');

  expect(text.length).toBeLessThan(columns);
  expect(text).toContain(' x cut  w wire  g collect  c ▸ run 12 lines ');
});

test('keys appear when they can first matter', () => {
  expect(footer({ linesToRun: 1 })).toContain('c run 1 line');
  expect(footer({ linesToRun: 2, isReady: true })).toContain('c ▸ run 2 lines');
  expect(footer({ canCollect: true })).toContain('g collect');
  expect(footer({ hasFailed: true, hintsLeft: 1 })).toContain('y why  ! hint');
  expect(footer({ canRedo: true, canUndo: true })).toContain('u undo  U redo');
});

test('a key works before the footer speaks of it', () => {
  expect(intentFor(boardKeys, 'y')).toBe('why');
  expect(intentFor(boardKeys, 'U')).toBe('redo');
  expect(intentFor(boardKeys, 'Q')).toBeUndefined();
});

test('the help page lists what the level has a use for', () => {
  const labels = helpOf(boardKeys, facts).map(({ label }) => label);
  expect(labels).toContain('x');
  expect(labels).not.toContain('w');
});

test.each<[string, Keymap<string, never>]>([
  ['board', boardKeys],
  ['panel', panelKeys],
  ['win', winKeys],
  ['wire', wireKeys],
  ['jump', jumpKeys],
  ['prompt', promptKeys],
  ['page', pageKeys],
])('in the %s table no press means two things', (_, keymap) => {
  const presses = keymap.flatMap(binding => binding.presses);
  expect(new Set(presses).size).toBe(presses.length);
});

test('a narrow footer keeps whole hints, and those that matter most', () => {
  const hints = [
    { label: '↑↓', text: 'choose', rank: 3 },
    { label: 'x', text: 'cut', rank: 0 },
    { label: 'f', text: 'jump', rank: 6 },
    { label: 'c', text: 'run 2 lines', rank: 0 },
  ];
  const labels = (columns: number) => fitHints(hints, columns).map(({ label }) => label);
  expect(labels(80)).toEqual(['↑↓', 'x', 'f', 'c']);
  expect(labels(35)).toEqual(['↑↓', 'x', 'c']);
  expect(labels(30)).toEqual(['x', 'c']);
});

test('a line of the help page fits the smallest terminal', () => {
  const all = boardKeys.flatMap(({ help }) => help ?? []);
  expect(all.filter(help => help.length > 60 - 11)).toEqual([]);
});
