/** Words to the streams: one place that knows that a reader may be gone and that texts may carry escape codes. */

import type { Env } from './env.ts';

/** One line (or several) to stdout. */
export function print(env: Env, text: string): void {
  env.stdout.write(`${text}\n`);
}

/** One document to stdout, for programs to read. */
export function printJson(env: Env, document: unknown): void {
  print(env, JSON.stringify(document));
}

/** One sentence to stderr: what is wrong and where. Line breaks in it become spaces. */
export function complain(env: Env, sentence: string): void {
  env.stderr.write(`heaplings: ${withoutControls(sentence.replaceAll(/\s*[\r\n]+\s*/g, ' '))}\n`);
}

/**
 * The text with every control character but line breaks and tabs shown as an escape, so that what stands in
 * somebody's file or argument cannot steer the terminal.
 */
export function withoutControls(text: string): string {
  return text.replaceAll(controls, character => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** C0 and C1 controls, DEL, and the marks that turn the direction of writing around. */
const controls = /[^\P{Cc}\t\n]|[\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

/**
 * `heaplings list | head -1` closes the pipe early: nobody is left to tell, so nothing is said. Other trouble with
 * a stream (a full disk behind `>`) must not pass for success.
 */
export function survivePipes(env: Env, onTrouble: (sentence: string) => void): void {
  for (const stream of [env.stdout, env.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO') return;
      onTrouble(`cannot write output: ${error.message}`);
    });
  }
}
