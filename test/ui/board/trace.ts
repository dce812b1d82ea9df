import type { Layout } from '../../../src/ui/board/types.ts';

/**
 * Reads a painted board the way a player does: only from its characters and from where the cards stand.
 * It knows nothing of routes.
 */
export type Picture = { readonly rows: readonly (readonly string[])[]; readonly layout: Layout };

const UP = 1;
const RIGHT = 2;
const DOWN = 4;
const LEFT = 8;
const STEPS: Readonly<Record<number, readonly [number, number]>> = {
  [UP]: [0, -1],
  [RIGHT]: [1, 0],
  [DOWN]: [0, 1],
  [LEFT]: [-1, 0],
};
const ARMS: Readonly<Record<string, number>> = {
  '─': LEFT | RIGHT,
  '┄': LEFT | RIGHT,
  '│': UP | DOWN,
  '┆': UP | DOWN,
  '╭': RIGHT | DOWN,
  '╮': LEFT | DOWN,
  '╰': UP | RIGHT,
  '╯': UP | LEFT,
  '├': UP | RIGHT | DOWN,
  '┤': UP | DOWN | LEFT,
  '┬': RIGHT | DOWN | LEFT,
  '┴': UP | RIGHT | LEFT,
  '┼': UP | RIGHT | DOWN | LEFT,
};
const HEADS: Readonly<Record<string, number>> = { '▲': UP, '▶': RIGHT, '▼': DOWN, '◀': LEFT };

export function pictureOf(text: string, layout: Layout): Picture {
  return { rows: text.split('\n').map(row => [...row.padEnd(layout.width)]), layout };
}

/** The card that the arrow from this row of this card leads to, or what is wrong with the way. */
export function traceFrom(picture: Picture, holder: string, row: number): string {
  const card = picture.layout.cards.get(holder);
  if (!card) return `no card ${holder}`;
  const y = card.y + 1 + row;
  const right = card.x + card.width - 1;
  const isRight = at(picture, right, y) === '●';
  if (!isRight && at(picture, card.x, y) !== '●') return `no port at ${holder} ${row}`;
  const ends = follow(picture, isRight ? right : card.x, y, isRight ? RIGHT : LEFT);
  return ends.size === 1 ? ([...ends][0] ?? '') : `ends at ${[...ends].join(' and ')}`;
}

/** Every place where a line stops in the void, runs into a head from the side, or two things touch wrongly. */
export function flaws(picture: Picture): string[] {
  const flawsFound: string[] = [];
  for (const [y, row] of picture.rows.entries()) {
    for (const [x, character] of row.entries()) {
      if (cardAt(picture, x, y) !== undefined) continue;
      const head = HEADS[character];
      if (head !== undefined) {
        const [dx, dy] = stepOf(head);
        if (cardAt(picture, x + dx, y + dy) === undefined)
          flawsFound.push(`head ${x},${y} points at nothing`);
        continue;
      }
      for (const direction of directionsOf(ARMS[character] ?? 0)) {
        const [dx, dy] = stepOf(direction);
        if (!isJoined(picture, x + dx, y + dy, direction)) {
          flawsFound.push(`${character} at ${x},${y} leads nowhere`);
        }
      }
    }
  }
  return flawsFound;
}

/** Whether a line that comes into this cell in this direction goes on, or ends at a head or a port. */
function isJoined(picture: Picture, x: number, y: number, direction: number): boolean {
  const character = at(picture, x, y);
  if (cardAt(picture, x, y) !== undefined) return character === '●';
  if (HEADS[character] !== undefined) return HEADS[character] === direction;
  return ((ARMS[character] ?? 0) & opposite(direction)) !== 0;
}

function follow(picture: Picture, startX: number, startY: number, startDirection: number): Set<string> {
  const ends = new Set<string>();
  const seen = new Set<string>();
  const queue = [{ x: startX, y: startY, direction: startDirection }];
  for (let from = queue.pop(); from; from = queue.pop()) {
    const [dx, dy] = stepOf(from.direction);
    const x = from.x + dx;
    const y = from.y + dy;
    const key = `${x},${y},${from.direction}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const character = at(picture, x, y);
    if (HEADS[character] === from.direction) ends.add(cardAt(picture, x + dx, y + dy) ?? 'nothing');
    else if (cardAt(picture, x, y) !== undefined) continue;
    else if (character === '┼') queue.push({ x, y, direction: from.direction });
    else {
      const arms = (ARMS[character] ?? 0) & ~opposite(from.direction);
      for (const direction of directionsOf(arms)) queue.push({ x, y, direction });
    }
  }
  return ends;
}

function cardAt({ layout }: Picture, x: number, y: number): string | undefined {
  for (const card of layout.cards.values()) {
    if (x >= card.x && x < card.x + card.width && y >= card.y && y < card.y + card.height) return card.id;
  }
  return undefined;
}

function at(picture: Picture, x: number, y: number): string {
  return picture.rows[y]?.[x] ?? ' ';
}

function directionsOf(arms: number): number[] {
  return [UP, RIGHT, DOWN, LEFT].filter(direction => (arms & direction) !== 0);
}

function opposite(direction: number): number {
  return direction > 2 ? direction >> 2 : direction << 2;
}

function stepOf(direction: number): readonly [number, number] {
  return STEPS[direction] ?? [0, 0];
}
