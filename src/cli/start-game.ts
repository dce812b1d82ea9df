/** The step from the shell into the game. */

import type { Context } from './context.ts';
import { reportCrash } from './crash.ts';
import { ExitCode } from './exit-code.ts';
import { complain, printError } from './print.ts';
import { takeTerminal, unplayable } from './terminal.ts';

/** Play `what`: a level, a file, or nothing for the title. Returns the exit code when the player has left. */
export async function startGame(context: Context, what: string | undefined): Promise<number> {
  const { env } = context;
  const found = what === undefined ? undefined : await find(context, what);
  if (found?.ok === false) {
    for (const text of found.issues) printError(env, text);
    return ExitCode.wrongUse;
  }
  const reason = unplayable(env);
  if (reason !== undefined) {
    complain(env, reason);
    return ExitCode.wrongUse;
  }
  // Before the slow imports: keys typed ahead must not be echoed onto the first frame.
  const terminal = takeTerminal(env, error => reportCrash(env, error));
  try {
    const { play } = await import('./commands/play.ts');
    return await play(context, terminal, found?.value);
  } finally {
    terminal.leave();
  }
}

async function find(context: Context, what: string) {
  const { findPlayable } = await import('./levels.ts');
  return findPlayable(context, what);
}
