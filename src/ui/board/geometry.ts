import type { Holder } from '../../play/scene-types.ts';
import { cardHeight, leastWidth, naturalWidth } from './card.ts';
import type { Geometry } from './types.ts';

/** Columns right of the last cards, so that an arrow from there can turn. */
const MARGIN = 2;
const LEAST_GAP_X = 3;
const WIDEST_CARD = 18;
const NARROWEST_CARD = 9;

/** Gaps to try, roomy ones first: [columns, rows]. */
const GAPS: readonly (readonly [number, number])[] = [
  [7, 2],
  [6, 2],
  [5, 2],
  [5, 1],
  [4, 1],
  [LEAST_GAP_X, 1],
];

/**
 * Chooses the measures of the slot grid for the cards to come: as roomy as everything still fits, with some
 * places to spare; narrower cards only when nothing else helps. What never fits is scrolled.
 */
export function chooseGeometry(
  frames: readonly Holder[],
  objects: readonly Holder[],
  columns: number,
  rows: number,
): Geometry {
  const frameWidth = clamp(Math.max(0, ...frames.map(naturalWidth)), frames.length > 0 ? 7 : 0, WIDEST_CARD);
  const widest = clamp(Math.max(0, ...objects.map(naturalWidth)), NARROWEST_CARD + 2, WIDEST_CARD);
  const narrowest = clamp(Math.max(0, ...objects.map(leastWidth)), NARROWEST_CARD, widest);
  const heights = objects.map(cardHeight);
  const measure = (cardWidth: number, gapX: number, gapY: number): Geometry => {
    const unit = chooseUnit(heights, gapY);
    const room = columns - frameWidth - MARGIN;
    const rowsOfPlaces = Math.max(1, Math.floor((rows + gapY) / (unit + gapY)));
    const spareRows = rows - rowsOfPlaces * (unit + gapY) + gapY;
    return {
      viewport: columns,
      frameWidth,
      cardWidth,
      top: clamp(spareRows - 1, 0, 1),
      left: frameWidth + (frameWidth > 0 ? gapX : 0),
      gapX,
      gapY,
      unit,
      columns: Math.max(1, Math.floor(room / (gapX + cardWidth))),
      rows: rowsOfPlaces,
      extra: [],
    };
  };
  for (const spare of [1.3, 1]) {
    for (let width = widest; width >= narrowest; width--) {
      for (const [gapX, gapY] of GAPS) {
        const geometry = measure(width, gapX, gapY);
        if (geometry.columns * geometry.rows >= placesNeeded(heights, geometry) * spare) return geometry;
      }
    }
  }
  return measure(narrowest, LEAST_GAP_X, 1);
}

/** Places that a card of this height takes, one below the other. */
export function spanOf(height: number, geometry: Pick<Geometry, 'unit' | 'gapY'>): number {
  return Math.max(1, Math.ceil((height + geometry.gapY) / (geometry.unit + geometry.gapY)));
}

/** Top of a row of places. */
export function rowTop(row: number, geometry: Geometry): number {
  let top = geometry.top + row * (geometry.unit + geometry.gapY);
  for (let r = 0; r < row; r++) top += geometry.extra[r] ?? 0;
  return top;
}

/** Left edge of a column of places. */
export function columnLeft(column: number, geometry: Geometry): number {
  return geometry.left + column * (geometry.cardWidth + geometry.gapX);
}

/** The height of one place that wastes least, with taller cards hanging over several places. */
function chooseUnit(heights: readonly number[], gapY: number): number {
  let best = 3;
  let least = Number.POSITIVE_INFINITY;
  for (let unit = 3; unit <= 8; unit++) {
    const cells = heights.reduce((sum, height) => sum + spanOf(height, { unit, gapY }) * (unit + gapY), 0);
    if (cells < least) {
      least = cells;
      best = unit;
    }
  }
  return best;
}

function placesNeeded(heights: readonly number[], geometry: Geometry): number {
  return heights.reduce((sum, height) => sum + spanOf(height, geometry), 0);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
