import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Scene } from '../../../src/play/scene-types.ts';
import { type BoardState, nextBoard } from '../../../src/ui/board/board-state.ts';
import { unicodeGlyphs } from '../../../src/ui/board/glyphs.ts';
import { paintBoard, plainText } from '../../../src/ui/board/paint.ts';
import { routeReferences } from '../../../src/ui/board/route.ts';
import { anyEdit, anyScene, type Edit, edited } from './any-scene.ts';
import { fixtures } from './scenes.ts';
import { flaws, type Picture, pictureOf, traceFrom } from './trace.ts';

// Hundreds of boards are drawn here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const anySize = fc.constantFrom(
  { columns: 52, rows: 15 },
  { columns: 80, rows: 22 },
  { columns: 36, rows: 10 },
  { columns: 120, rows: 40 },
);
const anyBoard = fc.record({
  scene: anyScene(14),
  size: anySize,
  edits: fc.array(anyEdit, { maxLength: 12 }),
});

test('every arrow of a fresh board can be traced to its card', () => {
  fc.assert(
    fc.property(anyScene(16), anySize, (scene, size) => {
      expect(misread(nextBoard(undefined, scene, size))).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('every arrow can still be traced after any sequence of changes, and nobody has moved', () => {
  fc.assert(
    fc.property(anyBoard, ({ scene, size, edits }) => {
      let board = nextBoard(undefined, scene, size);
      for (const [i, edit] of edits.entries()) {
        const next = nextBoard(board, edited(board.scene, edit, i), size);
        expect(misread(next)).toEqual([]);
        expect(moved(board, next)).toEqual([]);
        expect(disturbed(board, next)).toEqual([]);
        expect(overlaps(next)).toEqual([]);
        board = next;
      }
    }),
    { numRuns: 80 },
  );
});

test('the same changes lead to the same board', () => {
  fc.assert(
    fc.property(anyBoard, ({ scene, size, edits }) => {
      expect(textOf(play(scene, size, edits))).toBe(textOf(play(scene, size, edits)));
    }),
    { numRuns: 20 },
  );
});

test('an undo brings an object back to where it was', () => {
  const scene = fixtures['which one is round'] ?? { holders: [] };
  const size = { columns: 52, rows: 15 };
  const before = nextBoard(undefined, scene, size);
  const death: Edit = { type: 'death', holder: 5 };
  const after = nextBoard(before, edited(scene, death, 0), size);
  const back = nextBoard(after, scene, size);

  expect(textOf(back)).toBe(textOf(before));
});

test('whatever one change did, taking it back brings every card back to its place', () => {
  fc.assert(
    fc.property(anyScene(12), anyEdit, anySize, (scene, edit, size) => {
      fc.pre(edit.type === 'cut' || edit.type === 'death');
      const before = nextBoard(undefined, scene, size);
      const between = nextBoard(before, edited(scene, edit, 0), size);
      // Where a card has shrunk, the rows below it have come up.
      fc.pre([...between.layout.cards.keys()].every(id => placeOf(before, id) === placeOf(between, id)));
      const back = nextBoard(between, scene, size);
      // Its arrows come back the same way as a rule, but one that had to give way meanwhile may keep its new way.
      for (const id of before.layout.cards.keys()) expect(placeOf(back, id)).toBe(placeOf(before, id));
      expect(misread(back)).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test.each(Object.keys(fixtures))('taking one change of %j back brings the very same picture', name => {
  const scene = fixtures[name] ?? { holders: [] };
  const size = { columns: 80, rows: 22 };
  const before = nextBoard(undefined, scene, size);
  const edits = scene.holders.flatMap((_, holder): Edit[] => [
    { type: 'cut', holder, row: 0 },
    { type: 'death', holder },
  ]);
  for (const edit of edits) {
    const between = nextBoard(before, edited(scene, edit, 0), size);
    if ([...between.layout.cards.keys()].some(id => placeOf(before, id) !== placeOf(between, id))) continue;
    expect(textOf(nextBoard(between, scene, size))).toBe(textOf(before));
  }
});

test('a board that knows what is to come grows into it without a change', () => {
  fc.assert(
    fc.property(anyScene(12), anySize, (scene, size) => {
      const planned = nextBoard(undefined, scene, size);
      fc.pre(isComplete(planned));
      let board: BoardState | undefined;
      for (let count = 1; count <= scene.holders.length; count++) {
        board = nextBoard(board, firstOf(scene, count), { ...size, expected: scene });
      }
      expect(board && textOf(board)).toBe(textOf(planned));
    }),
    { numRuns: 50 },
  );
});

test.each(Object.keys(fixtures))('all arrows of %j are drawn at 52x15 and at 80x22', name => {
  const scene = fixtures[name] ?? { holders: [] };
  for (const size of [
    { columns: 52, rows: 15 },
    { columns: 80, rows: 22 },
  ]) {
    const board = nextBoard(undefined, scene, size);
    expect(misread(board)).toEqual([]);
    expect(isComplete(board)).toBe(true);
  }
});

function play(scene: Scene, size: { columns: number; rows: number }, edits: readonly Edit[]): BoardState {
  return edits.reduce(
    (board, edit, i) => nextBoard(board, edited(board.scene, edit, i), size),
    nextBoard(undefined, scene, size),
  );
}

function textOf({ layout, routes }: BoardState): string {
  const window = { left: 0, top: 0, columns: layout.width, rows: layout.height };
  return plainText(paintBoard(layout, routes, { glyphs: unicodeGlyphs }, window));
}

/** References whose drawing says something else than the scene; those without a way must name their target. */
function misread(board: BoardState): string[] {
  const picture = pictureOf(textOf(board), board.layout);
  const wrong = flaws(picture);
  for (const holder of board.scene.holders) {
    for (const [i, row] of holder.rows.entries()) {
      if (row.target.type !== 'object') continue;
      const read = readRow(picture, board, holder.id, i, row.id);
      if (read !== row.target.holder) wrong.push(`${holder.id}.${row.id} > ${row.target.holder}: ${read}`);
    }
  }
  return wrong.length === 0 ? [] : [...wrong, textOf(board)];
}

function readRow(picture: Picture, board: BoardState, holder: string, index: number, row: string): string {
  if (board.routes.has(`${holder}\u0000${row}`)) return traceFrom(picture, holder, index);
  const card = board.layout.cards.get(holder);
  const line = picture.rows[(card?.y ?? 0) + 1 + index] ?? [];
  const text = line.slice(card?.x, (card?.x ?? 0) + (card?.width ?? 0)).join('');
  return /→(\S+?)[│ ]/.exec(text)?.[1] ?? text;
}

/** Objects that stand in another place than before. */
function moved(before: BoardState, after: BoardState): string[] {
  return [...before.layout.cards.values()]
    .filter(card => card.column >= 0 && after.layout.cards.has(card.id))
    .map(card => card.id)
    .filter(id => {
      const [a, b] = [before.layout.places.get(id), after.layout.places.get(id)];
      return a?.column !== b?.column || a?.row !== b?.row;
    });
}

/**
 * Arrows that took another way although nothing about them, and nothing in their way, has changed. That may
 * only be when an arrow would have found no way at all.
 */
function disturbed(before: BoardState, after: BoardState): string[] {
  const gentle = routeReferences(after.layout, { previous: before.routes, former: before.former }, false);
  return gentle.size < after.routes.size ? [] : disturbedAtAll(before, after);
}

function disturbedAtAll(before: BoardState, after: BoardState): string[] {
  const cards = [...after.layout.cards.values()];
  return [...before.routes.values()]
    .filter(route => {
      const next = after.routes.get(route.key);
      const isTouched =
        targetOf(after, route) !== route.to ||
        [route.from, route.to].some(id => placeOf(before, id) !== placeOf(after, id)) ||
        portOf(before, route) !== portOf(after, route) ||
        route.cells.some(cell => {
          const x = cell % after.layout.width;
          const y = (cell - x) / after.layout.width;
          return cards.some(c => x >= c.x && x < c.x + c.width && y >= c.y && y < c.y + c.height);
        });
      return !isTouched && next?.cells.join() !== route.cells.join();
    })
    .map(route => route.key);
}

function placeOf(board: BoardState, id: string): string {
  const card = board.layout.cards.get(id);
  return `${card?.x},${card?.y},${card?.width},${card?.height}`;
}

function targetOf(board: BoardState, route: { from: string; row: string }): string | undefined {
  const rows = board.scene.holders.find(({ id }) => id === route.from)?.rows;
  const target = rows?.find(({ id }) => id === route.row)?.target;
  return target?.type === 'object' ? target.holder : undefined;
}

function portOf(board: BoardState, route: { from: string; row: string }): number {
  return board.layout.cards.get(route.from)?.holder.rows.findIndex(({ id }) => id === route.row) ?? -1;
}

function overlaps({ layout }: BoardState): string[] {
  const cards = [...layout.cards.values()];
  return cards.flatMap((a, i) =>
    cards
      .slice(i + 1)
      .filter(b => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map(b => `${a.id} lies on ${b.id}`),
  );
}

/** The scene when only so many of its holders were there, and so only references among them. */
function firstOf(scene: Scene, count: number): Scene {
  const holders = scene.holders.slice(0, count);
  const ids = new Set(holders.map(({ id }) => id));
  return {
    holders: holders.map(holder => ({
      ...holder,
      rows: holder.rows.filter(({ target }) => target.type === 'object' && ids.has(target.holder)),
    })),
  };
}

/** Whether every reference has an arrow. */
function isComplete({ scene, routes }: BoardState): boolean {
  const rows = scene.holders.flatMap(holder => holder.rows);
  return routes.size === rows.filter(({ target }) => target.type === 'object').length;
}
