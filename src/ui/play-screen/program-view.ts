/** What the program pane shows: the source with the moves of the player in it, cut to a window. */

export type ProgramLine = {
  /** `12`, or empty for a move. */
  readonly number: string;
  readonly text: string;

  /** A line of the source, a slot (where moves go), or a move of the player's. */
  readonly kind: 'source' | 'slot' | 'move';

  /** `now` is the line that runs next or the slot where the run stands; `soon` is what a continue would run. */
  readonly state: 'ran' | 'now' | 'soon' | 'ahead';
};

export type ProgramFacts = {
  readonly source: string;
  readonly slots: readonly { readonly slot: number; readonly line: number }[];
  readonly moves: readonly { readonly slot: number; readonly text: string }[];

  /** The slot where the run stands. */
  readonly slot?: number | undefined;

  /** The line where the run stands, counted from 1. */
  readonly line?: number | undefined;

  /** Lines that have run at least once. */
  readonly ran: ReadonlySet<number>;

  /** Lines that a continue would run; shown while the player thinks about it. */
  readonly soon: ReadonlySet<number>;
};

/** Every line of the program in order, each move behind the slot at which it is done. */
export function programLines(facts: ProgramFacts): readonly ProgramLine[] {
  const slotLines = new Map(facts.slots.map(({ slot, line }) => [line, slot]));
  const source = facts.source.replace(/\n+$/, '').split('\n');
  const lines: ProgramLine[] = [];
  source.forEach((text, index) => {
    const number = index + 1;
    const slot = slotLines.get(number);
    lines.push({
      number: String(number),
      text,
      kind: slot === undefined ? 'source' : 'slot',
      state: stateOf(number, slot, facts),
    });
    if (slot !== undefined) lines.push(...moveLines(slot, indentOf(text), facts));
  });
  // A program without a marked slot has one behind its end, where no line of the source stands.
  for (const { slot, line } of facts.slots) {
    if (line > source.length) lines.push(...moveLines(slot, '', facts));
  }
  return lines;
}

/** Index of the line that the window keeps in its middle: the last move at the slot, the slot, or the line. */
export function centreOf(lines: readonly ProgramLine[]): number {
  const now = lines.findIndex(line => line.state === 'now');
  if (now < 0) return lines.length - 1;
  let last = now;
  while (lines[now]?.kind === 'slot' && lines[last + 1]?.kind === 'move') last += 1;
  return last;
}

/** At most `rows` lines around the centre, and how many lie outside; the ends are never left half empty. */
export function windowOf<T>(
  lines: readonly T[],
  centre: number,
  rows: number,
): { readonly above: number; readonly shown: readonly T[]; readonly below: number } {
  const above = Math.max(0, Math.min(centre - Math.floor(rows / 2), lines.length - rows));
  const shown = lines.slice(above, above + rows);
  return { above, shown, below: lines.length - above - shown.length };
}

/** Columns of the widest line, in characters. */
export const widestLine = (source: string): number =>
  Math.max(...source.split('\n').map(line => line.trimEnd().length));

function stateOf(number: number, slot: number | undefined, facts: ProgramFacts): ProgramLine['state'] {
  const isNow = slot === undefined ? facts.line === number && facts.slot === undefined : facts.slot === slot;
  if (isNow) return 'now';
  if (facts.soon.has(number)) return 'soon';
  return facts.ran.has(number) ? 'ran' : 'ahead';
}

const moveLines = (slot: number, indent: string, { moves, slot: at }: ProgramFacts): readonly ProgramLine[] =>
  moves
    .filter(move => move.slot === slot)
    .map(move => ({
      number: '',
      text: `${indent}${move.text}`,
      kind: 'move',
      state: at === slot ? 'soon' : 'ran',
    }));

const indentOf = (text: string): string => /^\s*/.exec(text)?.[0] ?? '';
