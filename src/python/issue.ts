/** One issue as a person wants to see it: where, what, the line itself with a caret, and what to write instead. */
import { escapeUnsafe } from './characters.ts';
import type { SourceIssue } from './syntax.ts';

/** The most characters of a source line that are shown. */
const WIDTH = 100;

/**
 * `file:line:column: sentence`, the source line, a caret under the place, the hint. No control character of the
 * source or of the file's name gets through: they are written as escapes.
 */
export const describeIssue = (issue: SourceIssue, source: string, file = '<program>'): string => {
  const { start, end } = issue.span;
  const line = source.replace(/^\uFEFF/, '').split(/\r\n?|\n/, start.line)[start.line - 1] ?? '';
  const to = end.line === start.line ? end.column - 1 : line.length;
  return [
    `${escapeUnsafe(file)}:${start.line}:${start.column}: ${escapeUnsafe(issue.message)}`,
    ...(line.trim() === '' ? [] : excerpt(line, start.column - 1, to)),
    ...(issue.hint === undefined ? [] : [`  ${escapeUnsafe(issue.hint)}`]),
  ].join('\n');
};

/** The line, cut where it is long, and carets under the characters from `from` to `to`. */
const excerpt = (line: string, from: number, to: number): [shown: string, carets: string] => {
  const first = Math.max(0, Math.min(from - WIDTH / 2, line.length - WIDTH));
  const last = Math.min(line.length, first + WIDTH);
  const behind = Math.min(Math.max(to, from), last);
  const before = (first > 0 ? '… ' : '') + escapeUnsafe(line.slice(first, from));
  const marked = escapeUnsafe(line.slice(from, behind));
  const after = escapeUnsafe(line.slice(behind, last)) + (last < line.length ? ' …' : '');
  const carets = '^'.repeat(Math.max(1, columns(marked)));
  return [`  ${before}${marked}${after}`, `  ${' '.repeat(columns(before))}${carets}`];
};

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]|\p{Emoji_Presentation}/u;

/** Terminal columns, near enough for a caret: East Asian characters and emoji take two, combining marks none. */
const columns = (text: string): number => {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
};
