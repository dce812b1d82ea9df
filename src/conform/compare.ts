/** Observation against observation, key by key. */
import type { Observation } from './trace.ts';

/** A key whose value the engine has to answer; the table order of sets (`so`) is an input. */
export type Key = Exclude<keyof Observation, 'so'>;

/** What a key should have been and what it was; null for a key that is absent: nothing changed. */
export type Difference = { readonly key: Key; readonly expected: unknown; readonly got: unknown };

/** Every key, and what it is about. The first one that differs is reported: the most telling ones come first. */
export const keys = {
  ev: 'what happened, in order',
  rc: 'reference counts that changed',
  gen: 'generations that changed',
  fin: 'objects now marked as finalized',
  wr: 'targets of weak references',
  vars: 'globals that changed',
  gcs: 'collections: generation, runs, collected, uncollectable',
  order: 'the lists of the generations, in order',
  cnt: 'the counters of the generations',
  ret: 'what gc.collect returned',
  q: 'what gc.get_referrers or gc.get_referents returned',
  same: 'the weak reference that was there before',
  garbage: 'contents of gc.garbage',
} as const satisfies Record<Key, string>;

// `Object.keys` forgets which keys there are; `keys` has every one, or it would not compile.
const allKeys = Object.keys(keys) as readonly Key[];

/** Every key that differs, but those `without`. */
export function differences(
  expected: Observation,
  got: Observation,
  without: readonly (keyof Observation)[] = [],
): readonly Difference[] {
  return allKeys
    .filter(key => !without.includes(key) && !isEqual(normal(key, expected), normal(key, got)))
    .map(key => ({ key, expected: expected[key] ?? null, got: got[key] ?? null }));
}

/** Without what does not matter: the order of what is a set, and whether nothing is absent or empty. */
function normal(key: Key, observation: Observation): unknown {
  switch (key) {
    case 'fin':
      return observation.fin?.length === 0 ? undefined : observation.fin?.toSorted();
    case 'gcs':
      return observation.gcs?.length === 0
        ? undefined
        : observation.gcs?.toSorted(([a = 0], [b = 0]) => a - b);
    case 'ev':
      return observation.ev?.length === 0 ? undefined : observation.ev;
    case 'rc':
    case 'gen':
    case 'wr':
    case 'vars': {
      const value = observation[key];
      return value === undefined || Object.keys(value).length === 0 ? undefined : value;
    }
    default:
      // An empty answer is an answer: it says that there was a question, a collection, a change.
      return observation[key];
  }
}

/** Equality of JSON data; the order of keys does not matter. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(name => Object.hasOwn(b, name) && isEqual(Reflect.get(a, name), Reflect.get(b, name)))
  );
}
