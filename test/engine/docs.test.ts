/** What docs/engine.md shows is what happens. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profiles } from '../../src/engine/index.ts';

const page = readFileSync(new URL('../../docs/engine.md', import.meta.url), 'utf8');
const engine = new URL('../../src/engine/index.ts', import.meta.url).href;

/** Each example with what it is said to print. */
const examples = [...page.matchAll(/```ts\n(.*?)```[^`]*```text\n(.*?)```/gs)].map(
  ([, code = '', output = '']) => ({ code, output, title: code.split('\n')[2] ?? '' }),
);

function run(code: string): string {
  const source = code.replace("'heaplings/engine'", JSON.stringify(engine));
  return execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
}

describe('docs/engine.md', () => {
  it('has three examples', () => expect(examples).toHaveLength(3));

  it.each(examples)('prints what it says: $title', ({ code, output }) => expect(run(code)).toBe(output));

  it('lists every entry of the profiles with its values', () => {
    const versions = [
      profiles['3.8'],
      profiles['3.9'],
      profiles['3.11'],
      profiles['3.12'],
      profiles['3.13'],
      profiles['3.15'],
    ];
    const rows = Object.keys(profiles['3.13']).flatMap(entry => {
      const values = versions.map(profile =>
        say(new Map<string, unknown>(Object.entries(profile)).get(entry)),
      );
      return entry === 'version' ? [] : [`| \`${entry}\` | ${values.join(' | ')} |`];
    });
    const section = page.slice(page.indexOf('## Versions'), page.indexOf('## What is modelled'));
    expect(section.match(/^\| `.*$/gm)).toEqual(rows);
    expect(profiles['3.10']).toEqual({ ...profiles['3.9'], version: '3.10' });
  });
});

function say(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
