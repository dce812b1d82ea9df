import type { Generation, Ghost, HolderId, Row } from '../../play/scene-types.ts';
import type { Tone } from '../theme/index.ts';
import { Canvas, type Run } from './canvas.ts';
import { isReference } from './card.ts';
import type { GlyphSet } from './glyphs.ts';
import { type CardLook, paintCard, paintGhost, type RowLook } from './paint-card.ts';
import { type LineLook, paintLines } from './paint-lines.ts';
import type { Tags } from './tags.ts';
import { cellsOf } from './text.ts';
import { type Card, type Focus, type Layout, type ReferenceKey, type Routes, referenceKey } from './types.ts';

/**
 * What the board is used for at the moment: looking and walking, jumping to a reference by letter, or
 * choosing the target of a wire. In the latter two everything but the letters steps back.
 */
type BoardMode = 'walk' | 'find' | 'wire';

export type BoardView = {
  readonly glyphs: GlyphSet;
  readonly focus?: Focus | undefined;
  readonly mode?: BoardMode | undefined;

  /** Letters by reference key or holder id. */
  readonly tags?: Tags | undefined;

  /** Holder that a wire would go to if it were chosen now. */
  readonly candidate?: HolderId | undefined;
  readonly ghosts?: readonly Ghost[] | undefined;

  /** Holders and references that the last move brought. */
  readonly fresh?: ReadonlySet<HolderId | ReferenceKey> | undefined;
  readonly showsGenerations?: boolean | undefined;

  /** Who has moved to another generation just now, and from which. */
  readonly promoted?: ReadonlyMap<HolderId, Generation> | undefined;
};

/** Part of the canvas that is shown. */
export type Window = {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
};

/** Draws the board and returns the rows of the window, each as runs of one tone; always `window.rows` rows. */
export function paintBoard(
  layout: Layout,
  routes: Routes,
  view: BoardView,
  window: Window,
): readonly (readonly Run[])[] {
  const canvas = new Canvas(
    Math.max(layout.width, window.left + window.columns),
    Math.max(layout.height, window.top + window.rows),
  );
  const focused = view.focus?.row === undefined ? undefined : referenceKey(view.focus.holder, view.focus.row);
  const target = view.candidate ?? targetOf(layout, view.focus);
  paintGhosts(canvas, layout, routes, view);
  paintLines(canvas, layout, arrowsOf(layout, routes, view, focused), view.glyphs);
  const hasCallers = [...layout.cards.values()].filter(card => card.column < 0).length > 1;
  for (const card of layout.cards.values()) {
    const rowLook = (row: Row): RowLook => rowLookOf(layout, routes, card, row, view);
    paintCard(canvas, card, cardLookOf(card, view, target, hasCallers), rowLook, view.glyphs);
  }
  if (view.mode === 'wire' || view.mode === 'find') {
    canvas.retone(
      (tone): Tone => (tone === 'focused' || tone === 'target' || tone === 'plain' ? tone : 'dimmed'),
    );
  }
  paintTags(canvas, layout, routes, view);
  const rows: (readonly Run[])[] = [];
  paintMore(canvas, layout, window, view.glyphs);
  for (let y = window.top; y < window.top + window.rows; y++) {
    rows.push(canvas.runs(y, window.left, window.columns));
  }
  return rows;
}

/** Rows of runs as plain text: what is seen without colours. */
export function plainText(rows: readonly (readonly Run[])[]): string {
  return rows.map(runs => runs.map(run => run.text).join('')).join('\n');
}

function paintGhosts(canvas: Canvas, layout: Layout, routes: Routes, view: BoardView): void {
  if (view.ghosts === undefined || view.ghosts.length === 0) return;
  const crossed = new Set([...routes.values()].flatMap(({ cells }) => cells));
  const isCrossed = (x: number, y: number): boolean => crossed.has(y * layout.width + x);
  for (const ghost of view.ghosts) {
    const card = layout.former.get(ghost.id);
    const isTaken = card && [...layout.cards.values()].some(other => isOverlapping(card, other));
    if (card && !isTaken) paintGhost(canvas, card, ghost, view.glyphs, isCrossed);
  }
}

/** Arrows from the least to the most important, so that the focused one lies on top. */
function arrowsOf(layout: Layout, routes: Routes, view: BoardView, focused: ReferenceKey | undefined) {
  const rank = (look: LineLook) => (look.isHeavy ? 2 : look.isDashed ? 0 : 1);
  return [...routes.values()]
    .map(route => {
      const isGarbage = layout.cards.get(route.from)?.holder.isReachable === false;
      const isFocused = route.key === focused;
      const isFresh = view.fresh?.has(route.key) === true;
      const tone: Tone = isFocused ? 'focused' : isFresh ? 'new' : isGarbage ? 'garbage' : 'reference';
      return [route, { tone, isHeavy: isFocused, isDashed: isGarbage }] as const;
    })
    .sort(([, a], [, b]) => rank(a) - rank(b));
}

function cardLookOf(
  card: Card,
  view: BoardView,
  target: HolderId | undefined,
  hasCallers: boolean,
): CardLook {
  const { holder } = card;
  const isFrame = holder.kind === 'frame';
  const promotedFrom = view.promoted?.get(card.id);
  const look = (border: CardLook['border'], tone: Tone, word?: string): CardLook => ({
    border,
    tone,
    ...(word === undefined ? {} : { word }),
    isNew: view.fresh?.has(card.id) === true,
    showsGeneration: view.showsGenerations === true,
    ...(promotedFrom === undefined ? {} : { promotedFrom }),
    isTitleFocused: view.focus?.holder === card.id && view.focus.row === undefined,
  });
  const word = holder.isReachable ? (holder.isKept ? 'kept' : undefined) : 'garbage';
  if (card.id === target) return look('target', 'target', word);
  if (!holder.isReachable) return look('garbage', 'garbage', word);
  if (isFrame && hasCallers) return holder.isCurrent ? look('current', 'border') : look('plain', 'muted');
  return look('plain', 'border', word);
}

function rowLookOf(layout: Layout, routes: Routes, card: Card, row: Row, view: BoardView): RowLook {
  const route = routes.get(referenceKey(card.id, row.id));
  const target = isReference(row) && !route ? layout.cards.get(row.target.holder)?.holder.title : undefined;
  return {
    isFocused: view.focus?.holder === card.id && view.focus.row === row.id,
    side: route?.side ?? 'right',
    ...(target === undefined ? {} : { leadsTo: target }),
  };
}

function targetOf(layout: Layout, focus: Focus | undefined): HolderId | undefined {
  const row = layout.cards.get(focus?.holder ?? '')?.holder.rows.find(({ id }) => id === focus?.row);
  return row && isReference(row) ? row.target.holder : undefined;
}

/** Letters of references stand on their ports, letters of holders in the corner before their titles. */
function paintTags(canvas: Canvas, layout: Layout, routes: Routes, view: BoardView): void {
  if (!view.tags) return;
  for (const card of layout.cards.values()) {
    const own = view.tags.get(card.id);
    if (own !== undefined) canvas.write(card.x, card.y, cellsOf(own), 'tag');
    for (const [i, row] of card.holder.rows.entries()) {
      const key = referenceKey(card.id, row.id);
      const tag = view.tags.get(key);
      if (tag === undefined) continue;
      const cells = cellsOf(tag);
      const isLeft = routes.get(key)?.side === 'left';
      canvas.write(isLeft ? card.x : card.x + card.width - cells.length, card.y + 1 + i, cells, 'tag');
    }
  }
}

/** Signs at the edges that say how many cards lie, wholly or in part, outside the window. */
function paintMore(canvas: Canvas, layout: Layout, window: Window, glyphs: GlyphSet): void {
  const cards = [...layout.cards.values()];
  const right = window.left + window.columns;
  const bottom = window.top + window.rows;
  const note = (isOutside: (card: Card) => boolean, sign: string, y: number, isLeft = false) => {
    const count = cards.filter(isOutside).length;
    const cells = count === 0 ? [] : cellsOf(`${sign}${count}`);
    canvas.write(isLeft ? window.left : right - cells.length, y, cells, 'accent');
  };
  note(card => card.y < window.top, glyphs.moreAbove, window.top);
  note(card => card.y + card.height > bottom, glyphs.moreBelow, bottom - 1);
  note(card => card.x + card.width > right, glyphs.moreRight, window.top + 1);
  note(card => card.x < window.left, glyphs.moreLeft, window.top + 1, true);
}

function isOverlapping(a: Card, b: Card): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
