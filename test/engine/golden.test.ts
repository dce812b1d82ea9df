import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { invariants, profiles } from '../../src/engine/index.ts';
import { Host } from './replay.ts';
import { isSupported, type Observation, recordingOf, type Trace } from './trace.ts';

const folder = new URL('../goldens/', import.meta.url);

const traces: Trace[] = readdirSync(folder).flatMap(file => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  if (file.endsWith('.jsonl')) return text.trim().split('\n').map(parse);
  return file.startsWith('scenario-') ? [parse(text)] : [];
});

function parse(text: string): Trace {
  return JSON.parse(text) as Trace;
}

/** What the engine has to answer: the order of sets is an input. */
const expected = ({ so: _, ...observation }: Observation): Observation => ({
  ...observation,
  ...(observation.fin && { fin: observation.fin.toSorted() }),
});

describe.each(Object.values(profiles))('as CPython $version was recorded', profile => {
  const recorded = traces.filter(isSupported).flatMap(trace => {
    const recording = recordingOf(trace, profile.version);
    return recording === undefined ? [] : [{ id: trace.id, trace, recording }];
  });

  it.each(recorded)('$id', ({ trace, recording }) => {
    const host = new Host(trace.ops, profile);
    for (const [index, op] of trace.ops.entries()) {
      const observed = host.perform(index, recording[index]?.so ?? {});
      expect({ op, observed }).toEqual({ op, observed: expected(recording[index] ?? {}) });
      expect(invariants(host.heap)).toEqual([]);
      // A copy goes on as if it were the original.
      if (index % 3 === 0) host.fork();
    }
  });
});
