/** Which heaplings a program can make, read off its text. */
import type { Call, Expression, Module, Statement } from '../python/syntax.ts';
import { calleeName, callsIn, expressionsOf, partsOf, statementsIn } from './walk.ts';

export type Labels = {
  /** The labels that the text spells out, without `#2`. */
  readonly known: readonly string[];

  /** Whether a heapling may come to be called this: `ada`, or `ada#2` where two are made. */
  readonly mayExist: (label: string) => boolean;
};

/**
 * The heaplings that a program and the moves that may be made in it create. Where a label is computed, or a place
 * runs more than once, everything may exist and only a run can tell.
 */
export function labelsOf(module: Module, moves: readonly Statement[]): Labels {
  const classes = heaplingClasses(module);
  const counts = new Map<string, number>();
  let isComputed = false;

  const visit = (statements: readonly Statement[], times: number): void => {
    for (const statement of statements) {
      for (const call of expressionsOf(statement).flatMap(callsIn)) {
        const made = madeBy(call, classes);
        if (made === undefined) isComputed = true;
        for (const label of made ?? []) counts.set(label, (counts.get(label) ?? 0) + times);
      }
      const runsOnce = statement.type === 'if' || statement.type === 'class';
      visit(partsOf(statement), runsOnce ? times : Number.POSITIVE_INFINITY);
    }
  };
  visit(module.body, 1);
  visit(moves, Number.POSITIVE_INFINITY);

  return {
    known: [...counts.keys()],
    mayExist: label => {
      const [, name = label, ordinal = '1'] = /^(.*)#(\d+)$/s.exec(label) ?? [];
      return isComputed || (counts.get(name) ?? 0) >= Number(ordinal);
    },
  };
}

/** The marks that a program sets, as in `mark("deadline")`. */
export const marksOf = (module: Module): readonly string[] =>
  statementsIn(module.body)
    .flatMap(expressionsOf)
    .flatMap(callsIn)
    .filter(call => calleeName(call) === 'mark')
    .flatMap(({ args: [first] }) => textOf(first) ?? []);

/** The names that a program binds anywhere. */
export function namesOf(module: Module): readonly string[] {
  return statementsIn(module.body).flatMap((statement): readonly string[] => {
    switch (statement.type) {
      case 'assign':
        return statement.targets.flatMap(target => (target.type === 'name' ? [target.id] : []));
      case 'for':
        return [statement.target.id];
      case 'def':
        return [statement.name, ...statement.parameters.map(({ name }) => name)];
      case 'class':
        return [statement.name];
      case 'import':
        return statement.modules;
      default:
        return [];
    }
  });
}

/** `Node` and the classes that the program derives from it. */
function heaplingClasses(module: Module): ReadonlySet<string> {
  const classes = new Set(['Node']);
  for (const statement of module.body) {
    if (statement.type === 'class' && statement.base !== undefined && classes.has(statement.base.id)) {
      classes.add(statement.name);
    }
  }
  return classes;
}

/** Labels of the heaplings that a call makes; undefined where they are computed. */
function madeBy(call: Call, classes: ReadonlySet<string>): readonly string[] | undefined {
  const name = calleeName(call);
  if (name === undefined) return [];
  const [first, second] = call.args;
  if (name === 'spawn' || name === 'ring') {
    const label = textOf(first);
    if (label === undefined || second?.type !== 'constant' || typeof second.value !== 'number')
      return undefined;
    return Array.from(
      { length: Math.min(second.value, mostSpelledOut) },
      (_, index) => `${label}${index + 1}`,
    );
  }
  if (!classes.has(name)) return [];
  const given = first ?? call.keywords.find(keyword => keyword.name === 'label')?.value;
  if (given === undefined) return [];
  const label = textOf(given);
  return label === undefined ? undefined : [label];
}

/** No goal speaks of the ten-thousandth member of a chain. */
const mostSpelledOut = 10_000;

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.type === 'constant' && typeof expression.value === 'string' ? expression.value : undefined;
