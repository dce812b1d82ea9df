import type { Holder, HolderId, RowId } from '../../play/scene-types.ts';

/**
 * A place in the slot grid of objects: column and row count from 0. Frames do not stand in the grid.
 * A tall card hangs down from its place over the places below.
 */
export type Place = { readonly column: number; readonly row: number };

/** Directions of travel, clockwise; arms of a cell are bits `1 << direction`. */
export const Direction = { up: 0, right: 1, down: 2, left: 3 } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/** A card on the canvas, in cells. Borders belong to it. */
export type Card = {
  readonly id: HolderId;
  readonly holder: Holder;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;

  /** Column of the grid; -1 for frames. */
  readonly column: number;
};

/** The measures of the slot grid. They are chosen once for a level and a width, and only ever grow downwards. */
export type Geometry = {
  /** Width of the viewport they were chosen for. */
  readonly viewport: number;
  readonly frameWidth: number;
  readonly cardWidth: number;

  /** Left edge of the first column of objects. */
  readonly left: number;

  /** Free rows above the first cards. */
  readonly top: number;

  /** Free columns between two columns of cards. */
  readonly gapX: number;

  /** Free rows between two rows of cards. */
  readonly gapY: number;

  /** Height of a card that takes one place, borders included. */
  readonly unit: number;

  /** Columns of objects that fit the viewport. */
  readonly columns: number;

  /** Rows of places that fit the viewport. */
  readonly rows: number;

  /** Rows of cells added to a row of places whose card outgrew it. */
  readonly extra: readonly number[];
};

/** Where everything stands. */
export type Layout = {
  /** Size of the canvas in cells; the viewport may be smaller. */
  readonly width: number;
  readonly height: number;
  readonly geometry: Geometry;

  /** Places of the living and of the expected. */
  readonly places: ReadonlyMap<HolderId, Place>;

  /** Cards of the dead, as they stood last: for ghosts, and for an undo that brings them back. */
  readonly former: ReadonlyMap<HolderId, Card>;

  /** Cards of the scene, in its order. */
  readonly cards: ReadonlyMap<HolderId, Card>;
};

/** Key of a reference: unique in a scene. */
export type ReferenceKey = string;

/** The drawn way of one reference. */
export type Route = {
  readonly key: ReferenceKey;
  readonly from: HolderId;
  readonly row: RowId;
  readonly to: HolderId;

  /** Side of the holder's card on which the port is. */
  readonly side: 'left' | 'right';

  /** Cells (`y * layout.width + x`) from the one beside the port to the one that bears the head. */
  readonly cells: readonly number[];

  /** Direction in which the head points. */
  readonly head: Direction;
};

/** Drawn ways by key. A reference without a way is written as text in its row. */
export type Routes = ReadonlyMap<ReferenceKey, Route>;

/** One reference, or the title of a holder when `row` is absent. */
export type Focus = { readonly holder: HolderId; readonly row?: RowId };

/** Key of the reference that this row of this holder is. */
export function referenceKey(holder: HolderId, row: RowId): ReferenceKey {
  return `${holder}\u0000${row}`;
}
