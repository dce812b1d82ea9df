/** Levels that come with the game: data that was checked when the game was built. No YAML and no schema here. */
import { hashLevel } from './hash.ts';
import { pathText } from './issue.ts';
import type { Level, LoadedLevel } from './level.ts';
import { relate } from './relate.ts';

const opened = new WeakMap<Level, LoadedLevel>();

/** Compiles the program and reads the goals; the second time for free. Throws on a level that was not checked. */
export function openLevel(level: Level): LoadedLevel {
  const known = opened.get(level);
  if (known !== undefined) return known;

  const { program, goals, problems } = relate(level);
  const [problem] = problems;
  if (problem !== undefined || program === undefined) {
    throw new Error(
      `level ${level.id} was not checked: ${pathText(problem?.path ?? [])}: ${problem?.message}`,
    );
  }
  const loaded = { level, program, goals, hash: hashLevel(level) };
  opened.set(level, loaded);
  return loaded;
}
