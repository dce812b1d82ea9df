/** JSON documents of a file: one a line, or a single one over many lines. */

import { fail, ok, type Result } from '../result.ts';
import type { Env } from './env.ts';
import { type Line, linesOf } from './lines.ts';

export type JsonDocument = {
  /** The line in which it begins, from 1. */
  readonly line: number;
  readonly data: unknown;

  /** The text of one that takes more than a line. */
  readonly text?: string;
};

/** A document, or one sentence with its place about what is wrong: then it is the last that comes. */
export type DocumentResult = Result<JsonDocument, string>;

/**
 * The documents of a file, or of standard input for `-`: one a line, unless the first line is no document by itself;
 * then all of the text is one. The lines of a `.jsonl` file stand for themselves in any case.
 */
export async function* jsonDocuments(env: Env, path: string): AsyncGenerator<DocumentResult> {
  const whole: Line[] = [];
  let size = 0;
  let isFirst = !path.endsWith('.jsonl');
  for await (const line of linesOf(env, path)) {
    if (!line.ok) {
      yield line;
      return;
    }
    const { text, number } = line.value;
    if (whole.length === 0 && text.trim() === '') continue;
    const parsed = whole.length > 0 ? undefined : parse(text);
    if (parsed?.ok === true) yield ok({ line: number, data: parsed.value });
    else if (whole.length > 0 || isFirst) {
      whole.push(line.value);
      size += text.length;
    } else if (parsed !== undefined) {
      yield fail(`${path}:${number}: ${parsed.issues.map(({ message }) => message).join(' ')}`);
      return;
    }
    isFirst = false;
    if (size > largestDocument) {
      yield fail(
        `${path}:${whole[0]?.number}: one document over many lines is too large (${largestDocument} characters at most).`,
      );
      return;
    }
  }
  const [first] = whole;
  if (first !== undefined) yield parseWhole(whole.map(({ text }) => text).join('\n'), first.number, path);
}

/** In characters. */
const largestDocument = 4 << 20;

function parseWhole(text: string, line: number, path: string): DocumentResult {
  const parsed = parse(text);
  if (parsed.ok) return ok({ line, data: parsed.value, text });
  return fail(
    ...parsed.issues.map(({ message, offset }) => `${path}:${line + linesBefore(text, offset)}: ${message}`),
  );
}

const linesBefore = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;

type JsonIssue = { readonly message: string; readonly offset: number };

function parse(text: string): Result<unknown, JsonIssue> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail({ message: `this is not JSON (${message}).`, offset: offsetIn(text, message) });
  }
}

/** V8 says where it stumbled, or shows ten characters around it; at the end of the text neither. */
function offsetIn(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const around = /^Unexpected token '.+', \.{3}"([\s\S]*)"(?:\.{3})? is not valid JSON$/u.exec(message)?.[1];
  if (around !== undefined) return text.indexOf(around) + 10;
  return message.startsWith('Unexpected token') ? 0 : text.length;
}
