import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keys } from '../../src/conform/compare.ts';
import { type LeftOut, leftOut } from '../../src/conform/left-out.ts';
import { profiles } from '../../src/engine/index.ts';

const page = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8');

/** The rows of the table that begins with this cell. */
function rowsOf(heading: string): readonly string[] {
  const lines = page.split('\n');
  const start = lines.findIndex(line => line.startsWith(`| ${heading} |`));
  const length = lines.slice(start).findIndex(line => !line.startsWith('|'));
  return lines.slice(start + 2, start + length);
}

const row = ({ code, what, versions, rule, reason }: LeftOut): string =>
  `| ${[`\`${code}\``, what === 'traces' ? what : what.map(key => `\`${key}\``).join(', '), versions, rule, reason].join(' | ')} |`;

test('the page has exactly what the code leaves out', () => {
  expect(rowsOf('reason')).toEqual(leftOut.map(row));
});

test('the page has every key, and every profile', () => {
  const told = rowsOf('key').flatMap(line =>
    [...(line.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key),
  );
  expect(told.toSorted()).toEqual(Object.keys(keys).toSorted());
  for (const version of Object.keys(profiles)) expect(page).toContain(version);
});
