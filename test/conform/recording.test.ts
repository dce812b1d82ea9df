import { expect, test } from 'vitest';
import { expectedOf } from '../../src/conform/left-out.ts';
import { compareVersions, profileFor, recordingOf } from '../../src/conform/recording.ts';
import { birthAndDeath, traceOf } from './traces.ts';

const { obs } = birthAndDeath;
const died = { ev: ['d:a'] };
const other = { obs: { 1: died } };

const recorded = (python: string, versions: Readonly<Record<string, unknown>>) =>
  traceOf({ ...birthAndDeath, python, versions });

test('versions in their order: numbers are numbers, a candidate comes before its release', () => {
  const versions = [
    '3.15.0',
    '3.9.18',
    '3.15.0rc2',
    '3.15.0b4',
    '3.10.2',
    '3.15.0rc1',
    '3.10.13',
    '3.15.0a1',
  ];
  expect(versions.sort(compareVersions)).toEqual([
    '3.9.18',
    '3.10.2',
    '3.10.13',
    '3.15.0a1',
    '3.15.0b4',
    '3.15.0rc1',
    '3.15.0rc2',
    '3.15.0',
  ]);
});

test('the profile of a version', () => {
  expect(['3.8.18', '3.10.0', '3.14.0', '3.14.4', '3.14.5', '3.14.10', '3.15.0rc1'].map(profileFor)).toEqual([
    '3.8',
    '3.10',
    '3.14',
    '3.14',
    '3.15',
    '3.15',
    '3.15',
  ]);
});

test.each([
  ['the version of obs', recorded('3.13.0', {}), '3.13', { version: '3.13.0', observations: obs }],
  ['the same', recorded('3.11.7', { '3.13.0': 'same' }), '3.13', { version: '3.13.0', observations: obs }],
  [
    'whole observations instead',
    recorded('3.11.7', { '3.13.0': other }),
    '3.13',
    { version: '3.13.0', observations: [obs[0], died] },
  ],
  [
    'as another version',
    recorded('3.11.7', { '3.13.0': 'as 3.12.1', '3.12.1': other }),
    '3.13',
    { version: '3.13.0', observations: [obs[0], died] },
  ],
  [
    'as another version that is the same',
    recorded('3.11.7', { '3.13.0': 'as 3.12.1', '3.12.1': 'same' }),
    '3.13',
    { version: '3.13.0', observations: obs },
  ],
  [
    'the newest',
    recorded('3.13.2', { '3.13.10': other, '3.13.9': 'same' }),
    '3.13',
    { version: '3.13.10', observations: [obs[0], died] },
  ],
  [
    'not a longer number',
    recorded('3.11.7', { '3.1.9': 'same' }),
    '3.1',
    { version: '3.1.9', observations: obs },
  ],
  [
    'a candidate',
    recorded('3.11.7', { '3.15.0rc1': 'same' }),
    '3.15',
    { version: '3.15.0rc1', observations: obs },
  ],
  [
    '3.14.5 for 3.15',
    recorded('3.11.7', { '3.14.2': other, '3.14.5': 'same' }),
    '3.15',
    { version: '3.14.5', observations: obs },
  ],
  ['none', recorded('3.11.7', { '3.12.1': 'same' }), '3.13', undefined],
] as const)('the recording of a profile: %s', (_, trace, profile, expected) => {
  expect(recordingOf(trace, profile)).toEqual(expected);
});

const auto = traceOf({
  ...birthAndDeath,
  auto: true,
  threshold: [700, 10, 10],
  versions: { '3.10.13': 'same', '3.15.0rc1': 'same', '3.15.0': 'same', '3.14.2': 'same' },
});

test.each([
  [recorded('3.11.7', {}), '3.13', { leftOut: 'not-recorded' }],
  [recorded('3.14.2', {}), '3.15', { leftOut: 'incremental-collector' }],
  [recorded('3.14.2', {}), '3.13', { leftOut: 'not-recorded' }],
  [auto, '3.10', { leftOut: 'old-counters' }],
  [auto, '3.9', { leftOut: 'not-recorded' }],
  [auto, '3.11', { recording: { version: '3.11.7', observations: obs }, withoutKeys: [] }],
  [auto, '3.15', { recording: { version: '3.15.0', observations: obs }, withoutKeys: [] }],
  [
    recorded('3.15.0rc1', {}),
    '3.15',
    { recording: { version: '3.15.0rc1', observations: obs }, withoutKeys: ['cnt'] },
  ],
  [
    recorded('3.10.13', {}),
    '3.10',
    { recording: { version: '3.10.13', observations: obs }, withoutKeys: [] },
  ],
] as const)('what is left out, and nothing else', (trace, profile, expected) => {
  expect(expectedOf(trace, profile)).toEqual(expected);
});
