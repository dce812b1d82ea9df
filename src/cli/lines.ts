/** Text line by line, of any size: only the line at hand is in memory. */

import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '../result.ts';
import type { Env } from './env.ts';
import { kindOf, unreadable } from './files.ts';

export type Line = {
  /** From 1. */
  readonly number: number;

  /** Without the line end. */
  readonly text: string;
};

/** What is wrong with a file: in a line of its own, or with all of it. `message` is one sentence. */
export type FileIssue = { readonly line?: number; readonly message: string };

/** A line, or why there are no more: then it is the last that comes. */
export type LineResult = Result<Line, FileIssue>;

/** The lines of a file, or of standard input for `-`. */
export async function* linesOf(env: Env, path: string): AsyncGenerator<LineResult> {
  const kind = path === '-' ? 'file' : kindOf(env, path);
  // Reading a pipe or a device could wait for ever; whoever wants that says so with `-`.
  if (kind === 'other') yield fail({ message: `${path} is not a regular file (- reads standard input).` });
  else if (kind === 'folder') yield fail({ message: `${path} is a folder, not a file.` });
  else yield* linesFrom(path === '-' ? env.stdin : createReadStream(resolve(env.folder, path)), path);
}

/** In bytes. `node:readline` has no such limit: a large file without line ends would end in a lack of memory. */
const longestLine = 16 << 20;

async function* linesFrom(stream: Readable, path: string): AsyncGenerator<LineResult> {
  let number = 0;
  let begun: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        begun.push(bytes.subarray(start, end));
        yield decode(Buffer.concat(begun), ++number);
        begun = [];
        size = 0;
        start = end + 1;
      }
      begun.push(bytes.subarray(start));
      size += bytes.length - start;
      if (size > longestLine) {
        yield fail({ line: number + 1, message: `This line is too long (${longestLine} bytes at most).` });
        return;
      }
    }
    if (size > 0) yield decode(Buffer.concat(begun), ++number);
  } catch (error) {
    yield fail({ message: unreadable(path, error) });
  }
}

const newline = 0x0a;

function decode(bytes: Buffer, number: number): LineResult {
  try {
    return ok({ number, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
  } catch {
    return fail({ line: number, message: 'This line is not text in UTF-8.' });
  }
}
