/** Which panes a player wants to see. */
export type Pane = 'split' | 'code' | 'board';

export type Size = { readonly columns: number; readonly rows: number };

/** The least terminal that the game can be played in. */
export const leastSize: Size = { columns: 60, rows: 20 };

export const isTooSmall = ({ columns, rows }: Size): boolean =>
  columns < leastSize.columns || rows < leastSize.rows;

/** Most goals that stand on the screen at once. */
export const mostGoals = 5;

/** Rows for what was just said; fixed, so that the board does not jump when something is said. */
export const messageRows = 2;

/** Where the parts of the play screen stand, in columns and rows. */
export type PlayLayout = {
  /** The last row of the terminal stays empty: some terminals scroll when its corner is written. */
  readonly rows: number;
  readonly columns: number;
  readonly codeColumns: number;
  readonly boardColumns: number;

  /** Rows of the program and of the board while nothing lies over them. */
  readonly bodyRows: number;

  /** Rows below the body: goals with their rule, status, message, footer. */
  readonly bottomRows: number;
  readonly goalRows: number;
};

/** Header and its rule. */
const topRows = 2;

/** Rule of the goals, status line and footer. */
const fixedBottomRows = 3;

/** Program and board stand about 28 to 52 at 80 columns; a wider terminal gives code its fill and the board the rest. */
export function playLayout(size: Size, pane: Pane, goals: number, widestLine: number): PlayLayout {
  const rows = size.rows - 1;
  const goalRows = Math.min(goals, mostGoals);
  const bottomRows = fixedBottomRows + goalRows + messageRows;
  const codeColumns = codeWidth(size.columns, pane, widestLine);
  return {
    rows,
    columns: size.columns,
    codeColumns,
    boardColumns: pane === 'code' ? 0 : size.columns - codeColumns,
    bodyRows: rows - topRows - bottomRows,
    bottomRows,
    goalRows,
  };
}

function codeWidth(columns: number, pane: Pane, widestLine: number): number {
  if (pane === 'code') return columns;
  if (pane === 'board') return 0;
  const share = Math.floor((columns * 28) / 80);
  // Line number, mark, and one free column at either side.
  const needed = widestLine + 7;
  return Math.max(21, Math.min(share, Math.max(needed, 24)), Math.min(needed, columns - 88));
}

/** Rows that a panel over the bottom takes: what it wants, but `kept` rows of the board stay in sight. */
export function panelRows(layout: PlayLayout, wanted: number, kept: number): number {
  return Math.max(layout.bottomRows, Math.min(wanted, layout.rows - topRows - kept));
}
