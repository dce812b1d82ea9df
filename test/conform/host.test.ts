/** What the host does with operations that make no sense where they stand. */
import { describe, expect, it } from 'vitest';
import { Host } from '../../src/conform/host.ts';
import type { Op, Trace } from '../../src/conform/trace.ts';
import { TraceError } from '../../src/conform/trace-error.ts';
import { profiles } from '../../src/engine/index.ts';

/** What the last operation throws. */
function thrown(...ops: readonly Op[]): unknown {
  const trace: Trace = { id: 'test', ops, python: '3.13.0', obs: [], versions: {} };
  const host = new Host(trace, profiles['3.13']);
  const last = ops.length - 1;
  for (let index = 0; index < last; index++) host.perform(index, {});
  try {
    host.perform(last, {});
  } catch (error) {
    return error;
  }
  return undefined;
}

const born = (id: string, kind = 'inst', more = {}): Op => ({ op: 'new', id, kind, var: `g_${id}`, ...more });

describe('an operation that makes no sense', () => {
  it.each([
    ['an object that is dead', [born('a'), { op: 'del', var: 'g_a' }, { op: 'bind', var: 'g_b', to: 'a' }]],
    ['an object that never was', [{ op: 'bind', var: 'g_b', to: 'a' }]],
    ['a second object of that id', [born('a'), born('a')]],
    ['a return without a call', [{ op: 'ret' }]],
    ['a local without a call', [born('a'), { op: 'bind', var: 'l_a', to: 'a' }]],
    ['an unbound name', [{ op: 'del', var: 'g_a' }]],
    ['an attribute that is not there', [born('a'), { op: 'delattr', obj: 'a', name: 'x' }]],
    ['a slot that is not there', [born('a', 'slots'), { op: 'attr', obj: 'a', name: 'x', to: 'a' }]],
    ['a key that is not there', [born('a', 'dict'), { op: 'ddel', obj: 'a', key: 'x' }]],
    ['an item that is not there', [born('a', 'list'), { op: 'pop', obj: 'a' }]],
    ['another kind of object', [born('a'), { op: 'append', obj: 'a', to: null }]],
    ['an element that has no hash', [born('a', 'set'), { op: 'sadd', obj: 'a', to: 'a' }]],
    ['a weak reference to a list', [born('a', 'list'), born('b', 'weakref', { target: 'a' })]],
    ['an operation of which nobody knows', [{ op: 'dance' }]],
  ] as const)('%s', (_, ops: readonly Op[]) => {
    const error = thrown(...ops);
    expect(error).toBeInstanceOf(TraceError);
    expect(error).toMatchObject({ operation: ops.length - 1, message: expect.stringMatching(/[.]$/) });
  });
});

it('holds what an operation names until it is over', () => {
  // The list loses the last reference to itself, and is appended to in the same operation.
  expect(
    thrown(born('a', 'list'), { op: 'append', obj: 'a', to: 'a' }, { op: 'clear', obj: 'a' }),
  ).toBeUndefined();
});
