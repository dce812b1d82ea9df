/**
 * Where the program starts.
 *
 * Nothing is imported here that an old Node could stumble over: the version is looked at first, and the rest
 * is imported on demand, also so that the first frame does not wait for what only `check` needs.
 */

import { honourNoColor, processEnv, setExitCode } from './env.ts';
import { ExitCode } from './exit-code.ts';
import { outdatedNode } from './node-version.ts';

const env = processEnv();
const complaint = outdatedNode(env.nodeVersion);

if (complaint === undefined) {
  honourNoColor();
  const { runProgram } = await import('./program.ts');
  setExitCode(await runProgram(env, new URL('.', import.meta.url)));
} else {
  env.stderr.write(`${complaint}\n`);
  setExitCode(ExitCode.wrongUse);
}
