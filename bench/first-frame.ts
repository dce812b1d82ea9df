/**
 * How long until the first frame stands on the screen: the game against the smallest program with Ink, in pairs,
 * behind a pty at 80x24. Milliseconds depend on the machine; the ratio should not.
 */
import { close, quantile, type Rival, smallestInk, theGame } from './pairs.ts';

export type FirstFrameRow = { readonly program: string; readonly median: number; readonly least: number };

export async function firstFrameRows(pairs = 15): Promise<readonly FirstFrameRow[]> {
  const game = theGame([], 'Quit');
  const smallest = await smallestInk();
  const times: { readonly game: number; readonly smallest: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    times.push({ game: await firstFrame(game), smallest: await firstFrame(smallest) });
  }
  const row = (program: string, values: readonly number[]): FirstFrameRow => ({
    program,
    median: quantile(values, 0.5),
    least: quantile(values, 0),
  });
  return [
    row(
      game.name,
      times.map(time => time.game),
    ),
    row(
      smallest.name,
      times.map(time => time.smallest),
    ),
    row(
      'ratio',
      times.map(time => time.game / time.smallest),
    ),
  ];
}

async function firstFrame(rival: Rival): Promise<number> {
  const start = performance.now();
  const session = rival.open();
  await session.waitForText(rival.firstWords);
  const time = performance.now() - start;
  await close(session);
  return time;
}

if (import.meta.main) console.table(await firstFrameRows());
