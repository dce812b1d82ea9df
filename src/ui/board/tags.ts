import type { HolderId, Scene } from '../../play/scene-types.ts';
import { isReference } from './card.ts';
import { type Focus, type Layout, type ReferenceKey, referenceKey } from './types.ts';

/** Letters to press, by reference key or holder id. */
export type Tags = ReadonlyMap<ReferenceKey | HolderId, string>;

/** Home row first, then what lies near it. */
const LETTERS = 'asdfghjklqwertyuiopzxcvbnm';

/**
 * Letters for `keys` in their order: one each while they last, else two each, so that no tag is the
 * beginning of another. Letters in `reserved` mean something else in this mode and are left out.
 */
export function assignTags(keys: readonly string[], reserved = ''): Tags {
  const letters = [...LETTERS].filter(letter => !reserved.includes(letter));
  if (keys.length <= letters.length) return new Map(keys.map((key, i) => [key, letters[i] ?? '']));
  const pairs = letters.flatMap(first => letters.map(second => first + second));
  return new Map(keys.slice(0, pairs.length).map((key, i) => [key, pairs[i] ?? '']));
}

/** Letters for all references of the board, column by column as the eye reads them. */
export function findTags(layout: Layout, reserved = ''): Tags {
  return assignTags(referencesInOrder(layout), reserved);
}

/** Letters for what the focused place may be wired to. None is not among them: it has the key `0`. */
export function wireTags(scene: Scene, focus: Focus, reserved = ''): Tags {
  const row = scene.holders.find(({ id }) => id === focus.holder)?.rows.find(({ id }) => id === focus.row);
  const targets = row?.wires?.map(wire => wire.target).filter(target => target !== 'None') ?? [];
  return assignTags(targets, reserved);
}

/** What is meant after these keys: one thing, several still (`'more'`), or nothing. */
export function tagged(tags: Tags, typed: string): string | 'more' | undefined {
  for (const [key, tag] of tags) if (tag === typed) return key;
  return [...tags.values()].some(tag => tag.startsWith(typed)) ? 'more' : undefined;
}

function referencesInOrder(layout: Layout): ReferenceKey[] {
  return [...layout.cards.values()]
    .sort((a, b) => a.column - b.column || a.y - b.y)
    .flatMap(card =>
      card.holder.rows.filter(row => isReference(row)).map(row => referenceKey(card.id, row.id)),
    );
}
