import { readdirSync, readFileSync } from 'node:fs';
import type { LoadedLevel } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';

/** A level that comes with the game, read from its file: `01-names/01-three-arrows`. */
export function shipped(name: string): LoadedLevel {
  const file = new URL(`../../levels/${name}.yaml`, import.meta.url);
  const loaded = loadLevel(readFileSync(file, 'utf8'), name);
  if (!loaded.ok) throw new Error(loaded.issues.map(({ message }) => message).join('\n'));
  return loaded.value;
}

/** The names of all levels that come with the game, in order. */
export const shippedNames = (): readonly string[] =>
  readdirSync(new URL('../../levels/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter(file => /^\d[^/]*\/\d[^/]*\.yaml$/.test(file))
    .map(file => file.replace(/\.yaml$/, ''))
    .sort();
