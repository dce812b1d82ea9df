/**
 * Whether the goldens would notice: the engine is broken on purpose, one rule of each family at a time, and so is each
 * switch of the profiles. A break that nothing notices would be a rule that nothing holds.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { conform, type Divergence } from '../../src/conform/index.ts';
import { type Profile, profiles } from '../../src/engine/index.ts';
import { goldenFiles } from './golden-files.ts';

const traces = goldenFiles.flatMap(file => file.traces);

function firstDivergence(profile: Profile): Divergence | undefined {
  for (const trace of traces) {
    const verdict = conform(trace, profile);
    if (verdict.type === 'diverges') return verdict.divergence;
  }
  return undefined;
}

type Break = {
  readonly rule: string;
  readonly what: string;

  /** The module of the engine, and what it exports instead. */
  readonly module: string;
  readonly instead: Readonly<Record<string, () => unknown>>;

  /** The trace and the key that tell. */
  readonly told: readonly [id: string, key: string];
};

const breaks: readonly Break[] = [
  {
    rule: 'RC-7',
    what: 'lists and tuples let go from the first item to the last',
    module: 'tracking',
    instead: { goesBackwards: () => false },
    told: ['RC-7-list-clear', 'ev'],
  },
  {
    rule: 'TR-5',
    what: 'tuples stay tracked',
    module: 'tracking',
    instead: { canUntrackTuple: () => false },
    told: ['TR-5-tuple-untracked', 'gen'],
  },
  {
    rule: 'FN-5',
    what: 'finalizers of garbage do not run',
    module: 'release',
    instead: { summonFinalizerOfGarbage: () => undefined },
    told: ['FN-5-all-finalizers-first', 'ev'],
  },
  {
    rule: 'WR-3',
    what: 'each weak reference is a new one',
    module: 'weak-table',
    instead: { sharedWeakref: () => 0 },
    told: ['WR-3-shared', 'rc'],
  },
  {
    rule: 'GC-9',
    what: 'garbage is not emptied',
    module: 'tracking',
    instead: { canBeEmptied: () => false },
    told: ['GC-9-clear-order-two-way', 'ev'],
  },
  {
    rule: 'TH-2',
    what: 'no collection is ever due',
    module: 'automatic',
    instead: { isDueAtBirth: () => false },
    told: ['TH-2-garbage-waits', 'ev'],
  },
];

describe('a broken rule is noticed', () => {
  afterEach(() => {
    vi.resetModules();
  });

  test.each(breaks)('$rule: $what', async ({ rule, module, instead, told }) => {
    const path = `../../src/engine/${module}.ts`;
    vi.resetModules();
    vi.doMock(path, async importOriginal => ({ ...(await importOriginal<object>()), ...instead }));
    const broken = await import('../../src/conform/index.ts');
    vi.doUnmock(path);

    const found = traces
      .filter(trace => trace.rule === rule)
      .flatMap(trace => {
        const verdict = broken.conform(trace, profiles['3.13']);
        return verdict.type === 'diverges' ? [verdict.divergence] : [];
      });
    expect([found[0]?.id, found[0]?.differences[0].key]).toEqual(told);
  });
});

type Switch = Exclude<keyof Profile, 'version' | 'thresholds' | 'runsDueIfDisabled'>;

const others: Readonly<Record<string, string>> = {
  'at allocation': 'at check',
  'at check': 'at allocation',
  'first to last': 'last to first',
  'last to first': 'first to last',
};

const flipped = (profile: Profile, name: Switch): Profile => {
  const value = profile[name];
  return { ...profile, [name]: typeof value === 'boolean' ? !value : others[value] };
};

/** What can be seen in counters and automatic runs only, which are compared in these versions. */
const withCounters = ['3.11', '3.12', '3.13'];
const seenInCounters: readonly string[] = ['automatic', 'holdsSingleCallbackInTuple'];

/**
 * What no trace can show. Each brings its own thresholds. A collection that is due runs at the end of the operation that
 * made it due, so nothing can disable the collector in between: in a program
 * `a = {1}; b = {2}; …; gc.disable()` can, and 3.12 runs it then, 3.13 does not.
 */
const notInTraces: readonly string[] = ['version', 'thresholds', 'runsDueIfDisabled'];

const switches = Object.keys(profiles['3.13']).filter((name): name is Switch => !notInTraces.includes(name));

describe.each(switches)('the switch %s matters', name => {
  const versions = Object.values<Profile>(profiles).filter(
    ({ version }) => !seenInCounters.includes(name) || withCounters.includes(version),
  );

  test.each(versions)('in $version', profile => {
    expect(firstDivergence(flipped(profile, name))).toMatchObject({ profile: profile.version });
  });
});
