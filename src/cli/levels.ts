/** What a person means by LEVEL, FILE.yaml or FILE.py on the command line. */

import { basename, extname } from 'node:path';
import {
  allowEverything,
  type Campaign,
  describeLevelIssue,
  findLevel,
  type Level,
  type LoadedLevel,
  nearestId,
  openLevel,
} from '../level/index.ts';
import { compile, describeIssue, parse } from '../python/index.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Context } from './context.ts';
import { looksLikePath, readText } from './files.ts';
import { complaint } from './print.ts';
import { readCampaign } from './shipped.ts';

/** A level of the game, or something from a file. */
export type Found =
  | { readonly type: 'shipped'; readonly level: Level }
  | { readonly type: 'file'; readonly level: LoadedLevel; readonly isSandbox: boolean };

/** What `what` stands for, or texts for stderr that say why it stands for nothing. */
export async function findPlayable(context: Context, what: string): Promise<Result<Found, string>> {
  const campaign = readCampaign(context);
  const level = findLevel(campaign, what);
  if (level !== undefined) return ok({ type: 'shipped', level });
  if (!looksLikePath(what)) return fail(complaint(unknownLevel(campaign, what)));
  switch (extname(what)) {
    case '.yaml':
    case '.yml':
      return readLevelFile(context, what);
    case '.py':
      return readSandbox(context, what);
    default: {
      const read = readText(context.env, what);
      const reason = read.ok ? `${what} is neither a level (.yaml) nor a program (.py).` : read.issues[0];
      return fail(complaint(reason ?? what));
    }
  }
}

/** The same for where only a level makes sense. */
export async function findLoaded(context: Context, what: string): Promise<Result<LoadedLevel, string>> {
  const found = await findPlayable(context, what);
  if (!found.ok) return found;
  if (found.value.type === 'shipped') return ok(openLevel(found.value.level));
  if (found.value.isSandbox) return fail(complaint(`${what} is a program, not a level: it has no goals.`));
  return ok(found.value.level);
}

/** `There is no level "dragon-tale"; did you mean "dragon-tail"?` */
export function unknownLevel(campaign: Campaign, id: string): string {
  const near = nearestId(campaign, id);
  if (near === undefined) return `there is no level "${id}"; heaplings list shows all of them.`;
  return `there is no level "${id}"; did you mean "${near}"?`;
}

async function readLevelFile({ env }: Context, file: string): Promise<Result<Found, string>> {
  const text = readText(env, file);
  if (!text.ok) return fail(...text.issues.map(complaint));
  const { loadLevel } = await import('../level/load.ts');
  const loaded = loadLevel(text.value, file);
  if (!loaded.ok) return fail(...loaded.issues.map(describeLevelIssue));
  return ok({ type: 'file', level: loaded.value, isSandbox: false });
}

/** A bare program: everything may be done in it, and nothing has to be. */
function readSandbox({ env }: Context, file: string): Result<Found, string> {
  const text = readText(env, file);
  if (!text.ok) return fail(...text.issues.map(complaint));
  const parsed = parse(text.value);
  const compiled = parsed.ok ? compile(parsed.value) : parsed;
  if (!compiled.ok) return fail(...compiled.issues.map(issue => describeIssue(issue, text.value, file)));
  const level = openLevel({
    id: basename(file, '.py'),
    title: basename(file),
    program: text.value,
    allow: allowEverything,
    goals: [],
    budget: Number.MAX_SAFE_INTEGER,
    solution: [],
    tempting: [],
    hints: [],
    sources: [],
  });
  return ok({ type: 'file', level: { ...level, file }, isSandbox: true });
}
