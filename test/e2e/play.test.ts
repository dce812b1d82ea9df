import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { closeAll, freshHome, keys, openSession, type Session } from './terminal.ts';

afterEach(closeAll);

/** The board of `three-arrows` with its first run behind it. */
async function threeArrows(session: Session): Promise<void> {
  await session.waitForText('Three names');
  // Any key ends the first run; it does nothing else.
  session.press(' ');
  await session.waitForText('a ▸ ada · ada has 1 reference');
}

/** The head of the panel that a win opens. */
const won = ' solved ──';

test('the prologue and the first level are won by keys, from the very start', async () => {
  const session = openSession();
  await session.waitForText('▸ Start');
  session.press(keys.enter);

  await session.waitForText('One name');
  session.press(' ');
  await session.waitForText('x cut the arrow');
  session.press('x');
  await session.waitForText(won);
  session.press(keys.enter);

  await session.waitForText('Two names');
  session.press(' ');
  await session.waitForText('↑↓ choose');
  session.press('x');
  await session.waitForText('ada has 1 reference');
  session.press('x');
  await session.waitForText(won);
  session.press(keys.enter);

  await threeArrows(session);
  session.press('w', 'c');
  await session.waitForText('● a is cy');
  session.press(keys.down, keys.down);
  await session.waitForText(' c ▸ cy');
  session.press('x');
  await session.waitForText(won);

  session.press('q');
  await session.waitForText('Chapters');
  session.press('q');
  await session.waitForText('3 levels of');
  session.press('q');
  expect(await session.ended).toEqual({ code: 0, signal: 0 });
});

test('undo takes a move back, redo brings it again', async () => {
  const session = openSession({ args: ['play', 'three-arrows'] });
  await threeArrows(session);
  session.press('w', 'c');
  await session.waitForText('moves 1 of 4');
  session.press('u');
  const before = await session.waitForText('moves 0 of 4');
  expect(before.text).toContain('a ▸ ada · ada has 1 reference');
  session.press('U');
  await session.waitForText('moves 1 of 4');
});

test('keys that arrive in one chunk all count', async () => {
  const session = openSession({ args: ['play', 'three-arrows'] });
  await threeArrows(session);
  session.press('wcjjx');
  await session.waitForText(won);
});

test('every size shows the whole screen; one that is too small says so and recovers', async () => {
  const session = openSession({ args: ['play', 'three-arrows'] });
  await threeArrows(session);
  const whole = ({ lines, text }: { readonly lines: readonly string[]; readonly text: string }): boolean =>
    lines[0]?.includes('Three names') === true &&
    text.split('Names are not boxes').length === 2 &&
    text.includes('● bob lives') &&
    (lines.at(-2)?.includes('x cut') === true || lines.at(-1)?.includes('x cut') === true);

  const first = await session.waitFor('the screen at 80x24', whole);
  for (const [columns, rows] of [
    [60, 20],
    [120, 40],
    [80, 24],
  ] as const) {
    session.resize(columns, rows);
    await session.waitFor(`the screen at ${columns}x${rows}`, whole);
  }
  session.resize(50, 15);
  await session.waitForText('50×15');
  session.resize(80, 24);
  const again = await session.waitFor('the screen at 80x24 again', whole);
  expect(again.text).toBe(first.text);
});

test('a game killed at any moment loses no step that was acknowledged, and the next one goes on from there', async () => {
  const home = freshHome();
  const session = openSession({ args: ['play', 'three-arrows'], variables: { HEAPLINGS_HOME: home } });
  await threeArrows(session);
  session.press('w', 'c');
  const before = await session.waitForText('moves 1 of 4');
  session.kill('SIGKILL');
  await session.ended;

  const journal = readFileSync(join(home, 'journal.jsonl'), 'utf8');
  expect(journal).toContain('"done":["a = c"]');
  expect(journal.endsWith('\n')).toBe(true);

  const next = openSession({ variables: { HEAPLINGS_HOME: home } });
  await next.waitForText('Quit');
  next.press(keys.enter);
  const after = await next.waitForText('moves 1 of 4');
  const board = (text: string): string => text.split('\n').slice(0, 18).join('\n');
  expect(board(after.text)).toBe(board(before.text));
});

test('a journal that was damaged is told when the player leaves, and the rest of it counts', async () => {
  const home = freshHome();
  const first = openSession({ args: ['play', 'first-cut'], variables: { HEAPLINGS_HOME: home } });
  await first.waitForText('One name');
  first.press(' ');
  await first.waitForText('x cut the arrow');
  first.press('x');
  await first.waitForText(won);
  first.kill('SIGKILL');
  await first.ended;
  appendFileSync(join(home, 'journal.jsonl'), 'half a rec');

  const second = openSession({ variables: { HEAPLINGS_HOME: home } });
  await second.waitForText('1 level of');
  second.press('q');
  expect(await second.ended).toEqual({ code: 0, signal: 0 });
  expect(second.screen().text.replaceAll('\n', '')).toContain('could not be read and stayed as it was');
});

test('without a place to save, the game is played and says once that nothing is kept', async () => {
  const session = openSession({
    args: ['play', 'first-cut'],
    variables: { HEAPLINGS_HOME: '/dev/null/home' },
  });
  await session.waitForText('One name');
  session.press(' ');
  await session.waitForText('x cut the arrow');
  session.press('x');
  await session.waitForText(won);
  session.press(keys.ctrlC);
  expect(await session.ended).toEqual({ code: 130, signal: 0 });
  expect(session.screen().text.replaceAll('\n', '').split('Your progress is not saved')).toHaveLength(2);
});
