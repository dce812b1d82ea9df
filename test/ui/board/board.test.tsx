import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { Board, nextBoard, unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { sceneFrom } from './scenes.ts';

test('takes exactly the rows that it was laid out for', () => {
  const scene = sceneFrom(`
    globals: a>ada
    ada:
  `);
  const board = nextBoard(undefined, scene, { columns: 34, rows: 6 });

  expect(renderToString(<Board board={board} glyphs={unicodeGlyphs} />, { columns: 80 })).toBe(
    [
      '',
      '╭ globals ╮       ╭ ada ×1 ─╮',
      '│ a       ●──────▶│         │',
      '╰─────────╯       ╰─────────╯',
      '',
      '',
    ].join('\n'),
  );
});
