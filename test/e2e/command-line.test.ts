import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bareEnvironment, bundle } from './terminal.ts';

function heaplings(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    encoding: 'utf8',
    env: bareEnvironment(),
  });
  return { code: status, out: stdout, err: stderr };
}

test('the tests run on the Node of the repository, not on an old one of the machine', () => {
  // `npm ci --ignore-scripts` leaves that Node out, and npm would silently take whatever is installed.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2212);
});

test('--version prints the version of the package', () => {
  expect(heaplings('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
});

test('--help lists every command', () => {
  const { code, out, err } = heaplings('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const command of ['play', 'list', 'run', 'check', 'replay']) expect(out).toContain(`\n  ${command} `);
});
