import type { HolderId } from '../../play/scene-types.ts';
import { type Card, Direction, type Layout, type Route } from './types.ts';

export const HORIZONTAL_ARMS = (1 << Direction.left) | (1 << Direction.right);
export const VERTICAL_ARMS = (1 << Direction.up) | (1 << Direction.down);

export function opposite(direction: number): Direction {
  return ((direction + 2) & 3) as Direction;
}

/** What stands where while arrows look for their ways. */
export class RoutingGrid {
  readonly width: number;
  readonly height: number;

  /** 1 for cells of cards. */
  readonly card: Uint8Array;

  /** 1 for cells beside a card. */
  readonly near: Uint8Array;

  /** 1 for cells beside a row whose arrow has no way yet and may want to leave here. */
  readonly port: Uint8Array;

  /** Arms of the lines in a cell, a bit for each direction. */
  readonly arms: Uint8Array;

  /** Number of the target that the line of this cell leads to; only telling where the cell has two or three arms. */
  readonly net: Int32Array;

  /** A route through this cell (index), to follow to its head; only telling where `net` is. */
  readonly owner: Int32Array;

  /** Cells that are left from here to the head. */
  readonly rest: Int32Array;

  /** Step to the neighbour in each direction. */
  readonly steps: readonly [number, number, number, number];
  private readonly targets: ReadonlyMap<HolderId, number>;

  constructor(layout: Layout) {
    this.width = layout.width;
    this.height = layout.height;
    const size = this.width * this.height;
    this.card = new Uint8Array(size);
    this.near = new Uint8Array(size);
    this.port = new Uint8Array(size);
    this.arms = new Uint8Array(size);
    this.net = new Int32Array(size);
    this.owner = new Int32Array(size);
    this.rest = new Int32Array(size);
    this.steps = [-this.width, 1, this.width, -1];
    this.targets = new Map([...layout.cards.keys()].map((id, i) => [id, i + 1]));
    for (const card of layout.cards.values()) this.stampCard(card);
  }

  netOf(target: HolderId): number {
    return this.targets.get(target) ?? 0;
  }

  /** Draws these routes, and no others, into the grid. */
  stampRoutes(routes: readonly (Route | undefined)[]): void {
    this.arms.fill(0);
    for (const [index, route] of routes.entries()) if (route) this.stampRoute(route, index);
  }

  stampRoute(route: Route, index: number): void {
    const net = this.netOf(route.to);
    const last = route.cells.length - 1;
    for (const [i, cell] of route.cells.entries()) {
      this.arms[cell] = (this.arms[cell] as number) | armsAt(route, i, this.width);
      this.net[cell] = net;
      this.owner[cell] = index;
      this.rest[cell] = last - i;
    }
  }

  /**
   * Whether a way found earlier still goes well with the lines that are here now: it may cross them, and run
   * into one to the same target if it then shares the whole rest of its way.
   */
  accepts(route: Route, routes: readonly (Route | undefined)[]): boolean {
    for (const [i, cell] of route.cells.entries()) {
      const arms = this.arms[cell] as number;
      if (arms === 0) continue;
      const own = armsAt(route, i, this.width);
      const isCrossing = own + arms === HORIZONTAL_ARMS + VERTICAL_ARMS && (own & arms) === 0;
      if (isCrossing && (own === HORIZONTAL_ARMS || own === VERTICAL_ARMS)) continue;
      const other = routes[this.owner[cell] as number];
      // One arm is a head: it is shared by those who come to it over the same arm.
      const isHead = countArms(arms) === 1 || countArms(own) === 1;
      if (other?.to !== route.to || (isHead ? own !== arms : countArms(own | arms) > 3)) return false;
      const rest = other.cells.slice(other.cells.indexOf(cell));
      return (
        rest.length === route.cells.length - i && rest.every((shared, k) => shared === route.cells[i + k])
      );
    }
    return true;
  }

  /** Keeps the cells on both sides of a row free for its arrow, or no longer. */
  reservePorts(card: Card, y: number, isReserved: boolean): void {
    const value = isReserved ? 1 : 0;
    this.port[y * this.width + card.x + card.width] = value;
    if (card.x > 0) this.port[y * this.width + card.x - 1] = value;
  }

  private stampCard(card: Card): void {
    for (let y = card.y; y < card.y + card.height; y++) {
      const start = y * this.width + card.x;
      this.card.fill(1, start, start + card.width);
      this.markNear(card.x - 1, y);
      this.markNear(card.x + card.width, y);
    }
    for (let x = card.x; x < card.x + card.width; x++) {
      this.markNear(x, card.y - 1);
      this.markNear(x, card.y + card.height);
    }
  }

  private markNear(x: number, y: number): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.near[y * this.width + x] = 1;
  }
}

/** Arms of a route in its i-th cell. The head's cell has only the one it is entered by. */
export function armsAt(route: Pick<Route, 'side' | 'cells'>, i: number, width: number): number {
  const { cells } = route;
  const cell = cells[i] ?? 0;
  const before = cells[i - 1];
  const next = cells[i + 1];
  const entry = route.side === 'right' ? Direction.left : Direction.right;
  const from = before === undefined ? entry : directionBetween(cell, before, width);
  return (1 << from) | (next === undefined ? 0 : 1 << directionBetween(cell, next, width));
}

/** Direction from a cell to its neighbour. */
function directionBetween(from: number, to: number, width: number): Direction {
  if (to === from - width) return Direction.up;
  if (to === from + width) return Direction.down;
  return to > from ? Direction.right : Direction.left;
}

export function countArms(arms: number): number {
  return (arms & 1) + ((arms >> 1) & 1) + ((arms >> 2) & 1) + ((arms >> 3) & 1);
}
