/** `heaplings replay`: plays a list of moves and says how it ends. */

import {
  type Move,
  parseMoves,
  type Replay,
  type ReplayIssue,
  replay as replayMoves,
} from '../../play/index.ts';
import { escapeUnsafe } from '../../python/characters.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Context } from '../context.ts';
import type { Env } from '../env.ts';
import { ExitCode } from '../exit-code.ts';
import { readText } from '../files.ts';
import { findLoaded } from '../levels.ts';
import { complaint, print, printError, printJson } from '../print.ts';

type ReplayOptions = { readonly level: string; readonly json?: boolean };

/** Fine if the moves win; does not hold if they do not, or if one of them cannot be played. */
export async function replay(
  context: Context,
  file: string,
  { level: what, json = false }: ReplayOptions,
): Promise<number> {
  const { env } = context;
  const level = await findLoaded(context, what);
  const moves = readMoves(env, file);
  if (!level.ok || !moves.ok) {
    for (const result of [level, moves])
      if (!result.ok) for (const text of result.issues) printError(env, text);
    return ExitCode.wrongUse;
  }
  const played = replayMoves(level.value, moves.value);
  if (json) printJson(env, played.ok ? played.value : refusedDocument(level.value.level.id, played.issues));
  else
    print(
      env,
      played.ok ? describe(played.value) : played.issues.map(issue => escapeUnsafe(issue.message)).join('\n'),
    );
  return played.ok && played.value.won ? ExitCode.fine : ExitCode.doesNotHold;
}

function readMoves(env: Env, file: string): Result<readonly Move[], string> {
  const text = readText(env, file);
  if (!text.ok) return fail(...text.issues.map(complaint));
  const moves = parseMoves(text.value);
  if (moves.ok) return ok(moves.value);
  return fail(
    ...moves.issues.map(({ line, column, message }) => escapeUnsafe(`${file}:${line}:${column}: ${message}`)),
  );
}

/** The document for a list with a move that cannot be played. */
const refusedDocument = (level: string, issues: readonly ReplayIssue[]) => ({
  level,
  won: false,
  error: issues[0],
});

function describe({ level, won, moves, traversed, peak, goals, log }: Replay): string {
  const lines = [
    `${level}: ${won ? 'won' : 'not won'} with ${moves} ${moves === 1 ? 'move' : 'moves'}`,
    ...goals.map(
      ({ goal, holds, why }) =>
        `  ${holds ? 'holds' : 'fails'}  ${goal}${why === undefined ? '' : ` (${why})`}`,
    ),
    `  traversed ${traversed}, peak ${peak}`,
    `  log ${log.length === 0 ? '(empty)' : log.join(' ')}`,
  ];
  return lines.map(escapeUnsafe).join('\n');
}
