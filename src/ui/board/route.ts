import type { Row } from '../../play/scene-types.ts';
import { isReference } from './card.ts';
import { RoutingGrid } from './grid.ts';
import { type Errand, RouteSearch } from './search.ts';
import {
  type Card,
  Direction,
  type Layout,
  type ReferenceKey,
  type Route,
  type Routes,
  referenceKey,
} from './types.ts';

/** Rounds in which a fresh board's arrows look again, now that all others are there. */
const SECOND_LOOKS = 2;

type Reference = Errand & { readonly key: ReferenceKey; readonly row: Row };

/**
 * Finds a way for every reference of the layout's cards. A way that still fits is kept cell for cell; the
 * others are searched anew, the short ones first.
 */
export function routeReferences(layout: Layout, previous: Routes | undefined): Routes {
  const references = referencesOf(layout);
  const grid = new RoutingGrid(layout);
  const routes = references.map(reference => keptRoute(reference, previous, layout, grid));
  const missing = references.map((_, i) => i).filter(i => !routes[i]);
  if (missing.length > 0) {
    const search = new RouteSearch(grid);
    grid.stampRoutes(routes);
    missing.sort((a, b) => lengthOf(references[a]) - lengthOf(references[b]) || a - b);
    const look = (i: number) => {
      const reference = references[i];
      const way = reference && search.find(reference, routes);
      if (!way) return;
      routes[i] = {
        key: reference.key,
        from: reference.from.id,
        row: reference.row.id,
        to: reference.to.id,
        ...way,
      };
      grid.stampRoute(routes[i], i);
    };
    for (const i of missing) look(i);
    const isFresh = missing.length === references.length;
    for (let round = 0; isFresh && round < SECOND_LOOKS; round++) {
      for (const i of missing) {
        const before = routes[i];
        routes[i] = undefined;
        grid.stampRoutes(routes);
        look(i);
        if (!routes[i] && before) {
          routes[i] = before;
          grid.stampRoute(before, i);
        }
      }
    }
  }
  return new Map(routes.flatMap(route => (route ? [[route.key, route] as const] : [])));
}

function referencesOf(layout: Layout): readonly Reference[] {
  const references: Reference[] = [];
  for (const from of layout.cards.values()) {
    for (const [i, row] of from.holder.rows.entries()) {
      const to = isReference(row) ? layout.cards.get(row.target.holder) : undefined;
      if (to) references.push({ key: referenceKey(from.id, row.id), from, to, row, y: from.y + 1 + i });
    }
  }
  return references;
}

/** The former way, if it still leads from this port to this card without running into another one. */
function keptRoute(
  reference: Reference,
  previous: Routes | undefined,
  layout: Layout,
  grid: RoutingGrid,
): Route | undefined {
  const route = previous?.get(reference.key);
  if (!route || route.to !== reference.to.id) return undefined;
  const { from, to, y } = reference;
  const port = y * layout.width + (route.side === 'right' ? from.x + from.width : from.x - 1);
  const last = route.cells.at(-1);
  if (route.cells[0] !== port || last === undefined) return undefined;
  if (route.cells.some(cell => grid.card[cell] === 1)) return undefined;
  return pointsAt(last + (grid.steps[route.head] ?? 0), route.head, to, layout.width) ? route : undefined;
}

function pointsAt(cell: number, head: Direction, card: Card, width: number): boolean {
  const x = cell % width;
  const y = (cell - x) / width;
  if (head === Direction.left || head === Direction.right) {
    const border = head === Direction.right ? card.x : card.x + card.width - 1;
    return x === border && y > card.y && y < card.y + card.height - 1;
  }
  const border = head === Direction.down ? card.y : card.y + card.height - 1;
  return y === border && x > card.x && x < card.x + card.width - 1;
}

/** About how far it is; only to decide who goes first. */
function lengthOf(reference: Reference | undefined): number {
  if (!reference) return 0;
  const { from, to, y } = reference;
  return Math.abs(to.x - from.x - from.width) + 2 * Math.abs(to.y + 1 - y);
}
