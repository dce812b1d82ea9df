/** Where the journal lives. */

import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** The folder for what the game keeps: `HEAPLINGS_HOME` if set, else the platform's folder for a program's data. */
export function dataFolder(variables: Readonly<Record<string, string | undefined>>): string {
  const { HEAPLINGS_HOME } = variables;
  if (HEAPLINGS_HOME) return resolve(HEAPLINGS_HOME);
  return envPaths('heaplings', { suffix: '' }).data;
}
