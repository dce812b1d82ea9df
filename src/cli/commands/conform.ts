/** `heaplings conform`: traces that real CPythons left, replayed on the heap and compared. */

import {
  conform as conformTrace,
  count,
  decodeTrace,
  describeFirst,
  documentOf,
  documentOfAll,
  emptyTally,
  isRecorded,
  notModelledLine,
  pathText,
  profileFor,
  recordedVersions,
  summary,
  type Tally,
  type Trace,
  TraceError,
  type TraceProblem,
} from '../../conform/index.ts';
import { type Profile, profiles } from '../../engine/index.ts';
import { escapeUnsafe } from '../../python/characters.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Context } from '../context.ts';
import type { Env } from '../env.ts';
import { ExitCode, exitCodeOf } from '../exit-code.ts';
import { filesIn, kindOf } from '../files.ts';
import { type JsonDocument, jsonDocuments } from '../json-documents.ts';
import type { FileIssue } from '../lines.ts';
import { complaint, print, printError, printJson } from '../print.ts';

type ConformOptions = { readonly profile?: string; readonly trace?: string; readonly json?: boolean };

/** What has been found out so far. */
type Run = {
  readonly env: Env;
  readonly profiles: readonly Profile[];
  readonly tallies: readonly Tally[];

  /** Numbers of traces by version, for versions that no profile is like. */
  readonly notModelled: Map<string, number>;

  /** Only traces with this id count. */
  readonly only: string | undefined;
  traces: number;
};

/** Fine without a divergence; does not hold with any; wrong use if something named cannot be read or understood. */
export async function conform(
  { env }: Context,
  files: readonly string[],
  options: ConformOptions,
): Promise<number> {
  const takeBack = env.life.onSignal(signal => {
    clearProgress(env);
    env.life.exit(exitCodeOf[signal]);
  });
  const outcome = await runAll(env, files, options);
  takeBack();
  clearProgress(env);
  if (!outcome.ok) {
    for (const text of outcome.issues) printError(env, text);
    return ExitCode.wrongUse;
  }
  tell(outcome.value, options);
  return outcome.value.tallies.some(({ diverged }) => diverged > 0) ? ExitCode.doesNotHold : ExitCode.fine;
}

/** The issues are safe to print. */
async function runAll(
  env: Env,
  words: readonly string[],
  { profile, trace }: ConformOptions,
): Promise<Result<Run, string>> {
  const chosen = profilesFor(profile);
  const files = filesFor(env, words);
  if (!chosen.ok || !files.ok)
    return fail(...[chosen, files].flatMap(result => (result.ok ? [] : result.issues.map(complaint))));
  const run: Run = {
    env,
    profiles: chosen.value,
    tallies: chosen.value.map(({ version }) => emptyTally(version)),
    notModelled: new Map(),
    only: trace,
    traces: 0,
  };
  for (const file of files.value) {
    const issues = await runFile(run, file);
    if (issues.length > 0) return fail(...issues);
  }
  if (run.traces > 0) return ok(run);
  const what = trace === undefined ? 'no trace' : `no trace ${trace}`;
  return fail(
    complaint(`there is ${what} in ${words.join(' ')}; a trace is one JSON object, or one a line.`),
  );
}

function profilesFor(name: string | undefined): Result<readonly Profile[], string> {
  const all = Object.values<Profile>(profiles);
  if (name === undefined) return ok(all);
  const found = all.find(({ version }) => version === name);
  if (found !== undefined) return ok([found]);
  const known = all.map(({ version }) => version);
  return fail(
    `there is no profile ${name}; traces are compared under ${known.join(', ')}.${hintFor(name, known)}`,
  );
}

function hintFor(name: string, known: readonly string[]): string {
  const profile = /^\d+\.\d+\.\d/.test(name) ? profileFor(name) : name;
  if (profile === '3.14')
    return ' CPython 3.14.0 to 3.14.4 has another collector; 3.14.5 and later is like 3.15.';
  return known.includes(profile) ? ` Did you mean ${profile}?` : '';
}

function filesFor(env: Env, words: readonly string[]): Result<readonly string[], string> {
  const results = words.map(word =>
    word !== '-' && kindOf(env, word) === 'folder' ? folder(env, word) : ok([word]),
  );
  const issues = results.flatMap(result => (result.ok ? [] : result.issues));
  return issues.length > 0 ? fail(...issues) : ok(results.flatMap(result => (result.ok ? result.value : [])));
}

function folder(env: Env, word: string): Result<readonly string[], string> {
  const files = filesIn(env, word, ['.json', '.jsonl']);
  return files.ok && files.value.length === 0
    ? fail(`${word} has no files of traces (.json, .jsonl).`)
    : files;
}

/** What is wrong with the file, up to the first trace that is wrong. */
async function runFile(run: Run, file: string): Promise<readonly string[]> {
  const { env, only } = run;
  for await (const document of jsonDocuments(env, file)) {
    if (!document.ok) return document.issues.map(issue => issueText(file, issue));
    if (only !== undefined && idOf(document.value.data) !== only) continue;
    const trace = decodeTrace(document.value.data);
    if (!trace.ok) return await problemTexts(file, document.value, trace.issues);
    try {
      runTrace(run, trace.value, file, document.value.line);
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      const path = ['ops', error.operation];
      return await problemTexts(file, document.value, [{ path, message: error.message }]);
    }
  }
  return [];
}

function runTrace(run: Run, trace: Trace, file: string, line: number): void {
  const { env, tallies, notModelled } = run;
  if (run.traces % 100 === 0) showProgress(env, `${run.traces} traces  ${file}`);
  run.traces++;
  for (const [index, profile] of run.profiles.entries()) {
    const tally = tallies[index];
    if (tally !== undefined) count(tally, trace, conformTrace(trace, profile), file, line);
  }
  for (const version of recordedVersions(trace))
    if (!Object.hasOwn(profiles, profileFor(version)))
      notModelled.set(version, (notModelled.get(version) ?? 0) + 1);
}

// Telling.

function tell(run: Run, { profile, json = false }: ConformOptions): void {
  const { env, tallies, notModelled } = run;
  const recorded = profile === undefined ? tallies.filter(isRecorded) : tallies;
  const [only] = tallies;
  if (json)
    printJson(
      env,
      profile === undefined || only === undefined ? documentOfAll(recorded, notModelled) : documentOf(only),
    );
  else {
    const lines = [
      ...recorded.flatMap(summary),
      ...(profile === undefined
        ? [...notModelled].map(([version, number]) => notModelledLine(version, number))
        : []),
      ...firstDivergence(recorded),
    ];
    print(env, lines.map(escapeUnsafe).join('\n'));
  }
}

function firstDivergence(tallies: readonly Tally[]): readonly string[] {
  const diverged = tallies.reduce((sum, tally) => sum + tally.diverged, 0);
  const first = tallies.find(tally => tally.first !== undefined)?.first;
  if (first === undefined) return [];
  const { id, profile } = first.divergence;
  const command = ['heaplings', 'conform', first.file, '--profile', profile, '--trace', id]
    .map(quoted)
    .join(' ');
  const more = diverged === 1 ? [] : [`  … and ${diverged - 1} more; each profile's first stands in --json`];
  return ['', ...describeFirst(first, command), ...more];
}

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Problems of one trace that people are shown. */
const PROBLEMS_SHOWN = 10;
/** In characters. */
const LONGEST_PROBLEM = 500;

const issueText = (file: string, { line, message }: FileIssue): string =>
  line === undefined ? complaint(message) : escapeUnsafe(`${file}:${line}: ${message}`);

async function problemTexts(
  file: string,
  document: JsonDocument,
  problems: readonly TraceProblem[],
): Promise<readonly string[]> {
  const lineOf = await placesOf(document);
  const id = idOf(document.data);
  const texts = problems.slice(0, PROBLEMS_SHOWN).map(({ path, message }) => {
    const where = `${file}:${lineOf(path)}${id === undefined ? '' : `: trace ${id}`}`;
    return `${where}: ${path.length === 0 ? '' : `${pathText(path)}: `}${message}`;
  });
  const rest = problems.length - texts.length;
  if (rest > 0) texts.push(`${file}:${document.line}: … and ${rest} more problems in this trace.`);
  return texts.map(text =>
    escapeUnsafe(text.length > LONGEST_PROBLEM ? `${text.slice(0, LONGEST_PROBLEM)}…` : text),
  );
}

/** The line of each part: JSON is YAML, too, and that parser remembers where things stand. */
async function placesOf({ line, text }: JsonDocument): Promise<(path: TraceProblem['path']) => number> {
  if (!text.includes('\n')) return () => line;
  const { readYaml } = await import('../../level/yaml.ts');
  const yaml = readYaml(text);
  return yaml.ok ? path => line - 1 + yaml.value.lineOf(path) : () => line;
}

const idOf = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string'
    ? data.id
    : undefined;

// Progress, where somebody sees it.

function showProgress({ stderr }: Env, text: string): void {
  if (stderr.isTTY) stderr.write(`\r\u001B[K${escapeUnsafe(text)}`);
}

function clearProgress({ stderr }: Env): void {
  if (stderr.isTTY) stderr.write('\r\u001B[K');
}
