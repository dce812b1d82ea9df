/** Words to the streams: one place that knows that a reader may be gone and that texts may carry escape codes. */

import { escapeUnsafe } from '../python/characters.ts';
import type { Env } from './env.ts';
import { ExitCode } from './exit-code.ts';

/** One line (or several) to stdout. */
export function print(env: Env, text: string): void {
  env.stdout.write(`${text}\n`);
}

/** One document to stdout, for programs to read. */
export function printJson(env: Env, document: unknown): void {
  print(env, JSON.stringify(document));
}

/** One sentence about what is wrong and where, as one line that is safe to print. */
export const complaint = (sentence: string): string =>
  `heaplings: ${escapeUnsafe(sentence.replaceAll(/\s+/g, ' '))}`;

/** One sentence to stderr. */
export const complain = (env: Env, sentence: string): void => printError(env, complaint(sentence));

/** Text that is safe to print to stderr. */
export function printError(env: Env, text: string): void {
  env.stderr.write(`${text}\n`);
}

/**
 * `heaplings list | head -1` closes the pipe early: nobody is left to tell, so nothing is said, and the exit code
 * stays what it would be. Other trouble with a stream (a full disk behind `>`) must not pass for success.
 */
export function survivePipes(env: Env): void {
  for (const stream of [env.stdout, env.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO') return;
      if (stream === env.stdout) complain(env, `the output cannot be written: ${error.message}`);
      env.life.exit(ExitCode.wrongUse);
    });
  }
}
