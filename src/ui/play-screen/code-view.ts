/** The program as lines of styled text: numbers, marks, colours, the moves in it. */
import { movesOf } from '../../play/index.ts';
import { ends, fitLine, type Line, run, textOf } from '../runs.ts';
import type { Signs } from '../signs.ts';
import { highlight } from './highlight.ts';
import { centreOf, type ProgramLine, programLines, windowOf } from './program-view.ts';
import type { PlayState } from './state.ts';

export function codeOf(state: PlayState, signs: Signs, columns: number, rows: number): readonly Line[] {
  const lines = programLines(programFacts(state));
  // Of the whole program, without the moves in it: the gutter is as wide before the first line has run as at the end.
  const width = String(lines.filter(({ number }) => number !== '').length).length;
  const { above, shown, below } = windowOf(lines, centreOf(lines), rows);
  return shown.map((line, index) => {
    const more = [
      index === 0 && above > 0 ? `${signs.moreAbove}${above}` : '',
      index === shown.length - 1 && below > 0 ? `${signs.moreBelow}${below}` : '',
    ].join('');
    return codeLine(line, { width, columns, more }, signs);
  });
}

function programFacts({ session, position, watched, ran }: PlayState): Parameters<typeof programLines>[0] {
  const { source, slots } = session.level.program;
  const moves = movesOf(session);
  if (watched === undefined) {
    const soon = new Set(position.canContinue ? position.linesToRun : []);
    return { source, slots, moves, slot: position.slot, line: position.error?.line, ran, soon };
  }
  const { frames, at } = watched;
  const before = new Set([...watched.ran, ...frames.slice(0, at).flatMap(({ line }) => line ?? [])]);
  return { source, slots, moves, slot: undefined, line: frames[at]?.line, ran: before, soon: new Set() };
}

type LineFrame = {
  /** Of the line numbers. */
  readonly width: number;
  readonly columns: number;

  /** How many lines lie outside of the pane on this side: `↓2`, or empty. */
  readonly more: string;
};

function codeLine(line: ProgramLine, { width, columns, more }: LineFrame, signs: Signs): Line {
  const { number, kind, text, state } = line;
  const isNow = state === 'now';
  const mark = kind === 'move' || isNow ? signs.pointer : state === 'soon' ? signs.dot : ' ';
  const gutter = [
    run(` ${number.padStart(width)}`, isNow ? 'focused' : 'muted'),
    run(`${mark} `, kind === 'move' ? 'good' : isNow ? 'focused' : 'muted'),
  ];
  const end = [
    ...(kind === 'move' ? [run(' you ', 'muted')] : []),
    ...(more === '' ? [] : [run(kind === 'move' ? `${more} ` : ` ${more} `, 'accent')]),
  ];
  const code = kind === 'move' ? [run(text, 'good')] : codeRuns(line);
  if (end.length === 0) return fitLine([...gutter, ...code], columns - 1, signs.ellipsis);
  const room = columns - width - 3 - textOf(end).length;
  return ends([...gutter, ...fitLine(code, room, signs.ellipsis)], end, columns);
}

const tones = {
  plain: undefined,
  keyword: 'accent',
  text: 'value',
  number: 'value',
  comment: 'muted',
} as const;

function codeRuns({ text, state, kind }: ProgramLine): Line {
  if (kind === 'slot') return [run(text, state === 'now' ? 'focused' : 'muted')];
  if (state === 'ahead' || state === 'soon') return [run(text, 'muted')];
  return highlight(text).map(piece => run(piece.text, tones[piece.kind]));
}
