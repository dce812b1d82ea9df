import { expect, test } from 'vitest';
import { nextBoard } from '../../../src/ui/board/board-state.ts';
import { initialFocus, walkFocus } from '../../../src/ui/board/focus.ts';
import { sceneFrom } from './scenes.ts';

const scene = sceneFrom(`
  globals: a>ada n=3
  ada: next>bob
  bob: next>ada
`);
const { layout } = nextBoard(undefined, scene, { columns: 52, rows: 15 });

test('right follows the arrow, left goes back the way one came', () => {
  const start = initialFocus(scene) ?? { at: { holder: '' }, trail: [] };
  const first = walkFocus(start, 'right', scene, layout);
  const second = walkFocus(first, 'right', scene, layout);

  expect([start.at, first.at, second.at]).toEqual([
    { holder: 'globals', row: 'a' },
    { holder: 'ada', row: 'next' },
    { holder: 'bob', row: 'next' },
  ]);
  expect(walkFocus(second, 'left', scene, layout).at).toEqual(first.at);
});
