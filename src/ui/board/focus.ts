import type { Holder, HolderId, Row, Scene } from '../../play/scene-types.ts';
import { isReference } from './card.ts';
import type { Focus, Layout } from './types.ts';

/** The focus and the way that led to it by following arrows, latest step last. */
export type FocusWalk = {
  readonly at: Focus;

  /** References that were followed, to go back over. */
  readonly trail: readonly Focus[];
};

export type FocusStep = 'up' | 'down' | 'left' | 'right' | 'next-referrer' | 'previous-referrer';

/** Where the focus starts: the first reference that can be cut, else any reference, else any row. */
export function initialFocus(scene: Scene): FocusWalk | undefined {
  const all = scene.holders.flatMap(holder => holder.rows.map(row => ({ holder, row })));
  const found =
    all.find(({ row }) => row.cut !== undefined) ??
    all.find(({ row }) => isReference(row)) ??
    all.find(({ row }) => row.target.type === 'missing') ??
    all[0];
  if (found) return { at: { holder: found.holder.id, row: found.row.id }, trail: [] };
  const [first] = scene.holders;
  return first && { at: { holder: first.id }, trail: [] };
}

/** Jumps: the way that led there is forgotten. */
export function focusAt(at: Focus): FocusWalk {
  return { at, trail: [] };
}

/** The walk after one key. Where there is nowhere to go it stays as it is. */
export function walkFocus(walk: FocusWalk, step: FocusStep, scene: Scene, layout: Layout): FocusWalk {
  switch (step) {
    case 'down':
      return walkOn(walk, 1, scene, layout);
    case 'up':
      return walkOn(walk, -1, scene, layout);
    case 'right':
      return follow(walk, scene);
    case 'left':
      return goBack(walk, scene);
    case 'next-referrer':
      return cycle(walk, 1, scene);
    case 'previous-referrer':
      return cycle(walk, -1, scene);
  }
}

/** The walk after the scene has changed: where it was if that still is, else the nearest sensible place. */
export function keepFocus(walk: FocusWalk, before: Scene, after: Scene): FocusWalk | undefined {
  const trail = walk.trail.filter(focus => isValid(focus, after));
  if (isValid(walk.at, after)) return { at: walk.at, trail };
  const holder = holderOf(after, walk.at.holder);
  if (holder) {
    const index = holderOf(before, holder.id)?.rows.findIndex(row => row.id === walk.at.row) ?? 0;
    return { at: at(holder, holder.rows[Math.min(Math.max(0, index), holder.rows.length - 1)]), trail };
  }
  const back = trail.at(-1);
  return back ? { at: back, trail: trail.slice(0, -1) } : initialFocus(after);
}

/** Holders as the eye reads their cards: those of a column from top to bottom, the frames first. */
export function inReadingOrder(scene: Scene, { cards }: Layout): readonly Holder[] {
  const columnOf = ({ id }: Holder) => cards.get(id)?.column ?? 0;
  const topOf = ({ id }: Holder) => cards.get(id)?.y ?? 0;
  return [...scene.holders].sort((a, b) => columnOf(a) - columnOf(b) || topOf(a) - topOf(b));
}

/** The row in focus. */
function focusedRow(scene: Scene, focus: Focus): Row | undefined {
  return holderOf(scene, focus.holder)?.rows.find(row => row.id === focus.row);
}

/** To the next row as the eye reads them, and from the last one to the first. */
function walkOn(walk: FocusWalk, by: 1 | -1, scene: Scene, layout: Layout): FocusWalk {
  const isHere = ({ holder, row }: Focus) => holder === walk.at.holder && row === walk.at.row;
  const stops = stopsOf(scene, layout).filter(stop => stop.row !== undefined || isHere(stop));
  const here = stops.findIndex(isHere);
  const next = stops[(here + by + stops.length) % stops.length];
  if (here < 0 || next === undefined) return walk;
  return { at: next, trail: next.holder === walk.at.holder ? walk.trail : [] };
}

/** Every row, and every card without one. Those hold nothing: only an arrow leads there, but one can go on from them. */
function stopsOf(scene: Scene, layout: Layout): readonly Focus[] {
  return inReadingOrder(scene, layout).flatMap(holder => {
    const [first, ...others] = holder.rows;
    return [at(holder, first), ...others.map(row => at(holder, row))];
  });
}

function follow(walk: FocusWalk, scene: Scene): FocusWalk {
  const row = focusedRow(scene, walk.at);
  const target = row && isReference(row) ? holderOf(scene, row.target.holder) : undefined;
  if (!target) return walk;
  return { at: at(target, target.rows[0]), trail: [...walk.trail, walk.at] };
}

/** Over the arrow that led here, else over the first one that points here. */
function goBack(walk: FocusWalk, scene: Scene): FocusWalk {
  const back = walk.trail.at(-1);
  if (back && isValid(back, scene)) return { at: back, trail: walk.trail.slice(0, -1) };
  const [referrer] = referrersOf(scene, walk.at.holder);
  return referrer ? { at: referrer, trail: [] } : walk;
}

function cycle(walk: FocusWalk, by: 1 | -1, scene: Scene): FocusWalk {
  const row = focusedRow(scene, walk.at);
  const target = row && isReference(row) ? row.target.holder : undefined;
  // From a title, Tab goes to those that point at it.
  const referrers = referrersOf(scene, target ?? walk.at.holder);
  const index = referrers.findIndex(({ holder, row: id }) => holder === walk.at.holder && id === walk.at.row);
  const next = referrers[(index + by + referrers.length) % referrers.length];
  return next && target !== undefined
    ? focusAt(next)
    : next && walk.at.row === undefined
      ? focusAt(next)
      : walk;
}

function referrersOf(scene: Scene, target: HolderId): readonly Focus[] {
  return scene.holders.flatMap(holder =>
    holder.rows
      .filter(row => isReference(row) && row.target.holder === target)
      .map(row => ({ holder: holder.id, row: row.id })),
  );
}

function isValid(focus: Focus, scene: Scene): boolean {
  const holder = holderOf(scene, focus.holder);
  if (!holder) return false;
  return focus.row === undefined ? holder.rows.length === 0 : holder.rows.some(row => row.id === focus.row);
}

function holderOf(scene: Scene, id: HolderId): Holder | undefined {
  return scene.holders.find(holder => holder.id === id);
}

function at(holder: Holder, row: Row | undefined): Focus {
  return row ? { holder: holder.id, row: row.id } : { holder: holder.id };
}
