import { expect, test } from 'vitest';
import { nextBoard } from '../../../src/ui/board/board-state.ts';
import {
  type FocusStep,
  type FocusWalk,
  focusAt,
  initialFocus,
  keepFocus,
  walkFocus,
} from '../../../src/ui/board/focus.ts';
import { sceneFrom } from './scenes.ts';

const scene = sceneFrom(`
  globals: n=3 a>ada b>bob
  ada: next>bob
  bob: next>ada val=1
  leaf:
`);
const places = { ada: [0, 0], bob: [0, 1], leaf: [0, 2] } as const;
const { layout } = nextBoard(undefined, scene, { columns: 52, rows: 15, places });

/** Where each of these keys leads, one after the other: `ada.next`, or `leaf` for a title. */
function walk(start: FocusWalk, ...steps: readonly FocusStep[]): string[] {
  let at = start;
  return steps.map(step => {
    at = walkFocus(at, step, scene, layout);
    return nameOf(at);
  });
}

function nameOf(walk: FocusWalk | undefined): string {
  if (!walk) return 'nowhere';
  return walk.at.row === undefined ? walk.at.holder : `${walk.at.holder}.${walk.at.row}`;
}

function from(holder: string, row: string): FocusWalk {
  return focusAt({ holder, row });
}

test('starts at the first reference that can be cut', () => {
  expect(nameOf(initialFocus(scene))).toBe('globals.a');
});

test('starts at a title when there are no rows, and nowhere when there is nothing', () => {
  expect(nameOf(initialFocus(sceneFrom('globals:')))).toBe('globals');
  expect(initialFocus({ holders: [] })).toBeUndefined();
});

test('right follows the arrow, left goes back the way one came', () => {
  expect(walk(from('globals', 'a'), 'right', 'right', 'left', 'left', 'left')).toEqual([
    'ada.next',
    'bob.next',
    'ada.next',
    'globals.a',
    'globals.a',
  ]);
});

test('left goes to the first reference that points here when one did not come over an arrow', () => {
  expect(walk(from('bob', 'val'), 'left')).toEqual(['globals.b']);
});

test('down and up go through the rows, card by card and column by column, and round again', () => {
  expect(walk(from('globals', 'b'), 'down', 'down', 'down', 'down', 'up', 'up')).toEqual([
    'ada.next',
    'bob.next',
    'bob.val',
    'globals.n',
    'bob.val',
    'bob.next',
  ]);
});

test('a card that holds nothing is passed over, but one goes on from it', () => {
  const leaf = focusAt({ holder: 'leaf' });
  expect(walk(leaf, 'down')).toEqual(['globals.n']);
  expect(walk(leaf, 'up')).toEqual(['bob.val']);
});

test('a way that ends stays where it is', () => {
  expect(walk(from('globals', 'n'), 'right', 'left')).toEqual(['globals.n', 'globals.n']);
});

test('Tab goes through the references that point at the same object', () => {
  expect(walk(from('globals', 'a'), 'next-referrer', 'next-referrer', 'previous-referrer')).toEqual([
    'bob.next',
    'globals.a',
    'bob.next',
  ]);
});

test('the focus survives a change, or falls to the row that moved up, or back along its way', () => {
  const gone = sceneFrom(`
    globals: n=3 b>bob
    bob: val=1
  `);
  const overAda = { at: { holder: 'ada', row: 'next' }, trail: [{ holder: 'globals', row: 'b' }] };

  expect(nameOf(keepFocus(from('globals', 'b'), scene, gone))).toBe('globals.b');
  expect(nameOf(keepFocus(from('globals', 'a'), scene, gone))).toBe('globals.b');
  expect(nameOf(keepFocus(from('bob', 'next'), scene, gone))).toBe('bob.val');
  expect(nameOf(keepFocus(overAda, scene, gone))).toBe('globals.b');
  expect(nameOf(keepFocus(from('leaf', 'x'), scene, gone))).toBe('globals.b');
});
