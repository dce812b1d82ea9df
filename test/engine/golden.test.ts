import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Host } from '../../src/conform/host.ts';
import { expectedOf } from '../../src/conform/left-out.ts';
import type { Observation, Trace } from '../../src/conform/trace.ts';
import { invariants, profiles } from '../../src/engine/index.ts';

const folder = new URL('../goldens/', import.meta.url);

const traces: Trace[] = readdirSync(folder).flatMap(file => {
  if (file.endsWith('.jsonl')) return read(file).trim().split('\n').map(parse);
  return file.startsWith('scenario-') ? [parse(read(file))] : [];
});

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

function parse(text: string): Trace {
  return JSON.parse(text) as Trace;
}

const withoutInput = ({ so: _, ...observation }: Observation): Observation => observation;

/**
 * Every trace on every profile, as a copy made at each hook and after each third operation, and with the invariants
 * looked at in between: that a copy goes on as if it were the original shows in the recording.
 */
describe.each(Object.values(profiles))('as CPython $version was recorded, in copies', profile => {
  const recorded = traces.flatMap(trace => {
    const expected = expectedOf(trace, profile.version);
    return 'leftOut' in expected ? [] : [{ id: trace.id, trace, expected }];
  });

  it.each(recorded)('$id', ({ trace, expected }) => {
    const host = new Host(trace, profile);
    host.beforeHook = () => {
      expect(invariants(host.heap)).toEqual([]);
      host.fork();
    };
    for (const [index, op] of trace.ops.entries()) {
      const observation = expected.recording.observations[index] ?? {};
      const { so } = observation;
      const observed: Observation = host.perform(index, so === undefined ? {} : { so });
      for (const key of expected.withoutKeys) delete observed[key];
      expect({ op, observed }).toEqual({
        op,
        observed: { ...withoutInput(observation), ...sortedFin(observation) },
      });
      expect(invariants(host.heap)).toEqual([]);
      if (index % 3 === 0) host.fork();
    }
  });
});

const sortedFin = ({ fin }: Observation): Observation => (fin === undefined ? {} : { fin: fin.toSorted() });
