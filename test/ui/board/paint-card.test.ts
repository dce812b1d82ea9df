import { expect, test } from 'vitest';
import { Canvas } from '../../../src/ui/board/canvas.ts';
import { unicodeGlyphs } from '../../../src/ui/board/glyphs.ts';
import { paintGhost } from '../../../src/ui/board/paint-card.ts';
import type { Card } from '../../../src/ui/board/types.ts';

const holder: Card['holder'] = {
  id: 'o1',
  kind: 'instance',
  title: 'a',
  type: 'Node',
  isCurrent: false,
  isReachable: false,
  isHeapling: true,
  isKept: false,
  rows: [],
};
const card: Card = { id: 'o1', holder, x: 0, y: 0, width: 12, height: 3, column: 0 };

/** A ghost that a line passes at column `at`, from its title down to its word. */
function crossedAt(at: number): string {
  const canvas = new Canvas(12, 3);
  const ghost = { id: 'o1', title: 'a', by: 'refcount', during: 'del a' } as const;
  paintGhost(canvas, card, ghost, unicodeGlyphs, x => x === at);
  for (let y = 0; y < 2; y++) canvas.set(at, y, '│', 'reference');
  return [0, 1, 2]
    .map(y =>
      canvas
        .runs(y, 0, 12)
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n');
}

test('the words of a ghost stand beside a line that passes through it', () => {
  expect(crossedAt(2)).toBe(['· │ a · · ··', '· │freed   ·', '· · · · · ··'].join('\n'));
});

test('a word that has no room beside the line is crossed by it', () => {
  expect(crossedAt(6)).toBe(['· a · │ · ··', '· free│    ·', '· · · · · ··'].join('\n'));
});
