/** Every level that comes with the game, checked by playing it, and the example of the README with them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileLevels } from '../scripts/compile-levels.ts';
import { describeLevelIssue, type Level, levelsOf, openLevel } from '../src/level/index.ts';
import { loadLevel } from '../src/level/load.ts';
import { checkLevel } from '../src/solver/index.ts';

const folder = fileURLToPath(new URL('../levels', import.meta.url));
const compiled = compileLevels(folder);
const levels = compiled.ok ? levelsOf(compiled.value) : [];

function exampleOf(readme: string): Level[] {
  const loaded = loadLevel(/```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '', 'README.md');
  return loaded.ok ? [loaded.value.level] : [];
}

test('all level files load', () => {
  expect(compiled.ok ? [] : compiled.issues.map(describeLevelIssue)).toEqual([]);
  expect(levels).toHaveLength(25);
});

describe.each([...levels, ...exampleOf(readFileSync(`${folder}/README.md`, 'utf8'))])('$id', level => {
  const { title, idea = '', opening = '', goals, hints, tempting, debrief = '' } = level;
  const texts = [title, idea, opening, ...hints, ...tempting.map(({ shows }) => shows)];

  test('starts unsolved, its solution wins, none is shorter, and each tempting line fails as it says', () => {
    expect(checkLevel(openLevel(level), { isShipped: true })).toEqual([]);
  });

  test('has at most three goals and no text of more than two lines', () => {
    expect(goals.length).toBeLessThanOrEqual(3);
    // Two lines of the 76 columns that a box leaves at a width of 80.
    expect(texts.filter(text => text.length > 2 * 76)).toEqual([]);
  });

  test('says facts: no exclamation, no praise', () => {
    expect([...texts, debrief].join('\n')).not.toMatch(
      /!|\b(oops|sorry|sadly|wrong|great|well done|congratulations)\b/i,
    );
  });
});
