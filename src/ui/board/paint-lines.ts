import type { Tone } from '../theme/index.ts';
import type { Canvas } from './canvas.ts';
import type { GlyphSet } from './glyphs.ts';
import { armsAt, HORIZONTAL_ARMS, VERTICAL_ARMS } from './grid.ts';
import type { Layout, Route } from './types.ts';

/** How one arrow is to be drawn. */
export type LineLook = { readonly tone: Tone; readonly isHeavy: boolean; readonly isDashed: boolean };

/** One cell of the arrows: weights of its arms and the look that is on top. */
type LineCell = {
  readonly weights: [number, number, number, number];
  tone: Tone;
  isDashed: boolean;
  head: string;
};

/** Draws arrows; later ones lie on top where they share or cross a cell. */
export function paintLines(
  canvas: Canvas,
  layout: Layout,
  arrows: readonly (readonly [Route, LineLook])[],
  glyphs: GlyphSet,
): void {
  const cells = new Map<number, LineCell>();
  for (const [route, look] of arrows) {
    const last = route.cells.length - 1;
    for (const [i, index] of route.cells.entries()) {
      const cell: LineCell = cells.get(index) ?? {
        weights: [0, 0, 0, 0],
        tone: look.tone,
        isDashed: true,
        head: '',
      };
      const arms = armsAt(route, i, layout.width);
      for (let d = 0; d < 4; d++) {
        if ((arms >> d) & 1) cell.weights[d] = Math.max(cell.weights[d] ?? 0, look.isHeavy ? 2 : 1);
      }
      cell.tone = look.tone;
      cell.isDashed &&= look.isDashed;
      if (i === last) cell.head = glyphs.heads[route.head];
      cells.set(index, cell);
    }
  }
  for (const [index, cell] of cells) {
    const x = index % layout.width;
    canvas.set(x, (index - x) / layout.width, glyphOf(cell, glyphs), cell.tone);
  }
}

function glyphOf({ weights, isDashed, head }: LineCell, glyphs: GlyphSet): string {
  if (head !== '') return head;
  const arms = weights.reduce((mask, weight, d) => (weight > 0 ? mask | (1 << d) : mask), 0);
  const isHeavy = weights.includes(2);
  if (isDashed && arms === HORIZONTAL_ARMS) return glyphs.dashed[isHeavy ? 2 : 0];
  if (isDashed && arms === VERTICAL_ARMS) return glyphs.dashed[isHeavy ? 3 : 1];
  return glyphs.line(...weights);
}
