import type { Holder, HolderId, Scene } from '../../play/scene-types.ts';
import { cardHeight, isReference, paddedHeight } from './card.ts';
import { chooseGeometry, columnLeft, type Plan, placesNeeded, rowTop, spanOf } from './geometry.ts';
import { placeBodies } from './place.ts';
import type { Link } from './placement.ts';
import type { Card, Geometry, Layout, Place } from './types.ts';

export type LayoutOptions = {
  /** Size of the viewport in cells. */
  readonly columns: number;
  readonly rows: number;

  /** Places that the level asks for, by title: `{ ada: [0, 1] }`. */
  readonly places?: Readonly<Record<string, readonly [number, number]>> | undefined;

  /**
   * A scene that is about to come (the next stop of the run). Its objects have their places reserved, so
   * that the board grows into the picture instead of being rearranged.
   */
  readonly expected?: Scene | undefined;
};

/**
 * Gives every holder of the scene its card. Whoever had a place keeps it; newcomers take the best free
 * places near those that refer to them; the dead are remembered.
 *
 * Another width than before is another board: everything is placed afresh. Another height changes nothing.
 */
export function layoutScene(scene: Scene, previous: Layout | undefined, options: LayoutOptions): Layout {
  const kept = previous?.geometry.viewport === options.columns ? previous : undefined;
  const holders = union(scene, options.expected);
  const objects = holders.filter(holder => holder.kind !== 'frame');
  const planned = plan(holders, options.expected);
  const chosen = kept && kept.places.size > 0 ? kept.geometry : chooseGeometry(planned, options);
  const places = placeAll(planned, kept, chosen, options.places);
  const geometry = { ...chosen, extra: extraRows(planned.objects, places, chosen) };
  const cards = new Map<HolderId, Card>();
  for (const card of frameCards(holders, planned, geometry, kept)) cards.set(card.id, card);
  for (const [i, holder] of objects.entries()) {
    const place = places.get(holder.id);
    const height = paddedHeight(planned.objects[i] ?? holder, geometry.unit);
    if (place) cards.set(holder.id, objectCard(holder, place, height, geometry));
  }
  const drawn = new Map<HolderId, Card>();
  for (const { id } of scene.holders) {
    const card = cards.get(id);
    if (card) drawn.set(id, card);
  }
  const bottom = Math.max(0, ...[...cards.values()].map(card => card.y + card.height));
  const right = Math.max(options.columns - 2, ...[...cards.values()].map(card => card.x + card.width));
  return {
    width: right + 2,
    // Two lanes below the lowest card, so that arrows can pass beneath it.
    height: Math.max(kept?.height ?? 0, bottom + 2),
    geometry,
    places,
    former: formerCards(kept, drawn, places),
    cards: drawn,
  };
}

/** Holders of the scene, then those that are only expected; what the scene says of a holder goes first. */
function union(scene: Scene, expected: Scene | undefined): readonly Holder[] {
  if (!expected) return scene.holders;
  const known = new Set(scene.holders.map(holder => holder.id));
  return [...scene.holders, ...expected.holders.filter(holder => !known.has(holder.id))];
}

/** The cards to make room for: as they will be, where that is known, else as they are. */
function plan(holders: readonly Holder[], expected: Scene | undefined): Plan {
  const coming = new Map(expected?.holders.map(holder => [holder.id, holder]));
  const planned = holders.map(holder => {
    const later = coming.get(holder.id);
    return later && later.rows.length >= holder.rows.length ? later : holder;
  });
  return {
    frames: planned.filter(holder => holder.kind === 'frame'),
    objects: planned.filter(holder => holder.kind !== 'frame'),
  };
}

function placeAll(
  { frames, objects }: Plan,
  kept: Layout | undefined,
  geometry: Geometry,
  wishes: LayoutOptions['places'],
): ReadonlyMap<HolderId, Place> {
  const fixed = fixedPlaces(objects, kept, geometry, wishes);
  if (objects.every(({ id }) => fixed.has(id))) return fixed;
  const bodies = objects.map(holder => ({ id: holder.id, span: spanOf(cardHeight(holder), geometry) }));
  const pitch = geometry.unit + geometry.gapY;
  const links: Link[] = [];
  let top = 0;
  for (const frame of frames) {
    for (const [i, row] of frame.rows.entries()) {
      if (isReference(row)) links.push({ row: (top + i) / pitch, to: row.target.holder });
    }
    top += cardHeight(frame) + 1;
  }
  for (const { id, rows } of objects) {
    for (const [i, row] of rows.entries()) {
      if (isReference(row)) links.push({ from: id, row: i / pitch, to: row.target.holder });
    }
  }
  return placeBodies(bodies, links, fixed, geometry);
}

/** Places of those who live on, of those who came back where they had been, and the level's own wishes. */
function fixedPlaces(
  objects: readonly Holder[],
  kept: Layout | undefined,
  geometry: Geometry,
  wishes: LayoutOptions['places'],
): Map<HolderId, Place> {
  const fixed = new Map<HolderId, Place>();
  const taken = new Set<string>();
  const tryToTake = (holder: Holder, place: Place): void => {
    const cells: string[] = [];
    for (let r = 0; r < spanOf(cardHeight(holder), geometry); r++) {
      cells.push(`${place.column},${place.row + r}`);
    }
    if (cells.some(cell => taken.has(cell))) return;
    for (const cell of cells) taken.add(cell);
    fixed.set(holder.id, place);
  };
  const keepers = objects.filter(holder => kept?.places.has(holder.id));
  for (const holder of keepers) {
    const place = kept?.places.get(holder.id);
    if (!place) continue;
    fixed.set(holder.id, place);
    // Those who live never give way, whatever they have grown to: rows below are moved apart instead.
    for (let r = 0; r < spanOf(cardHeight(holder), geometry); r++)
      taken.add(`${place.column},${place.row + r}`);
  }
  const isCrowded = placesNeeded(objects.map(cardHeight), geometry) > geometry.columns * geometry.rows;
  for (const holder of objects) {
    if (fixed.has(holder.id)) continue;
    const former = formerPlace(holder, kept, geometry);
    const wish = wishes?.[holder.title];
    if (former && (isCrowded || isInSight(holder, former, geometry))) tryToTake(holder, former);
    else if (wish) tryToTake(holder, { column: wish[0], row: wish[1] });
  }
  return fixed;
}

/** Rows of cells to add below rows of places, so that no card reaches into the one below it. */
function extraRows(
  objects: readonly Holder[],
  places: ReadonlyMap<HolderId, Place>,
  geometry: Geometry,
): readonly number[] {
  const extra = [...geometry.extra];
  const below = [...places.values()];
  const pitch = geometry.unit + geometry.gapY;
  const inOrder = objects
    .flatMap(holder => {
      const place = places.get(holder.id);
      return place ? [{ place, height: cardHeight(holder) }] : [];
    })
    .sort((a, b) => a.place.row - b.place.row);
  for (const { place, height } of inOrder) {
    const next = Math.min(
      ...below
        .filter(other => other.column === place.column && other.row > place.row)
        .map(other => other.row),
    );
    if (!Number.isFinite(next)) continue;
    let room = (next - place.row) * pitch;
    for (let r = place.row; r < next; r++) room += extra[r] ?? 0;
    const lacking = height + geometry.gapY - room;
    if (lacking > 0) extra[next - 1] = (extra[next - 1] ?? 0) + lacking;
  }
  return Array.from(extra, rows => rows ?? 0);
}

function objectCard(holder: Holder, place: Place, height: number, geometry: Geometry): Card {
  return {
    id: holder.id,
    holder,
    x: columnLeft(place.column, geometry),
    y: rowTop(place.row, geometry),
    width: geometry.cardWidth,
    height,
    column: place.column,
  };
}

/** Frames stand below each other; one that has shrunk, or has still to grow, leaves the others where they are. */
function frameCards(
  holders: readonly Holder[],
  planned: Plan,
  geometry: Geometry,
  kept: Layout | undefined,
): Card[] {
  const frames = holders.filter(holder => holder.kind === 'frame');
  let top = geometry.top;
  return frames.map((holder, i) => {
    const y = Math.max(top, kept?.cards.get(holder.id)?.y ?? 0);
    const height = cardHeight(holder);
    top = y + Math.max(height, cardHeight(planned.frames[i] ?? holder)) + 1;
    return { id: holder.id, holder, x: 0, y, width: geometry.frameWidth, height, column: -1 };
  });
}

function formerCards(
  kept: Layout | undefined,
  drawn: ReadonlyMap<HolderId, Card>,
  places: ReadonlyMap<HolderId, Place>,
): ReadonlyMap<HolderId, Card> {
  if (!kept) return new Map();
  const former = new Map<HolderId, Card>();
  for (const cards of [kept.former, kept.cards]) {
    for (const [id, card] of cards) {
      if (card.column >= 0 && !drawn.has(id) && !places.has(id)) former.set(id, card);
    }
  }
  return former;
}

/** Where it stood last. After an undo the run may go another way, and give an id of before to another object. */
function formerPlace(holder: Holder, kept: Layout | undefined, geometry: Geometry): Place | undefined {
  const card = kept?.former.get(holder.id);
  if (card?.holder.title !== holder.title) return undefined;
  let row = 0;
  while (rowTop(row, geometry) < card.y) row++;
  return { column: card.column, row };
}

/** A place that can only be seen by scrolling is no home to come back to while there is room above it. */
const isInSight = (holder: Holder, { row }: Place, geometry: Geometry): boolean =>
  row + spanOf(cardHeight(holder), geometry) <= geometry.rows;
