/** Which rules of the specification a difference is about. */
import type { Difference, Key } from './compare.ts';
import type { Op, Trace } from './trace.ts';

/** The families of rules. */
export const families = {
  RC: 'reference counting',
  TR: 'which objects the collector tracks',
  FN: 'finalizers',
  WR: 'weak references',
  GC: 'the collector',
  TH: 'when the collector runs by itself',
} as const;
export type Family = keyof typeof families;

export type Rule = {
  /** `GC-9` of a trace that was written for it, else the family that the key belongs to: `GC`. */
  readonly rule: string;

  /** Whether the trace names it; else it is a guess by the key that differs first. */
  readonly isNamed: boolean;
};

export function ruleOf(trace: Trace, op: Op, difference: Difference): Rule {
  if (trace.rule !== undefined) return { rule: trace.rule, isNamed: true };
  return { rule: familyOf(op, difference), isNamed: false };
}

function familyOf(op: Op, { key, expected, got }: Difference): Family {
  switch (key) {
    case 'ev':
      return familyOfEvent(firstOther(expected, got));
    case 'gen':
      return isAboutTracking(expected, got) ? 'TR' : 'GC';
    case 'gcs':
      return op.op === 'collect' ? 'GC' : 'TH';
    default:
      return familyOfKey[key];
  }
}

const familyOfKey: Readonly<Record<Exclude<Key, 'ev' | 'gen' | 'gcs'>, Family>> = {
  rc: 'RC',
  fin: 'FN',
  wr: 'WR',
  vars: 'RC',
  order: 'GC',
  cnt: 'TH',
  ret: 'GC',
  q: 'GC',
  same: 'WR',
  garbage: 'GC',
};

function familyOfEvent(event: string): Family {
  if (/^g?[fr]:/.test(event)) return 'FN';
  if (/^g?[wc]:/.test(event)) return 'WR';
  return event.startsWith('g') ? 'GC' : 'RC';
}

/** The first event that should have come next, or else the first one that should not. */
function firstOther(expected: unknown, got: unknown): string {
  const [should, did] = [strings(expected), strings(got)];
  const place = should.findIndex((event, index) => event !== did[index]);
  return place < 0 ? (did[should.length] ?? '') : (should[place] ?? '');
}

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** An object whose generation differs is in none (null) on one side. */
function isAboutTracking(expected: unknown, got: unknown): boolean {
  const [should, did] = [Object(expected), Object(got)];
  return Object.keys({ ...should, ...did }).some(
    id => should[id] !== did[id] && (should[id] === null || did[id] === null),
  );
}
