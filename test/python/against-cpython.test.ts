/**
 * The front end against CPython's own: what we accept, CPython accepts with the same tree; what we call a syntax
 * error, CPython refuses.
 */
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../src/python/parse/parse.ts';
import { print } from '../../src/python/print.ts';
import { askPython, findPythons } from '../truth/find-python.ts';
import { mutants, SEEDS } from './mutants.ts';
import { plainModules } from './trees.ts';

const driver = fileURLToPath(new URL('syntax_driver.py', import.meta.url));
const [python] = findPythons();

const title = (what: string): string =>
  python === undefined
    ? `${what} (not compared: no CPython 3.11 or later was found)`
    : `${what} (CPython ${python.version})`;

test(title('a printed program has the same tree in CPython'), () => {
  if (python === undefined) return;
  const texts = fc.sample(plainModules, { numRuns: 300, seed: 1 }).map(tree => print(tree));
  expect(compare(texts)).toEqual({ disagreements: [], accepted: texts.length });
}, 60_000);

test(title('a mutilated program is refused or read as CPython does'), () => {
  if (python === undefined) return;
  const texts = [...SEEDS, ...fc.sample(mutants, { numRuns: 8000, seed: 2 })];
  const { disagreements, accepted } = compare(texts);
  expect(disagreements).toEqual([]);
  expect(accepted).toBeGreaterThan(texts.length / 20);
}, 60_000);

const compare = (texts: readonly string[]): { disagreements: object[]; accepted: number } => {
  if (python === undefined) return { disagreements: [], accepted: 0 };
  const answers = askPython(python, driver, texts) as readonly unknown[];
  const disagreements: object[] = [];
  let accepted = 0;
  for (const [index, text] of texts.entries()) {
    const ours = parse(text);
    const theirs = answers[index];
    if (ours.ok) {
      accepted++;
      const tree = comparable(ours.value.body);
      if (JSON.stringify(tree) !== JSON.stringify(sorted(theirs)))
        disagreements.push({ text, ours: tree, theirs: sorted(theirs) });
    } else if (theirs !== null && ours.issues.every(issue => issue.code === 'syntax')) {
      disagreements.push({ text, refused: ours.issues });
    }
  }
  return { disagreements: disagreements.slice(0, 5), accepted };
};

const STATEMENTS = new Set(
  'expression assign augmented delete if while for def class return pass break continue import'.split(' '),
);

/** Our tree in the words of the driver: the extent of a statement as `at` (of one with a block only its start), no other spans. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== 'span') return [[key, comparable(inner)]];
    if (!('type' in value) || !STATEMENTS.has(`${value.type}`)) return [];
    const end = 'body' in value ? [] : [inner.end.line, inner.end.column];
    return [['at', [inner.start.line, inner.start.column, ...end]]];
  });
  return sorted(Object.fromEntries(entries));
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};
