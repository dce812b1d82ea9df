/** Undo, then another way: the board has seen objects that this run will never make. */
import { expect, test } from 'vitest';
import type { PlayState } from '../../../src/ui/play-screen/state.ts';
import { open, press } from './play.ts';

/** Titles of the cards by place, row by row, and of those that cannot be seen. */
function standing({ board }: PlayState): { readonly rows: string; readonly hidden: readonly string[] } {
  const cards = [...board.layout.cards.values()].filter(({ column }) => column >= 0);
  const inOrder = cards.sort((a, b) => a.y - b.y || a.x - b.x);
  const bottom = board.window.top + board.window.rows;
  return {
    rows: inOrder.map(({ holder }) => holder.title).join(' '),
    hidden: inOrder.filter(({ y, height }) => y + height > bottom).map(({ holder }) => holder.title),
  };
}

const level = '07-ages/07-three-requests';

test('who stood below the board comes back onto it once there is room', () => {
  const crowded = press(open(level), 'c c c c');
  expect(standing(crowded).hidden).toEqual(['r1', 'r2']);

  const cleared = press(crowded, 'u g 0 c');
  expect(standing(cleared)).toEqual({ rows: 'old1 r1 r2', hidden: [] });
});

test('an object does not take over the place of one that had its id in the run that was taken back', () => {
  const again = press(open(level), 'c c c c u u u g 0 c c c');
  expect(standing(again)).toEqual({ rows: 'old1 q1 q2 r1 r2', hidden: [] });
});

test('an undo and a redo change nothing on a crowded board', () => {
  const crowded = press(open(level), 'c c c c');
  expect(press(crowded, 'u U').board.layout.places).toEqual(crowded.board.layout.places);
});
