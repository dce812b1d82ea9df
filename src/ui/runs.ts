import type { Tone } from './theme/index.ts';

/** A piece of a line that means one thing. */
export type Run = { readonly text: string; readonly tone?: Tone };

export type Line = readonly Run[];

export const run = (text: string, tone?: Tone): Run => (tone === undefined ? { text } : { text, tone });

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** Left and right end of a line of `columns`, the gap filled with `filler`. The left end gives way. */
export function ends(left: Line, right: Line, columns: number, filler = run(' ')): Line {
  const gap = columns - textOf(left).length - textOf(right).length;
  if (gap >= 1) return [...left, { ...filler, text: filler.text.repeat(gap) }, ...right];
  return [...cut(left, columns - textOf(right).length - 1), run(' '), ...right];
}

/** The first `columns` characters of a line. */
export function cut(line: Line, columns: number): Line {
  const kept: Run[] = [];
  let room = Math.max(0, columns);
  for (const piece of line) {
    if (room === 0) break;
    kept.push({ ...piece, text: piece.text.slice(0, room) });
    room -= Math.min(room, piece.text.length);
  }
  return kept;
}

/** A line that fits, with a sign at its end where something is missing. */
export function fitLine(line: Line, columns: number, ellipsis: string): Line {
  if (textOf(line).length <= columns) return line;
  return [...cut(line, columns - 1), run(ellipsis, 'muted')];
}

/** Breaks plain text into lines of at most `columns`, at spaces where there are any. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (longer.length <= columns) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (line.length > columns) {
        lines.push(line.slice(0, columns));
        line = line.slice(columns);
      }
    }
    lines.push(line);
  }
  return lines;
}
