/** `heaplings play`: the game itself, between the journal and the screens. */

import { openLevel } from '../../level/index.ts';
import { progressFrom } from '../../play/index.ts';
import { type GameOptions, renderGame } from '../../ui/render-game.tsx';
import { systemClock } from '../clock.ts';
import type { Context } from '../context.ts';
import { ExitCode } from '../exit-code.ts';
import type { Found } from '../levels.ts';
import { canDrawUnicode } from '../locale.ts';
import { complain } from '../print.ts';
import { openProgress } from '../progress.ts';
import { readCampaign, readTitleArt } from '../shipped.ts';
import type { Terminal } from '../terminal.ts';

/** Play until the player leaves. The terminal is taken already; what is left to say is said when it is given back. */
export async function play(context: Context, terminal: Terminal, found: Found | undefined): Promise<number> {
  const { env } = context;
  const journal = openProgress(env);
  const notices = new Set(journal.issues.map(issue => issue.message));
  const game = renderGame({
    campaign: readCampaign(context),
    load: openLevel,
    progress: progressFrom(journal.records),
    start: startOf(found),
    onRecord: record => {
      const written = journal.append(record);
      // The game goes on with what it remembers and says so; the reason is for when the screen is given back.
      if (!written.ok) for (const issue of written.issues) notices.add(issue.message);
      return written.ok;
    },
    clock: systemClock(env),
    stdin: env.stdin,
    stdout: env.stdout,
    art: readTitleArt(context),
    isUnicode: canDrawUnicode(env.variables),
  });
  terminal.beforeLeave(game.unmount);
  const how = await game.waitUntilExit();
  terminal.leave();
  for (const notice of notices) complain(env, notice);
  return how === 'interrupted' ? ExitCode.interrupted : ExitCode.fine;
}

function startOf(found: Found | undefined): GameOptions['start'] {
  if (found === undefined) return { type: 'title' };
  if (found.type === 'shipped') return { type: 'level', id: found.level.id };
  const { level, isSandbox } = found;
  return { type: 'outside', level, name: level.file ?? level.level.id, isSandbox };
}
