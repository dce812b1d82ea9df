/** Small traces for tests. */
import { decodeTrace, type Trace } from '../../src/conform/index.ts';

/** Two operations and what 3.11.7 did: an object is born and dies. */
export const birthAndDeath = {
  id: 'birth-and-death',
  ops: [
    { op: 'new', id: 'a', kind: 'inst', var: 'g_a' },
    { op: 'del', var: 'g_a' },
  ],
  python: '3.11.7',
  obs: [
    { rc: { a: 1 }, gen: { a: 0 }, vars: { g_a: 'a' } },
    { ev: ['d:a'], vars: { g_a: '-' } },
  ],
  versions: {},
};

/** The trace that this data is; it must be one. */
export function traceOf(data: unknown): Trace {
  const decoded = decodeTrace(data);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.issues));
  return decoded.value;
}
