import type { HolderId } from '../../play/scene-types.ts';
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

/** A way that costs so much more than its length is worth another thought. */
const DETOUR = 12;

/** Pairs of arrows that a fresh board tries to straighten at most. */
const PAIRS = 40;

/** How often, per arrow that needs a way, others may be pushed aside. */
const PUSHES = 4;

type Socket = { readonly from: Card; readonly y: number };
type Reference = Errand & { readonly key: ReferenceKey; readonly row: string };

/** Ways known from earlier, from the ones to be preferred to the ones that only help. */
export type KnownWays = {
  /** Ways of the board that is to come. */
  readonly planned?: Routes | undefined;

  /** Ways of the board before. */
  readonly previous?: Routes | undefined;

  /** Ways that arrows once had: who comes back finds its own. By `memoryKey`. */
  readonly former?: ReadonlyMap<string, Route> | undefined;
};

/**
 * Finds a way for every reference of the layout's cards. A way that is known and still fits is taken cell for
 * cell; the others are searched anew, the short ones first. Only where there is no way left for an arrow may
 * it push others aside (`mayPush`). A reference that finds no way in the end has none.
 */
export function routeReferences(layout: Layout, ways: KnownWays = {}, mayPush = true): Routes {
  const router = new Router(layout, mayPush);
  router.takeKnown(key => ways.planned?.get(key));
  router.takeKnown(key => ways.previous?.get(key));
  router.takeKnown((key, to, y) => ways.former?.get(memoryKey(key, to, y)));
  router.routeMissing();
  return router.result();
}

/** Under which a way is remembered: the same reference in another row, or to another card, goes another way. */
export function memoryKey(key: ReferenceKey, to: HolderId, y: number): string {
  return `${key}\u0000${to}\u0000${y}`;
}

class Router {
  private readonly references: readonly Reference[];
  private readonly routes: (Route | undefined)[];
  private readonly grid: RoutingGrid;

  /** Cost of each way when it was found. */
  private readonly costs: number[] = [];
  private readonly mayPush: boolean;

  /** Rows without an arrow that a wire could give one: ways should stay open to them. */
  private readonly sockets: readonly Socket[];
  private lazySearch: RouteSearch | undefined;

  constructor(layout: Layout, mayPush: boolean) {
    this.mayPush = mayPush;
    this.sockets = socketsOf(layout);
    this.grid = new RoutingGrid(layout);
    this.references = referencesOf(layout);
    this.routes = this.references.map(() => undefined);
  }

  result(): Routes {
    return new Map(this.routes.flatMap(route => (route ? [[route.key, route] as const] : [])));
  }

  /** Gives arrows the ways that are known for them, where nothing has come in between. */
  takeKnown(wayOf: (key: ReferenceKey, to: HolderId, y: number) => Route | undefined): void {
    for (const [i, reference] of this.references.entries()) {
      if (this.routes[i]) continue;
      const route = wayOf(reference.key, reference.to.id, reference.y);
      if (!route || !fits(reference, route, this.grid) || !this.grid.accepts(route, this.routes)) continue;
      this.routes[i] = route;
      this.grid.stampRoute(route, i);
    }
  }

  routeMissing(): void {
    const missing = this.references.map((_, i) => i).filter(i => !this.routes[i]);
    if (missing.length === 0) return;
    const isFresh = missing.length === this.references.length;
    this.restamp();
    missing.sort((a, b) => lengthOf(this.references[a]) - lengthOf(this.references[b]) || a - b);
    for (const i of missing) this.look(i);
    if (this.mayPush) this.pushAside(missing.length);
    if (!isFresh) return;
    for (let round = 0; round < SECOND_LOOKS; round++) {
      for (const i of missing) this.lookAgain(i);
    }
    this.straighten(missing);
  }

  /** Lets arrows that take a detour look again together with one that starts or ends at the same card. */
  private straighten(all: readonly number[]): void {
    const detour = (i: number) => (this.costs[i] ?? 0) - lengthOf(this.references[i]);
    const crooked = all.filter(i => detour(i) > DETOUR).sort((a, b) => detour(b) - detour(a) || a - b);
    let tries = PAIRS;
    for (const i of crooked) {
      this.lookAgain(i);
      for (const j of all) {
        if (i === j || !isRelated(this.references[i], this.references[j])) continue;
        if (tries-- <= 0) return;
        if (!this.lookTogether(j, i)) this.lookTogether(i, j);
      }
    }
  }

  /** The first arrow, then the second look again as if neither had a way; kept if both together are better off. */
  private lookTogether(first: number, second: number): boolean {
    const before = [this.routes[first], this.routes[second]];
    const costs = [this.costs[first] ?? 0, this.costs[second] ?? 0] as const;
    this.routes[first] = undefined;
    this.routes[second] = undefined;
    this.restamp();
    this.look(first);
    this.look(second);
    if (this.routes[first] && this.routes[second]) {
      this.lookAgain(first);
      if ((this.costs[first] ?? 0) + (this.costs[second] ?? 0) < costs[0] + costs[1] - 1) return true;
    }
    [this.routes[first], this.routes[second]] = before;
    [this.costs[first], this.costs[second]] = costs;
    this.restamp();
    return false;
  }

  /** Lets arrows without a way push others aside, and takes it back unless more of them have a way then. */
  private pushAside(count: number): void {
    const before = [...this.routes];
    const waiting = this.references.map((_, i) => i).filter(i => !this.routes[i]);
    if (waiting.length === 0) return;
    for (let pushes = PUSHES * count; pushes > 0; pushes--) {
      const i = waiting.shift();
      if (i === undefined) return;
      waiting.push(...this.pushFor(i));
    }
    for (const i of waiting) this.look(i);
    if (countOf(this.routes) > countOf(before)) return;
    for (const [i, route] of before.entries()) this.routes[i] = route;
    this.restamp();
  }

  /** Finds a way over others. Those that have lost their way by it are returned. */
  private pushFor(i: number): number[] {
    const reference = this.references[i];
    const way = reference && this.search.find(reference, this.routes, true);
    if (!way) return [];
    const conflicts = this.search.conflicts(way);
    const pushed: number[] = [];
    for (const [other, route] of this.routes.entries()) {
      if (!route?.cells.some(cell => conflicts.has(cell))) continue;
      this.routes[other] = undefined;
      pushed.push(other);
    }
    this.take(i, way);
    this.restamp();
    return pushed;
  }

  private look(i: number): void {
    const reference = this.references[i];
    const way = reference && this.search.find(reference, this.routes);
    const route = way && this.take(i, way);
    if (!route) return;
    this.costs[i] = way.cost;
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
    for (const { from, y } of this.sockets) this.grid.reservePorts(from, y, true);
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

function socketsOf(layout: Layout): readonly Socket[] {
  return [...layout.cards.values()].flatMap(from =>
    from.holder.rows.flatMap(({ target, wires }, i) =>
      target.type === 'missing' || (target.type === 'atom' && wires) ? [{ from, y: from.y + 1 + i }] : [],
    ),
  );
}

/** Whether a way leads from this port to this card without running into another one. */
function fits({ from, to, y }: Reference, route: Route, grid: RoutingGrid): boolean {
  const port = y * grid.width + (route.side === 'right' ? from.x + from.width : from.x - 1);
  const last = route.cells.at(-1);
  if (route.to !== to.id || route.cells[0] !== port || last === undefined) return false;
  if (route.cells.some(cell => grid.card[cell] === 1)) return false;
  return pointsAt(last + (grid.steps[route.head] ?? 0), route.head, to, grid.width);
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

/** Whether two arrows start or end at a common card. */
function isRelated(a: Reference | undefined, b: Reference | undefined): boolean {
  if (!a || !b) return false;
  return a.from === b.from || a.to === b.to || a.from === b.to || a.to === b.from;
}

function countOf(routes: readonly (Route | undefined)[]): number {
  return routes.reduce((count, route) => (route ? count + 1 : count), 0);
}

/** About how far it is; only to decide who goes first. */
function lengthOf(reference: Reference | undefined): number {
  if (!reference) return 0;
  const { from, to, y } = reference;
  return Math.abs(to.x - from.x - from.width) + 2 * Math.abs(to.y + 1 - y);
}
