/** The signs outside of the board. Each is one column wide; a meaning never rests on colour alone. */
export type Signs = {
  readonly isAscii: boolean;
  readonly pointer: string;
  readonly rule: string;
  readonly dot: string;
  readonly dash: string;
  readonly ellipsis: string;
  readonly arrow: string;

  /** Before a number of lines that lie outside of a pane. */
  readonly moreAbove: string;
  readonly moreBelow: string;

  /** Goals: holds, not yet, decided later, can no longer hold. */
  readonly holds: string;
  readonly notYet: string;
  readonly later: string;
  readonly lost: string;

  readonly solved: string;
  readonly star: string;
  readonly cursor: string;
};

export const unicodeSigns: Signs = {
  isAscii: false,
  pointer: '▸',
  rule: '─',
  dot: '·',
  dash: '–',
  ellipsis: '…',
  arrow: '▸',
  moreAbove: '↑',
  moreBelow: '↓',
  holds: '●',
  notYet: '○',
  later: '◌',
  lost: '✗',
  solved: '✓',
  star: '★',
  cursor: '▏',
};

export const asciiSigns: Signs = {
  isAscii: true,
  pointer: '>',
  rule: '-',
  dot: '-',
  dash: '-',
  ellipsis: '~',
  arrow: '>',
  moreAbove: '^',
  moreBelow: 'v',
  holds: '*',
  notYet: 'o',
  later: '.',
  lost: 'x',
  solved: 'v',
  star: '*',
  cursor: '_',
};

const asciiOf: ReadonlyMap<string, string> = new Map([
  ...[...'╭╮╰╯┬├'].map(corner => [corner, '+'] as const),
  ...[...'─┄'].map(line => [line, '-'] as const),
  ...[...'│┆'].map(line => [line, '|'] as const),
  ['▶', '>'],
  ['▼', 'v'],
  ['✂', 'x'],
]);

/** A row of the title's picture for terminals that have no box characters. */
export const asciiArt = (row: string): string =>
  [...row].map(character => asciiOf.get(character) ?? character).join('');
