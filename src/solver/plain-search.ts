/**
 * Breadth-first search over everything that may be done, as `legal.ts` says it, with no cleverness: the reference
 * that a faster search has to agree with.
 */
import { isMet, type LoadedLevel } from '../level/index.ts';
import { factsOf, offeredMoves, parseMove, printMove } from '../play/index.ts';
import { startMachine } from '../play/run.ts';
import type { Machine, Statement } from '../python/index.ts';
import { stateKey } from './state-key.ts';

export type PlainSearchOptions = {
  /** The most moves of a list. @default the level's budget */
  readonly limit?: number;

  /** States to look at before giving up. @default 200 000 */
  readonly mostStates?: number;
};

export type PlainSearch = {
  /** Moves of the shortest list that wins; absent if none was found. */
  readonly par?: number;

  /** Such a list. */
  readonly witness?: readonly string[];

  /** All lists of at most so many moves were looked at, as far as needed: none shorter than `par` wins. */
  readonly provedUpTo: number;

  /** False where the search gave up before `limit`: then nothing is known beyond `provedUpTo`. */
  readonly isComplete: boolean;

  /** Different states that were met. */
  readonly states: number;
};

type State = {
  readonly machine: Machine;
  readonly moves: readonly string[];

  /** Moves whose text runs again, and the slots where the run has stopped. */
  readonly history: string;
};

export function plainSearch(level: LoadedLevel, options: PlainSearchOptions = {}): PlainSearch {
  const limit = options.limit ?? level.level.budget;
  const mostStates = options.mostStates ?? 200_000;
  const search = new Search(level, mostStates);
  let frontier = search.withContinues([{ machine: startMachine(level), moves: [], history: '' }]);
  for (let moves = 0; ; moves += 1) {
    const win = frontier.find(state => isWin(level, state));
    if (win !== undefined) {
      return { par: moves, witness: win.moves, provedUpTo: moves, isComplete: true, states: search.states };
    }
    if (moves === limit || frontier.length === 0) {
      return { provedUpTo: limit, isComplete: true, states: search.states };
    }
    frontier = search.withContinues(search.withMoves(frontier));
    if (search.states > mostStates) return { provedUpTo: moves, isComplete: false, states: search.states };
  }
}

/** At the end of the program, where nothing is decided later. */
function isWin(level: LoadedLevel, { machine, moves }: State): boolean {
  if (machine.state !== 'done') return false;
  const facts = factsOf(level, machine, moves.length);
  return level.goals.every(goal => isMet(goal, facts));
}

class Search {
  readonly #level: LoadedLevel;
  readonly #mostStates: number;
  readonly #seen = new Set<string>();
  readonly #repeating: ReadonlySet<number>;
  readonly #countsMoves: boolean;

  constructor(level: LoadedLevel, mostStates: number) {
    this.#level = level;
    this.#mostStates = mostStates;
    this.#repeating = repeatingSlots(level.program.module.body, false);
    // Only then does it matter with how many moves a state was reached.
    this.#countsMoves = level.goals.some(({ text }) => text.includes('moves('));
  }

  get states(): number {
    return this.#seen.size;
  }

  /** New states, and those that continuing from them leads to. */
  withContinues(states: readonly State[]): readonly State[] {
    const found: State[] = [];
    for (let next of states.filter(state => this.#isNew(state))) {
      found.push(next);
      while (next.machine.state === 'slot') {
        const machine = next.machine.fork();
        machine.resume();
        next = { ...next, machine, history: `${next.history}|${machine.slot ?? ''}` };
        if (!this.#isNew(next)) break;
        found.push(next);
      }
    }
    return found;
  }

  /** All that one more move leads to; moves that raise are none. */
  withMoves(states: readonly State[]): readonly State[] {
    return states.flatMap(state => {
      if (this.states > this.#mostStates) return [];
      return offeredMoves(this.#level, state.machine).flatMap(({ text }) => this.#perform(state, text));
    });
  }

  #perform({ machine: before, moves, history }: State, text: string): State[] {
    const machine = before.fork();
    if (machine.perform(statementOf(text)) !== undefined) return [];
    const slot = before.slot ?? 1;
    const repeats = this.#repeating.has(slot) ? `|${slot}:${text}` : '';
    const move = printMove({ slot, text, statement: statementOf(text) });
    return [{ machine, moves: [...moves, move], history: history + repeats }];
  }

  #isNew({ machine, moves, history }: State): boolean {
    const key = stateKey(machine, this.#countsMoves ? `${moves.length} ${history}` : history);
    const isNew = !this.#seen.has(key);
    this.#seen.add(key);
    return isNew;
  }
}

/** Offered moves are statements, so a text that is none is our mistake. */
function statementOf(text: string): Statement {
  const parsed = parseMove(text);
  if (!parsed.ok) throw new Error(`not a move: ${text}`);
  return parsed.value.statement;
}

/** Slots that a run may reach more than once: in loops and in functions. */
function repeatingSlots(body: readonly Statement[], isInside: boolean): ReadonlySet<number> {
  const slots = new Set<number>();
  const add = (block: readonly Statement[], inside: boolean) => {
    for (const slot of repeatingSlots(block, inside)) slots.add(slot);
  };
  for (const statement of body) {
    switch (statement.type) {
      case 'slot':
        if (isInside) slots.add(statement.slot);
        break;
      case 'if':
        add(statement.body, isInside);
        add(statement.orElse, isInside);
        break;
      case 'for':
      case 'while':
      case 'def':
      case 'class':
        add(statement.body, true);
        break;
      default:
    }
  }
  return slots;
}
