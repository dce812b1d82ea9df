/** Every sign that the board draws. All are one column wide (narrow or ambiguous), none is an emoji. */
export type GlyphSet = {
  readonly name: 'unicode' | 'ascii';

  /** A line cell from the weights of its arms (0 none, 1 light, 2 heavy): up, right, down, left. */
  readonly line: (up: number, right: number, down: number, left: number) => string;

  /** Straight line cells of references that are held by garbage: horizontal, vertical; then heavy. */
  readonly dashed: readonly [string, string, string, string];

  /** Heads by direction: up, right, down, left. */
  readonly heads: readonly [string, string, string, string];
  readonly port: string;
  readonly locked: string;
  readonly missing: string;
  readonly focus: string;
  readonly times: string;
  readonly ellipsis: string;

  /** Between the first and the last of a chain. */
  readonly upTo: string;

  /** What a row says instead of an arrow that found no way: followed by the title of its target. */
  readonly leadsTo: string;
  readonly generations: Readonly<Record<0 | 1 | 2 | 'frozen', string>>;
  readonly borders: Readonly<Record<BorderStyle, Border>>;
  readonly moreAbove: string;
  readonly moreBelow: string;
  readonly moreLeft: string;
  readonly moreRight: string;
};

export type BorderStyle = 'plain' | 'current' | 'target' | 'garbage' | 'ghost';

/** Corners clockwise from top left, then horizontal and vertical. */
export type Border = readonly [string, string, string, string, string, string];

/** Weights of the arms as digits (up, right, down, left) and the character that has them. */
const UNICODE_LINES: ReadonlyMap<string, string> = new Map(
  `
  0101─ 0202━ 1010│ 2020┃
  0110╭ 0210┍ 0120┎ 0220┏
  0011╮ 0012┑ 0021┒ 0022┓
  1100╰ 1200┕ 2100┖ 2200┗
  1001╯ 1002┙ 2001┚ 2002┛
  1110├ 1210┝ 2110┞ 1120┟ 2120┠ 2210┡ 1220┢ 2220┣
  1011┤ 1012┥ 2011┦ 1021┧ 2021┨ 2012┩ 1022┪ 2022┫
  0111┬ 0112┭ 0211┮ 0212┯ 0121┰ 0122┱ 0221┲ 0222┳
  1101┴ 1102┵ 1201┶ 1202┷ 2101┸ 2102┹ 2201┺ 2202┻
  1111┼ 1212┿ 2121╂ 2222╋
`
    .trim()
    .split(/\s+/)
    .map(entry => [entry.slice(0, 4), entry.slice(4)] as const),
);

export const unicodeGlyphs: GlyphSet = {
  name: 'unicode',
  line: (up, right, down, left) => UNICODE_LINES.get(`${up}${right}${down}${left}`) ?? '┼',
  dashed: ['┄', '┆', '┅', '┇'],
  heads: ['▲', '▶', '▼', '◀'],
  port: '●',
  locked: '⊘',
  missing: '◌',
  focus: '▸',
  times: '×',
  ellipsis: '…',
  upTo: '…',
  leadsTo: '→',
  generations: { 0: 'g0', 1: 'g1', 2: 'g2', frozen: 'fz' },
  borders: {
    plain: ['╭', '╮', '╯', '╰', '─', '│'],
    current: ['╔', '╗', '╝', '╚', '═', '║'],
    target: ['┏', '┓', '┛', '┗', '━', '┃'],
    garbage: ['╭', '╮', '╯', '╰', '┄', '┆'],
    ghost: ['·', '·', '·', '·', '·', '·'],
  },
  moreAbove: '↑',
  moreBelow: '↓',
  moreLeft: '←',
  moreRight: '→',
};

export const asciiGlyphs: GlyphSet = {
  name: 'ascii',
  line: asciiLine,
  dashed: ['~', ':', '=', '#'],
  heads: ['^', '>', 'v', '<'],
  port: '*',
  locked: 'x',
  missing: 'o',
  focus: '>',
  times: 'x',
  ellipsis: '~',
  upTo: '..',
  leadsTo: '>',
  generations: { 0: 'g0', 1: 'g1', 2: 'g2', frozen: 'fz' },
  borders: {
    plain: ['.', '.', "'", "'", '-', '|'],
    current: ['#', '#', '#', '#', '=', '|'],
    target: ['#', '#', '#', '#', '=', '#'],
    garbage: ['.', '.', "'", "'", '~', ':'],
    ghost: ['.', '.', '.', '.', '.', '.'],
  },
  moreAbove: '^',
  moreBelow: 'v',
  moreLeft: '<',
  moreRight: '>',
};

/** Corners are `.` and `'`, joins `+`; where two lines cross, the vertical one bridges the horizontal one. */
function asciiLine(up: number, right: number, down: number, left: number): string {
  const arms = Number(up > 0) + Number(right > 0) + Number(down > 0) + Number(left > 0);
  if (arms === 3) return '+';
  if (up && down) return Math.max(up, down) > 1 ? '#' : '|';
  if (left && right) return Math.max(left, right) > 1 ? '=' : '-';
  if (Math.max(up, right, down, left) > 1) return '#';
  return up ? "'" : '.';
}
