/** From arguments to a command: the command line of the game, and the net under all of it. */

import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { reportCrash } from './crash.ts';
import type { Env } from './env.ts';
import { ExitCode } from './exit-code.ts';
import { complain, print, survivePipes } from './print.ts';

/** Run what the arguments ask for. `shipped` is the folder where the build put the levels. Returns the exit code. */
export async function runProgram(env: Env, shipped: URL): Promise<number> {
  let trouble: number | undefined;
  survivePipes(env, sentence => {
    if (trouble === undefined) complain(env, sentence);
    trouble = ExitCode.wrongUse;
  });
  try {
    const code = await runCommand(env, shipped);
    return trouble ?? code;
  } catch (error) {
    reportCrash(env, error);
    return ExitCode.doesNotHold;
  }
}

async function runCommand(env: Env, shipped: URL): Promise<number> {
  let code: number = ExitCode.fine;
  const program = commandLine(env, shipped, result => {
    code = result;
  });
  try {
    await program.parseAsync([...env.args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return ExitCode.fine;
    complain(env, `${oneLine(error.message)} (heaplings --help lists what there is)`);
    return ExitCode.wrongUse;
  }
}

/** Every command with its arguments; each brings its own code only when it is called. */
function commandLine(env: Env, _shipped: URL, _onResult: (code: number) => void): Command {
  const program = new Command('heaplings')
    .description(manifest.description)
    .version(manifest.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: text => print(env, text.trimEnd()), writeErr: () => undefined });
  return program;
}

/** Commander's `error: unknown command 'lst'\n(Did you mean list?)` as the middle of a sentence. */
const oneLine = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/\s*\(Did you mean (.*)\?\)/s, '; did you mean $1?')
    .replaceAll(/\s+/g, ' ');
