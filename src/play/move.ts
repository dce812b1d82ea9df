/**
 * Moves and move lists as text.
 *
 * A move is `[k] statement`: one Python statement, done at slot k. The mark may be left out for slot 1. A move
 * list has one move a line; empty lines and lines that start with `#` are for people.
 */
import { splitMark } from '../level/index.ts';
import { parseStatement, print, type Statement } from '../python/index.ts';
import { fail, ok, type Result } from '../result.ts';

/** One statement at one slot. Moves are equal when slot and `text` are. */
export type Move = {
  readonly slot: number;
  readonly statement: Statement;

  /** The statement as the printer writes it, without the mark. */
  readonly text: string;
};

/** Why a text is not a move. `line` counts from 1 in the list, `column` from 1 in that line. */
export type MoveIssue = {
  readonly code: 'move-syntax' | 'move-empty' | 'move-slot' | 'move-edit';
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

export const makeMove = (slot: number, statement: Statement): Move => ({
  slot,
  statement,
  text: print(statement),
});

/** `del a`, `[2] del a.next`: reads one move. `line` is where it stands in a list, for issues. */
export function parseMove(text: string, line = 1): Result<Move, MoveIssue> {
  const marked = splitMark(text);
  const { mark, slot = 1, source, start } = marked;
  const issue = (code: MoveIssue['code'], column: number, message: string) =>
    fail<MoveIssue>({ code, line, column, message });

  if (mark !== undefined && /^\s*line\b/.test(mark)) {
    return issue('move-edit', 1, 'This level takes no edits of program lines.');
  }
  if (mark !== undefined && marked.slot === undefined)
    return issue('move-slot', 1, `[${mark}] is not a slot: write [2] for slot 2.`);
  if (source === '') return issue('move-empty', start + 1, 'A statement is missing.');

  const parsed = parseStatement(source);
  if (parsed.ok) return ok(makeMove(slot, parsed.value));
  return fail(
    ...parsed.issues.map(
      (problem): MoveIssue => ({
        code: 'move-syntax',
        line,
        column: start + problem.span.start.column,
        message: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
      }),
    ),
  );
}

/** The opposite of `parseMove`: `parseMove(printMove(move))` gives a move with the same slot and text. */
export const printMove = ({ slot, text }: Move): string => (slot === 1 ? text : `[${slot}] ${text}`);

/** Reads a move list; every problem in it at once. */
export function parseMoves(text: string): Result<readonly Move[], MoveIssue> {
  return collectMoves(
    text
      .split(/\r\n|\n|\r/)
      .map((source, index) => ({ source, line: index + 1 }))
      .filter(({ source }) => !/^\s*(#|$)/.test(source)),
  );
}

/** The same for a list that is an array of moves, as level files have it; `line` counts its entries. */
export const parseMoveList = (moves: readonly string[]): Result<readonly Move[], MoveIssue> =>
  collectMoves(moves.map((source, index) => ({ source, line: index + 1 })));

/** One move a line, with a line end behind the last. */
export const printMoves = (moves: readonly Move[]): string =>
  moves.map(move => `${printMove(move)}\n`).join('');

function collectMoves(
  entries: readonly { readonly source: string; readonly line: number }[],
): Result<readonly Move[], MoveIssue> {
  const moves: Move[] = [];
  const issues: MoveIssue[] = [];
  for (const { source, line } of entries) {
    const parsed = parseMove(source, line);
    if (parsed.ok) moves.push(parsed.value);
    else issues.push(...parsed.issues);
  }
  return issues.length === 0 ? ok(moves) : fail(...issues);
}
