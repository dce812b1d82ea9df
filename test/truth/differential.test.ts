/**
 * The simulation against a CPython of this machine, on random programs. One that differs is shrunk; the message shows
 * it, both sides, and the command that repeats it. CONTRIBUTING.md says how to go on for longer.
 */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Comparison } from './comparison.ts';
import { drafts } from './drafts.ts';
import { AUTOMATIC, FAMILIES, type Family, withCompanions } from './families.ts';
import { minimal } from './minimal.ts';
import { findOracles, type Oracle } from './oracle.ts';

const { HEAPLINGS_FUZZ_RUNS: runs = '20', HEAPLINGS_FUZZ_SEED: seed = '1' } = process.env;
const { HEAPLINGS_FUZZ_PATH: path } = process.env;
/** The most that thousands of programs take; a few take a second. */
const timeout = 3_600_000;

describe.each(findOracles())('CPython $version', python => {
  let real: Oracle;
  beforeAll(async () => {
    real = await python.start();
  }, 120_000);
  afterAll(() => real.stop());

  const check = async (families: readonly Family[], name: string): Promise<void> => {
    const comparison = new Comparison(real, python.version, families.includes(AUTOMATIC));
    const isDivergent = (source: string) => comparison.isDivergent(source);
    const agrees = fc.asyncProperty(
      drafts(families),
      async draft => !(await isDivergent(comparison.print(draft))),
    );
    const repeated = path === undefined ? {} : { path };
    const found = await fc.check(agrees, { numRuns: Number(runs), seed: Number(seed), ...repeated });
    if (!found.failed) return;
    const [draft] = found.counterexample ?? [];
    if (draft === undefined) throw new Error(`no program was made: ${found.errorInstance}`);
    const source = await minimal(comparison.print(draft), isDivergent);
    const { ours, theirs } = await comparison.run(source);
    const repeat = [
      `HEAPLINGS_PYTHON=${python.command}`,
      `HEAPLINGS_FUZZ_SEED=${found.seed} HEAPLINGS_FUZZ_PATH=${found.counterexamplePath}`,
      `npx vitest run test/truth/differential.test.ts -t '${name}$'`,
    ].join(' ');
    const message = `expected is CPython ${python.version}, received the simulation, of\n\n${source}\nAgain: ${repeat}\n`;
    expect(ours, message).toEqual(theirs);
    throw new Error(`${found.errorInstance}\nin\n${source}`);
  };

  const isCompared = (family: Family): boolean => python.others[family] === undefined;
  const families = FAMILIES.filter(isCompared);
  const alone = [...families, ...[AUTOMATIC as Family].filter(isCompared)];
  const others = Object.entries(python.others).map(([family, why]) => `${family} (${why})`);
  const announcement = [
    `With CPython ${python.version} (${python.command}) ${runs} programs each are compared of`,
    `names and ${alone.join(', names and ')}, everything.`,
    ...(others.length > 0 ? [`Not compared, because there: ${others.join(', ')}.`] : []),
  ].join(' ');
  process.stdout.write(`${announcement}\n`);

  test.each(alone)(
    'names and %s',
    family => check(withCompanions(family).filter(isCompared), `names and ${family}`),
    timeout,
  );
  test('everything', () => check(families, 'everything'), timeout);
});
