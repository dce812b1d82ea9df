/** The recorded traces of the repository; reading all of them takes a while, so only who replays them imports this. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Trace } from '../../src/conform/index.ts';
import { traceOf } from './traces.ts';

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
