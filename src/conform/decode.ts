/** Data of unknown form to a trace: every problem of it at once, in words for those who record or write traces. */
import type * as z from 'zod';
import { fail, ok, type Result } from '../result.ts';
import { traceSchema } from './schema.ts';
import { problemsOfSense } from './sense.ts';
import type { Trace } from './trace.ts';

/** Where in the trace: `['ops', 3, 'var']`; empty for the trace as a whole. */
export type Path = readonly (string | number)[];

export type TraceProblem = {
  readonly path: Path;

  /** One sentence, without the place. It may quote the trace, so it is not safe to print as it stands. */
  readonly message: string;
};

/** The trace, or every problem of its form; if there are none, every problem of its sense. */
export function decodeTrace(data: unknown): Result<Trace, TraceProblem> {
  const { error } = traceSchema.safeParse(data);
  if (error !== undefined) return fail(...problemsOf(error.issues, [], data));
  // The schema converts nothing: what it lets through is the trace.
  const trace = data as Trace;
  const problems = problemsOfSense(trace);
  return problems.length > 0 ? fail(...problems) : ok(trace);
}

/** `ops[3].fin[0].do`. */
export const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');

const problemsOf = (issues: readonly z.core.$ZodIssue[], at: Path, data: unknown): TraceProblem[] =>
  issues.flatMap(issue => {
    const path = [...at, ...issue.path.map(step => (typeof step === 'number' ? step : String(step)))];
    return problemsOfOne(issue, path, data);
  });

function problemsOfOne(issue: z.core.$ZodIssue, path: Path, data: unknown): readonly TraceProblem[] {
  const say = (message: string) => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: [...path, key], message: 'There is no such key here.' }));
    case 'invalid_union':
      return problemsOfUnion(issue, path, data);
    case 'invalid_key':
      return say(`This key ${issue.issues[0]?.message ?? 'is not possible here'}.`);
    case 'invalid_type':
      if (valueAt(data, path) === undefined) return say('This is missing.');
      return say(`This should be ${typeNames[issue.expected] ?? issue.expected}.`);
    case 'invalid_value':
      return say(`This should be ${issue.values.map(quoted).join(' or ')}.`);
    case 'too_small':
      return say(tooSmall(issue));
    default:
      return say(`This ${issue.message}.`);
  }
}

function problemsOfUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  data: unknown,
): readonly TraceProblem[] {
  if (issue.discriminator !== undefined) return [{ path, message: unknownWord(issue, path, data) }];
  // One of the forms was meant: the one whose problems all lie further in.
  const meant = issue.errors.find(issues =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return meant === undefined ? [{ path, message: `This ${issue.message}.` }] : problemsOf(meant, path, data);
}

function unknownWord(issue: z.core.$ZodIssueInvalidUnion, path: Path, data: unknown): string {
  const word = valueAt(data, path);
  const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.join(', ') : '';
  if (word === undefined) return `This is missing; it is one of ${known}.`;
  return `There is no ${nouns[issue.discriminator ?? ''] ?? 'word'} ${quoted(word)}; there are ${known}.`;
}

const nouns: Readonly<Record<string, string>> = { op: 'operation', kind: 'kind', do: 'step' };

const tooSmall = (issue: z.core.$ZodIssueTooSmall): string =>
  issue.origin === 'string'
    ? 'This should not be empty.'
    : issue.origin === 'array'
      ? `This should have ${issue.minimum} entries.`
      : `This should be at least ${issue.minimum}.`;

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
};

/** Short enough for a sentence. */
function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return Reflect.get(value, step);
  }, data);
}
