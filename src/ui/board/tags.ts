import type { HolderId } from '../../play/scene-types.ts';
import type { ReferenceKey } from './types.ts';

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
  const isShort = keys.length <= letters.length;
  const tags = isShort ? letters : letters.flatMap(first => letters.map(second => first + second));
  return new Map(keys.slice(0, tags.length).map((key, i) => [key, tags[i] ?? '']));
}

/** What is meant after these letters: one thing, several still (`'more'`), or nothing. */
export function tagged(tags: Tags, typed: string): string | 'more' | undefined {
  for (const [key, tag] of tags) if (tag === typed) return key;
  return [...tags.values()].some(tag => tag.startsWith(typed)) ? 'more' : undefined;
}
