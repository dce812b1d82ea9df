/** The texts of the levels that come with the game: short, calm, and not telling more than they should. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadLevel } from '../../src/level/load.ts';

const folder = new URL('../../levels/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => /\d\d-[^/]*\/\d\d-.*\.yaml$/.test(path))
  .toSorted();

/** Lines of at most 78 columns, broken between words. */
function linesOf(text: string): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+/)) {
    const needed = used === 0 ? word.length : used + 1 + word.length;
    if (needed > 78) lines += 1;
    used = needed > 78 ? word.length : needed;
  }
  return lines;
}

const sentences = (text: string): number =>
  text.split(/[.?](?=\s|$)/).filter(part => part.trim() !== '').length;

describe.each(files)('%s', path => {
  const loaded = loadLevel(readFileSync(new URL(path, folder), 'utf8'), path, { isShipped: true });
  if (!loaded.ok) throw new Error(`${path} is no level`);
  const {
    title,
    idea = '',
    opening = '',
    hints,
    tempting,
    debrief = '',
    solution,
    goals,
  } = loaded.value.level;
  const short = [idea, opening, ...hints, ...tempting.map(({ shows }) => shows)];

  test('texts before and at the end of a run take two lines at most', () => {
    expect(short.filter(text => linesOf(text) > 2)).toEqual([]);
  });

  test('the debrief has two to four sentences', () => {
    expect([2, 3, 4]).toContain(sentences(debrief));
  });

  test('no praise, no blame, no exclamation mark', () => {
    const tone = /!|\b(wrong|oops|sorry|sadly|unfortunately|great|well done|congratulations|awesome)\b/i;
    expect([title, ...short, debrief].filter(text => tone.test(text))).toEqual([]);
  });

  test('nothing but the last hint says a move of the solution', () => {
    const early = [title, opening, ...hints.slice(0, 2)];
    expect(early.filter(text => solution.some(move => text.includes(move)))).toEqual([]);
  });

  test('at most three goals', () => {
    expect(goals.length).toBeLessThanOrEqual(3);
  });
});
