import type { HolderId, Scene } from '../../play/scene-types.ts';
import { isReference } from './card.ts';
import { type LayoutOptions, layoutScene } from './layout.ts';
import type { Window } from './paint.ts';
import { memoryKey, routeReferences } from './route.ts';
import type { Card, Focus, Layout, Route, Routes } from './types.ts';

/** What the play screen keeps between frames, so that nothing on the board moves without need. */
export type BoardState = {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly routes: Routes;

  /** Ways of the scene that is expected. */
  readonly planned: Routes | undefined;

  /** Ways that arrows have had, by `memoryKey`. */
  readonly former: ReadonlyMap<string, Route>;

  /** The part of the canvas that is shown: it follows the focus. */
  readonly window: Window;
  readonly options: BoardOptions;
};

type BoardOptions = LayoutOptions & { readonly focus?: Focus | undefined };

/**
 * The board after a change of the scene, the size or the focus. Pass the state before, so that cards keep
 * their places and arrows their ways; without one everything is laid out afresh.
 */
export function nextBoard(previous: BoardState | undefined, scene: Scene, options: BoardOptions): BoardState {
  if (previous && isSame(previous, scene, options)) {
    return { ...previous, window: windowFor(previous.layout, previous.window, options), options };
  }
  const layout = layoutScene(scene, previous?.layout, options);
  // Cells are numbered by the canvas' width: with another width no way from before means anything.
  const kept = previous?.layout.width === layout.width ? previous : undefined;
  const planned = plannedRoutes(kept, layout, options);
  const routes = routeReferences(layout, { planned, previous: kept?.routes, former: kept?.former });
  const former = new Map(kept?.former);
  for (const route of routes.values()) {
    const [first = 0] = route.cells;
    former.set(memoryKey(route.key, route.to, Math.floor(first / layout.width)), route);
  }
  const window = windowFor(layout, previous?.window, options);
  return { scene, layout, routes, planned, former, window, options };
}

function isSame(previous: BoardState, scene: Scene, options: BoardOptions): boolean {
  return (
    previous.scene === scene &&
    previous.options.columns === options.columns &&
    previous.options.expected === options.expected &&
    previous.options.places === options.places
  );
}

/** Ways of the scene that is expected, so that the arrows grow into them one by one. */
function plannedRoutes(
  kept: BoardState | undefined,
  layout: Layout,
  options: BoardOptions,
): Routes | undefined {
  const { expected, ...rest } = options;
  if (!expected) return undefined;
  if (kept?.options.expected === expected) return kept.planned;
  return routeReferences(layoutScene(expected, layout, rest), { previous: kept?.routes });
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

/** Cells around a card that are shown with it, because arrows turn there. */
const LANES = 2;

/** Offset of a window of `size` that shows `from` up to `to`, with the lanes around it, near `offset`. */
function reveal(offset: number, size: number, from: number, to: number, whole: number): number {
  const end = Math.min(whole, to + LANES);
  const start = Math.max(0, from - LANES);
  if (end > offset + size) return Math.min(start, end - size);
  return Math.min(start, offset);
}

function targetCard(layout: Layout, focus: Focus | undefined): Card | undefined {
  const row = layout.cards.get(focus?.holder ?? '')?.holder.rows.find(({ id }) => id === focus?.row);
  const target: HolderId | undefined = row && isReference(row) ? row.target.holder : undefined;
  return target === undefined ? undefined : layout.cards.get(target);
}
