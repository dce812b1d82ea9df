/** One program on both sides. */
import { isDeepStrictEqual } from 'node:util';
import type { RunReport } from '../../src/python/index.ts';
import { type Draft, printRunning } from './draft.ts';
import type { Oracle } from './oracle.ts';
import { isProgram, simulate, trialOf } from './simulate.ts';

export class Comparison {
  private readonly real: Oracle;
  private readonly version: string;
  private readonly automatic: boolean;

  constructor(real: Oracle, version: string, automatic: boolean) {
    this.real = real;
    this.version = version;
    this.automatic = automatic;
  }

  print(draft: Draft): string {
    return printRunning(draft, trialOf(this.version, this.automatic));
  }

  async run(source: string): Promise<{ ours: object; theirs: object }> {
    const theirs = await this.real.ask({ source, automatic: this.automatic });
    const ours = simulate(source, this.version, this.automatic);
    const comparable = (report: object) => this.comparable(source, report as Partial<RunReport>);
    return { ours: comparable(ours), theirs: comparable(theirs) };
  }

  /** Also of a text that is no program: then it is not. */
  async isDivergent(source: string): Promise<boolean> {
    if (!isProgram(source)) return false;
    if (this.automatic && trialOf(this.version, true)(source) !== undefined) return false;
    const { ours, theirs } = await this.run(source);
    return !isDeepStrictEqual(ours, theirs);
  }

  /**
   * Without the words of exceptions, which are those of 3.13, and without addresses. The recorder cannot tell everything:
   * - where code runs in the middle of deaths, it counts a heapling no longer once its death is reported, the simulation
   *   once it is gone; and it counts as collected what a finalizer freed during the collection (SPEC FN-9);
   * - it is called before the program's own callbacks of the collector, so it does not see what they make;
   * - where births are counted it only lists the deaths;
   * - what a finalizer saves in a collection and lets die before its end has died for it when the collection began.
   */
  private comparable(source: string, report: Partial<RunReport>): object {
    const { error, log = [], freed = [], stats, ...rest } = report;
    const { peak, traversed, collected, ...counts } = stats ?? {};
    const { type, line, message } = error ?? {};
    const runsInDeaths = /__del__|weakref|callbacks/.test(source);
    return {
      ...rest,
      error: {
        type,
        line,
        message: this.version.startsWith('3.13.') ? withoutAddresses(message) : undefined,
      },
      ...(source.includes('__del__')
        ? withoutOrder(log, freed)
        : { log, freed: this.automatic ? [] : freed }),
      stats: {
        ...counts,
        ...(this.automatic || runsInDeaths ? {} : { peak, collected }),
        ...(source.includes('gc.callbacks') ? {} : { traversed }),
      },
    };
  }
}

const withoutAddresses = (message?: string): string | undefined =>
  message?.replaceAll(/<weakref[^>]*>/g, '<weakref>');

/** From the first collection on: between two marks or collections it is only told who has died. */
const withoutOrder = (log: RunReport['log'], freed: RunReport['freed']): object => {
  const first = log.findIndex(entry => /^gc\d$/.test(entry));
  const sure = first < 0 ? log : log.slice(0, first);
  const unsure: string[][] = [[]];
  for (const entry of log.slice(sure.length)) {
    if (/^(gc\d$|@)/.test(entry)) unsure.push([entry]);
    else unsure.at(-1)?.push(entry);
  }
  const deaths = sure.filter(entry => !entry.startsWith('@')).length;
  return { log: sure, unsure: unsure.map(entries => entries.toSorted()), freed: freed.slice(0, deaths) };
};
