/** What is not compared, and why. Nothing else is excused; docs/conformance.md prints this table. */
import { isIncremental, type Recording, recordedVersions, recordingOf } from './recording.ts';
import type { Observation, Trace } from './trace.ts';

export type ReasonCode = 'not-recorded' | 'incremental-collector' | 'old-counters' | 'no-counters';

export type LeftOut = {
  readonly code: ReasonCode;

  /** Traces are counted in `notCompared`; keys are left out of traces that are compared. */
  readonly what: 'traces' | readonly (keyof Observation)[];

  /** The versions that it is about. */
  readonly versions: string;

  /** The rule of the specification that it follows from. */
  readonly rule: string;

  /** In words, to stand behind a number of traces. */
  readonly reason: string;
};

export const leftOut = [
  {
    code: 'not-recorded',
    what: 'traces',
    versions: 'any',
    rule: 'none',
    reason: 'the trace was not recorded on this version',
  },
  {
    code: 'incremental-collector',
    what: 'traces',
    versions: '3.14.0 to 3.14.4',
    rule: 'section 7',
    reason: 'recorded on CPython 3.14.0 to 3.14.4, whose incremental collector is not modelled',
  },
  {
    code: 'old-counters',
    what: 'traces',
    versions: '3.8, 3.9, 3.10',
    rule: 'TR-9, TH-1',
    reason:
      'automatic collection, where the counters of CPython 3.8 to 3.10 also count frames and instance dicts',
  },
  {
    code: 'no-counters',
    what: ['cnt'],
    versions: '3.15.0rc1',
    rule: 'none',
    reason: 'recorded in WebAssembly, where the counters cannot be seen',
  },
] as const satisfies readonly LeftOut[];

/** What a profile is held to in a trace, or why it is not compared. */
export type Expected =
  | { readonly recording: Recording; readonly withoutKeys: readonly (keyof Observation)[] }
  | { readonly leftOut: ReasonCode };

export function expectedOf(trace: Trace, profile: string): Expected {
  const recording = recordingOf(trace, profile);
  if (recording === undefined) {
    const isOnlyIncremental = profile === '3.15' && recordedVersions(trace).some(isIncremental);
    return { leftOut: isOnlyIncremental ? 'incremental-collector' : 'not-recorded' };
  }
  if (trace.auto === true && countsFrames.includes(profile)) return { leftOut: 'old-counters' };
  return { recording, withoutKeys: recording.version === withoutCounters ? ['cnt'] : [] };
}

const countsFrames: readonly string[] = ['3.8', '3.9', '3.10'];
const withoutCounters = '3.15.0rc1';

export const reasonOf = (code: ReasonCode): string =>
  leftOut.find(entry => entry.code === code)?.reason ?? code;
