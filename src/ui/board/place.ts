import type { HolderId } from '../../play/scene-types.ts';
import { type Body, type Grid, type Link, NAME, Placement } from './placement.ts';
import type { Place } from './types.ts';

/** Rounds of improvement at most; a board settles in two or three. */
const ROUNDS = 6;

/** Newcomers up to which several orders of arrival are tried. */
const FEW = 14;

/**
 * Finds a place for every body that has none. Those in `fixed` stay where they are.
 *
 * Newcomers are taken in the order in which references lead to them and put where their references are short
 * and lie well; then they, and only they, change places among themselves as long as the picture gets simpler.
 * That ends at the nearest good picture, so a few orders are tried and the best picture is taken.
 */
export function placeBodies(
  bodies: readonly Body[],
  links: readonly Link[],
  fixed: ReadonlyMap<HolderId, Place>,
  grid: Grid,
): Map<HolderId, Place> {
  const board = new Placement(bodies, links, fixed, grid);
  const orders = arrivalOrders(board);
  let best = board.result();
  let least = Number.POSITIVE_INFINITY;
  for (const order of board.newcomers.length > FEW ? orders.slice(0, 1) : orders) {
    for (const body of board.newcomers) board.lift(body);
    for (const body of order) placeBest(board, body);
    improve(board);
    const cost = board.totalCost();
    if (cost >= least - 1e-9) continue;
    least = cost;
    best = board.result();
  }
  return best;
}

function placeBest(board: Placement, body: number): void {
  let least = Number.POSITIVE_INFINITY;
  let best: Place = { column: 0, row: board.rows };
  for (let row = 0; row < board.rows; row++) {
    for (let column = 0; column < board.columns; column++) {
      if (!board.fits(body, column, row)) continue;
      board.put(body, column, row);
      const cost = board.costOf(body);
      board.lift(body);
      if (cost >= least - 1e-9) continue;
      least = cost;
      best = { column, row };
    }
  }
  board.put(body, best.column, best.row);
}

/** Moves a newcomer, or lets two newcomers change places, while that lowers the cost of their links. */
function improve(board: Placement): void {
  for (let round = 0; round < ROUNDS; round++) {
    let hasChanged = false;
    for (const body of board.newcomers) hasChanged = improveOne(board, body) || hasChanged;
    if (!hasChanged) return;
  }
}

function improveOne(board: Placement, body: number): boolean {
  const start = board.placeOf(body);
  const before = board.costOf(body);
  let best = { gain: 1e-6, place: start, other: -1 };
  board.lift(body);
  for (let row = 0; row < board.rows; row++) {
    for (let column = 0; column < board.columns; column++) {
      const other = board.bodyAt(column, row);
      const place = other < 0 ? { column, row } : board.placeOf(other);
      const gain = other < 0 ? gainOfMove(board, body, place, before) : gainOfSwap(board, body, start, other);
      if (gain > best.gain) best = { gain, place, other };
    }
  }
  if (best.other >= 0) {
    board.lift(best.other);
    board.put(best.other, start.column, start.row);
  }
  board.put(body, best.place.column, best.place.row);
  return best.place !== start;
}

function gainOfMove(board: Placement, body: number, to: Place, before: number): number {
  if (!board.fits(body, to.column, to.row)) return 0;
  board.put(body, to.column, to.row);
  const gain = before - board.costOf(body);
  board.lift(body);
  return gain;
}

/** `body` is lifted from `start`. */
function gainOfSwap(board: Placement, body: number, start: Place, other: number): number {
  if (!board.newcomers.includes(other) || board.span(other) !== board.span(body)) return 0;
  const place = board.placeOf(other);
  const cost = () => board.costOf(body) + board.costOf(other, body);
  board.put(body, start.column, start.row);
  const before = cost();
  swap(board, body, other);
  const gain = before - cost();
  board.lift(body);
  board.lift(other);
  board.put(other, place.column, place.row);
  return gain;
}

function swap(board: Placement, a: number, b: number): void {
  const from = board.placeOf(a);
  const to = board.placeOf(b);
  board.lift(a);
  board.lift(b);
  board.put(a, to.column, to.row);
  board.put(b, from.column, from.row);
}

/**
 * Orders in which the newcomers may be placed, each along the references: from the names down; the same, but
 * first from those that no other object refers to; from the last name up.
 */
function arrivalOrders(board: Placement): readonly (readonly number[])[] {
  const named = board.target.filter((_, link) => board.source[link] === NAME);
  const referred = new Set(
    board.target.filter((body, link) => ![NAME, body].includes(board.source[link] ?? NAME)),
  );
  const heads = named.filter(body => !referred.has(body));
  return [named, [...heads, ...named], [...named].reverse()].map(starts => breadthFirst(board, starts));
}

/** Newcomers along the references from these bodies, then what is reached only from the rest. */
function breadthFirst(board: Placement, starts: readonly number[]): readonly number[] {
  const order = new Set(starts);
  const follow = () => {
    for (const body of order) {
      for (const link of board.linksOf[body] ?? []) {
        if (board.source[link] === body) order.add(board.target[link] ?? body);
      }
    }
  };
  follow();
  for (const body of board.linksOf.keys()) {
    if (order.has(body)) continue;
    order.add(body);
    follow();
  }
  const newcomers = new Set(board.newcomers);
  return [...order].filter(body => newcomers.has(body));
}
