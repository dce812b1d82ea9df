/** Where a session stands: status, goals, what has happened and what can be done. */
import { evaluateGoal, type GoalState, type LoadedLevel } from '../level/index.ts';
import type { Machine } from '../python/index.ts';
import { isAnythingAhead } from './ahead.ts';
import { consequenceOf, ghostsOf } from './consequence.ts';
import { factsOf } from './facts.ts';
import type { Move } from './move.ts';
import type { Metrics, Outcome, Position, Status } from './position-types.ts';
import { refusalAt, runIsOver } from './refusal.ts';
import { type Stage, stageOf } from './run.ts';
import type { Session } from './session.ts';

const cache = new WeakMap<Stage, Position>();

/** The same position for the same steps, made once. The steps must be legal. */
export function positionOf(session: Session): Position {
  const stage = stageOf(session);
  const known = cache.get(stage) ?? describe(session.level, stage);
  cache.set(stage, known);
  return known;
}

/** One sentence why the move may not be done now, or undefined if it may. */
export function refusal(session: Session, move: Move): string | undefined {
  const { machine, status, movesUsed, budget } = positionOf(session);
  if (status === 'won') return 'The level is solved. u takes the last step back.';
  if (status !== 'playing') return runIsOver;
  if (movesUsed >= budget) return `${movesUsed} of ${budget} moves used. u takes one back.`;
  return refusalAt(session.level, machine, move);
}

/**
 * How a machine stands to the goals of its level; without goals a program is a sandbox, and there is nothing to win
 * or to lose. Where nothing follows the slot the run is judged as if it had ended, so that no goal waits for lines that
 * do not exist.
 */
export function judge(
  level: LoadedLevel,
  machine: Machine,
  moves: number,
): { readonly status: Status; readonly goals: readonly GoalState[] } {
  const facts = factsOf(level, machine, moves);
  const goals = level.goals.map(goal => evaluateGoal(goal, facts));
  if (goals.length === 0) return { goals, status: machine.state === 'raised' ? 'raised' : 'playing' };
  return {
    goals,
    status: statusOf(
      machine,
      goals.every(({ state }) => state === 'holds'),
    ),
  };
}

function statusOf(machine: Machine, holds: boolean): Status {
  switch (machine.state) {
    case 'raised':
      return 'raised';
    case 'done':
      return holds ? 'won' : 'lost';
    case 'slot':
      return holds && !isAnythingAhead(machine) ? 'won' : 'playing';
    case 'ready':
      return 'playing';
  }
}

function describe(level: LoadedLevel, stage: Stage): Position {
  const { machine, movesUsed } = stage;
  const { status, goals } = judge(level, machine, movesUsed);
  const canContinue = machine.state === 'slot' && isAnythingAhead(machine);
  const outcome = status === 'lost' || status === 'raised' ? outcomeOf(machine, goals) : undefined;
  const last = consequenceOf(level, stage);
  return {
    machine,
    status,
    slot: machine.state === 'slot' ? machine.slot : undefined,
    movesUsed,
    budget: level.level.budget,
    goals,
    metrics: metricsOf(machine, movesUsed),
    canContinue,
    linesToRun: canContinue ? linesToRun(machine) : [],
    ghosts: ghostsOf(stage),
    ...(outcome === undefined ? {} : { outcome }),
    ...(last === undefined ? {} : { last }),
    ...(machine.error === undefined ? {} : { error: machine.error }),
  };
}

export function metricsOf(machine: Machine, moves: number): Metrics {
  const { traversed, peak } = machine.statistics();
  return { moves, traversed, peak };
}

function outcomeOf({ error }: Machine, goals: readonly GoalState[]): Outcome {
  const failures = goals.flatMap(({ state, sentence, culprit }, goal) =>
    state === 'holds' ? [] : [{ goal, sentence, ...(culprit === undefined ? {} : { culprit }) }],
  );
  if (error === undefined) return { failures };
  return { failures, error: `${error.type} in line ${error.line}: ${error.message}` };
}

/** More than any program of a level runs; an endless loop ends here, too. */
const mostLines = 5000;

/** Lines that run between here and the next stop, in the order of their first run. */
function linesToRun(machine: Machine): readonly number[] {
  const lines = new Set<number>();
  const ahead = machine.fork();
  for (let step = 0; step < mostLines; step += 1) {
    ahead.runLine();
    if (ahead.state !== 'ready') break;
    if (ahead.line !== undefined) lines.add(ahead.line);
  }
  return [...lines];
}
