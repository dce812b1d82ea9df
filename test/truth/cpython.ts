/** A warm CPython that answers programs, one after the other. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Python } from './find-python.ts';
import type { Oracle, Question } from './oracle.ts';

const driver = fileURLToPath(new URL('driver.py', import.meta.url));

export class CPython implements Oracle {
  private readonly version: string;
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting: { answer(text: string): void; fail(error: Error): void }[] = [];
  private complaints = '';

  constructor({ command, version }: Python) {
    this.version = version;
    this.process = spawn(command, ['-I', '-B', driver]);
    this.process.stderr.on('data', text => {
      this.complaints = `${this.complaints}${text}`.slice(-2000);
    });
    createInterface({ input: this.process.stdout }).on('line', line => this.waiting.shift()?.answer(line));
    this.process.on('error', error => this.fail(error.message));
    this.process.on('exit', status => this.fail(`ended with status ${status}\n${this.complaints}`));
  }

  async ask(question: Question): Promise<object> {
    const answered = new Promise<string>((answer, fail) => this.waiting.push({ answer, fail }));
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse(await answered);
  }

  stop(): Promise<void> {
    const stopped = new Promise<void>(resolve => this.process.once('exit', () => resolve()));
    this.process.stdin.end();
    return stopped;
  }

  private fail(what: string): void {
    for (const { fail } of this.waiting.splice(0)) fail(new Error(`CPython ${this.version}: ${what}`));
  }
}
