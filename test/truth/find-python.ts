/** Finds the real Pythons of this machine: what the simulation is compared with. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Python = { readonly command: string; readonly version: string };

/**
 * CPython 3.11 and later, one for each version, newest first. `HEAPLINGS_PYTHON` names the only one to use;
 * without it the usual commands and the installations of pyenv are tried.
 */
export const findPythons = (): readonly Python[] => {
  const { HEAPLINGS_PYTHON: only } = process.env;
  const commands = only ? [only] : ['python3.13', 'python3.12', 'python3.11', 'python3', ...pyenvCommands()];
  const found = new Map<string, Python>();
  for (const command of commands) {
    const version = versionOf(command);
    if (version !== undefined && !found.has(version)) found.set(version, { command, version });
  }
  return [...found.values()].sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }));
};

/** Runs a driver with a JSON document on its standard input and reads the one that it answers. */
export const askPython = (python: Python, driver: string, question: unknown): unknown => {
  const run = spawnSync(python.command, ['-I', '-B', driver], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`${python.command} ${driver}: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout);
};

const PROBE =
  'import sys; assert sys.implementation.name == "cpython"; print("%d.%d.%d" % sys.version_info[:3])';

const versionOf = (command: string): string | undefined => {
  const run = spawnSync(command, ['-I', '-c', PROBE], { encoding: 'utf8' });
  const version = /^3\.(\d+)\.\d+$/.exec(run.stdout?.trim() ?? '');
  return run.status === 0 && version !== null && Number(version[1]) >= 11 ? version[0] : undefined;
};

const pyenvCommands = (): string[] => {
  const versions = join(homedir(), '.pyenv', 'versions');
  try {
    return readdirSync(versions).map(version => join(versions, version, 'bin', 'python3'));
  } catch {
    return [];
  }
};
