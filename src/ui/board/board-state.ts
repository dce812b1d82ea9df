import type { HolderId, Scene } from '../../play/scene-types.ts';
import { isReference } from './card.ts';
import { type LayoutOptions, layoutScene } from './layout.ts';
import type { Window } from './paint.ts';
import { routeReferences } from './route.ts';
import type { Card, Focus, Layout, Routes } from './types.ts';

/** What the play screen keeps between frames, so that nothing on the board moves without need. */
export type BoardState = {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly routes: Routes;

  /** The part of the canvas that is shown: it follows the focus. */
  readonly window: Window;
  readonly options: BoardOptions;
};

export type BoardOptions = LayoutOptions & { readonly focus?: Focus | undefined };

/**
 * The board after a change of the scene, the size or the focus. Pass the state before, so that cards keep
 * their places and arrows their ways; without one everything is laid out afresh.
 */
export function nextBoard(previous: BoardState | undefined, scene: Scene, options: BoardOptions): BoardState {
  const isSame =
    previous?.scene === scene &&
    previous.options.columns === options.columns &&
    previous.options.expected === options.expected &&
    previous.options.places === options.places;
  const layout = isSame ? previous.layout : layoutScene(scene, previous?.layout, options);
  const routes = isSame ? previous.routes : routeReferences(layout, routesToKeep(previous, layout));
  return { scene, layout, routes, window: windowFor(layout, previous?.window, options), options };
}

/** Cells are numbered by the canvas' width: with another width no former way means anything. */
function routesToKeep(previous: BoardState | undefined, layout: Layout): Routes | undefined {
  return previous?.layout.width === layout.width ? previous.routes : undefined;
}

/** Moves the window as little as needed to show the focused card and, if there is room, what it points at. */
function windowFor(layout: Layout, previous: Window | undefined, options: BoardOptions): Window {
  const { columns, rows, focus } = options;
  const needs = [targetCard(layout, focus), layout.cards.get(focus?.holder ?? '')].filter(
    card => card !== undefined,
  );
  let left = previous?.left ?? 0;
  let top = previous?.top ?? 0;
  for (const card of needs) {
    left = reveal(left, columns, card.x, card.x + card.width, layout.width);
    top = reveal(top, rows, card.y, card.y + card.height, layout.height);
  }
  return {
    left: Math.max(0, Math.min(left, layout.width - columns)),
    top: Math.max(0, Math.min(top, layout.height - rows)),
    columns,
    rows,
  };
}

/** Offset of a window of `size` that shows `from` up to `to`, with a lane around it, near `offset`. */
function reveal(offset: number, size: number, from: number, to: number, whole: number): number {
  const end = Math.min(whole, to + 1);
  const start = Math.max(0, from - 1);
  if (end > offset + size) return Math.min(start, end - size);
  return Math.min(start, offset);
}

function targetCard(layout: Layout, focus: Focus | undefined): Card | undefined {
  const row = layout.cards.get(focus?.holder ?? '')?.holder.rows.find(({ id }) => id === focus?.row);
  const target: HolderId | undefined = row && isReference(row) ? row.target.holder : undefined;
  return target === undefined ? undefined : layout.cards.get(target);
}
