/** The program from its arguments to its exit code, and the net under all of it. */

import type { Context } from './context.ts';
import { reportCrash } from './crash.ts';
import type { Env } from './env.ts';
import { ExitCode } from './exit-code.ts';
import { survivePipes } from './print.ts';

/** Run what the arguments ask for. `shipped` is the folder where the build put the levels. Returns the exit code. */
export async function runProgram(env: Env, shipped: URL): Promise<number> {
  survivePipes(env);
  try {
    return await runCommand({ env, shipped });
  } catch (error) {
    reportCrash(env, error);
    return ExitCode.doesNotHold;
  }
}

/** The way into the game does not wait for the parser of arguments. */
async function runCommand(context: Context): Promise<number> {
  if (context.env.args.length === 0) {
    const { startGame } = await import('./start-game.ts');
    return startGame(context, undefined);
  }
  const { runArguments } = await import('./command-line.ts');
  return runArguments(context);
}
