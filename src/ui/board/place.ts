import type { HolderId } from '../../play/scene-types.ts';
import type { Place } from './types.ts';

/** An object to be placed: how many places it takes downwards. */
export type Body = { readonly id: HolderId; readonly span: number };

/** A reference between two objects, or from a frame's row (whose height is given in rows of places). */
export type Link = { readonly from: HolderId | { readonly row: number }; readonly to: HolderId };

export type Grid = {
  readonly columns: number;

  /** Rows that can be seen without scrolling. */
  readonly rows: number;
};

/** No body: names have the source -1. */
const NOBODY = -2;

/** Rounds of improvement at most; a board settles in two or three. */
const ROUNDS = 6;

/**
 * Finds a place for every body that has none. Those in `fixed` stay where they are.
 *
 * Newcomers are taken in the order in which references lead to them and put where their references are short
 * and lie well; then they, and only they, change places among themselves as long as the picture gets simpler.
 */
export function placeBodies(
  bodies: readonly Body[],
  links: readonly Link[],
  fixed: ReadonlyMap<HolderId, Place>,
  grid: Grid,
): Map<HolderId, Place> {
  const board = new PlacingBoard(bodies, links, fixed, grid);
  board.placeNewcomers();
  board.improve();
  return board.result();
}

/** Work area: bodies and links by number, places as column and row arrays (-1: not placed yet). */
class PlacingBoard {
  private readonly bodies: readonly Body[];
  private readonly columns: number;
  private readonly visibleRows: number;
  private readonly rows: number;
  private readonly column: Int32Array;
  private readonly row: Int32Array;
  private readonly isFree: readonly boolean[];
  private readonly source: number[] = [];
  private readonly sourceRow: number[] = [];
  private readonly target: number[] = [];
  private readonly linksOf: readonly number[][];

  /** Body number plus 1 by `row * columns + column`; 0 where free. */
  private readonly taken: Int32Array;

  constructor(
    bodies: readonly Body[],
    links: readonly Link[],
    fixed: ReadonlyMap<HolderId, Place>,
    grid: Grid,
  ) {
    this.bodies = bodies;
    const places = bodies.map(body => fixed.get(body.id));
    this.columns = Math.max(grid.columns, ...places.map(place => (place ? place.column + 1 : 0)));
    this.visibleRows = grid.rows;
    const spans = bodies.reduce((sum, body) => sum + body.span, 0);
    const lowest = Math.max(0, ...places.map((place, i) => (place ? place.row + spanAt(bodies, i) : 0)));
    this.rows = Math.max(grid.rows, lowest, Math.ceil(spans / grid.columns)) + spanMost(bodies) + 1;
    this.taken = new Int32Array(this.columns * this.rows);
    this.column = new Int32Array(bodies.length).fill(-1);
    this.row = new Int32Array(bodies.length).fill(-1);
    this.isFree = places.map(place => place === undefined);
    for (const [i, place] of places.entries()) {
      if (place) this.put(i, place.column, place.row);
    }
    const numbers = new Map(bodies.map((body, i) => [body.id, i]));
    const linksOf: number[][] = bodies.map(() => []);
    for (const link of links) this.addLink(link, numbers, linksOf);
    this.linksOf = linksOf;
  }

  result(): Map<HolderId, Place> {
    return new Map(
      this.bodies.map((body, i) => [body.id, { column: at(this.column, i), row: at(this.row, i) }]),
    );
  }

  placeNewcomers(): void {
    for (const body of this.arrivalOrder()) this.placeBest(body);
  }

  /** Moves a newcomer, or lets two newcomers change places, while that lowers the cost of their links. */
  improve(): void {
    const newcomers = this.bodies.map((_, i) => i).filter(i => this.isFree[i]);
    for (let round = 0; round < ROUNDS; round++) {
      let hasChanged = false;
      for (const body of newcomers) hasChanged = this.improveOne(body) || hasChanged;
      if (!hasChanged) return;
    }
  }

  private improveOne(body: number): boolean {
    const startColumn = at(this.column, body);
    const startRow = at(this.row, body);
    let best = { gain: 1e-6, column: -1, row: -1, other: -1 };
    const before = this.costOf(body, NOBODY);
    this.lift(body);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        const other = at(this.taken, row * this.columns + column) - 1;
        const gain =
          other < 0
            ? this.gainOfMove(body, column, row, before)
            : this.gainOfSwap(body, other, startColumn, startRow);
        if (gain <= best.gain) continue;
        best = { gain, column, row: other < 0 ? row : at(this.row, other), other };
      }
    }
    if (best.column < 0) {
      this.put(body, startColumn, startRow);
      return false;
    }
    if (best.other >= 0) {
      this.lift(best.other);
      this.put(best.other, startColumn, startRow);
    }
    this.put(body, best.column, best.row);
    return true;
  }

  private gainOfMove(body: number, column: number, row: number, before: number): number {
    if (!this.fits(body, column, row)) return 0;
    this.put(body, column, row);
    const gain = before - this.costOf(body, NOBODY);
    this.lift(body);
    return gain;
  }

  /** `body` is lifted and stood at (`startColumn`, `startRow`). */
  private gainOfSwap(body: number, other: number, startColumn: number, startRow: number): number {
    if (!this.isFree[other] || spanAt(this.bodies, other) !== spanAt(this.bodies, body)) return 0;
    const column = at(this.column, other);
    const row = at(this.row, other);
    this.put(body, startColumn, startRow);
    const before = this.costOf(body, NOBODY) + this.costOf(other, body);
    this.lift(body);
    this.lift(other);
    this.put(body, column, row);
    this.put(other, startColumn, startRow);
    const gain = before - this.costOf(body, NOBODY) - this.costOf(other, body);
    this.lift(other);
    this.lift(body);
    this.put(other, column, row);
    return gain;
  }

  /** Breadth first from the frames' rows, then from what is placed, then what nothing leads to. */
  private arrivalOrder(): number[] {
    const order: number[] = [];
    const seen = new Set<number>();
    const visit = (body: number) => {
      if (seen.has(body)) return;
      seen.add(body);
      order.push(body);
    };
    const walk = (from: number) => {
      for (let next = from; next < order.length; next++) {
        const source = order[next] ?? -1;
        for (const link of this.linksOf[source] ?? []) {
          if (this.source[link] === source) visit(this.target[link] ?? -1);
        }
      }
    };
    for (const [link, source] of this.source.entries()) if (source < 0) visit(this.target[link] ?? -1);
    walk(0);
    for (const [body] of this.bodies.entries()) {
      const from = order.length;
      visit(body);
      walk(from);
    }
    return order.filter(body => this.isFree[body]);
  }

  private placeBest(body: number): void {
    let best = Number.POSITIVE_INFINITY;
    let bestColumn = 0;
    let bestRow = 0;
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) {
        if (!this.fits(body, column, row)) continue;
        this.put(body, column, row);
        const cost = this.costOf(body, NOBODY);
        this.lift(body);
        if (cost < best - 1e-9) {
          best = cost;
          bestColumn = column;
          bestRow = row;
        }
      }
    }
    this.put(body, bestColumn, bestRow);
  }

  /** Cost of a body's place and links; links to `except` are left out (they are counted with it). */
  private costOf(body: number, except: number): number {
    const row = at(this.row, body);
    const last = row + spanAt(this.bodies, body);
    let cost = 0.02 * at(this.column, body) + 0.12 * row + 4 * Math.max(0, last - this.visibleRows);
    for (const link of this.linksOf[body] ?? []) {
      if (this.source[link] === except || this.target[link] === except) continue;
      cost += this.linkCost(link);
    }
    return cost;
  }

  private linkCost(link: number): number {
    const source = this.source[link] ?? -1;
    const target = this.target[link] ?? -1;
    if (source === target || !this.isPlaced(target)) return 0;
    if (source < 0) return this.nameCost(link, target);
    if (!this.isPlaced(source)) return 0;
    const dx = at(this.column, target) - at(this.column, source);
    const dy = at(this.row, target) - at(this.row, source);
    return stepCost(dx, dy) + 2 * this.between(source, target) + 1.6 * this.crossings(link);
  }

  private nameCost(link: number, target: number): number {
    const column = at(this.column, target);
    const dy = Math.abs(at(this.row, target) - (this.sourceRow[link] ?? 0));
    let inTheWay = 0;
    for (let c = 0; c < column; c++) {
      if (at(this.taken, at(this.row, target) * this.columns + c) > 0) inTheWay++;
    }
    return 1.1 * column + 0.35 * dy + 1.2 * inTheWay + 0.8 * this.crossings(link);
  }

  /** Cards that lie on the straight way between two cards of one row or column. */
  private between(source: number, target: number): number {
    const c1 = at(this.column, source);
    const c2 = at(this.column, target);
    const r1 = at(this.row, source);
    const r2 = at(this.row, target);
    let count = 0;
    if (r1 === r2) {
      for (let c = Math.min(c1, c2) + 1; c < Math.max(c1, c2); c++) {
        if (at(this.taken, r1 * this.columns + c) > 0) count++;
      }
    } else if (c1 === c2) {
      const first = r1 < r2 ? source : target;
      for (let r = Math.min(r1, r2) + spanAt(this.bodies, first); r < Math.max(r1, r2); r++) {
        if (at(this.taken, r * this.columns + c1) > 0) count++;
      }
    }
    return count;
  }

  /** Other links whose straight line crosses this one's. */
  private crossings(link: number): number {
    const ax = this.startColumn(link);
    const ay = this.startRow(link);
    const target = this.target[link] ?? -1;
    const bx = at(this.column, target);
    const by = at(this.row, target);
    let count = 0;
    for (let i = 0; i < this.target.length; i++) {
      if (!this.isDrawn(i) || this.isTouching(link, i)) continue;
      const to = this.target[i] ?? -1;
      const [cx, cy] = [this.startColumn(i), this.startRow(i)];
      if (isCrossing(ax, ay, bx, by, cx, cy, at(this.column, to), at(this.row, to))) count++;
    }
    return count;
  }

  private startColumn(link: number): number {
    const source = this.source[link] ?? -1;
    return source < 0 ? -1 : at(this.column, source);
  }

  private startRow(link: number): number {
    const source = this.source[link] ?? -1;
    return source < 0 ? (this.sourceRow[link] ?? 0) : at(this.row, source);
  }

  private isDrawn(link: number): boolean {
    const source = this.source[link] ?? -1;
    return this.isPlaced(this.target[link] ?? -1) && (source < 0 || this.isPlaced(source));
  }

  /** Whether two links have a body in common, so that they need not cross. */
  private isTouching(link: number, other: number): boolean {
    const [a, b] = [this.source[link] ?? -1, this.target[link] ?? -1];
    const [c, d] = [this.source[other] ?? -1, this.target[other] ?? -1];
    return b === d || a === d || b === c || (a === c && a >= 0);
  }

  private addLink(link: Link, numbers: ReadonlyMap<HolderId, number>, linksOf: number[][]): void {
    const target = numbers.get(link.to);
    if (target === undefined) return;
    const isName = typeof link.from === 'object';
    const source = typeof link.from === 'object' ? -1 : numbers.get(link.from);
    if (source === undefined) return;
    const number = this.target.length;
    this.source.push(source);
    this.sourceRow.push(isName && typeof link.from === 'object' ? link.from.row : 0);
    this.target.push(target);
    linksOf[target]?.push(number);
    if (source >= 0 && source !== target) linksOf[source]?.push(number);
  }

  private isPlaced(body: number): boolean {
    return at(this.column, body) >= 0;
  }

  private fits(body: number, column: number, row: number): boolean {
    const span = spanAt(this.bodies, body);
    if (row + span > this.rows) return false;
    for (let r = row; r < row + span; r++) {
      if (at(this.taken, r * this.columns + column) > 0) return false;
    }
    return true;
  }

  private put(body: number, column: number, row: number): void {
    this.column[body] = column;
    this.row[body] = row;
    this.fill(body, body + 1);
  }

  private lift(body: number): void {
    this.fill(body, 0);
    this.column[body] = -1;
  }

  private fill(body: number, value: number): void {
    const column = at(this.column, body);
    const row = at(this.row, body);
    for (let r = row; r < Math.min(this.rows, row + spanAt(this.bodies, body)); r++) {
      this.taken[r * this.columns + column] = value;
    }
  }
}

/** What a reference over so many places costs: to the right is best, then down, then back, then up. */
function stepCost(dx: number, dy: number): number {
  const x = dx > 0 ? 1 + 1.3 * (dx - 1) : dx < 0 ? 1.25 + 1.4 * (-dx - 1) : 0;
  const y = dy > 0 ? 1.15 + 1.3 * (dy - 1) : dy < 0 ? 1.35 + 1.4 * (-dy - 1) : 0;
  return x + y + (dx !== 0 && dy !== 0 ? 0.25 : 0);
}

function isCrossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    (qx - px) * (ry - py) - (qy - py) * (rx - px);
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  );
}

function spanAt(bodies: readonly Body[], i: number): number {
  return bodies[i]?.span ?? 1;
}

function spanMost(bodies: readonly Body[]): number {
  return bodies.reduce((most, body) => Math.max(most, body.span), 1);
}

/** A typed array read at an index that is known to be inside. */
function at(array: Int32Array, index: number): number {
  return array[index] as number;
}
