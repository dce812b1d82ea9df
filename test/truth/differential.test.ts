/**
 * The simulation against a CPython of this machine, on random programs. One that differs is shrunk; the message shows
 * it, both sides, and the command that repeats it. CONTRIBUTING.md says how to go on for longer.
 */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/python/index.ts';
import { type Draft, printRunning } from './draft.ts';
import { minimal } from './minimal.ts';
import { findOracles, type Oracle } from './oracle.ts';
import { isProgram, simulate, trialOf } from './simulate.ts';
import { drafts, FAMILIES, type Family, withCompanions } from './vocabulary.ts';

const { HEAPLINGS_FUZZ_RUNS: runs = '25', HEAPLINGS_FUZZ_SEED: seed = '1' } = process.env;
const { HEAPLINGS_FUZZ_PATH: path } = process.env;

describe.each(findOracles())('CPython $version', python => {
  let real: Oracle;
  beforeAll(async () => {
    real = await python.start();
  }, 120_000);
  afterAll(() => real.stop());
  const print = (draft: Draft): string => printRunning(draft, trialOf(python.version));

  const compare = async (source: string): Promise<{ ours: object; theirs: object }> => {
    const theirs = await real.ask({ source });
    const ours = simulate(source, python.version);
    return {
      ours: comparable(python.version, source, ours),
      theirs: comparable(python.version, source, theirs),
    };
  };

  const isDivergent = async (source: string): Promise<boolean> => {
    if (!isProgram(source)) return false;
    const { ours, theirs } = await compare(source);
    return !isDeepStrictEqual(ours, theirs);
  };

  const check = async (families: readonly Family[], name: string): Promise<void> => {
    const agrees = fc.asyncProperty(drafts(families), async draft => !(await isDivergent(print(draft))));
    const repeated = path === undefined ? {} : { path };
    const found = await fc.check(agrees, { numRuns: Number(runs), seed: Number(seed), ...repeated });
    if (!found.failed) return;
    const [draft] = found.counterexample ?? [];
    if (draft === undefined) throw new Error(`no program was made: ${found.errorInstance}`);
    const source = await minimal(print(draft), isDivergent);
    const { ours, theirs } = await compare(source);
    const repeat = [
      `HEAPLINGS_PYTHON=${python.command}`,
      `HEAPLINGS_FUZZ_SEED=${found.seed} HEAPLINGS_FUZZ_PATH=${found.counterexamplePath}`,
      `npx vitest run test/truth/differential.test.ts -t '${name}$'`,
    ].join(' ');
    const message = `expected is CPython ${python.version}, received the simulation, of\n\n${source}\nAgain: ${repeat}\n`;
    expect(ours, message).toEqual(theirs);
    throw new Error(`${found.errorInstance}\nin\n${source}`);
  };

  const families = FAMILIES.filter(family => python.others[family] === undefined);
  const others = Object.entries(python.others).map(([family, why]) => `${family} (${why})`);
  const announcement = [
    `With CPython ${python.version} (${python.command}) ${runs} programs each are compared of`,
    `names and ${families.join(', names and ')}, everything.`,
    ...(others.length > 0 ? [`Not compared, because there: ${others.join(', ')}.`] : []),
  ].join(' ');
  process.stdout.write(`${announcement}\n`);

  test.each(families)(
    'names and %s',
    family =>
      check(
        withCompanions(family).filter(other => python.others[other] === undefined),
        `names and ${family}`,
      ),
    600_000,
  );
  test('everything', () => check(families, 'everything'), 600_000);
});

/**
 * Without the words of exceptions, which are those of 3.13, and without the peak where code runs in the middle of deaths:
 * Python's recorder counts a heapling no longer once its death is reported, the simulation once it is gone. The recorder
 * is also called before the program's own callbacks of the collector, so it does not see what they make.
 */
const comparable = (version: string, source: string, report: object): object => {
  const { error, stats, ...rest } = report as Partial<RunReport>;
  const { peak, traversed, ...counts } = stats ?? {};
  return {
    ...rest,
    error: version.startsWith('3.13.') ? error : { type: error?.type, line: error?.line },
    stats: {
      ...counts,
      ...(/__del__|weakref|callbacks/.test(source) ? {} : { peak }),
      ...(source.includes('gc.callbacks') ? {} : { traversed }),
    },
  };
};
