/** The real Pythons that random programs are compared with. */
import { CPython } from './cpython.ts';
import type { Family } from './families.ts';
import { findPythons } from './find-python.ts';
import { Pyodide } from './pyodide.ts';
import { profileOf } from './simulate.ts';

/** What a Python is asked. */
export type Question = {
  readonly source: string;
  /** Collections start by themselves. @default false */
  readonly automatic?: boolean;
};

/** A real Python: what it says is right. */
export type Oracle = {
  /** What `heaplings run --json` would say, or `{crashed: status}`. */
  ask(question: Question): Promise<object>;
  stop(): Promise<void>;
};

export type OracleChoice = {
  readonly version: string;
  /** What `HEAPLINGS_PYTHON` is set to for this one alone. */
  readonly command: string;
  /** What cannot be compared, and why. */
  readonly others: Partial<Record<Family, string>>;
  start(): Promise<Oracle>;
};

/**
 * CPython 3.11 to 3.13 where the machine has them. Else, or if `HEAPLINGS_PYTHON` is `pyodide`, the CPython that comes
 * with the development dependencies: of a later version, so only a part can be compared.
 */
export const findOracles = (): readonly OracleChoice[] => {
  const known = isPyodideWanted()
    ? []
    : findPythons().filter(({ version }) => profileOf(version) !== undefined);
  if (known.length === 0) {
    return [{ version: '3.14', command: 'pyodide', others: LATER, start: () => Pyodide.start() }];
  }
  return known.map(python => ({ ...python, others: {}, start: async () => new CPython(python) }));
};

/** What CPython 3.14.2 does in another way (SPEC RC-14, section 7, TR-3), and what needs a process for each program. */
const LATER: Partial<Record<Family, string>> = {
  calls: 'locals are released from the last to the first',
  classes: 'a class knows beforehand which attributes its methods set',
  finalizers: 'a class knows beforehand which attributes its methods set',
  generations: 'the collector is the incremental one',
  'automatic collections': 'the collector is the incremental one',
  questions: 'dicts are always tracked, and what the interpreter itself holds is another',
  freezing: 'all programs run in one process, and unfreezing brings back what others have left',
};

const isPyodideWanted = (): boolean => {
  const { HEAPLINGS_PYTHON: wanted } = process.env;
  return wanted === 'pyodide';
};
