/** What real CPythons were recorded doing, on every profile: what the engine must agree with. */
import { describe, expect, test } from 'vitest';
import { Host } from '../../src/conform/host.ts';
import { conform, type Replayer, type Trace } from '../../src/conform/index.ts';
import { invariants, type Profile, profiles } from '../../src/engine/index.ts';
import { goldenFiles } from './golden-files.ts';

/**
 * A host whose heap is looked at after each operation and before each hook, and which goes on with a copy of it: at
 * each hook, and after each third operation. That a copy goes on as if it were the original shows in the recording.
 */
function inCopies(trace: Trace, profile: Profile): Replayer {
  const host = new Host(trace, profile);
  const look = (): void => {
    const broken = invariants(host.heap);
    if (broken.length > 0) throw new Error(`${trace.id}: ${broken.join('; ')}`);
  };
  host.beforeHook = () => {
    look();
    host.fork();
  };
  return {
    perform: (index, input) => {
      const observation = host.perform(index, input);
      look();
      if (index % 3 === 0) host.fork();
      return observation;
    },
  };
}

describe.each(Object.values(profiles))('CPython $version', profile => {
  test.each(goldenFiles)('$name', ({ traces }) => {
    const verdicts = traces.map(trace => conform(trace, profile, inCopies));
    expect(verdicts.filter(({ type }) => type === 'diverges')).toEqual([]);
  });
});

test('all traces are compared, but those that the table leaves out', () => {
  const traces = goldenFiles.flatMap(file => file.traces);
  const compared = Object.values<Profile>(profiles).map(profile => {
    const verdicts = traces.map(trace => conform(trace, profile, () => ({ perform: () => ({}) })));
    const leftOut = verdicts.flatMap(verdict => (verdict.type === 'left out' ? [verdict.reason] : []));
    return [profile.version, verdicts.length - leftOut.length, ...new Set(leftOut)];
  });
  expect(compared).toEqual([
    ['3.8', 385, 'old-counters'],
    ['3.9', 385, 'old-counters'],
    ['3.10', 385, 'old-counters'],
    ['3.11', 423],
    ['3.12', 423],
    ['3.13', 423],
    ['3.15', 345, 'not-recorded'],
  ]);
});
