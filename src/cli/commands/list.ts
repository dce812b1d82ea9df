/** `heaplings list`: chapters, levels and the player's bests. */

import { type Campaign, hashLevel, type Level } from '../../level/index.ts';
import { type Best, countStars, type Progress, progressFrom, standingOf } from '../../play/index.ts';
import type { Context } from '../context.ts';
import { ExitCode } from '../exit-code.ts';
import { canDrawUnicode } from '../locale.ts';
import { complain, print, printJson } from '../print.ts';
import { openProgress } from '../progress.ts';
import { readCampaign } from '../shipped.ts';

/** The document of `--json`; see docs/json.md. */
export type ListDocument = {
  readonly chapters: readonly {
    readonly id: string;
    readonly title: string;
    readonly levels: readonly ListedLevel[];
  }[];
};

type ListedLevel = {
  readonly id: string;
  readonly title: string;
  readonly solved: boolean;

  /** 0 to 3. */
  readonly stars: number;
  readonly best: Best | null;
  readonly par: number | null;

  /** Whether an exhaustive search has shown that nothing is shorter than par. */
  readonly proved: boolean;
};

export function list(context: Context, { json = false }: { readonly json?: boolean }): number {
  const { env } = context;
  const { records, issues } = openProgress(env);
  const document = listDocument(readCampaign(context), progressFrom(records));
  if (json) printJson(env, document);
  else print(env, describe(document, canDrawUnicode(env.variables) ? '✓' : 'x'));
  for (const issue of issues) complain(env, issue.message);
  return ExitCode.fine;
}

export function listDocument({ prologue, chapters }: Campaign, progress: Progress): ListDocument {
  const groups = [{ id: 'prologue', title: 'Prologue', levels: prologue }, ...chapters];
  return {
    chapters: groups.map(({ id, title, levels }) => ({
      id,
      title,
      levels: levels.map(level => listed(level, progress)),
    })),
  };
}

function listed(level: Level, progress: Progress): ListedLevel {
  // A hash is work, and only what was played has any progress to find by it.
  const standing = standingOf(progress, { level, hash: progress.has(level.id) ? hashLevel(level) : '' });
  return {
    id: level.id,
    title: level.title,
    solved: standing.stars.solved,
    stars: countStars(standing.stars),
    best: standing.best ?? null,
    par: level.par ?? null,
    proved: false,
  };
}

function describe({ chapters }: ListDocument, tick: string): string {
  const width = Math.max(...chapters.flatMap(({ levels }) => levels.map(({ id }) => id.length)), 0);
  return chapters
    .map(({ title, levels }) => [title, ...levels.map(level => describeLevel(level, width, tick))].join('\n'))
    .join('\n\n');
}

/** `  ✓ dragon-tail  Dragon's tail           best 2 moves, par 2, 2 of 3 stars`. */
function describeLevel(
  { id, title, solved, stars, best, par }: ListedLevel,
  width: number,
  tick: string,
): string {
  const facts = [
    ...(best === null ? [] : [`best ${best.moves} ${best.moves === 1 ? 'move' : 'moves'}`]),
    // Par is a promise for afterwards: before the win it would be a hint.
    ...(solved && par !== null ? [`par ${par}`] : []),
    ...(solved ? [`${stars} of 3 stars`] : []),
  ];
  return `  ${solved ? tick : ' '} ${id.padEnd(width)}  ${title.padEnd(24)}${facts.join(', ')}`.trimEnd();
}
