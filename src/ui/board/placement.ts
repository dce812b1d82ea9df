import type { HolderId } from '../../play/scene-types.ts';
import type { Place } from './types.ts';

/** An object to be placed: how many places it takes downwards. */
export type Body = { readonly id: HolderId; readonly span: number };

/** A reference to an object, from another one or from a frame (`from` is absent). */
export type Link = {
  readonly from?: HolderId;

  /** How far down its port is, in rows of places: from the holder's top, or from the top of the board. */
  readonly row: number;
  readonly to: HolderId;
};

export type Grid = {
  readonly columns: number;

  /** Rows that can be seen without scrolling. */
  readonly rows: number;
};

/** What makes a picture hard to read, in units of one step to the right. */
const COST = {
  /** Each row that can only be seen by scrolling, where everything could be seen. */
  below: 12,
  belowAnyway: 3,

  /** Every column and row away from the upper left corner: only decides between equals. */
  column: 0.02,
  row: 0.12,

  /** A name's object stands beside the names, one below the other. */
  nameColumn: 2.2,
  nameRow: 0.5,
  nameBehind: 1.8,

  /** Reading starts at the first name: its arrow matters more. */
  firstName: 1.5,

  between: 2,
  crossing: 0.8,
  nameCrossing: 0.4,
} as const;

/** Source of the links from names. */
export const NAME = -1;

/** No body at all. */
const NOBODY = -2;

/** Bodies in a grid, some fixed, and what their links cost where they stand. Bodies go by their number. */
export class Placement {
  readonly columns: number;
  readonly rows: number;

  /** Numbers of the bodies that may be moved. */
  readonly newcomers: readonly number[];
  readonly source: number[] = [];
  readonly target: number[] = [];

  /** Numbers of the links that start or end at a body. */
  readonly linksOf: readonly number[][];
  private readonly bodies: readonly Body[];
  private readonly visibleRows: number;
  private readonly belowCost: number;
  private readonly portRow: number[] = [];

  /** Links over which a body is reached first: these run forward, the others only close rings and share. */
  private readonly forward: ReadonlySet<number>;

  /** -1: not placed. */
  private readonly column: Int32Array;
  private readonly row: Int32Array;

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
    const spans = bodies.reduce((sum, body) => sum + body.span, 0);
    const longest = bodies.reduce((most, body) => Math.max(most, body.span), 1);
    const lowest = Math.max(0, ...places.map((place, i) => (place ? place.row + this.span(i) : 0)));
    this.columns = Math.max(grid.columns, ...places.map(place => (place ? place.column + 1 : 0)));
    this.rows = Math.max(grid.rows, lowest, Math.ceil(spans / grid.columns)) + longest + 1;
    this.visibleRows = grid.rows;
    this.belowCost = spans > grid.columns * grid.rows ? COST.belowAnyway : COST.below;
    this.taken = new Int32Array(this.columns * this.rows);
    this.column = new Int32Array(bodies.length).fill(-1);
    this.row = new Int32Array(bodies.length).fill(-1);
    this.newcomers = places.flatMap((place, i) => (place ? [] : [i]));
    for (const [i, place] of places.entries()) if (place) this.put(i, place.column, place.row);
    const numbers = new Map(bodies.map((body, i) => [body.id, i]));
    this.linksOf = bodies.map(() => []);
    for (const link of links) this.addLink(link, numbers);
    this.forward = this.firstLinks();
  }

  result(): Map<HolderId, Place> {
    return new Map(this.bodies.map(({ id }, i) => [id, this.placeOf(i)]));
  }

  span(body: number): number {
    return this.bodies[body]?.span ?? 1;
  }

  placeOf(body: number): Place {
    return { column: at(this.column, body), row: at(this.row, body) };
  }

  /** The body that takes this place, or -1. */
  bodyAt(column: number, row: number): number {
    return at(this.taken, row * this.columns + column) - 1;
  }

  fits(body: number, column: number, row: number): boolean {
    const end = row + this.span(body);
    if (end > this.rows) return false;
    for (let r = row; r < end; r++) if (this.bodyAt(column, r) >= 0) return false;
    return true;
  }

  put(body: number, column: number, row: number): void {
    this.column[body] = column;
    this.row[body] = row;
    this.fill(body, body + 1);
  }

  lift(body: number): void {
    if (!this.isPlaced(body)) return;
    this.fill(body, 0);
    this.column[body] = -1;
  }

  /** Cost of the whole picture. */
  totalCost(): number {
    let cost = this.newcomers.reduce((sum, body) => sum + this.standCost(body), 0);
    for (let link = 0; link < this.target.length; link++) if (this.isDrawn(link)) cost += this.linkCost(link);
    return cost;
  }

  /** Cost of a body's place and links; those shared with `except` are left out. */
  costOf(body: number, except = NOBODY): number {
    let cost = this.standCost(body);
    for (const link of this.linksOf[body] ?? []) {
      if (this.source[link] === except || this.target[link] === except) continue;
      if (this.isDrawn(link)) cost += this.linkCost(link);
    }
    return cost;
  }

  private standCost(body: number): number {
    const row = at(this.row, body);
    const below = Math.max(0, row + this.span(body) - this.visibleRows);
    return COST.column * at(this.column, body) + COST.row * row + this.belowCost * below;
  }

  private linkCost(link: number): number {
    const source = this.source[link] ?? NOBODY;
    const target = this.target[link] ?? NOBODY;
    if (source === target) return 0;
    const dy = at(this.row, target) - this.startRow(link);
    if (source === NAME) {
      const { column } = this.placeOf(target);
      const way =
        COST.nameColumn * column + COST.nameRow * Math.abs(dy) + COST.nameBehind * this.before(target);
      return (link === 0 ? COST.firstName : 1) * way + COST.nameCrossing * this.crossings(link);
    }
    const dx = at(this.column, target) - at(this.column, source);
    return (
      (this.forward.has(link) ? forwardCost(dx, dy) : otherCost(dx, dy)) +
      COST.between * this.between(source, target) +
      COST.crossing * this.crossings(link)
    );
  }

  /** Bodies on the left in the same row. */
  private before(body: number): number {
    const { column, row } = this.placeOf(body);
    let count = 0;
    for (let c = 0; c < column; c++) if (this.bodyAt(c, row) >= 0) count++;
    return count;
  }

  /** Bodies on the straight way between two in one row or column. */
  private between(source: number, target: number): number {
    const from = this.placeOf(source);
    const to = this.placeOf(target);
    let count = 0;
    if (from.row === to.row) {
      const last = Math.max(from.column, to.column);
      for (let c = Math.min(from.column, to.column) + 1; c < last; c++) {
        if (this.bodyAt(c, from.row) >= 0) count++;
      }
    } else if (from.column === to.column) {
      const upper = from.row < to.row ? source : target;
      const last = Math.max(from.row, to.row);
      for (let r = Math.min(from.row, to.row) + this.span(upper); r < last; r++) {
        if (this.bodyAt(from.column, r) >= 0) count++;
      }
    }
    return count;
  }

  /** Other links whose straight line crosses this one's. */
  private crossings(link: number): number {
    const target = this.target[link] ?? NOBODY;
    const ax = this.startColumn(link);
    const ay = this.startRow(link);
    const bx = at(this.column, target);
    const by = at(this.row, target);
    let count = 0;
    for (let other = 0; other < this.target.length; other++) {
      if (!this.isDrawn(other) || this.isTouching(link, other)) continue;
      const to = this.target[other] ?? NOBODY;
      const cx = this.startColumn(other);
      const cy = this.startRow(other);
      if (isCrossing(ax, ay, bx, by, cx, cy, at(this.column, to), at(this.row, to))) count++;
    }
    return count;
  }

  private startColumn(link: number): number {
    const source = this.source[link] ?? NOBODY;
    return source === NAME ? -1 : at(this.column, source);
  }

  private startRow(link: number): number {
    const source = this.source[link] ?? NOBODY;
    return (source === NAME ? 0 : at(this.row, source)) + (this.portRow[link] ?? 0);
  }

  private isDrawn(link: number): boolean {
    const source = this.source[link] ?? NOBODY;
    return this.isPlaced(this.target[link] ?? NOBODY) && (source === NAME || this.isPlaced(source));
  }

  /** Whether two links have a body in common, so that they need not cross. */
  private isTouching(link: number, other: number): boolean {
    const [a, b] = [this.source[link], this.target[link]];
    const [c, d] = [this.source[other], this.target[other]];
    return b === d || a === d || b === c || (a === c && a !== NAME);
  }

  private addLink(link: Link, numbers: ReadonlyMap<HolderId, number>): void {
    const target = numbers.get(link.to);
    const source = link.from === undefined ? NAME : numbers.get(link.from);
    if (target === undefined || source === undefined) return;
    const number = this.target.length;
    this.source.push(source);
    this.target.push(target);
    this.portRow.push(link.row);
    this.linksOf[target]?.push(number);
    if (source !== NAME && source !== target) this.linksOf[source]?.push(number);
  }

  /** Breadth first from the names, then from the bodies that no name leads to. */
  private firstLinks(): ReadonlySet<number> {
    const seen = new Set(this.target.filter((_, link) => this.source[link] === NAME));
    const first = new Set<number>();
    const follow = () => {
      for (const body of seen) {
        for (const link of this.linksOf[body] ?? []) {
          const target = this.target[link] ?? NOBODY;
          if (this.source[link] !== body || seen.has(target)) continue;
          seen.add(target);
          first.add(link);
        }
      }
    };
    follow();
    for (const body of this.bodies.keys()) {
      if (seen.has(body)) continue;
      seen.add(body);
      follow();
    }
    return first;
  }

  private isPlaced(body: number): boolean {
    return at(this.column, body) >= 0;
  }

  private fill(body: number, value: number): void {
    const { column, row } = this.placeOf(body);
    const end = Math.min(this.rows, row + this.span(body));
    for (let r = row; r < end; r++) this.taken[r * this.columns + column] = value;
  }
}

/** What a reference that leads on costs: to the right is best, then back, then down, hardly ever up. */
function forwardCost(dx: number, dy: number): number {
  const y = dy > 1 ? 1.3 * dy - 0.3 : dy > 0 ? dy : -2 * dy;
  if (dx > 0) return 1.3 * dx - 0.3 + y;
  if (dx === 0) return 1.2 + y;
  return 1.8 * -dx + y + (Math.abs(dy) >= 1 ? 1.2 : 0);
}

/** What a reference costs that closes a ring or shares: only its length counts. */
function otherCost(dx: number, dy: number): number {
  return 1.1 * Math.abs(dx) + 1.1 * Math.abs(dy);
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
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (c * d >= 0) return false;
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return a * b < 0;
}

/** A typed array read at an index that is known to be inside. */
function at(array: Int32Array, index: number): number {
  return array[index] as number;
}
