/** Which recording of a trace a profile is held to. */
import type { Observation, Trace } from './trace.ts';

/** What one version of CPython did, operation by operation. */
export type Recording = {
  /** The full version: `3.13.0`, `3.15.0rc1`. */
  readonly version: string;
  readonly observations: readonly Observation[];
};

/** The newest recording in the trace of a version that the profile is like; undefined if there is none. */
export function recordingOf(trace: Trace, profile: string): Recording | undefined {
  const version = newest(recordedVersions(trace).filter(version => profileFor(version) === profile));
  return version === undefined ? undefined : { version, observations: observationsOf(trace, version) };
}

/** Every version that the trace was recorded on. */
export const recordedVersions = (trace: Trace): readonly string[] => [
  trace.python,
  ...Object.keys(trace.versions),
];

/**
 * The profile that is like a version: its first two numbers, but CPython 3.14.5 and later has the collector of 3.15.
 * Not every name that comes out is one of a profile that there is: `3.14` is that of the incremental collector.
 */
export function profileFor(version: string): string {
  const [major, minor, micro] = numbers(version);
  return major === 3 && minor === 14 && micro >= 5 ? '3.15' : `${major}.${minor}`;
}

/** CPython 3.14.0 to 3.14.4, which no profile models (SPEC section 7). */
export const isIncremental = (version: string): boolean => profileFor(version) === '3.14';

function newest(versions: readonly string[]): string | undefined {
  return versions.toSorted(compareVersions).at(-1);
}

/** Older first; a release candidate is older than its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const place = left.findIndex((number, index) => number !== right[index]);
  return place < 0 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
}

/** `3.15.0rc1` as 3, 15, 0, stage (alpha 0, beta 1, candidate 2, release 3), 1. */
function numbers(version: string): readonly [number, number, number, number, number] {
  const [, major, minor, micro, stage, serial] =
    /^(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?$/.exec(version) ?? [];
  const stages = ['a', 'b', 'rc', undefined];
  return [Number(major), Number(minor), Number(micro), stages.indexOf(stage), Number(serial ?? 0)];
}

function observationsOf({ python, obs, versions }: Trace, version: string): readonly Observation[] {
  const own = version === python ? 'same' : versions[version];
  const recorded = typeof own === 'string' && own !== 'same' ? versions[own.slice('as '.length)] : own;
  if (recorded === undefined || typeof recorded === 'string') return obs;
  return obs.map((observation, index) => recorded.obs[index] ?? observation);
}
