/** Playing a move list from the start to the end of the program, and saying what came of it. */
import { evaluateGoal, type LoadedLevel } from '../level/index.ts';
import type { Machine } from '../python/index.ts';
import { fail, ok, type Result } from '../result.ts';
import { factsOf } from './facts.ts';
import { type Move, printMove } from './move.ts';
import { judge, metricsOf } from './position.ts';
import type { Metrics } from './position-types.ts';
import { refusalAt } from './refusal.ts';
import { startMachine } from './run.ts';

/** Why a list cannot be played: `move` counts from 0. */
export type ReplayIssue = {
  readonly code: 'slot-not-reached' | 'illegal-move' | 'over-budget';
  readonly move: number;
  readonly message: string;
};

/** The document of `heaplings replay --json`. */
export type Replay = {
  readonly level: string;
  readonly won: boolean;
  readonly moves: number;
  readonly traversed: number;
  readonly peak: number;
  readonly goals: readonly { readonly goal: string; readonly holds: boolean; readonly why?: string }[];
  readonly log: readonly string[];
};

/** How a list ends: the machine at the end of the program. */
export type Playthrough = { readonly machine: Machine; readonly metrics: Metrics; readonly won: boolean };

/**
 * Plays the moves; continues follow from their slots. Then the program runs to its end, through the slots that are
 * left. A list is judged whole: an exception behind the last move is a lost run, not an issue.
 */
export function playMoves(level: LoadedLevel, moves: readonly Move[]): Result<Playthrough, ReplayIssue> {
  const machine = startMachine(level);
  const { budget } = level.level;
  for (const [index, move] of moves.entries()) {
    const issue = (code: ReplayIssue['code'], message: string) =>
      fail<ReplayIssue>({ code, move: index, message: `${printMove(move)}: ${message}` });

    if (index >= budget) return issue('over-budget', `${budget} of ${budget} moves are used.`);
    while (machine.state === 'slot' && machine.slot !== move.slot) machine.resume();
    if (machine.state !== 'slot') return issue('slot-not-reached', notReached(machine, move.slot));
    const reason = refusalAt(level, machine, move);
    if (reason !== undefined) return issue('illegal-move', reason);
    machine.perform(move.statement);
  }
  runToEnd(machine);
  const { status } = judge(level, machine, moves.length);
  return ok({ machine, metrics: metricsOf(machine, moves.length), won: status === 'won' });
}

/** Runs through all slots that are left, to the end of the program or the exception that ends it. */
function runToEnd(machine: Machine): void {
  while (machine.state === 'slot') machine.resume();
}

export function replay(level: LoadedLevel, moves: readonly Move[]): Result<Replay, ReplayIssue> {
  const played = playMoves(level, moves);
  if (!played.ok) return played;
  const { machine, metrics, won } = played.value;
  const facts = factsOf(level, machine, moves.length);
  return ok({
    level: level.level.id,
    won,
    ...metrics,
    goals: level.goals.map(goal => {
      const { state, culprit } = evaluateGoal(goal, facts);
      const why = culprit ?? (machine.error === undefined ? undefined : raisedText(machine));
      const holds = state === 'holds';
      return { goal: goal.text, holds, ...(holds || why === undefined ? {} : { why }) };
    }),
    log: machine.log,
  });
}

const raisedText = ({ error }: Machine): string =>
  error === undefined ? '' : `${error.type} in line ${error.line}: ${error.message}`;

function notReached({ error }: Machine, slot: number): string {
  const why = error === undefined ? '' : ` The program ended with ${error.type} in line ${error.line}.`;
  return `slot ${slot} is not reached from here.${why}`;
}
