import type { Generation, Ghost, Row } from '../../play/scene-types.ts';
import type { Tone } from '../theme/index.ts';
import type { Canvas } from './canvas.ts';
import { chainText, shownType } from './card.ts';
import type { Border, BorderStyle, GlyphSet } from './glyphs.ts';
import { cellsOf, truncate } from './text.ts';
import type { Card } from './types.ts';

/** How one card is to be drawn. */
export type CardLook = {
  readonly border: BorderStyle;

  /** Tone of the border and of the word in it. */
  readonly tone: Tone;

  /** A word in the lower border: what the border's style means. */
  readonly word?: string;
  readonly isNew: boolean;
  readonly showsGeneration: boolean;

  /** The generation where the object stood before the last step, if that has moved it. */
  readonly promotedFrom?: Generation;

  /** Whether the title, not a row, is in focus. */
  readonly isTitleFocused: boolean;
};

/** How one row of a card is to be drawn. */
export type RowLook = {
  readonly isFocused: boolean;

  /** Side of the port. */
  readonly side: 'left' | 'right';

  /** Title of the target, when the reference found no way to be drawn. */
  readonly leadsTo?: string;
};

/** Columns that a value always gets. */
const SHORT_VALUE = 4;

export function paintCard(
  canvas: Canvas,
  card: Card,
  look: CardLook,
  rowLook: (row: Row) => RowLook,
  glyphs: GlyphSet,
): void {
  const border = glyphs.borders[look.border];
  paintBox(canvas, card, border, look.tone);
  if (look.word !== undefined) paintWord(canvas, card, look.word, look.tone, glyphs);
  paintTitle(canvas, card, look, glyphs);
  for (const [i, row] of card.holder.rows.entries()) {
    paintRow(canvas, card, card.y + 1 + i, row, rowLook(row), glyphs);
  }
}

/** Whether an arrow passes through a cell. */
export type IsCrossed = (x: number, y: number) => boolean;

/** What is left of a card: its corners, its title, and how it died. Lines may pass through it, beside the words. */
export function paintGhost(
  canvas: Canvas,
  card: Card,
  ghost: Ghost,
  glyphs: GlyphSet,
  isCrossed: IsCrossed,
): void {
  const border = glyphs.borders.ghost;
  const right = card.x + card.width - 1;
  for (let x = card.x; x <= right; x += 2) {
    canvas.set(x, card.y, border[4], 'ghost');
    canvas.set(x, card.y + card.height - 1, border[4], 'ghost');
  }
  canvas.set(right, card.y, border[1], 'ghost');
  canvas.set(right, card.y + card.height - 1, border[2], 'ghost');
  for (let y = card.y + 1; y < card.y + card.height - 1; y++) {
    canvas.set(card.x, y, border[5], 'ghost');
    canvas.set(right, y, border[5], 'ghost');
  }
  const title = [' ', ...truncate(ghost.title, card.width - 4, glyphs.ellipsis), ' '];
  canvas.write(uncrossed(card.x + 1, card.y, title.length, right, isCrossed), card.y, title, 'ghost');
  const word = ghost.by === 'refcount' ? 'freed' : card.width >= 11 ? 'collected' : 'by gc';
  const indent = word.length + 3 <= card.width ? 2 : 1;
  const x = uncrossed(card.x + indent, card.y + 1, word.length, right, isCrossed);
  canvas.write(x, card.y + 1, cellsOf(word), 'ghost');
}

/** Where a word can stand whole: the first place from `x` on, left of `right`, that no arrow passes; else `x`. */
function uncrossed(x: number, y: number, length: number, right: number, isCrossed: IsCrossed): number {
  for (let start = x; start + length <= right; start++) {
    const cells = Array.from({ length }, (_, i) => start + i);
    if (!cells.some(cell => isCrossed(cell, y))) return start;
  }
  return x;
}

function paintBox(canvas: Canvas, card: Card, border: Border, tone: Tone): void {
  const [topLeft, topRight, bottomRight, bottomLeft, horizontal, vertical] = border;
  const right = card.x + card.width - 1;
  const bottom = card.y + card.height - 1;
  for (let x = card.x + 1; x < right; x++) {
    canvas.set(x, card.y, horizontal, tone);
    canvas.set(x, bottom, horizontal, tone);
  }
  for (let y = card.y + 1; y < bottom; y++) {
    canvas.set(card.x, y, vertical, tone);
    canvas.set(right, y, vertical, tone);
    for (let x = card.x + 1; x < right; x++) canvas.set(x, y, ' ', tone);
  }
  canvas.set(card.x, card.y, topLeft, tone);
  canvas.set(right, card.y, topRight, tone);
  canvas.set(card.x, bottom, bottomLeft, tone);
  canvas.set(right, bottom, bottomRight, tone);
}

/** `╭ ada ×2 ───╮`: the count stands by the name whatever the width. */
function paintTitle(canvas: Canvas, card: Card, look: CardLook, glyphs: GlyphSet): void {
  const { holder } = card;
  const count = holder.refcount === undefined ? '' : ` ${glyphs.times}${holder.refcount}`;
  const room = card.width - 3 - cellsOf(count).length;
  const type = shownType(holder);
  const title = truncate(holder.title, room, glyphs.ellipsis);
  const shownAs =
    type !== '' && title.length + 2 <= room ? truncate(` ${type}`, room - title.length, glyphs.ellipsis) : [];
  let x = card.x + 1;
  const write = (cells: readonly string[], tone: Tone) => {
    canvas.write(x, card.y, cells, tone);
    x += cells.length;
  };
  write([look.isTitleFocused ? glyphs.focus : ' '], 'focused');
  write(title, look.isTitleFocused ? 'focused' : look.isNew ? 'new' : titleTone(look));
  write(shownAs, 'muted');
  write(cellsOf(count), look.isNew ? 'new' : 'count');
  if (x < card.x + card.width - 1) write([' '], look.tone);
  if (look.showsGeneration) paintGeneration(canvas, card, look, x, glyphs);
}

/** In the lower right corner; a narrow card with a word there has it in the upper one, if that is free. */
function paintGeneration(
  canvas: Canvas,
  card: Card,
  look: CardLook,
  titleEnd: number,
  glyphs: GlyphSet,
): void {
  const { generation } = card.holder;
  if (generation === undefined) return;
  const now = glyphs.generations[generation];
  const from = look.promotedFrom;
  // Where it came from stays until the next step: `g0→g1`.
  const texts = from === undefined ? [now] : [`${glyphs.generations[from]}${glyphs.leadsTo}${now}`, now];
  for (const text of texts) {
    const cells = cellsOf(text);
    const x = card.x + card.width - 1 - cells.length;
    const isBelow = wordWidth(look.word) + cells.length <= card.width - 2;
    if (!isBelow && titleEnd > x) continue;
    canvas.write(x, isBelow ? card.y + card.height - 1 : card.y, cells, from === undefined ? 'muted' : 'new');
    return;
  }
}

/** With a blank on each side. */
const wordWidth = (word: string | undefined): number => (word === undefined ? 0 : cellsOf(word).length + 2);

function titleTone(look: CardLook): Tone {
  return look.border === 'garbage' ? 'garbage' : look.tone === 'muted' ? 'muted' : 'title';
}

function paintWord(canvas: Canvas, card: Card, word: string, tone: Tone, glyphs: GlyphSet): void {
  const cells = truncate(word, card.width - 2, glyphs.ellipsis);
  const padded = cells.length + 2 <= card.width - 2 ? [' ', ...cells, ' '] : cells;
  canvas.write(card.x + 1, card.y + card.height - 1, padded, tone);
}

function paintRow(canvas: Canvas, card: Card, y: number, row: Row, look: RowLook, glyphs: GlyphSet): void {
  const right = card.x + card.width - 1;
  const tone: Tone = look.isFocused ? 'focused' : row.target.type === 'missing' ? 'missing' : 'name';
  const room = card.width - 3;
  const value = cellsOf(rowValue(row, look, glyphs));
  // The name goes first, but a value is never squeezed to less than a word like None.
  const forValue = value.length === 0 ? 0 : 1 + Math.min(value.length, SHORT_VALUE);
  const { chain } = card.holder;
  const written = chain === undefined ? row.name : chainText(chain, glyphs.upTo);
  const name = truncate(written, room - forValue, glyphs.ellipsis);
  const valueCells = truncate(value.join(''), room - name.length - 1, glyphs.ellipsis);
  canvas.set(card.x + 1, y, look.isFocused ? glyphs.focus : ' ', tone);
  canvas.write(card.x + 2, y, name, tone);
  if (valueCells.length > 0) {
    const valueTone: Tone = look.isFocused ? 'focused' : row.target.type === 'atom' ? 'value' : 'reference';
    canvas.write(card.x + 3 + name.length, y, valueCells, valueTone);
  }
  const port = look.leadsTo === undefined ? portOf(row, glyphs) : undefined;
  if (port === undefined) return;
  const x = look.side === 'right' ? right : card.x;
  canvas.set(x, y, port, look.isFocused ? 'focused' : portTone(row));
}

function rowValue(row: Row, look: RowLook, glyphs: GlyphSet): string {
  if (row.target.type === 'atom') return row.target.text;
  return look.leadsTo === undefined ? '' : `${glyphs.leadsTo}${look.leadsTo}`;
}

function portOf(row: Row, glyphs: GlyphSet): string | undefined {
  switch (row.target.type) {
    case 'object':
      return row.locked === undefined ? glyphs.port : glyphs.locked;
    case 'missing':
      return glyphs.missing;
    case 'atom':
      return undefined;
  }
}

function portTone(row: Row): Tone {
  if (row.target.type === 'missing') return 'missing';
  return row.locked === undefined ? 'reference' : 'locked';
}
