/** Small traces for tests, and the goldens. */
import { readdirSync, readFileSync } from 'node:fs';
import { decodeTrace, type Trace } from '../../src/conform/index.ts';

/** Two operations and what 3.11.7 did: an object is born and dies. */
export const birthAndDeath = {
  id: 'birth-and-death',
  ops: [
    { op: 'new', id: 'a', kind: 'inst', var: 'g_a' },
    { op: 'del', var: 'g_a' },
  ],
  python: '3.11.7',
  obs: [
    { rc: { a: 1 }, gen: { a: 0 }, vars: { g_a: 'a' } },
    { ev: ['d:a'], vars: { g_a: '-' } },
  ],
  versions: {},
};

/** The trace that this data is; it must be one. */
export function traceOf(data: unknown): Trace {
  const decoded = decodeTrace(data);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.issues));
  return decoded.value;
}

const folder = new URL('../goldens/', import.meta.url);

export type GoldenFile = { readonly name: string; readonly traces: readonly Trace[] };

/** Every file of recorded traces; the scenarios of a family of rules (RC, GC, …) as if they were one. */
export const goldenFiles: readonly GoldenFile[] = Object.entries(
  Object.groupBy(
    readdirSync(folder).filter(name => /\.jsonl?$/.test(name)),
    name => name.replace(/^(scenario-[A-Z]+)-.*/, '$1'),
  ),
).map(([name, files = []]) => ({ name, traces: files.flatMap(tracesIn) }));

function tracesIn(name: string): Trace[] {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const texts = name.endsWith('.jsonl') ? text.trim().split('\n') : [text];
  return texts.map(line => traceOf(JSON.parse(line)));
}
