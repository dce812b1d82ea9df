/**
 * Machines of a session, one for each prefix of its steps.
 *
 * Steps are told apart by identity and hang in a tree below their level, held only by themselves: undo and redo
 * find their machine at once, and what nobody can come back to is free to go. The tree is a memo of a pure function;
 * sessions share nothing in it but the opening of their level.
 */
import type { LoadedLevel } from '../level/index.ts';
import { Machine } from '../python/index.ts';
import type { Session, Step } from './session.ts';

export type Stage = {
  /** Never run it: fork it. */
  readonly machine: Machine;

  readonly movesUsed: number;

  /** What led here; absent at the start. */
  readonly step?: Step;

  /** Where the step was made. */
  readonly before?: Stage;
};

type Branch = { readonly stage: Stage; readonly next: WeakMap<Step, Branch> };

const starts = new WeakMap<LoadedLevel, Branch>();

/** Where a session stands. Its steps must be legal. */
export function stageOf({ level, done }: Pick<Session, 'level' | 'done'>): Stage {
  const start = starts.get(level) ?? branch({ machine: startMachine(level), movesUsed: 0 });
  starts.set(level, start);
  return done.reduce((from, step) => advance(start, from, step), start).stage;
}

function advance(start: Branch, from: Branch, step: Step): Branch {
  const known = from.next.get(step) ?? branch(take(start.stage, from.stage, step));
  from.next.set(step, known);
  return known;
}

const branch = (stage: Stage): Branch => ({ stage, next: new WeakMap() });

/** A machine of its own, run to the first slot. */
export function startMachine(level: LoadedLevel): Machine {
  const machine = newMachine(level);
  machine.run();
  return machine;
}

/** A machine of its own, before the first line of the program. */
export function newMachine({ program, level: { bell } }: LoadedLevel): Machine {
  return Machine.start(program, bell === undefined ? {} : { bell });
}

function take(start: Stage, before: Stage, step: Step): Stage {
  switch (step.type) {
    case 'restart':
      return start;
    case 'continue': {
      const machine = before.machine.fork();
      machine.resume();
      return { machine, movesUsed: before.movesUsed, step, before };
    }
    case 'move': {
      const machine = before.machine.fork();
      const raised = machine.perform(step.move.statement);
      if (raised !== undefined) throw new Error(`an illegal move in a session: ${step.move.text}`);
      return { machine, movesUsed: before.movesUsed + 1, step, before };
    }
  }
}
