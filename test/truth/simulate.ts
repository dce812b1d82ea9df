/** The simulation's side of the comparison. */
import { programProfiles } from '../../src/engine/index.ts';
import {
  compile,
  Machine,
  type Program,
  parse,
  parseStatement,
  type Raised,
  runReport,
} from '../../src/python/index.ts';
import type { Trial } from './draft.ts';
import { readMove } from './programs.ts';

const program = (source: string): Program => {
  const read = parse(source);
  const compiled = read.ok ? compile(read.value) : read;
  if (!compiled.ok) throw new Error(`${source}\n${compiled.issues.map(issue => issue.message).join('\n')}`);
  return compiled.value;
};

export const isProgram = (source: string): boolean => {
  const read = parse(source);
  return read.ok && compile(read.value).ok;
};

export const profileOf = (version: string) =>
  Object.entries(programProfiles).find(([known]) => version.startsWith(`${known}.`))?.[1];

/** The report of a whole run, without the profile that it was made under: what the driver writes. */
export const simulate = (source: string, version = '3.13.0', automatic = false): object => {
  const profile = profileOf(version);
  const options = { automatic, ...(profile === undefined ? {} : { profile }) };
  const { profile: _, ...report } = runReport(program(source), options);
  return report;
};

/** Whether a program that CPython reads the same way ends with an exception here, and where. */
export const trialOf =
  (version: string, automatic: boolean): Trial =>
  source => {
    const { error } = simulate(source, version, automatic) as { error?: Raised };
    return error && { line: error.line, isLimit: error.type === 'Limit' || error.type === 'Unsupported' };
  };

/** The same run with the moves made at the slots, as a player makes them: what does not depend on lines. */
export const play = (source: string, moves: readonly string[]): object => {
  const machine = Machine.start(program(source));
  machine.run();
  while (machine.state === 'slot') {
    const { slot } = machine;
    for (const move of moves.map(readMove).filter(candidate => candidate.slot === slot)) {
      const statement = parseStatement(move.text);
      if (!statement.ok) throw new Error(statement.issues[0]?.message);
      if (machine.perform(statement.value) !== undefined) return summary(machine);
    }
    machine.resume();
  }
  return summary(machine);
};

const summary = (machine: Machine): object => {
  machine.letGo();
  const { live, ...stats } = machine.statistics();
  return {
    raised: machine.error?.type,
    log: machine.log,
    output: machine.output,
    freed: machine.freed.map(({ label, by }) => ({ label, by })),
    live,
    stats,
  };
};
