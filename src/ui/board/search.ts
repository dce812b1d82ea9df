import { armsAt, countArms, HORIZONTAL_ARMS, opposite, type RoutingGrid, VERTICAL_ARMS } from './grid.ts';
import { HeapQueue } from './heap-queue.ts';
import { type Card, Direction, type Route } from './types.ts';

/** What makes an arrow ugly, in steps of one cell. */
const COST = {
  bend: 2.5,
  besideCard: 0.6,
  crossing: 3,
  portStraight: 1.5,
  portBend: 6,

  /** Leaving on the left: only worth it when the way around is long. */
  leftPort: 3,

  /** A head where another row's arrow may leave. */
  headAtPort: 6,

  /** Pushing another line aside; it has to look for another way. */
  push: 16,

  /** Joining another arrow to the same card; the farther from its head, the worse. */
  join: 2,
  joinStep: 1.2,

  /** Arriving from above, from the right, from below, instead of from the left. */
  headDown: 2,
  headLeft: 2,
  headUp: 2.5,
  headRow: 0.3,
} as const;

/** A reference in search of its way. */
export type Errand = {
  readonly from: Card;
  readonly to: Card;

  /** Screen row of the port. */
  readonly y: number;
};

export type Way = Pick<Route, 'side' | 'cells' | 'head'> & {
  /** How ugly it is, in steps. */
  readonly cost: number;

  /** Index of the cell at which it joins another arrow, if it does. */
  readonly joinsAt?: number;
};

/**
 * The cheapest way of an arrow over (cell, direction), or nothing when there is none.
 *
 * Lines of different targets only ever cross at right angles. A line that meets another one to the same
 * target may end there and share its head: the joined cell has three arms, never four, because four are a
 * crossing. The cell of a head has one arm, so that no line can cross or join it.
 */
export class RouteSearch {
  private readonly grid: RoutingGrid;
  private readonly cost: Float64Array;
  private readonly cameFrom: Int32Array;

  /** The search in which `cost` and `cameFrom` of a state were written: saves clearing them. */
  private readonly era: Int32Array;
  private readonly queue = new HeapQueue();
  private now = 0;
  private errand: Errand | undefined;
  private best = Number.POSITIVE_INFINITY;
  private bestState = -1;
  private isJoin = false;
  private mayPush = false;
  private routes: readonly (Route | undefined)[] = [];

  /** How often a cell was fought over: makes the next fight dearer, so that it comes to an end. */
  private readonly fights: Uint8Array;

  constructor(grid: RoutingGrid) {
    this.grid = grid;
    const states = grid.width * grid.height * 4;
    this.cost = new Float64Array(states);
    this.cameFrom = new Int32Array(states);
    this.era = new Int32Array(states);
    this.fights = new Uint8Array(grid.width * grid.height);
  }

  /**
   * `routes` are those that the grid holds, by the index they were stamped with. With `mayPush` the way may
   * run over other lines, which then have to go: `conflicts` says over which cells.
   */
  find(errand: Errand, routes: readonly (Route | undefined)[], mayPush = false): Way | undefined {
    this.errand = errand;
    this.routes = routes;
    this.mayPush = mayPush;
    this.now++;
    this.queue.clear();
    this.best = Number.POSITIVE_INFINITY;
    this.bestState = -1;
    const { from, y } = errand;
    const row = y * this.grid.width;
    this.enter(row + from.x + from.width, Direction.right, 0, -1);
    if (from.x > 0 && from.column >= 0) this.enter(row + from.x - 1, Direction.left, COST.leftPort, -1);
    while (!this.queue.isEmpty) {
      const state = this.queue.pop();
      const cost = numberAt(this.cost, state);
      if (cost + this.distance(state >> 2) >= this.best) break;
      this.expand(state, cost);
    }
    return this.bestState < 0 ? undefined : this.wayTo(this.bestState);
  }

  /** Cells of a way, as far as it is its own, that others must leave. They are remembered as fought over. */
  conflicts(way: Way): ReadonlySet<number> {
    const { grid } = this;
    const conflicts = new Set<number>();
    for (const [i, cell] of way.cells.entries()) {
      const arms = grid.arms[cell] as number;
      if (arms === 0) continue;
      if (way.joinsAt === i) break;
      const own = armsAt(way, i, grid.width);
      if (
        (own | arms) === (HORIZONTAL_ARMS | VERTICAL_ARMS) &&
        (own & arms) === 0 &&
        (own === HORIZONTAL_ARMS || own === VERTICAL_ARMS)
      )
        continue;
      conflicts.add(cell);
      this.fights[cell] = Math.min(200, (this.fights[cell] as number) + 1);
    }
    return conflicts;
  }

  private expand(state: number, cost: number): void {
    const cell = state >> 2;
    const entered = state & 3;
    // On another line's cell there is only straight on.
    const isFree = this.grid.arms[cell] === 0;
    const mayTurn = isFree || this.mayPush;
    const x = cell % this.grid.width;
    for (let direction = 0; direction < 4; direction++) {
      if (direction === opposite(entered) || (!mayTurn && direction !== entered)) continue;
      if (direction === Direction.right && x === this.grid.width - 1) continue;
      if (direction === Direction.left && x === 0) continue;
      const next = cell + (this.grid.steps[direction] ?? 0);
      if (next < 0 || next >= this.grid.arms.length) continue;
      this.enter(next, direction, direction === entered ? cost : cost + this.bendCost(cell, isFree), state);
    }
  }

  private bendCost(cell: number, isFree: boolean): number {
    return COST.bend + (this.grid.port[cell] === 1 ? COST.portBend : 0) + (isFree ? 0 : this.pushCost(cell));
  }

  private pushCost(cell: number): number {
    return COST.push * (1 + (this.fights[cell] as number));
  }

  /** Takes the step into a cell, if it may be taken, and looks whether the way can end there. */
  private enter(cell: number, direction: number, before: number, cameFrom: number): void {
    const { grid } = this;
    if (grid.card[cell] === 1) return;
    const arms = grid.arms[cell] as number;
    let cost = before + 1;
    if (grid.near[cell] === 1) cost += COST.besideCard;
    if (grid.port[cell] === 1 && cameFrom >= 0) cost += COST.portStraight;
    const state = cell * 4 + direction;
    if (arms !== 0) {
      this.tryJoin(state, arms, cost, cameFrom);
      const crossable = direction & 1 ? VERTICAL_ARMS : HORIZONTAL_ARMS;
      const isCrossing = arms === crossable;
      if (!isCrossing && !this.mayPush) return;
      cost += isCrossing ? COST.crossing : this.pushCost(cell);
    }
    if (this.era[state] === this.now && numberAt(this.cost, state) <= cost) return;
    if (this.isOnWay(cell, cameFrom)) return;
    this.era[state] = this.now;
    this.cost[state] = cost;
    this.cameFrom[state] = cameFrom;
    this.queue.push(state, cost + this.distance(cell));
    if (arms === 0) this.tryHead(state, cost);
    else if (this.mayPush) this.tryHead(state, cost + this.pushCost(cell));
  }

  /** Whether a way that ends in `state` has been in this cell before: no line runs over itself. */
  private isOnWay(cell: number, state: number): boolean {
    for (let s = state; s >= 0; s = this.cameFrom[s] as number) if (s >> 2 === cell) return true;
    return false;
  }

  /** Whether the way that joins another arrow here meets itself, now or on the rest of that arrow's way. */
  private runsOverItself(cell: number, cameFrom: number): boolean {
    const joined = this.routes[this.grid.owner[cell] as number];
    if (!joined) throw new Error('a line without a route');
    const { cells } = joined;
    for (let i = cells.indexOf(cell); i < cells.length; i++) {
      if (this.isOnWay(cells[i] as number, cameFrom)) return true;
    }
    return false;
  }

  private tryHead(state: number, cost: number): void {
    const cell = state >> 2;
    const direction = state & 3;
    const to = this.errand?.to;
    if (!to) return;
    const border = cell + (this.grid.steps[direction] ?? 0);
    const x = border % this.grid.width;
    const y = (border - x) / this.grid.width;
    if (x < to.x || x >= to.x + to.width || y < to.y || y >= to.y + to.height) return;
    const isSide = (direction & 1) === 1;
    const isCorner = isSide
      ? y === to.y || y === to.y + to.height - 1
      : x === to.x || x === to.x + to.width - 1;
    if (isCorner) return;
    const total = cost + headCost(direction, x, y, to) + (this.grid.port[cell] === 1 ? COST.headAtPort : 0);
    if (total < this.best) {
      this.best = total;
      this.bestState = state;
      this.isJoin = false;
    }
  }

  private tryJoin(state: number, arms: number, cost: number, cameFrom: number): void {
    const cell = state >> 2;
    const to = this.errand?.to;
    if (!to || this.grid.net[cell] !== this.grid.netOf(to.id)) return;
    const arm = 1 << opposite(state & 3);
    if ((arms & arm) !== 0 || countArms(arms) !== 2) return;
    const total = cost + COST.join + COST.joinStep * (this.grid.rest[cell] as number);
    if (total >= this.best || this.runsOverItself(cell, cameFrom)) return;
    this.best = total;
    this.bestState = state;
    this.isJoin = true;
    this.era[state] = this.now;
    this.cost[state] = cost;
    this.cameFrom[state] = cameFrom;
  }

  private wayTo(last: number): Way {
    const cells: number[] = [];
    let first = last;
    for (let state = last; state >= 0; state = this.cameFrom[state] as number) {
      cells.push(state >> 2);
      first = state;
    }
    cells.reverse();
    const side = (first & 3) === Direction.right ? 'right' : 'left';
    if (!this.isJoin) return { cost: this.best, side, cells, head: (last & 3) as Direction };
    const joined = this.routes[this.grid.owner[last >> 2] as number];
    if (!joined) throw new Error('an arrow joined one that is not there');
    const at = joined.cells.indexOf(last >> 2);
    return {
      cost: this.best,
      side,
      cells: [...cells, ...joined.cells.slice(at + 1)],
      head: joined.head,
      joinsAt: cells.length - 1,
    };
  }

  /** Steps to the nearest cell beside the target: never more than the way really takes. */
  private distance(cell: number): number {
    const to = this.errand?.to;
    if (!to) return 0;
    const x = cell % this.grid.width;
    const y = (cell - x) / this.grid.width;
    const dx = Math.max(0, to.x - 1 - x, x - to.x - to.width);
    const dy = Math.max(0, to.y - 1 - y, y - to.y - to.height);
    return dx + dy;
  }
}

function headCost(direction: number, x: number, y: number, to: Card): number {
  switch (direction) {
    case Direction.right:
      return COST.headRow * (y - to.y - 1);
    case Direction.left:
      return COST.headLeft + COST.headRow * (y - to.y - 1);
    case Direction.down:
      return COST.headDown + 0.05 * Math.abs(x - to.x - to.width / 2);
    default:
      return COST.headUp + 0.05 * Math.abs(x - to.x - to.width / 2);
  }
}

/** A typed array read at an index that is known to be inside. */
function numberAt(array: Float64Array, index: number): number {
  return array[index] as number;
}
