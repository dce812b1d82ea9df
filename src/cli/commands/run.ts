/** `heaplings run`: Python programs on the simulated heap. */

import { type Profile, programProfiles } from '../../engine/index.ts';
import { escapeUnsafe } from '../../python/characters.ts';
import {
  compile,
  describeIssue,
  type MachineOptions,
  parse,
  type RunReport,
  runReport,
  type SourceIssue,
} from '../../python/index.ts';
import type { Context } from '../context.ts';
import type { Env } from '../env.ts';
import { ExitCode } from '../exit-code.ts';
import { readText } from '../files.ts';
import { complain, complaint, print, printError, printJson } from '../print.ts';

type RunOptions = { readonly json?: boolean; readonly profile: string; readonly auto?: boolean };

/** The document for a program that was not run; see docs/json.md. */
type Refused = {
  readonly file: string;
  readonly ok: false;
  readonly error: { readonly type: string; readonly message: string; readonly line?: number };
};

/** What came of one file. `texts` is for people: what stderr says about a file that was not run. */
type Outcome =
  | { readonly type: 'run'; readonly file: string; readonly report: RunReport }
  | { readonly type: 'refused'; readonly document: Refused; readonly texts: readonly string[] };

/** Fine if all end well; does not hold if an exception ends one; wrong use if one cannot be read or is outside the subset. */
export function run(
  { env }: Context,
  files: readonly string[],
  { json = false, profile: version, auto: automatic = false }: RunOptions,
): number {
  const profile = profileOf(version);
  if (profile === undefined) {
    complain(
      env,
      `there is no profile ${version}; programs run under ${Object.keys(programProfiles).join(', ')}.`,
    );
    return ExitCode.wrongUse;
  }
  let code: number = ExitCode.fine;
  for (const file of files) {
    const outcome = runFile(env, file, { profile, automatic });
    tell(env, outcome, files.length > 1, json);
    code = Math.max(code, codeOf(outcome));
  }
  return code;
}

const profileOf = (version: string): Profile | undefined =>
  Object.values<Profile>(programProfiles).find(profile => profile.version === version);

function runFile(env: Env, file: string, options: MachineOptions): Outcome {
  const text = readText(env, file);
  if (!text.ok) {
    const message = text.issues.join(' ');
    return { type: 'refused', document: refused(file, 'Unreadable', message), texts: [complaint(message)] };
  }
  const parsed = parse(text.value);
  const compiled = parsed.ok ? compile(parsed.value) : parsed;
  if (!compiled.ok) return refusedSource(file, text.value, compiled.issues);
  return { type: 'run', file, report: runReport(compiled.value, options) };
}

function refusedSource(file: string, source: string, issues: readonly SourceIssue[]): Outcome {
  const [first] = issues;
  const type = first?.code === 'syntax' ? 'SyntaxError' : 'Unsupported';
  const document = refused(file, type, first?.message ?? '', first?.span.start.line);
  return { type: 'refused', document, texts: issues.map(issue => describeIssue(issue, source, file)) };
}

const refused = (file: string, type: string, message: string, line?: number): Refused => ({
  file,
  ok: false,
  error: { type, message, ...(line === undefined ? {} : { line }) },
});

function codeOf(outcome: Outcome): number {
  if (outcome.type === 'refused' || outcome.report.error?.type === 'Unsupported') return ExitCode.wrongUse;
  return outcome.report.ok ? ExitCode.fine : ExitCode.doesNotHold;
}

/** With `hasFile` the document or the text says which file it is about. */
function tell(env: Env, outcome: Outcome, hasFile: boolean, json: boolean): void {
  if (outcome.type === 'refused') {
    if (json) printJson(env, outcome.document);
    for (const text of outcome.texts) printError(env, text);
    return;
  }
  const { file, report } = outcome;
  if (json) printJson(env, hasFile ? { file, ...report } : report);
  else print(env, describe(hasFile ? file : undefined, report));
}

/** Lines of one sort that people are shown; all of them stand in the document. */
const LINES_SHOWN = 20;

function describe(
  file: string | undefined,
  { profile, error, output, log, objects, freed, stats }: RunReport,
): string {
  const lines = [
    ...(file === undefined ? [] : [`${file}:`]),
    ...listed(output, text => `  said       ${text}`),
    `  log        ${log.length === 0 ? 'empty' : log.slice(0, LINES_SHOWN).join(' ')}${more(log)}`,
    ...listed(
      freed,
      ({ label, by, line }) => `  freed      ${label} by ${by}${line === null ? '' : `, line ${line}`}`,
    ),
    ...listed(
      objects,
      ({ label, type, refcount, generation, reachable }) =>
        `  lives      ${label} (${type}) refcount ${refcount}, generation ${generation}${reachable ? '' : ', unreachable'}`,
    ),
    `  collector  collections ${stats.collections.join('/')}, collected ${stats.collected.join('/')}, traversed ${stats.traversed}, peak ${stats.peak}`,
    error === undefined
      ? `  ended      (profile ${profile})`
      : `  raised     ${error.type} in line ${error.line}: ${error.message}`,
  ];
  return lines.map(escapeUnsafe).join('\n');
}

function listed<T>(items: readonly T[], line: (item: T) => string): readonly string[] {
  const shown = items.slice(0, LINES_SHOWN).map(line);
  return items.length > LINES_SHOWN ? [...shown, `            ${more(items)}`] : shown;
}

const more = (items: readonly unknown[]): string =>
  items.length > LINES_SHOWN ? ` … and ${items.length - LINES_SHOWN} more (--json has all)` : '';
