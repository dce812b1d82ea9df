import type { Chain, Holder, Row } from '../../play/scene-types.ts';
import { columnsOf } from './text.ts';

/** Least height of a card: two borders and one row, so that an arrow has a side to arrive at. */
const LEAST_HEIGHT = 3;

/** Columns up to which a value may make its card wider; longer ones are cut off. */
const LONG_VALUE = 8;

/** Height of a holder's card in cells: its rows and two borders. */
export function cardHeight(holder: Holder): number {
  return Math.max(LEAST_HEIGHT, holder.rows.length + 2);
}

/**
 * As drawn in a place of `unit` rows: with a blank row below where there is room, for arrows to arrive at, and
 * so that the first reference that comes or goes does not change the card.
 */
export function paddedHeight(holder: Holder, unit: number): number {
  const wanted = Math.max(LEAST_HEIGHT + 1, holder.rows.length + 3);
  return Math.max(cardHeight(holder), Math.min(unit, wanted));
}

/** Columns that the card would like to have, so that nothing on it is cut off. */
export function naturalWidth(holder: Holder): number {
  return Math.max(titleWidth(holder) + 4, ...holder.rows.map(row => rowWidth(row) + 3));
}

/** Least columns at which the card can still be told from others. */
export function leastWidth(holder: Holder): number {
  // Of a chain the row says all.
  if (holder.chain !== undefined) return naturalWidth(holder);
  return Math.min(naturalWidth(holder), Math.max(9, titleWidth(holder) + 3));
}

/** The type is only worth its columns where the title does not say it. */
export function shownType(holder: Holder): string {
  return holder.type === '' || holder.type === 'Node' || holder.type === holder.title ? '' : holder.type;
}

/** Whether the row is a reference to an object. */
export function isReference(
  row: Row,
): row is Row & { readonly target: { readonly type: 'object'; readonly holder: string } } {
  return row.target.type === 'object';
}

/** What stands on the card of a chain below the title of its first object: its last one, and how many they are. */
export const chainText = ({ length, last }: Chain, upTo: string): string => `${upTo}${last} (${length})`;

function titleWidth(holder: Holder): number {
  const type = shownType(holder);
  const count = holder.refcount === undefined ? 0 : 2 + String(holder.refcount).length;
  return columnsOf(holder.title) + (type === '' ? 0 : 1 + columnsOf(type)) + count;
}

function rowWidth(row: Row): number {
  const value = row.target.type === 'atom' ? 1 + Math.min(LONG_VALUE, columnsOf(row.target.text)) : 0;
  return columnsOf(row.name) + value + 1;
}
