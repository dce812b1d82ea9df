/** A trace replayed on the heap and compared with what CPython did, until the first divergence. */
import type { Profile } from '../engine/index.ts';
import { type Difference, differences } from './compare.ts';
import { Host } from './host.ts';
import { expectedOf, type ReasonCode } from './left-out.ts';
import type { Input, Observation, Op, Trace } from './trace.ts';

/** What runs a trace: operation by operation, in order. */
export type Replayer = { perform(index: number, input: Input): Observation };

export type Divergence = {
  /** Id of the trace. */
  readonly id: string;
  readonly profile: string;

  /** The recording that the profile was held to. */
  readonly version: string;

  /** Index of the operation, from 0. */
  readonly index: number;
  readonly op: Op;

  /** The most telling one first; never empty. */
  readonly differences: readonly [Difference, ...Difference[]];
};

export type Verdict =
  | { readonly type: 'agrees'; readonly operations: number }
  /** `operations` have been compared, the last one of them in vain. */
  | { readonly type: 'diverges'; readonly operations: number; readonly divergence: Divergence }
  | { readonly type: 'left out'; readonly reason: ReasonCode };

/**
 * @param createReplayer who runs the trace
 * @throws {TraceError} for an operation that makes no sense where it stands, if nothing diverged before it
 */
export function conform(
  trace: Trace,
  profile: Profile,
  createReplayer: (trace: Trace, profile: Profile) => Replayer = (...args) => new Host(...args),
): Verdict {
  const expected = expectedOf(trace, profile.version);
  if ('leftOut' in expected) return { type: 'left out', reason: expected.leftOut };

  const { version, observations } = expected.recording;
  const replayer = createReplayer(trace, profile);
  for (const [index, op] of trace.ops.entries()) {
    const observation = observations[index] ?? {};
    const got = replayer.perform(index, observation.so === undefined ? {} : { so: observation.so });
    const [first, ...others] = differences(observation, got, expected.withoutKeys);
    if (first === undefined) continue;
    const divergence: Divergence = {
      id: trace.id,
      profile: profile.version,
      version,
      index,
      op,
      differences: [first, ...others],
    };
    return { type: 'diverges', operations: index + 1, divergence };
  }
  return { type: 'agrees', operations: trace.ops.length };
}
