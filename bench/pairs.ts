/** What two programs are compared with: runs in turn, so that a busy machine is unfair to both. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../scripts/bundle.ts';
import { bundle, closeAll, openSession, type Session } from '../test/e2e/terminal.ts';

export type Rival = {
  readonly name: string;
  readonly open: () => Session;

  /** On the screen as soon as the first frame is. */
  readonly firstWords: string;
};

/** The game as the build left it, in a fresh home. */
export const theGame = (args: readonly string[], firstWords: string): Rival => ({
  name: 'heaplings',
  open: () => openSession({ command: [process.execPath, bundle, ...args] }),
  firstWords,
});

/** The smallest program with Ink, bundled as the game is. */
export async function smallestInk(): Promise<Rival> {
  const file = join(mkdtempSync(join(tmpdir(), 'heaplings-bench-')), 'smallest.mjs');
  writeFileSync(file, await bundleProgram(new URL('smallest.ts', import.meta.url)));
  return {
    name: 'smallest Ink app',
    open: () => openSession({ command: [process.execPath, file] }),
    firstWords: 'ready',
  };
}

/** The value that `share` of the values do not exceed, to a hundredth. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return Math.round(value * 100) / 100;
}

export async function close(session: Session): Promise<void> {
  session.kill('SIGKILL');
  await session.ended;
  closeAll();
}
