/** The command line: which commands there are, and what they take. */

import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import type { Context } from './context.ts';
import { ExitCode } from './exit-code.ts';
import { complain, print } from './print.ts';

/** Run the command that the arguments name. Wrong use is one line on stderr. */
export async function runArguments(context: Context): Promise<number> {
  let code: number = ExitCode.fine;
  const program = commandLine(context, result => {
    code = result;
  });
  try {
    await program.parseAsync([...context.env.args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return ExitCode.fine;
    complain(context.env, `${oneLine(error.message)} (heaplings --help lists what there is)`);
    return ExitCode.wrongUse;
  }
}

/** Every command with its arguments; each brings its own code only when it is called. */
function commandLine(context: Context, onResult: (code: number) => void): Command {
  const program = new Command('heaplings')
    .description(`${manifest.description}\nWithout a command, the game starts where you left it.`)
    .version(manifest.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: text => print(context.env, text.trimEnd()), writeErr: () => undefined })
    .addHelpText('after', helpOnExitCodes);

  program
    .command('play')
    .description('play a level, a level file, or a Python program as a sandbox without goals')
    .argument('[what]', 'id of a level, FILE.yaml or FILE.py')
    .action(async (what: string | undefined) => {
      const { startGame } = await import('./start-game.ts');
      onResult(await startGame(context, what));
    });

  program
    .command('list')
    .description('list chapters, levels and your bests')
    .option('--json', 'one JSON document')
    .action(async (options: { json?: true }) => {
      const { list } = await import('./commands/list.ts');
      onResult(list(context, options));
    });

  program
    .command('run')
    .description('run Python programs on the simulated heap')
    .argument('<file...>', 'programs of the Python subset')
    .option('--json', 'one JSON document for each file, one a line')
    .option('--profile <version>', 'the CPython version to be like', defaultProfileName)
    .option('--auto', 'collections start by themselves, as in CPython')
    .action(async (files: readonly string[], options: { json?: true; profile: string; auto?: true }) => {
      const { run } = await import('./commands/run.ts');
      onResult(run(context, files, options));
    });

  program
    .command('conform')
    .description('replay what real CPythons were recorded doing, and compare')
    .argument('<file...>', 'recorded traces: .jsonl, .json, folders of them, or - for standard input')
    .option('--profile <version>', 'compare with this CPython version only')
    .option('--trace <id>', 'replay only this trace')
    .option('--json', 'one JSON document')
    .action(async (files: readonly string[], options: { profile?: string; trace?: string; json?: true }) => {
      const { conform } = await import('./commands/conform.ts');
      onResult(await conform(context, files, options));
    });

  program
    .command('check')
    .description('check levels: that they load, that the solution wins, that tempting moves fail as they say')
    .argument('[what...]', 'ids of levels, files or folders; all levels of the game without')
    .option('--json', 'one JSON document')
    .action(async (what: readonly string[], options: { json?: true }) => {
      const { check } = await import('./commands/check.ts');
      onResult(await check(context, what, options));
    });

  program
    .command('replay')
    .description('play a list of moves and say how it ends')
    .argument('<file>', 'moves, one a line')
    .requiredOption('--level <level>', 'id of a level, or FILE.yaml')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: { level: string; json?: true }) => {
      const { replay } = await import('./commands/replay.ts');
      onResult(await replay(context, file, options));
    });

  return program;
}

const defaultProfileName = '3.13';

const helpOnExitCodes = `
Exit codes: 0 fine, 1 what was checked does not hold, 2 wrong use or unreadable input, 130 interrupted.
Progress is kept in the platform's data folder; HEAPLINGS_HOME names another one. NO_COLOR is honoured.`;

/** Commander's `error: unknown command 'lst'\n(Did you mean list?)` as the middle of a sentence. */
const oneLine = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/\s*\(Did you mean (.*)\?\)/s, '; did you mean $1?')
    .replaceAll(/\s+/g, ' ');
