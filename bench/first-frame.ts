/**
 * How long until the first frame stands on the screen: the game against the smallest program with Ink, in pairs,
 * behind a pty at 80x24. Milliseconds depend on the machine; the ratio should not.
 */
import { milliseconds, quantile, type Rival, smallestInk, theGame } from './pairs.ts';

const pairs = 15;

async function firstFrame(rival: Rival): Promise<number> {
  const start = performance.now();
  const session = rival.open();
  await session.waitForText(rival.firstWords);
  const time = performance.now() - start;
  session.kill('SIGKILL');
  await session.ended;
  return time;
}

export async function benchFirstFrame(): Promise<void> {
  const game = theGame();
  const smallest = await smallestInk();
  const times: { readonly game: number; readonly smallest: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    times.push({ game: await firstFrame(game), smallest: await firstFrame(smallest) });
  }
  const [ours, least] = [times.map(time => time.game), times.map(time => time.smallest)];
  const ratio = quantile(
    times.map(time => time.game / time.smallest),
    0.5,
  );
  console.log(`first frame, ${pairs} pairs`);
  console.log(
    `  ${game.name}: ${milliseconds(quantile(ours, 0.5))} (least ${milliseconds(Math.min(...ours))})`,
  );
  console.log(
    `  ${smallest.name}: ${milliseconds(quantile(least, 0.5))} (least ${milliseconds(Math.min(...least))})`,
  );
  console.log(`  ratio: ${ratio.toFixed(2)}`);
}

if (import.meta.main) await benchFirstFrame();
