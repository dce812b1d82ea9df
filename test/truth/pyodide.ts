/** CPython 3.14 compiled to WebAssembly, in this very process: for machines without a Python. */
import { readFileSync } from 'node:fs';
import type { loadPyodide } from 'pyodide';
import type { Oracle, Question } from './oracle.ts';

type Interpreter = Awaited<ReturnType<typeof loadPyodide>>;

export class Pyodide implements Oracle {
  private readonly answer: (question: string) => string;

  private constructor(interpreter: Interpreter) {
    const driver = readFileSync(new URL('driver.py', import.meta.url), 'utf8');
    const globals = interpreter.toPy({ __name__: 'driver' });
    interpreter.runPython(driver, { globals });
    this.answer = globals.get('answer_here');
  }

  static async start(): Promise<Pyodide> {
    // Only where it is needed: it takes seconds.
    const { loadPyodide } = await import('pyodide');
    return new Pyodide(await loadPyodide());
  }

  /** All programs run in one process: here nothing is forked. */
  async ask(question: Question): Promise<object> {
    return JSON.parse(this.answer(JSON.stringify(question)));
  }

  async stop(): Promise<void> {}
}
