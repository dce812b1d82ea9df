/**
 * How long from a key to the end of the frame that answers it: the game in a level against the smallest program
 * with Ink, behind a pty at 80x24. One key at a time; the next one when the frame is complete.
 */
import { keys } from '../test/e2e/terminal.ts';
import { milliseconds, quantile, type Rival, smallestInk, theGame } from './pairs.ts';

const count = 60;

/** Ink ends each frame with it on a terminal. */
const endOfFrame = '\u001B[?2026l';

type Answers = { readonly times: readonly number[]; readonly bytes: number };

async function answers(
  rival: Rival,
  ready: (session: ReturnType<Rival['open']>) => Promise<void>,
): Promise<Answers> {
  const session = rival.open();
  await session.waitForText(rival.firstWords);
  await ready(session);
  const times: number[] = [];
  const before = session.output().length;
  for (let key = 0; key < count; key += 1) {
    const from = session.output().length;
    const start = performance.now();
    session.press(key % 2 === 0 ? keys.down : keys.up);
    await session.waitFor('the end of a frame', () => session.output().includes(endOfFrame, from));
    times.push(performance.now() - start);
  }
  const bytes = (session.output().length - before) / count;
  session.kill('SIGKILL');
  await session.ended;
  return { times, bytes };
}

export async function benchKeys(): Promise<void> {
  console.log(`key to frame, ${count} keys`);
  const game = { ...theGame('play', 'three-arrows'), firstWords: 'cy' };
  // Any key ends the first run, which would draw frames of its own meanwhile.
  const rows = [
    { rival: game, result: await answers(game, async session => session.press(keys.escape)) },
    ...[await smallestInk()].map(rival => ({ rival, result: undefined })),
  ];
  for (const { rival, result } of rows) {
    const { times, bytes } = result ?? (await answers(rival, async () => undefined));
    const p50 = milliseconds(quantile(times, 0.5));
    const p99 = milliseconds(quantile(times, 0.99));
    console.log(`  ${rival.name}: p50 ${p50}, p99 ${p99}, ${Math.round(bytes)} bytes a key`);
  }
}

if (import.meta.main) await benchKeys();
