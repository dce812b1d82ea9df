import type { Holder, HolderId } from '../../play/scene-types.ts';
import { cardHeight, isReference, leastWidth, naturalWidth } from './card.ts';
import type { Geometry } from './types.ts';

/** Columns right of the last cards, so that an arrow from there can turn. */
const MARGIN = 2;
const WIDEST_CARD = 18;
const NARROWEST_CARD = 9;

/** Wide enough for the word `garbage` with a blank on each side. */
const GOOD_CARD = 11;
const GOOD_GAP = 5;
const WIDE_GAP = 7;

/** Gaps to try, roomy ones first: [columns, rows]. */
const GAPS: readonly (readonly [number, number])[] = [
  [4, 2],
  [4, 1],
  [3, 2],
  [3, 1],
];

/** The cards to make room for. */
export type Plan = { readonly frames: readonly Holder[]; readonly objects: readonly Holder[] };

export type Size = { readonly columns: number; readonly rows: number };

/**
 * Chooses the measures of the slot grid for the cards to come: as roomy as everything still fits, with some
 * places to spare; narrower cards only when nothing else helps. What never fits is scrolled.
 */
export function chooseGeometry(plan: Plan, viewport: Size): Geometry {
  const { objects } = plan;
  // A chain likes to lie in one row.
  const depth = depthOf(plan);
  const widest = clamp(Math.max(0, ...objects.map(naturalWidth)), NARROWEST_CARD, WIDEST_CARD);
  const narrowest = clamp(Math.max(0, ...objects.map(leastWidth)), NARROWEST_CARD, widest);
  const heights = objects.map(cardHeight);
  // Objects with names like to stand below each other, beside the names.
  const named = namedHeights(plan);
  const wishes = [
    { spare: 1.25, columns: Math.min(depth, 4), stack: named },
    { spare: 1.25, columns: Math.min(depth, 3), stack: named },
    { spare: 1.25, columns: 1, stack: named },
    { spare: 1.25, columns: Math.min(depth, 3), stack: [] },
    { spare: 1.25, columns: 1, stack: [] },
    { spare: 1, columns: 1, stack: [] },
  ];
  for (const wish of wishes) {
    for (let width = widest; width >= narrowest; width--) {
      for (const [gapX, gapY] of GAPS) {
        const geometry = measure(plan, viewport, heights, width, gapX, gapY);
        const needed = placesNeeded(heights, geometry) * wish.spare;
        if (geometry.columns < wish.columns || geometry.columns * geometry.rows < needed) continue;
        if (geometry.rows < placesNeeded(wish.stack, geometry)) continue;
        return spread(geometry, Math.max(2, wish.columns, Math.ceil(needed / geometry.rows)));
      }
    }
  }
  const geometry = measure(plan, viewport, heights, narrowest, 3, 1);
  return spread(geometry, geometry.columns);
}

function measure(
  { frames }: Plan,
  { columns, rows }: Size,
  heights: readonly number[],
  cardWidth: number,
  gapX: number,
  gapY: number,
): Geometry {
  const frameWidth = clamp(Math.max(0, ...frames.map(naturalWidth)), frames.length > 0 ? 7 : 0, WIDEST_CARD);
  const unit = chooseUnit(heights, gapY);
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
    columns: Math.max(1, Math.floor((columns - frameWidth - MARGIN) / (gapX + cardWidth))),
    rows: rowsOfPlaces,
    extra: [],
  };
}

/** Heights of the cards that names refer to. */
function namedHeights({ frames, objects }: Plan): readonly number[] {
  const named = new Set(
    frames.flatMap(({ rows }) => rows.map(row => (isReference(row) ? row.target.holder : undefined))),
  );
  return objects.filter(({ id }) => named.has(id)).map(cardHeight);
}

/** References on the longest of the shortest ways from a name to an object. */
function depthOf({ frames, objects }: Plan): number {
  const byId = new Map(objects.map(holder => [holder.id, holder]));
  const seen = new Set<HolderId>();
  let depth = 0;
  let level = frames;
  for (; level.length > 0; depth++) {
    const next: Holder[] = [];
    for (const row of level.flatMap(holder => holder.rows)) {
      const target = isReference(row) ? byId.get(row.target.holder) : undefined;
      if (!target || seen.has(target.id)) continue;
      seen.add(target.id);
      next.push(target);
    }
    level = next;
  }
  return depth - 1;
}

/** Gives the columns that are left over to the gaps and the cards. */
function spread(geometry: Geometry, wanted: number): Geometry {
  const columns = Math.min(geometry.columns, wanted);
  let { gapX, cardWidth } = geometry;
  let left = geometry.viewport - geometry.frameWidth - MARGIN - columns * (gapX + cardWidth);
  for (; left >= columns; left -= columns) {
    if (gapX < GOOD_GAP) gapX++;
    else if (cardWidth < GOOD_CARD) cardWidth++;
    else if (gapX < WIDE_GAP) gapX++;
    else break;
  }
  return {
    ...geometry,
    columns,
    gapX,
    cardWidth,
    left: geometry.frameWidth + (geometry.frameWidth > 0 ? gapX : 0),
  };
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

/** Places that cards of these heights take together. */
export function placesNeeded(heights: readonly number[], geometry: Geometry): number {
  return heights.reduce((sum, height) => sum + spanOf(height, geometry), 0);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
