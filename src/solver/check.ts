/** Whether a level keeps its promises: what loading it cannot see, because it takes playing. */
import { type Condition, isMet, type LoadedLevel, type Tempting } from '../level/index.ts';
import { factsOf, type Playthrough, parseMoveList, playMoves, type ReplayIssue } from '../play/index.ts';
import type { Machine } from '../python/index.ts';
import type { Result } from '../result.ts';
import { plainSearch } from './plain-search.ts';

export type CheckIssue = {
  readonly code:
    | 'starts-solved'
    | 'solution-illegal'
    | 'solution-fails'
    | 'solution-not-shortest'
    | 'par-not-proved'
    | 'tempting-illegal'
    | 'tempting-legal'
    | 'tempting-wins'
    | 'tempting-fails'
    | 'tempting-raises'
    | 'order-in-collection'
    | 'budget-tight';

  /** Where in the level's data: `['tempting', 0, 'moves', 1]`. */
  readonly path: readonly (string | number)[];

  /** One sentence. */
  readonly message: string;
};

export type CheckOptions = {
  /** A level that comes with the game must leave room: a budget of at least two moves more than par. @default false */
  readonly isShipped?: boolean;

  /** States that the search for a shorter solution may look at; 0 leaves it out. @default 20 000 */
  readonly mostStates?: number;
};

/** Every promise that the level does not keep. Empty for a good level. */
export function checkLevel(level: LoadedLevel, options: CheckOptions = {}): readonly CheckIssue[] {
  const { solution, budget, tempting } = level.level;
  const mostStates = options.mostStates ?? 20_000;
  const start = checkStart(level);
  const isTight = options.isShipped === true && budget < solution.length + 2;
  const searches = mostStates > 0 && solution.length > 0 && start.length === 0;
  return [
    ...start,
    ...checkSolution(level),
    ...(isTight ? [tightBudget(budget, solution.length)] : []),
    ...tempting.flatMap((line, index) => checkTempting(level, line, index)),
    ...(searches ? checkPar(level, mostStates) : []),
  ];
}

const tightBudget = (budget: number, par: number): CheckIssue => ({
  code: 'budget-tight',
  path: ['budget'],
  message: `The budget is ${budget}; with a par of ${par} it should be at least ${par + 2}.`,
});

function checkStart(level: LoadedLevel): readonly CheckIssue[] {
  const played = playMoves(level, []);
  if (!played.ok || !played.value.won) return [];
  return [{ code: 'starts-solved', path: ['goals'], message: 'All goals hold without a move.' }];
}

function checkSolution(level: LoadedLevel): readonly CheckIssue[] {
  const { solution } = level.level;
  if (solution.length === 0) return [];
  const played = play(level, solution);
  if (!played.ok) return played.issues.map(issue => illegal('solution-illegal', ['solution'], issue));
  const { machine, won } = played.value;
  if (won) return orderIssues(level, machine);
  const failing = failingGoals(level, machine, solution.length);
  const message = raisedText(machine) ?? `These goals do not hold after it: ${failing.join(', ')}.`;
  return [{ code: 'solution-fails', path: ['solution'], message }];
}

/** A tempting line must do exactly what it says: fail these goals, raise this, or not be allowed. */
function checkTempting(level: LoadedLevel, line: Tempting, index: number): readonly CheckIssue[] {
  const path = ['tempting', index];
  const played = play(level, line.moves);
  if (!played.ok) {
    if (line.illegal === true) return [];
    return played.issues.map(issue => illegal('tempting-illegal', [...path, 'moves'], issue));
  }
  const { machine, won } = played.value;
  if (line.illegal === true) {
    return [{ code: 'tempting-legal', path, message: 'Every move of this line is legal.' }];
  }
  if (won) return [{ code: 'tempting-wins', path, message: 'This line wins.' }];
  return [
    ...checkRaises(machine, line.raises, path),
    ...(line.fails === undefined ? [] : checkFails(level, machine, line.fails, line.moves.length, path)),
  ];
}

function checkRaises(
  machine: Machine,
  expected: string | undefined,
  path: CheckIssue['path'],
): readonly CheckIssue[] {
  if (machine.error?.type === expected) return [];
  const found = raisedText(machine) ?? 'No exception ends this line.';
  const message = expected === undefined ? `${found} Say so with raises.` : found;
  return [{ code: 'tempting-raises', path: [...path, 'raises'], message }];
}

function checkFails(
  level: LoadedLevel,
  machine: Machine,
  expected: readonly string[],
  moves: number,
  path: CheckIssue['path'],
): readonly CheckIssue[] {
  const found = failingGoals(level, machine, moves);
  if (found.length === expected.length && found.every(goal => expected.includes(goal))) return [];
  const message = `After this line these goals fail: ${found.join(', ')}.`;
  return [{ code: 'tempting-fails', path: [...path, 'fails'], message }];
}

function checkPar(level: LoadedLevel, mostStates: number): readonly CheckIssue[] {
  const { solution } = level.level;
  const search = plainSearch(level, { limit: solution.length - 1, mostStates });
  if (search.witness !== undefined) {
    const message = `${search.witness.length} moves are enough: ${search.witness.join('; ')}.`;
    return [{ code: 'solution-not-shortest', path: ['solution'], message }];
  }
  if (search.isComplete) return [];
  const message = `No shorter solution has at most ${search.provedUpTo} moves; the search gave up there, after ${search.states} states.`;
  return [{ code: 'par-not-proved', path: ['solution'], message }];
}

/** CPython promises no order among heaplings that one collection frees. */
function orderIssues(level: LoadedLevel, machine: Machine): readonly CheckIssue[] {
  const collectionOf = freedTogether(machine);
  return level.goals.flatMap((goal, index) => {
    const pair = ordersIn(goal.condition)
      .map(events => sameCollection(events, collectionOf))
      .find(Boolean);
    if (pair === undefined) return [];
    const message = `One collection frees ${pair.join(' and ')}: a goal must not rest on their order.`;
    return [{ code: 'order-in-collection' as const, path: ['goals', index], message }];
  });
}

/** For each heapling that died as garbage, which collection freed it. */
function freedTogether({ log, freed }: Machine): ReadonlyMap<string, number> {
  const garbage = new Set(freed.filter(({ by }) => by === 'gc').map(({ label }) => label));
  const collections = new Map<string, number>();
  let collection = 0;
  for (const event of log) {
    if (/^gc[012]$/.test(event)) collection += 1;
    else if (garbage.has(event)) collections.set(event, collection);
  }
  return collections;
}

function ordersIn(condition: Condition): readonly (readonly string[])[] {
  switch (condition.type) {
    case 'order':
      return [condition.events];
    case 'and':
    case 'or':
      return condition.conditions.flatMap(ordersIn);
    case 'not':
      return ordersIn(condition.condition);
    default:
      return [];
  }
}

function sameCollection(
  events: readonly string[],
  collectionOf: ReadonlyMap<string, number>,
): readonly [string, string] | undefined {
  const first = new Map<number, string>();
  for (const event of events) {
    const collection = collectionOf.get(event);
    if (collection === undefined) continue;
    const other = first.get(collection);
    if (other !== undefined) return [other, event];
    first.set(collection, event);
  }
  return undefined;
}

function failingGoals(level: LoadedLevel, machine: Machine, moves: number): readonly string[] {
  const facts = factsOf(level, machine, moves);
  return level.goals.filter(goal => !isMet(goal, facts)).map(({ text }) => text);
}

const raisedText = ({ error }: Machine): string | undefined =>
  error === undefined ? undefined : `It ends with ${error.type} in line ${error.line}: ${error.message}.`;

/** Loading has checked that the moves can be read. */
function play(level: LoadedLevel, texts: readonly string[]): Result<Playthrough, ReplayIssue> {
  const moves = parseMoveList(texts);
  if (!moves.ok) throw new Error(`moves that cannot be read: ${texts.join('; ')}`);
  return playMoves(level, moves.value);
}

const illegal = (
  code: 'solution-illegal' | 'tempting-illegal',
  path: CheckIssue['path'],
  { move, message }: ReplayIssue,
): CheckIssue => ({ code, path: [...path, move], message });
