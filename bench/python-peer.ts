import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Phases } from './heap-cases.ts';

/** A CPython that runs the same cases, kept running so that both sides are warm. */
export class PythonPeer {
  readonly version: string;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>, version: string) {
    this.child = child;
    this.lines = lines;
    this.version = version;
  }

  /** Starts the newest CPython from 3.11 to 3.13 that this machine has; undefined if there is none. */
  static async start(): Promise<PythonPeer | undefined> {
    const python = findPython();
    if (python === undefined) return undefined;
    const child = spawn(python, [fileURLToPath(new URL('cpython-heap.py', import.meta.url))]);
    child.stderr.pipe(process.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { version } = (await nextJson(lines)) as { version: string };
    return new PythonPeer(child, lines, version);
  }

  async run(name: string, n: number): Promise<Phases> {
    this.child.stdin.write(`${name} ${n}\n`);
    return (await nextJson(this.lines)) as Phases;
  }

  stop(): void {
    this.child.stdin.end();
  }
}

async function nextJson(lines: AsyncIterator<string>): Promise<unknown> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('the Python side has ended');
  return JSON.parse(value);
}

function findPython(): string | undefined {
  const versions = ['3.13', '3.12', '3.11'];
  const installed = pyenvVersions();
  const candidates = versions.flatMap(version => [
    ...installed
      .filter(name => name.startsWith(`${version}.`))
      .map(name => join(homedir(), '.pyenv/versions', name, 'bin', 'python3')),
    `python${version}`,
  ]);
  return [...candidates, 'python3'].find(isNewEnough);
}

function pyenvVersions(): string[] {
  try {
    return readdirSync(join(homedir(), '.pyenv/versions'));
  } catch {
    return [];
  }
}

function isNewEnough(python: string): boolean {
  const { stdout } = spawnSync(python, ['-c', 'import sys; print(sys.version_info >= (3, 11))'], {
    encoding: 'utf8',
  });
  return stdout?.trim() === 'True';
}
