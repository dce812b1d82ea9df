/**
 * How long from a key to the end of the frame that answers it: the game in a level against the smallest program
 * with Ink, behind a pty at 80x24. The next key comes a little later than a held key would repeat, so that what is
 * measured is the work for a frame and not the limit on frames per second.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { keys, type Session } from '../test/e2e/terminal.ts';
import { close, quantile, type Rival, smallestInk, theGame } from './pairs.ts';

export type KeyRow = {
  readonly program: string;
  readonly p50: number;
  readonly p99: number;
  readonly bytesPerKey: number;
};

/** Milliseconds between a frame and the next key: 30 keys a second are what a keyboard repeats. */
const betweenKeys = 35;

/** Ink ends each frame with it on a terminal. */
const endOfFrame = '\u001B[?2026l';

export async function keyRows(count = 60): Promise<readonly KeyRow[]> {
  const game = theGame(['play', 'three-arrows'], 'Three names');
  return [
    await keyRow(game, count, async session => {
      // Any key ends the first run, which would draw frames of its own meanwhile.
      session.press(' ');
      await session.waitForText('ada has 1 reference');
    }),
    await keyRow(await smallestInk(), count, async () => undefined),
  ];
}

async function keyRow(
  rival: Rival,
  count: number,
  getReady: (session: Session) => Promise<void>,
): Promise<KeyRow> {
  const session = rival.open();
  await session.waitForText(rival.firstWords);
  await getReady(session);
  const times: number[] = [];
  const before = session.output().length;
  for (let key = 0; key < count; key += 1) {
    await pause(betweenKeys);
    const from = session.output().length;
    const start = performance.now();
    session.press(key % 2 === 0 ? keys.down : keys.up);
    await session.waitFor('the end of a frame', () => session.output().includes(endOfFrame, from));
    times.push(performance.now() - start);
  }
  const bytes = (session.output().length - before) / count;
  await close(session);
  return {
    program: rival.name,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    bytesPerKey: Math.round(bytes),
  };
}

if (import.meta.main) console.table(await keyRows());
