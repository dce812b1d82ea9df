/** What came of many traces under one profile: numbers, and the first divergence. Its size does not grow with them. */
import type { Divergence, Verdict } from './conform.ts';
import type { ReasonCode } from './left-out.ts';
import { ruleOf } from './rules.ts';
import type { Trace } from './trace.ts';

/** A divergence with the place of its trace. */
export type Found = {
  /** As it was named on the command line, or found in a folder. */
  readonly file: string;

  /** Where the trace begins, from 1. */
  readonly line: number;
  readonly divergence: Divergence;
  readonly rule: string;

  /** Whether the trace names the rule. */
  readonly isNamed: boolean;
};

export type Tally = {
  readonly profile: string;
  traces: number;

  /** Traces of which at least one operation was compared, or that have none. */
  checked: number;
  operations: number;
  readonly notCompared: Map<ReasonCode, number>;
  diverged: number;
  first: Found | undefined;
};

export const emptyTally = (profile: string): Tally => ({
  profile,
  traces: 0,
  checked: 0,
  operations: 0,
  notCompared: new Map(),
  diverged: 0,
  first: undefined,
});

/** Whether any trace was recorded on a version that this profile is like. */
export const isRecorded = ({ traces, notCompared }: Tally): boolean =>
  traces > (notCompared.get('not-recorded') ?? 0) + (notCompared.get('incremental-collector') ?? 0);

/** Count one trace in. */
export function count(tally: Tally, trace: Trace, verdict: Verdict, file: string, line: number): void {
  tally.traces++;
  if (verdict.type === 'left out') {
    tally.notCompared.set(verdict.reason, (tally.notCompared.get(verdict.reason) ?? 0) + 1);
    return;
  }
  tally.checked++;
  tally.operations += verdict.operations;
  if (verdict.type === 'agrees') return;
  tally.diverged++;
  const { divergence } = verdict;
  tally.first ??= { file, line, divergence, ...ruleOf(trace, divergence.op, divergence.differences[0]) };
}

/** The document of `--json` for one profile; see docs/json.md. */
export type ConformDocument = {
  readonly profile: string;
  readonly traces: number;
  readonly checked: number;
  readonly notCompared: Readonly<Partial<Record<ReasonCode, number>>>;
  readonly diverged: number;
  readonly first: FirstDocument | null;
};

type FirstDocument = {
  readonly file: string;
  readonly id: string;
  readonly op: number;
  readonly key: string;
  readonly expected: unknown;
  readonly got: unknown;
  readonly rule: string;
};

/** The document for all profiles: sums, then each profile. */
export type AllDocument = ConformDocument & {
  /** Traces recorded on versions that no profile is like. */
  readonly notModelled: Readonly<Record<string, number>>;
  readonly profiles: readonly ConformDocument[];
};

export const documentOf = ({
  profile,
  traces,
  checked,
  notCompared,
  diverged,
  first,
}: Tally): ConformDocument => ({
  profile,
  traces,
  checked,
  notCompared: Object.fromEntries(notCompared),
  diverged,
  first: first === undefined ? null : firstDocument(first),
});

/** @param notModelled numbers of traces by version */
export function documentOfAll(
  tallies: readonly Tally[],
  notModelled: ReadonlyMap<string, number>,
): AllDocument {
  const sum = emptyTally('all');
  for (const { traces, checked, notCompared, diverged, first } of tallies) {
    sum.traces += traces;
    sum.checked += checked;
    sum.diverged += diverged;
    sum.first ??= first;
    for (const [code, number] of notCompared)
      sum.notCompared.set(code, (sum.notCompared.get(code) ?? 0) + number);
  }
  return {
    ...documentOf(sum),
    notModelled: Object.fromEntries(notModelled),
    profiles: tallies.map(documentOf),
  };
}

function firstDocument({ file, divergence, rule }: Found): FirstDocument {
  const { id, index, differences } = divergence;
  const [{ key, expected, got }] = differences;
  return { file, id, op: index, key, expected, got, rule };
}
