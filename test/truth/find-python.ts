/** Finds the real Pythons of this machine: what the simulation is compared with. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Python = {
  /** Where the interpreter itself is, behind the scripts and links that lead to it. */
  readonly command: string;
  readonly version: string;
};

/**
 * CPython 3.11 and later, one for each version, newest first. `HEAPLINGS_PYTHON` names the only one to use;
 * without it the usual commands, the launcher of Windows and the installations of pyenv are tried.
 */
export const findPythons = (): readonly Python[] => {
  const { HEAPLINGS_PYTHON: only } = process.env;
  const found = new Map<string, Python>();
  for (const [command, ...args] of only ? [[only]] : candidates()) {
    const python = command === undefined ? undefined : probe(command, args);
    if (python !== undefined && !found.has(python.version)) found.set(python.version, python);
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

const MINORS = ['3.13', '3.12', '3.11'];

const candidates = (): readonly (readonly string[])[] => [
  ...MINORS.map(minor => [`python${minor}`]),
  ['python3'],
  ['python'],
  ...(process.platform === 'win32' ? MINORS.map(minor => ['py', `-${minor}`]) : []),
  ...pyenvCommands().map(command => [command]),
];

const pyenvCommands = (): string[] => {
  const { PYENV_ROOT: root = join(homedir(), '.pyenv') } = process.env;
  const [versions, command] =
    process.platform === 'win32'
      ? [join(root, 'pyenv-win', 'versions'), 'python.exe']
      : [join(root, 'versions'), join('bin', 'python3')];
  try {
    return readdirSync(versions).map(version => join(versions, version, command));
  } catch {
    return [];
  }
};

const PROBE = `import sys
assert sys.implementation.name == "cpython"
print("%d.%d.%d" % sys.version_info[:3], sys.executable)`;

const probe = (command: string, args: readonly string[]): Python | undefined => {
  const run = spawnSync(command, [...args, '-I', '-c', PROBE], { encoding: 'utf8' });
  const [, version, minor, executable] = /^(3\.(\d+)\.\d+) (.+)$/.exec(run.stdout?.trim() ?? '') ?? [];
  if (run.status !== 0 || version === undefined || Number(minor) < 11) return undefined;
  return { command: executable ?? command, version };
};
