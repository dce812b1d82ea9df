import { isReference } from './card.ts';
import { RoutingGrid } from './grid.ts';
import { type Errand, RouteSearch, type Way } from './search.ts';
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

/** How often, per arrow, a fresh board's arrows may push others aside. */
const PUSHES = 4;

type Reference = Errand & { readonly key: ReferenceKey; readonly row: string };

/**
 * Finds a way for every reference of the layout's cards. A way that still fits is kept cell for cell; the
 * others are searched anew, the short ones first. On a fresh board they may push each other aside and look
 * again; a reference that finds no way in the end has none.
 */
export function routeReferences(layout: Layout, previous: Routes | undefined): Routes {
  const router = new Router(layout, previous);
  router.routeMissing();
  return router.result();
}

class Router {
  private readonly references: readonly Reference[];
  private readonly routes: (Route | undefined)[];
  private readonly grid: RoutingGrid;
  private readonly isFresh: boolean;
  private lazySearch: RouteSearch | undefined;

  constructor(layout: Layout, previous: Routes | undefined) {
    this.grid = new RoutingGrid(layout);
    this.references = referencesOf(layout);
    this.routes = this.references.map(reference =>
      keptRoute(reference, previous?.get(reference.key), this.grid),
    );
    this.isFresh = this.routes.every(route => route === undefined);
  }

  result(): Routes {
    return new Map(this.routes.flatMap(route => (route ? [[route.key, route] as const] : [])));
  }

  routeMissing(): void {
    const missing = this.references.map((_, i) => i).filter(i => !this.routes[i]);
    if (missing.length === 0) return;
    this.restamp();
    missing.sort((a, b) => lengthOf(this.references[a]) - lengthOf(this.references[b]) || a - b);
    for (const i of missing) this.look(i);
    if (!this.isFresh) return;
    this.pushAside();
    for (let round = 0; round < SECOND_LOOKS; round++) {
      for (const i of missing) this.lookAgain(i);
    }
  }

  /** Lets arrows without a way take one over others, which then look for another. */
  private pushAside(): void {
    const waiting = this.references.map((_, i) => i).filter(i => !this.routes[i]);
    for (let pushes = PUSHES * this.references.length; pushes > 0; pushes--) {
      const i = waiting.shift();
      if (i === undefined) return;
      const reference = this.references[i];
      const way = reference && this.search.find(reference, this.routes, true);
      if (!way) continue;
      const conflicts = this.search.conflicts(way);
      for (const [other, route] of this.routes.entries()) {
        if (!route?.cells.some(cell => conflicts.has(cell))) continue;
        this.routes[other] = undefined;
        waiting.push(other);
      }
      this.take(i, way);
      this.restamp();
    }
    for (const i of waiting) this.look(i);
  }

  private look(i: number): void {
    const reference = this.references[i];
    const way = reference && this.search.find(reference, this.routes);
    const route = way && this.take(i, way);
    if (!route) return;
    this.grid.stampRoute(route, i);
    this.grid.reservePorts(reference.from, reference.y, false);
  }

  private lookAgain(i: number): void {
    const before = this.routes[i];
    this.routes[i] = undefined;
    this.restamp();
    this.look(i);
    if (this.routes[i] || !before) return;
    this.routes[i] = before;
    this.grid.stampRoute(before, i);
  }

  private take(i: number, { side, cells, head }: Way): Route | undefined {
    const reference = this.references[i];
    if (!reference) return undefined;
    const { key, row, from, to } = reference;
    const route = { key, from: from.id, row, to: to.id, side, cells, head };
    this.routes[i] = route;
    return route;
  }

  private restamp(): void {
    this.grid.stampRoutes(this.routes);
    for (const [i, { from, y }] of this.references.entries()) {
      this.grid.reservePorts(from, y, this.routes[i] === undefined);
    }
  }

  private get search(): RouteSearch {
    this.lazySearch ??= new RouteSearch(this.grid);
    return this.lazySearch;
  }
}

function referencesOf(layout: Layout): readonly Reference[] {
  const references: Reference[] = [];
  for (const from of layout.cards.values()) {
    for (const [i, row] of from.holder.rows.entries()) {
      const to = isReference(row) ? layout.cards.get(row.target.holder) : undefined;
      if (to)
        references.push({ key: referenceKey(from.id, row.id), from, to, row: row.id, y: from.y + 1 + i });
    }
  }
  return references;
}

/** The former way, if it still leads from this port to this card without running into another one. */
function keptRoute(
  { from, to, y }: Reference,
  route: Route | undefined,
  grid: RoutingGrid,
): Route | undefined {
  if (!route || route.to !== to.id) return undefined;
  const port = y * grid.width + (route.side === 'right' ? from.x + from.width : from.x - 1);
  const last = route.cells.at(-1);
  if (route.cells[0] !== port || last === undefined) return undefined;
  if (route.cells.some(cell => grid.card[cell] === 1)) return undefined;
  return pointsAt(last + (grid.steps[route.head] ?? 0), route.head, to, grid.width) ? route : undefined;
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
