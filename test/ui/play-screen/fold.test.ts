import { expect, test } from 'vitest';
import { sceneOf } from '../../../src/play/index.ts';
import { chainHeads, foldScene } from '../../../src/ui/play-screen/fold.ts';
import { machineOf, makeLevel } from '../../play/make.ts';
import { done, footerText, open, panelText, press, type } from './play.ts';

const none: ReadonlySet<string> = new Set();

/** Titles of the cards of a program at its end, a chain as `old1..old8`. */
function cardsOf(...program: readonly string[]): readonly string[] {
  const level = makeLevel(program);
  const { holders } = foldScene(sceneOf(level, machineOf(level)), none);
  return holders
    .slice(1)
    .map(({ title, chain }) => (chain === undefined ? title : `${title}..${chain.last}`));
}

test('a long chain is one card, and what points at its first object still does', () => {
  const level = makeLevel(['world = spawn("old", 8)']);
  const scene = foldScene(sceneOf(level, machineOf(level)), none);
  const [globals, world, ...others] = scene.holders;

  expect(globals?.rows[0]?.target).toEqual({ type: 'object', holder: world?.id });
  expect(world).toMatchObject({ title: 'old1', chain: { length: 8, last: 'old8' } });
  expect(others).toEqual([]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['short', ['a = spawn("x", 5)'], ['x1', 'x2', 'x3', 'x4', 'x5']],
  ['a ring', ['a = ring("x", 6)'], ['x1', 'x2', 'x3', 'x4', 'x5', 'x6']],
  [
    'somebody else holds the middle',
    ['a = spawn("x", 6)', 'b = a.next'],
    ['x1', 'x2', 'x3', 'x4', 'x5', 'x6'],
  ],
  [
    'the end holds something',
    ['a = spawn("x", 6)', 'a.next.next.next.next.next.y = Node("y")'],
    ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'y'],
  ],
  ['two chains', ['a = spawn("x", 6)', 'b = spawn("y", 7)'], ['x1..x6', 'y1..y7']],
  [
    'part of it is old',
    ['a = spawn("x", 3)', 'gc.collect()', 'a.next.next.next = spawn("x", 3)'],
    ['x1', 'x2', 'x3', 'x1#2', 'x2#2', 'x3#2'],
  ],
])('%s', (_, program, cards) => {
  expect([...cardsOf(...program)].sort()).toEqual([...cards].sort());
});

test('the same scene for the same question', () => {
  const level = makeLevel(['world = spawn("old", 8)']);
  const scene = sceneOf(level, machineOf(level));

  expect(foldScene(scene, none)).toBe(foldScene(scene, none));
  expect(foldScene(scene, new Set(chainHeads(scene))).holders).toHaveLength(9);
});

const level = '07-ages/02-young-and-cheap';
const titles = (state: ReturnType<typeof open>) => state.scene.holders.map(({ title }) => title);

test('o opens the row and folds it again, and the other cards stay where they are', () => {
  const start = open(level);
  const opened = press(start, 'o');
  const ring = start.scene.holders.find(({ title }) => title === 'r1')?.id ?? '';

  expect(titles(start)).toEqual(['globals', 'old1', 'r1', 'r2']);
  expect(titles(opened)).toHaveLength(23);
  expect(opened.board.layout.places.get(ring)).toEqual(start.board.layout.places.get(ring));
  expect(footerText(press(open(level, { size: { columns: 120, rows: 40 } }), 'o'))).toContain(
    'o fold the row',
  );
  expect(titles(press(opened, 'o'))).toEqual(titles(start));
});

test('the arrow keys lead into the row; x there says what to do first', () => {
  const onRow = press(open(level), 'right');

  expect(panelText(onRow)).toContain(
    'old1 to old20 · 20 in a row, each held by the one before · o opens the row',
  );
  expect(panelText(press(onRow, 'x'))).toContain('o opens the row; then each of its references can be cut.');
  const inside = press(onRow, 'right');
  expect(panelText(inside)).toContain('world.next ▸ old2 · old2 has 1 reference');
  expect(done(press(inside, 'x'))).toEqual(['del world.next']);
});

test('up and down lead onto the folded row and off it again', () => {
  const onRow = press(open(level), 'right');
  const expressions = (state: ReturnType<typeof open>) => panelText(state).find(line => line.includes(' ▸ '));

  expect(panelText(press(open(level), 'down down'))).toEqual(panelText(onRow));
  expect(expressions(press(onRow, 'up'))).toBe('r ▸ r1 · r1 has 2 references');
  expect(expressions(press(onRow, 'down'))).toBe('r.next ▸ r2 · r2 has 1 reference');
  expect(expressions(press(open(level), 'up'))).toBe('r.next.next ▸ r1 · r1 has 2 references');
});

test('what has no card of its own can be typed', () => {
  const typed = press(type(press(open(level), ':'), 'del world.next.next'), 'enter');
  expect(done(typed)).toEqual(['del world.next.next']);
  expect(titles(typed)).toEqual(['globals', 'old2', 'old1', 'r1', 'r2']);
});

test('nothing to open', () => {
  expect(panelText(press(open('05-circles/03-dragon-tail'), 'o'))).toContain(
    'No row of cards here is folded.',
  );
});
