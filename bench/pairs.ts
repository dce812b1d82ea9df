/** What two programs are compared with: runs in turn, so that a busy machine is unfair to both. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../scripts/bundle.ts';
import { bundle, openSession, type Session } from '../test/e2e/terminal.ts';

export type Rival = {
  readonly name: string;
  readonly open: () => Session;

  /** On the screen as soon as the first frame is. */
  readonly firstWords: string;
};

/** The game at its title, in a fresh home. */
export const theGame = (...args: readonly string[]): Rival => ({
  name: 'heaplings',
  open: () => openSession({ command: [process.execPath, bundle, ...args] }),
  firstWords: 'heaplings',
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

/** The value that `share` of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
