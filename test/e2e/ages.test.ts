import { afterEach, expect, test } from 'vitest';
import { closeAll, openSession } from './terminal.ts';

afterEach(closeAll);

test('the first level of the three ages is won by keys, and its signs are explained', async () => {
  const session = openSession({ args: ['play', 'birthdays'] });
  await session.waitForText('Three births');
  session.press(' ');
  const start = await session.waitForText('g collect');
  expect(start.text).toContain('gen0 1  gen1 0  gen2 0');
  session.press('?');
  await session.waitForText('keys and signs');
  session.press('?');

  session.press('g');
  await session.waitForText('which generation?');
  session.press('1');
  const moved = await session.waitForText('moved to generation 2');
  expect(moved.text).toContain('g0→g2');
  session.press('c');
  await session.waitForText('gen0 1  gen1 0  gen2 1');
  // A key ends the run that is watched, and acts where it has arrived.
  session.press('g');
  await session.waitForText('which generation?');
  session.press('0');
  await session.waitForText('gen0 0  gen1 1  gen2 1');
  session.press('c', ' ');
  const won = await session.waitForText(' solved ──');
  expect(won.text).toContain('gen0 1  gen1 1  gen2 1');
});
