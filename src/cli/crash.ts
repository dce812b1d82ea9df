/** What is said when heaplings itself is at fault. */

import type { Env } from './env.ts';
import { complain } from './print.ts';

/** One sentence that asks to report; with `HEAPLINGS_DEBUG=1` also the stack. */
export function reportCrash(env: Env, error: unknown): void {
  const { HEAPLINGS_DEBUG } = env.variables;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  complain(env, `this is a fault in heaplings, not in what you did; please report it: ${reason}`);
  if (HEAPLINGS_DEBUG === '1' && error instanceof Error && error.stack !== undefined) {
    env.stderr.write(`${error.stack}\n`);
  }
}
