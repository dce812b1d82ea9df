/** JSON documents of a file: one a line, or a single one over many lines. */

import { fail, ok, type Result } from '../result.ts';
import type { Env } from './env.ts';
import { type FileIssue, type Line, type LineResult, linesOf } from './lines.ts';

export type JsonDocument = {
  /** The line in which it begins, from 1. */
  readonly line: number;
  readonly data: unknown;
  readonly text: string;
};

/** A document, or what is wrong: then it is the last that comes. */
export type DocumentResult = Result<JsonDocument, FileIssue>;

/**
 * The documents of a file, or of standard input for `-`: one a line, unless the first line is no document by itself;
 * then all of the text is one. The lines of a `.jsonl` file stand for themselves in any case.
 */
export async function* jsonDocuments(env: Env, path: string): AsyncGenerator<DocumentResult> {
  const lines = linesOf(env, path);
  let isFirst = true;
  for await (const line of lines) {
    if (line.ok && line.value.text.trim() === '') continue;
    const document = line.ok ? parse(line.value) : line;
    if (line.ok && !document.ok && isFirst && !path.endsWith('.jsonl')) {
      yield await longDocument(line.value, lines);
      return;
    }
    yield document;
    if (!document.ok) return;
    isFirst = false;
  }
}

/** In characters. */
const longestDocument = 4 << 20;

/** All that follows as one document. */
async function longDocument(first: Line, rest: AsyncGenerator<LineResult>): Promise<DocumentResult> {
  const texts = [first.text];
  let length = first.text.length;
  for await (const line of rest) {
    if (!line.ok) return line;
    texts.push(line.value.text);
    length += line.value.text.length;
    if (length > longestDocument) {
      const message = `This document is too long (${longestDocument} characters at most, over several lines).`;
      return fail({ line: first.number, message });
    }
  }
  return parse({ number: first.number, text: texts.join('\n') });
}

function parse({ number, text }: Line): DocumentResult {
  try {
    return ok({ line: number, data: JSON.parse(text), text });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const before = text.slice(0, offsetIn(text, reason));
    return fail({
      line: number + before.split('\n').length - 1,
      message: `This is not JSON: ${reason.replaceAll(/\s+/g, ' ')}.`,
    });
  }
}

/** V8 says where it stumbled, or shows what stands around it, ten characters before; at the end of the text neither. */
function offsetIn(text: string, reason: string): number {
  const position = /at position (\d+)/.exec(reason)?.[1];
  if (position !== undefined) return Number(position);
  const around = /^Unexpected token '.+', \.{3}"([\s\S]*)"(?:\.{3})? is not valid JSON$/u.exec(reason)?.[1];
  if (around !== undefined) return text.indexOf(around) + 10;
  return reason.startsWith('Unexpected token') ? 0 : text.length;
}
