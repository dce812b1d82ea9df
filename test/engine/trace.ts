/** A recorded trace: operations on a small heap, and what a real CPython did. */
export type Trace = {
  readonly id: string;
  readonly rule?: string;
  readonly auto?: boolean;
  readonly ops: readonly Op[];
  readonly python: string;
  readonly obs: readonly Observation[];
  /** Other versions: equal to `obs`, equal to another version, or with these observations instead. */
  readonly versions: Readonly<
    Record<string, string | { readonly obs: Readonly<Record<string, Observation>> }>
  >;
};

export type Step = {
  readonly do: string;
  readonly var?: string;
  readonly name?: string;
  readonly id?: string;
};

export type Op = {
  readonly op: string;
  readonly id?: string;
  readonly kind?: string;
  readonly var?: string;
  readonly from?: string;
  readonly to?: string | null;
  readonly obj?: string;
  readonly name?: string;
  readonly key?: string;
  readonly at?: number;
  readonly items?: readonly (string | null | readonly [string, string | null])[];
  readonly slots?: readonly string[];
  readonly fin?: readonly Step[];
  readonly closure?: string;
  readonly self?: string;
  readonly dict?: string;
  readonly args?: readonly (readonly [string, string])[];
  readonly gen?: 0 | 1 | 2;
};

/** What changed during an operation; absent means nothing did. */
export type Observation = {
  ev?: string[];
  rc?: Record<string, number>;
  gen?: Record<string, number | null>;
  fin?: string[];
  vars?: Record<string, string | null>;
  gcs?: number[][];
  order?: Record<string, string[]>;
  ret?: number;
  q?: string[];
  so?: Record<string, string[]>;
};

/** Operations that need what the engine does not have. */
const unsupported = new Set([
  'threshold',
  'enable',
  'disable',
  'freeze',
  'unfreeze',
  'saveall',
  'garbage_clear',
  'deref',
]);

export const isSupported = (trace: Trace): boolean =>
  trace.auto !== true &&
  trace.ops.every(
    op =>
      !unsupported.has(op.op) &&
      op.kind !== 'weakref' &&
      (op.fin ?? []).every(step => step.do !== 'weakref' && step.do !== 'deref'),
  );

/** What a version of CPython (its first two numbers) was recorded doing, undefined if it was not. */
export function recordingOf(trace: Trace, version: string): readonly Observation[] | undefined {
  const matches = (full: string): boolean => full.startsWith(`${version}.`);
  if (matches(trace.python)) return trace.obs;
  const full = Object.keys(trace.versions).find(matches);
  if (full === undefined) return undefined;
  let entry = trace.versions[full];
  if (typeof entry === 'string' && entry.startsWith('as ')) entry = trace.versions[entry.slice(3)];
  if (entry === undefined || typeof entry === 'string') return trace.obs;
  const { obs } = entry;
  return trace.obs.map((observation, i) => obs[i] ?? observation);
}
