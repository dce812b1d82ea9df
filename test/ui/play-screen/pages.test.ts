import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseMove, positionOf, reduceSession } from '../../../src/play/index.ts';
import { type PlayState, withSession } from '../../../src/ui/play-screen/state.ts';
import { open, panelText, press } from './play.ts';

const folder = new URL('../../../levels/', import.meta.url);
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => /\d-[\w-]+\/\d.*\.yaml$/.test(file))
  .map(file => file.replace(/\.yaml$/, ''));

/** The level solved as its file solves it. */
function solved(name: string, size: PlayState['size']): PlayState {
  const start = open(name, { size });
  const runOn = (state: PlayState): PlayState =>
    withSession(state, reduceSession(state.session, { type: 'continue' }));
  const moved = start.session.level.level.solution.reduce((state, text) => {
    const move = parseMove(text);
    if (!move.ok) throw new Error(text);
    let at = state;
    while (at.position.slot !== move.value.slot) at = runOn(at);
    return withSession(at, reduceSession(at.session, { type: 'play', move: move.value }));
  }, start);
  let end = moved;
  while (positionOf(end.session).canContinue) end = runOn(end);
  return end;
}

/** Everything that a page says, read to its end with the arrow key. */
function readToEnd(state: PlayState): string {
  const seen: string[] = [];
  let at = state;
  for (let step = 0; step < 40; step += 1) {
    const [, ...lines] = panelText(at);
    seen.push(...lines.filter(line => !seen.includes(line)));
    at = press(at, 'down');
  }
  return seen.filter(line => line !== '').join(' ');
}

test('all levels are looked at', () => {
  expect(all).toHaveLength(25);
});

test.each(all)('%s: nothing that a win says is cut off at 80×24', name => {
  const won = solved(name, { columns: 80, rows: 24 });
  const { idea = '', debrief = '' } = won.session.level.level;
  const text = panelText(won)
    .slice(1)
    .filter(line => line !== '')
    .join(' ');

  expect(won.mode.type).toBe('won');
  expect(text).toContain(`Earned: ${idea}`);
  expect(text).toContain(won.position.last?.sentence);
  if (debrief !== '') expect(text).toContain(debrief.trim());
});

test.each(all)('%s: at 60×20 a win can be read to its end', name => {
  const won = solved(name, { columns: 60, rows: 20 });
  const { debrief = '' } = won.session.level.level;

  expect(readToEnd(won)).toContain(debrief.trim());
});

const longText = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ');

function withDebrief(state: PlayState, debrief: string): PlayState {
  const { session } = state;
  const level = { ...session.level, level: { ...session.level.level, debrief } };
  return { ...state, session: { ...session, level } };
}

test('a page that is too long says so, and stops at its end', () => {
  const won = withDebrief(solved('01-names/05-key-and-value', { columns: 60, rows: 20 }), longText);
  const end = press(won, Array(40).fill('down').join(' '));

  expect(panelText(won)[0]).toMatch(/lines 1-\d+ of \d+/);
  expect(panelText(end).at(-1)).toContain('word119');
  expect(readToEnd(won)).toContain(longText);
  expect(panelText(press(end, 'up'))).not.toEqual(panelText(end));
  expect(panelText(press(end, Array(40).fill('k').join(' ')))).toEqual(panelText(won));
});
