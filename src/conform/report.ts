/** What people are told: a line for each profile, and the first divergence in full. Not safe to print as it stands. */
import { type Difference, isEqual, keys } from './compare.ts';
import { type ReasonCode, reasonOf } from './left-out.ts';
import { pythonLine } from './python-line.ts';
import { isIncremental } from './recording.ts';
import { type Family, families } from './rules.ts';
import type { Found, Tally } from './tally.ts';

/** `3.13  423 traces, 19 833 operations: no divergence`, and a line for each reason why traces were not compared. */
export function summary({ profile, checked, operations, diverged, notCompared }: Tally): readonly string[] {
  const compared = `${amount(checked, 'trace')}, ${amount(operations, 'operation')}`;
  const outcome = diverged === 0 ? 'no divergence' : `${amount(diverged, 'trace')} diverged`;
  const result = checked === 0 ? 'nothing compared' : `${compared}: ${outcome}`;
  return [
    `${profile.padEnd(4)}  ${result}`,
    ...[...notCompared].map(([code, number]) => `      not compared: ${because(number, code)}`),
  ];
}

const because = (number: number, code: ReasonCode): string => `${amount(number, 'trace')}, ${reasonOf(code)}`;

/** The line for recordings of a version that no profile is like. */
export const notModelledLine = (version: string, traces: number): string =>
  `${version}  not compared: ${amount(traces, 'trace')}, ${
    isIncremental(version)
      ? reasonOf('incremental-collector')
      : 'recorded on a version that no profile is like'
  }`;

/** @param command the command that replays this trace alone */
export function describeFirst(found: Found, command: string): readonly string[] {
  const { file, line, divergence } = found;
  const { id, profile, version, index, op, differences } = divergence;
  const [first, ...others] = differences;
  const [expected, got] = shortened(first);
  return [
    `${file}:${line}: trace ${id} under profile ${profile}, recorded on CPython ${version}, diverges:`,
    `  operation  ${index} (from 0): ${cut(pythonLine(op))}`,
    `  key        ${first.key} (${keys[first.key]})`,
    `  expected   ${expected}`,
    `  got        ${got}`,
    ...(others.length === 0 ? [] : [`  also       ${others.map(({ key }) => key).join(', ')}`]),
    `  rule       ${ruleText(found)}`,
    `  To replay only this trace: ${command}`,
  ];
}

function ruleText({ rule, isNamed }: Found): string {
  if (isNamed) return `${rule}, which the trace was recorded for`;
  return `the trace names none; by its key this is about ${rule} (${familyName(rule)})`;
}

const familyName = (rule: string): string =>
  Object.hasOwn(families, rule) ? families[rule as Family] : rule;

/** Both values as JSON: of objects only what differs, of lists from shortly before the first difference on. */
function shortened({ expected, got }: Difference): readonly [string, string] {
  if (Array.isArray(expected) && Array.isArray(got)) {
    const place = expected.findIndex((item, index) => !isEqual(item, got[index]));
    const skipped = Math.max(0, (place < 0 ? expected.length : place) - 3);
    return [listFrom(expected, skipped), listFrom(got, skipped)];
  }
  const names = Object.keys({ ...Object(expected), ...Object(got) });
  if (!isRecord(expected) && !isRecord(got)) return [json(expected), json(got)];
  const other = names.filter(name => !isEqual(Object(expected)[name], Object(got)[name]));
  return [pick(expected, other), pick(got, other)];
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listFrom(list: readonly unknown[], skipped: number): string {
  const rest = json(list.slice(skipped));
  return skipped === 0 ? rest : `(${skipped} the same) ${rest}`;
}

const pick = (value: unknown, names: readonly string[]): string =>
  isRecord(value)
    ? json(Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))))
    : json(value);

const json = (value: unknown): string => (value === null ? 'nothing' : cut(JSON.stringify(value)));

/** In characters. */
const LONGEST = 200;

const cut = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (--json has all of it)`;

/** `1 trace`, `19 833 operations`. */
const amount = (number: number, word: string): string =>
  `${grouped(number)} ${number === 1 ? word : `${word}s`}`;

/** Digits in groups of three: `19 833`. */
const grouped = (number: number): string => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
