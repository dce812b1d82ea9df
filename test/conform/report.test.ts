import { expect, test } from 'vitest';
import {
  conform,
  count,
  describeFirst,
  documentOf,
  documentOfAll,
  emptyTally,
  isRecorded,
  notModelledLine,
  type Observation,
  type Replayer,
  summary,
  type Trace,
  TraceError,
} from '../../src/conform/index.ts';
import { profiles } from '../../src/engine/index.ts';
import { birthAndDeath, traceOf } from './traces.ts';

/** A heap that does what it is told to. */
const doing = (observations: readonly Observation[]) => (): Replayer => ({
  perform: index => observations[index] ?? {},
});

const trace = traceOf(birthAndDeath);
const asRecorded = doing(birthAndDeath.obs);
const immortal = doing(birthAndDeath.obs.slice(0, 1));

/** One trace after the other under 3.11, as if all stood in one file. */
function tallyOf(...runs: readonly (readonly [Trace, () => Replayer])[]) {
  const tally = emptyTally('3.11');
  for (const [index, [trace, create]] of runs.entries())
    count(tally, trace, conform(trace, profiles['3.11'], create), 'traces.jsonl', index + 1);
  return tally;
}

/** What people are told of the first divergence. */
function told(tally: ReturnType<typeof tallyOf>): string {
  if (tally.first === undefined) throw new Error('nothing diverged');
  return describeFirst(tally.first, 'heaplings conform …').join('\n');
}

test('a trace that agrees', () => {
  expect(summary(tallyOf([trace, asRecorded], [trace, asRecorded]))).toEqual([
    '3.11  2 traces, 4 operations: no divergence',
  ]);
});

test('large numbers have their digits in groups', () => {
  const tally = { ...emptyTally('3.9'), checked: 1234567, operations: 12345, diverged: 1000 };
  expect(summary(tally)).toEqual(['3.9   1 234 567 traces, 12 345 operations: 1 000 traces diverged']);
});

test('a trace ends at its first divergence, the others go on', () => {
  const tally = tallyOf([trace, immortal], [trace, doing([])], [trace, asRecorded]);
  expect(documentOf(tally)).toEqual({
    profile: '3.11',
    traces: 3,
    checked: 3,
    notCompared: {},
    diverged: 2,
    first: {
      file: 'traces.jsonl',
      id: 'birth-and-death',
      op: 1,
      key: 'ev',
      expected: ['d:a'],
      got: null,
      rule: 'RC',
    },
  });
  expect(summary(tally)).toEqual(['3.11  3 traces, 5 operations: 2 traces diverged']);
  expect(told(tally)).toBe(
    [
      'traces.jsonl:1: trace birth-and-death under profile 3.11, recorded on CPython 3.11.7, diverges:',
      '  operation  1 (from 0): del g_a',
      '  key        ev (what happened, in order)',
      '  expected   ["d:a"]',
      '  got        nothing',
      '  also       vars',
      '  rule       the trace names none; by its key this is about RC (reference counting)',
      '  To replay only this trace: heaplings conform …',
    ].join('\n'),
  );
});

test('the rule of the trace, only what differs of many, and the place in a long list', () => {
  const ops = [{ op: 'collect', gen: 2 }];
  const makes = 'abcdefgh'.split('').map(id => ({ op: 'new', id, kind: 'inst', var: `g_${id}` }));
  const data = { ...birthAndDeath, rule: 'GC-9', ops: [...makes, ...ops] };
  const nothing = makes.map(() => ({}));
  const rc = { a: 1, b: 2, c: 3 };
  const wrongCounts = traceOf({ ...data, obs: [...nothing, { rc }] });
  expect(told(tallyOf([wrongCounts, doing([...nothing, { rc: { c: 3, b: 1 } }])]))).toContain(
    [
      '  operation  8 (from 0): gc.collect(2)',
      '  key        rc (reference counts that changed)',
      '  expected   {"a":1,"b":2}',
      '  got        {"b":1}',
      '  rule       GC-9, which the trace was recorded for',
    ].join('\n'),
  );

  const order = 'abcdefgh'.split('').map(id => `gd:${id}`);
  const wrongOrder = traceOf({ ...data, obs: [...nothing, { ev: order }] });
  expect(told(tallyOf([wrongOrder, doing([...nothing, { ev: order.with(6, 'gd:x') }])]))).toContain(
    [
      '  expected   (3 the same) ["gd:d","gd:e","gd:f","gd:g","gd:h"]',
      '  got        (3 the same) ["gd:d","gd:e","gd:f","gd:x","gd:h"]',
    ].join('\n'),
  );
});

test.each<[Observation, Observation, string]>([
  [{ ev: ['d:a'] }, {}, 'RC'],
  [{ ev: ['gd:a'] }, {}, 'GC'],
  [{}, { ev: ['gd:a'] }, 'GC'],
  [{ ev: ['d:a', 'gf:a'] }, { ev: ['d:a', 'gd:a'] }, 'FN'],
  [{ ev: ['r:a'] }, {}, 'FN'],
  [{ ev: ['w:a'] }, { ev: ['d:a'] }, 'WR'],
  [{ ev: ['gc:a'] }, {}, 'WR'],
  [{ gen: { a: null } }, { gen: { a: 0 } }, 'TR'],
  [{ gen: { a: 1 } }, { gen: { a: 0 } }, 'GC'],
  [{ gcs: [[0, 1, 0, 0]] }, {}, 'TH'],
  [{ cnt: [1, 0, 0] }, {}, 'TH'],
  [{ fin: ['a'] }, {}, 'FN'],
  [{ wr: { a: null } }, {}, 'WR'],
  [{ garbage: ['a'] }, {}, 'GC'],
])('expected %j, got %j: the family is %3$s', (expected, got, rule) => {
  const differs = traceOf({ ...birthAndDeath, obs: [expected, {}] });
  expect(documentOf(tallyOf([differs, doing([got])])).first?.rule).toBe(rule);
});

test('what is not compared is counted with its reason', () => {
  const elsewhere = traceOf({ ...birthAndDeath, python: '3.13.0' });
  const tally = tallyOf([trace, asRecorded], [elsewhere, asRecorded]);
  expect(summary(tally)).toEqual([
    '3.11  1 trace, 2 operations: no divergence',
    '      not compared: 1 trace, the trace was not recorded on this version',
  ]);
  expect(documentOf(tally)).toEqual({
    profile: '3.11',
    traces: 2,
    checked: 1,
    notCompared: { 'not-recorded': 1 },
    diverged: 0,
    first: null,
  });
  const nothing = tallyOf([elsewhere, asRecorded]);
  expect(summary(nothing)[0]).toBe('3.11  nothing compared');
  expect([isRecorded(tally), isRecorded(nothing)]).toEqual([true, false]);
});

test('all profiles are the sums, and each', () => {
  const [fine, bad] = [tallyOf([trace, asRecorded]), tallyOf([trace, immortal], [trace, asRecorded])];
  const { first } = documentOf(bad);
  expect(documentOfAll([fine, bad], new Map([['3.14.2', 3]]))).toEqual({
    profile: 'all',
    traces: 3,
    checked: 3,
    notCompared: {},
    diverged: 1,
    first,
    notModelled: { '3.14.2': 3 },
    profiles: [documentOf(fine), documentOf(bad)],
  });
});

test('versions without a profile are told', () => {
  expect(notModelledLine('3.14.2', 345)).toBe(
    '3.14.2  not compared: 345 traces, recorded on CPython 3.14.0 to 3.14.4, whose incremental collector is not modelled',
  );
  expect(notModelledLine('3.7.1', 1)).toBe(
    '3.7.1  not compared: 1 trace, recorded on a version that no profile is like',
  );
});

test('an operation that makes no sense is an error, unless a divergence came before it', () => {
  const failing = (first: Observation) => (): Replayer => ({
    perform: index => {
      if (index === 1) throw new TraceError(index, 'There is no living object a here.');
      return first;
    },
  });
  expect(() => conform(trace, profiles['3.11'], failing(birthAndDeath.obs[0] ?? {}))).toThrow(TraceError);
  expect(conform(trace, profiles['3.11'], failing({})).type).toBe('diverges');
});
