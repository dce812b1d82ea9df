import { expect, test } from 'vitest';
import { decodeTrace, pathText } from '../../src/conform/index.ts';
import { goldenFiles } from './golden-files.ts';
import { birthAndDeath } from './traces.ts';

/** Every problem as `path: message`. */
function problems(data: unknown): readonly string[] {
  const decoded = decodeTrace(data);
  return decoded.ok ? [] : decoded.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

type Op = Readonly<Record<string, unknown>>;
const a: Op = { op: 'new', id: 'a', kind: 'inst', var: 'g_a' };
const list: Op = { op: 'new', id: 'l', kind: 'list', items: ['a'], var: 'g_l' };

/** A trace of these operations, in which nothing was observed. */
const traceOf = (...ops: readonly Op[]) => ({
  id: 't',
  ops,
  python: '3.11.7',
  obs: ops.map(() => ({})),
  versions: {},
});

test('a good trace is itself', () => {
  expect(decodeTrace(birthAndDeath)).toEqual({ ok: true, value: birthAndDeath });
});

test('every golden is a good trace', () => {
  expect(goldenFiles.flatMap(({ traces }) => traces)).toHaveLength(423);
});

test.each([
  [null, [': This should be an object.']],
  [
    {},
    [
      'id: This is missing.',
      'ops: This is missing.',
      'python: This is missing.',
      'obs: This is missing.',
      'versions: This is missing.',
    ],
  ],
  [{ ...birthAndDeath, extra: 1 }, ['extra: There is no such key here.']],
  [{ ...birthAndDeath, id: '' }, ['id: This should not be empty.']],
  [{ ...birthAndDeath, python: '3.11' }, ['python: This should be a version like 3.13.0.']],
  [{ ...birthAndDeath, threshold: [1, -1] }, ['threshold: This should have 3 entries.']],
  [
    { ...birthAndDeath, threshold: [1, -1, 0.5] },
    ['threshold[1]: This should be at least 0.', 'threshold[2]: This should be a whole number.'],
  ],
] as const)('the form of a trace: %j', (data, expected) => {
  expect(problems(data)).toEqual(expected);
});

test.each([
  [{ op: 'new', id: 'b', kind: 'inst' }, ['var: This is missing.']],
  [
    { op: 'new', id: 'b', kind: 'blob', var: 'g_b' },
    [
      'kind: There is no kind "blob"; there are inst, slots, list, tuple, dict, set, cell, func, method, module, weakref, int, str.',
    ],
  ],
  [{ ...a, id: 'b', items: [] }, ['items: There is no such key here.']],
  [{ ...a, id: '__proto__' }, ['id: This is a name that cannot be used here.']],
  [{ ...a, id: 'b', var: 'b' }, ['var: This should be a name that starts with g_ (global) or l_ (local).']],
  [{ ...a, id: 'b', fin: [{ do: 'bind' }] }, ['fin[0].var: This is missing.']],
  [
    { ...a, id: 'b', fin: [{ do: 'jump' }] },
    ['fin[0].do: There is no step "jump"; there are bind, unbind, delattr, take, loop, new, deref, weakref.'],
  ],
  [
    { op: 'new', id: 'w', kind: 'weakref', var: 'g_w', target: 'a', cb: 7 },
    ['cb: This should be a script or the id of a function.'],
  ],
  [
    { op: 'new', id: 'w', kind: 'weakref', var: 'g_w', target: 'a', cb: [{ do: 'bind' }] },
    ['cb[0].var: This is missing.'],
  ],
  [{ op: 'collect', gen: 3 }, ['gen: This should be 0 or 1 or 2.']],
  [{ op: 'saveall', on: 1 }, ['on: This should be true or false.']],
  [{ op: 'enable', gen: 1 }, ['gen: There is no such key here.']],
  [{ op: 'insert', obj: 'a', at: -1, to: null }, ['at: This should be at least 0.']],
  [{ op: 'push', args: [['g_x', 'a']] }, ['args[0][0]: This should be a local: its name starts with l_.']],
] as const)('the form of an operation: %j', (op, expected) => {
  expect(problems(traceOf(a, op))).toEqual(expected.map(text => `ops[1].${text}`));
});

test('an operation that there is not is told with all that there are', () => {
  expect(problems(traceOf({ op: 'apend' }))).toEqual([
    'ops[0].op: There is no operation "apend"; there are new, bind, del, unbind, copy, attr, delattr, append, insert, setitem, delitem, pop, clear, dset, ddel, sadd, sdiscard, cellset, celldel, deref, push, ret, collect, threshold, enable, disable, freeze, unfreeze, saveall, garbage_clear, referrers, referents.',
  ]);
});

test.each([
  [{ ev: ['x:a'] }, 'ev[0]: This should be an event like d:x or gf:x.'],
  [{ rc: { a: 'many' } }, 'rc.a: This should be a count or "immortal".'],
  [{ rc: { a: 0 } }, 'rc.a: This should be at least 1.'],
  [{ gen: { a: 3 } }, 'gen.a: This should be 0, 1, 2, "p" or null.'],
  [{ order: { 3: [] } }, 'order.3: There is no such key here.'],
  [{ cnt: [1, 2] }, 'cnt: This should have 3 entries.'],
  [{ gcs: [[0, 1, 2]] }, 'gcs[0]: This should have 4 entries.'],
  [{ deaths: [] }, 'deaths: There is no such key here.'],
  [{ ev: ['d:b'] }, 'ev: Nothing makes an object b.'],
  [{ so: { a: ['b'] } }, 'so: Nothing makes an object b.'],
  [{ vars: { g_a: 'b', g_b: '-', g_c: null } }, 'vars: Nothing makes an object b.'],
] as const)('an observation: %j', (observation, expected) => {
  expect(problems({ ...traceOf(a), obs: [observation] })).toEqual([`obs[0].${expected}`]);
});

test.each([
  [{ '3.x': 'same' }, ['3.x: This key should be a version like 3.13.0.']],
  [{ '3.13.0': 'as 3.12.1' }, ['3.13.0: There is nothing under the version 3.12.1.']],
  [{ '3.13.0': 'as 3.11.7' }, ['3.13.0: There is nothing under the version 3.11.7.']],
  [
    { '3.13.0': 'as 3.12.1', '3.12.1': 'as 3.10.1', '3.10.1': 'same' },
    ['3.13.0: 3.12.1 itself points to another version: "as" is never a chain.'],
  ],
  [{ '3.13.0': 'as 3.12.1', '3.12.1': 'same' }, []],
  [{ '3.11.7': 'same' }, ['3.11.7: This version is the one of obs (python) already.']],
  [
    { '3.13.0': 'equal' },
    ['3.13.0: This should be "same", "as " and a version, or {"obs": {…}} with whole observations.'],
  ],
  [
    { '3.13.0': { error: 'died' } },
    ['3.13.0.obs: This is missing.', '3.13.0.error: There is no such key here.'],
  ],
  [{ '3.13.0': { obs: { 2: {} } } }, ['3.13.0.obs.2: There is no operation 2.']],
  [{ '3.13.0': { obs: { one: {} } } }, ['3.13.0.obs.one: This key should be the index of an operation.']],
  [{ '3.13.0': { obs: { 1: { ret: 'x' } } } }, ['3.13.0.obs.1.ret: This should be a whole number.']],
] as const)('versions: %j', (versions, expected) => {
  expect(problems({ ...birthAndDeath, versions })).toEqual(expected.map(text => `versions.${text}`));
});

test.each([
  [[{ op: 'bind', var: 'g_b', to: 'b' }], 'ops[0].to: Nothing makes an object b before this.'],
  [[{ op: 'bind', var: 'g_b', to: 'a' }, a], 'ops[0].to: Nothing makes an object a before this.'],
  [[a, a], 'ops[1].id: a is made for the second time.'],
  [
    [a, { op: 'append', obj: 'a', to: null }],
    'ops[1].obj: This needs an object of the kind list, but a is of the kind inst.',
  ],
  [
    [a, list, { op: 'attr', obj: 'l', name: 'x', to: 'a' }],
    'ops[2].obj: This needs an object of the kind inst or slots or module, but l is of the kind list.',
  ],
  [[a, list, { op: 'pop', obj: 'l', at: 1 }], 'ops[2].at: There is no such place: l has 1 item.'],
  [
    [a, list, { op: 'pop', obj: 'l' }, { op: 'pop', obj: 'l' }],
    'ops[3].at: There is no such place: l has 0 items.',
  ],
  [
    [a, list, { op: 'clear', obj: 'l' }, { op: 'setitem', obj: 'l', at: 0, to: 'a' }],
    'ops[3].at: There is no such place: l has 0 items.',
  ],
  [
    [
      { ...a, kind: 'slots', slots: ['x'] },
      { op: 'attr', obj: 'a', name: 'a', to: null },
    ],
    'ops[1].name: There is no such slot; a has x.',
  ],
  [
    [a, list, { op: 'new', id: 's', kind: 'set', items: ['l'], var: 'g_s' }],
    'ops[2].items[0]: This needs an object of the kind inst or slots, but l is of the kind list.',
  ],
  [
    [a, list, { op: 'new', id: 'w', kind: 'weakref', target: 'l', var: 'g_w' }],
    'ops[2].target: This needs an object of the kind inst or slots or set or func or method or module, but l is of the kind list.',
  ],
  [
    [{ ...a, fin: [{ do: 'deref', wr: 'w', var: 'g_w' }] }],
    'ops[0].fin[0].wr: Nothing makes an object w before this.',
  ],
  [[{ op: 'ret' }], 'ops[0]: This returns (ret) without a call (push) before.'],
  [[{ op: 'push' }], 'ops[0]: This call never returns (no ret).'],
  [
    [
      a,
      {
        op: 'push',
        args: [
          ['l_x', 'a'],
          ['l_x', 'a'],
        ],
      },
      { op: 'ret' },
    ],
    'ops[1].args[1]: This parameter was there already.',
  ],
  [
    [{ op: 'push' }, { op: 'ret', var: 'g_x' }],
    'ops[1]: What is returned is missing: a ret with var needs a to.',
  ],
  [[{ ...a, var: 'l_a' }], 'ops[0].var: There are no locals outside a call (push).'],
  [[{ op: 'push' }, { op: 'del', var: 'l_a' }, { op: 'ret' }], 'ops[1].var: There is no local l_a here.'],
] as const)('what makes no sense: %j', (ops, expected) => {
  expect(problems(traceOf(...ops))).toEqual([expected]);
});

test('an id that a script makes can be used afterwards, a weak reference that was there before names nothing', () => {
  const mother = { ...a, fin: [{ do: 'new', id: 'b', kind: 'inst', var: 'g_b' }] };
  expect(
    problems(traceOf(mother, { op: 'del', var: 'g_a' }, { op: 'attr', obj: 'b', name: 'x', to: null })),
  ).toEqual([]);

  const weak = { op: 'new', kind: 'weakref', target: 'a', var: 'g_w' };
  const ops = [a, { ...weak, id: 'w' }, { ...weak, id: 'v' }, { op: 'deref', wr: 'v', var: 'g_b' }];
  expect(problems({ ...traceOf(...ops), obs: [{}, {}, { same: 'w' }, {}] })).toEqual([
    'ops[3].wr: Nothing makes an object v before this.',
  ]);
});

test('automatic collection needs thresholds, and every operation an observation', () => {
  expect(problems({ ...traceOf(a), auto: true, obs: [] })).toEqual([
    'threshold: This is missing: automatic collection (auto) needs thresholds.',
    'obs: Operations: 1, observations: 0; each operation needs one.',
  ]);
});
