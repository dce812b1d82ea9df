/**
 * Long chains drawn as one card. A world of twenty heaplings, each held by the one before and by nobody else, is
 * scenery in most levels; as twenty cards it would drown what matters. `o` opens such a row and folds it again.
 */

import { successor } from '../../level/goal-sentence.ts';
import type { Holder, HolderId, Row, Scene } from '../../play/index.ts';
import { chainText } from '../board/index.ts';

/** Shorter chains are no trouble to anybody. */
const leastChain = 6;

const folded = new WeakMap<Scene, { readonly opened: ReadonlySet<HolderId>; readonly scene: Scene }>();

/**
 * The scene with every chain behind the card of its first object, but those in `opened`. The same scene for the same
 * question, so that a board sees that nothing has changed.
 */
export function foldScene(scene: Scene, opened: ReadonlySet<HolderId>): Scene {
  const known = folded.get(scene);
  if (known?.opened === opened) return known.scene;
  const chains = chainsIn(scene).filter(([first]) => first !== undefined && !opened.has(first.id));
  const shown = chains.length === 0 ? scene : withChains(scene, chains);
  folded.set(scene, { opened, scene: shown });
  return shown;
}

/** The first objects of all chains of a scene that is not folded. */
export const chainHeads = (scene: Scene): readonly HolderId[] =>
  chainsIn(scene).flatMap(([first]) => (first === undefined ? [] : [first.id]));

function withChains(scene: Scene, chains: readonly (readonly Holder[])[]): Scene {
  const hidden = new Set(chains.flatMap(chain => chain.slice(1).map(({ id }) => id)));
  const heads = new Map(chains.map(chain => [chain[0]?.id, chain]));
  return {
    holders: scene.holders
      .filter(({ id }) => !hidden.has(id))
      .map(holder => {
        const chain = heads.get(holder.id);
        return chain === undefined ? withoutWiresTo(holder, hidden) : foldedCard(holder, chain);
      }),
  };
}

function foldedCard(head: Holder, chain: readonly Holder[]): Holder {
  const chainOf = { length: chain.length, last: chain.at(-1)?.title ?? head.title };
  const row: Row = { id: 'chain', name: chainText(chainOf, '…'), target: { type: 'atom', text: '' } };
  return { ...head, rows: [row], chain: chainOf };
}

/** What has no card can be typed, but not chosen. */
function withoutWiresTo(holder: Holder, hidden: ReadonlySet<HolderId>): Holder {
  const isShown = ({ target }: { readonly target: string }) => !hidden.has(target);
  if (holder.rows.every(({ wires = [] }) => wires.every(isShown))) return holder;
  const rows = holder.rows.map(row =>
    row.wires === undefined ? row : { ...row, wires: row.wires.filter(isShown) },
  );
  return { ...holder, rows };
}

/** Chains of a scene: heaplings with numbered labels, each the only holder of the next, which differ in nothing else. */
function chainsIn({ holders }: Scene): readonly (readonly Holder[])[] {
  const byId = new Map(holders.map(holder => [holder.id, holder]));
  const inner = new Set(holders.map(holder => nextOf(holder, byId)));
  return holders
    .filter(holder => holder.isHeapling && !inner.has(holder))
    .map(head => {
      const chain = [head];
      // Labels count up on the way, so it ends.
      for (let next = nextOf(head, byId); next !== undefined; next = nextOf(next, byId)) chain.push(next);
      return chain;
    })
    .filter(chain => chain.length >= leastChain && chain.at(-1)?.rows.every(isEmpty));
}

function nextOf(holder: Holder, byId: ReadonlyMap<HolderId, Holder>): Holder | undefined {
  const [row, ...others] = holder.rows;
  if (row?.target.type !== 'object' || others.length > 0) return undefined;
  const next = byId.get(row.target.holder);
  return next !== undefined && next.refcount === 1 && isSuccessor(holder, next) ? next : undefined;
}

const isSuccessor = (one: Holder, next: Holder): boolean =>
  next.isHeapling &&
  next.type === one.type &&
  next.generation === one.generation &&
  next.isReachable === one.isReachable &&
  next.isKept === one.isKept &&
  next.title === successor(one.title);

const isEmpty = ({ target }: Row): boolean => target.type !== 'object';
