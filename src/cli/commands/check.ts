/** `heaplings check`: whether levels can be loaded and keep what they promise. */

import { basename, dirname, join } from 'node:path';
import { findLevel, type LevelIssue, type LoadedLevel, levelsOf, openLevel } from '../../level/index.ts';
import { pathText } from '../../level/issue.ts';
import { escapeUnsafe } from '../../python/characters.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type CheckIssue, checkLevel } from '../../solver/index.ts';
import type { Context } from '../context.ts';
import type { Env } from '../env.ts';
import { ExitCode } from '../exit-code.ts';
import { filesUnder, kindOf, looksLikePath, readText } from '../files.ts';
import { unknownLevel } from '../levels.ts';
import { complaint, print, printError, printJson } from '../print.ts';
import { readCampaign } from '../shipped.ts';

/** One problem, wherever it was found. `file` is the id for a level that comes with the game. */
type Issue = {
  readonly file: string;

  /** `tempting[0].moves[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly line?: number;
  readonly code: LevelIssue['code'] | CheckIssue['code'];
  readonly message: string;
};

/** One thing to check; `issues` does the work. */
type Job = {
  readonly name: string;
  readonly isLevel: boolean;
  readonly issues: () => Promise<readonly Issue[]>;
};

/** Fine without issues; does not hold with any; wrong use if something named cannot be read. */
export async function check(
  context: Context,
  what: readonly string[],
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const { env } = context;
  const jobs = what.length === 0 ? ok(shippedJobs(context)) : jobsFor(context, what);
  if (!jobs.ok) {
    for (const text of jobs.issues) printError(env, text);
    return ExitCode.wrongUse;
  }
  const issues = await work(env, jobs.value);
  const levels = jobs.value.filter(job => job.isLevel).length;
  if (json) printJson(env, { levels, issues });
  else print(env, describe(levels, issues));
  return issues.length === 0 ? ExitCode.fine : ExitCode.doesNotHold;
}

async function work({ stderr }: Env, jobs: readonly Job[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const [index, job] of jobs.entries()) {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${index + 1}/${jobs.length} ${escapeUnsafe(job.name)}`);
    issues.push(...(await job.issues()));
  }
  if (stderr.isTTY) stderr.write('\r\u001B[K');
  return issues;
}

function describe(levels: number, issues: readonly Issue[]): string {
  const summary = `${count(levels, 'level')} checked, ${issues.length === 0 ? 'no issues' : count(issues.length, 'issue')}.`;
  return [...issues.map(describeIssue), summary].join('\n');
}

const count = (n: number, word: string): string => `${n} ${n === 1 ? word : `${word}s`}`;

/** `levels/my.yaml:12: goals[0]: …`. */
function describeIssue({ file, path, line, message }: Issue): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return escapeUnsafe(`${where}: ${path === '' ? '' : `${path}: `}${message}`);
}

const shippedJobs = (context: Context): readonly Job[] =>
  levelsOf(readCampaign(context)).map(level => shippedJob(level.id, () => openLevel(level)));

const shippedJob = (id: string, open: () => LoadedLevel): Job => ({
  name: id,
  isLevel: true,
  issues: async () => checkLevel(open(), { isShipped: true }).map(issue => located(issue, id)),
});

function jobsFor(context: Context, what: readonly string[]): Result<readonly Job[], string> {
  const results = what.map(word => jobsForOne(context, word));
  const issues = results.flatMap(result => (result.ok ? [] : result.issues));
  return issues.length > 0 ? fail(...issues) : ok(results.flatMap(result => (result.ok ? result.value : [])));
}

function jobsForOne(context: Context, word: string): Result<readonly Job[], string> {
  const { env } = context;
  const campaign = readCampaign(context);
  const level = findLevel(campaign, word);
  if (level !== undefined) return ok([shippedJob(level.id, () => openLevel(level))]);

  const kind = kindOf(env, word);
  if (kind === 'missing' && !looksLikePath(word)) return fail(complaint(unknownLevel(campaign, word)));
  if (kind === 'folder') return folderJobs(env, word);
  const text = readText(env, word);
  if (text.ok && !/\.ya?ml$/.test(word)) return fail(complaint(`${word} is not a level file (.yaml).`));
  return text.ok ? ok([fileJob(env, word, text.value)]) : fail(...text.issues.map(complaint));
}

function folderJobs(env: Env, folder: string): Result<readonly Job[], string> {
  const files = filesUnder(env, folder, '.yaml');
  if (!files.ok) return fail(...files.issues.map(complaint));
  if (files.value.length === 0) return fail(complaint(`${folder} has no level files (.yaml).`));
  const texts = files.value.map(file => ({ file, text: readText(env, file) }));
  const unreadable = texts.flatMap(({ text }) => (text.ok ? [] : text.issues));
  if (unreadable.length > 0) return fail(...unreadable.map(complaint));
  return ok(texts.flatMap(({ file, text }) => (text.ok ? [fileJob(env, file, text.value)] : [])));
}

const chapterFile = 'chapter.yaml';

function fileJob(env: Env, file: string, text: string): Job {
  const isLevel = basename(file) !== chapterFile;
  return {
    name: file,
    isLevel,
    issues: () => (isLevel ? checkFile(env, file, text) : checkChapter(file, text)),
  };
}

async function checkChapter(file: string, text: string): Promise<readonly Issue[]> {
  const { loadChapter } = await import('../../level/chapter.ts');
  const loaded = loadChapter(text, file);
  return loaded.ok ? [] : loaded.issues;
}

/** A level that stands in a chapter is held to what a level of the game must have. */
async function checkFile(env: Env, file: string, text: string): Promise<readonly Issue[]> {
  const [{ loadLevel }, { readYaml }] = await Promise.all([
    import('../../level/load.ts'),
    import('../../level/yaml.ts'),
  ]);
  const isShipped = kindOf(env, join(dirname(file), chapterFile)) === 'file';
  const loaded = loadLevel(text, file, { isShipped });
  if (!loaded.ok) return loaded.issues;
  const yaml = readYaml(text);
  return checkLevel(loaded.value, { isShipped }).map(issue => ({
    ...located(issue, file),
    ...(yaml.ok ? { line: yaml.value.lineOf(issue.path) } : {}),
  }));
}

const located = ({ code, path, message }: CheckIssue, file: string): Issue => ({
  file,
  path: pathText(path),
  code,
  message,
});
