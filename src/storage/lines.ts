/** The lines of a file that anything may have happened to. */

import { closeSync, openSync, readSync } from 'node:fs';

export type Line = {
  /** Counts from 1. */
  readonly number: number;

  /** The bytes without the line end; absent when there were more than `longestLine`. */
  readonly bytes?: Buffer;
};

/** In bytes. Longer lines are counted, not kept: no record comes near it. */
export const longestLine = 1 << 20;

/**
 * Every line of a file, in order, holding no more of it in memory than one line. Empty lines are left out.
 * Throws what `node:fs` throws.
 */
export function* linesOf(file: string): Generator<Line, void, undefined> {
  const descriptor = openSync(file, 'r');
  try {
    yield* splitLines(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function* splitLines(descriptor: number): Generator<Line, void, undefined> {
  let number = 1;
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length <= longestLine) pieces.push(piece);
    else pieces = [];
  };
  const line = (): Line => (length <= longestLine ? { number, bytes: Buffer.concat(pieces) } : { number });

  for (const chunk of chunksOf(descriptor)) {
    let start = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
      add(chunk.subarray(start, end));
      if (length > 0) yield line();
      number += 1;
      pieces = [];
      length = 0;
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield line();
}

function* chunksOf(descriptor: number): Generator<Buffer, void, undefined> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const read = readSync(descriptor, chunk, 0, chunkSize, null);
    if (read === 0) return;
    yield chunk.subarray(0, read);
  }
}

const lineEnd = 0x0a;
const chunkSize = 1 << 16;
