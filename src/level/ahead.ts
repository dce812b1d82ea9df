/**
 * What the lines of a program that have not run can still do, read off its text: an over-estimate, since a line
 * may stand in a branch that is not taken.
 */
import type { Module, Statement } from '../python/syntax.ts';
import type { Ahead } from './facts.ts';
import { calleeName, callsIn, expressionsOf, partsOf, statementsIn } from './walk.ts';

/** Helpers that leave the heap as it is. */
const watching: ReadonlySet<string> = new Set(['mark', 'use', 'said']);

/** What follows `line`, the line of the slot where a run stands. Without one the program has ended: nothing does. */
export function aheadOf(module: Module, line: number | undefined): Ahead {
  if (line === undefined) return { marks: new Set(), changes: false, go: false };
  const statements = following(module.body, line);
  const bodies = statementsIn(module.body).filter(({ type }) => type === 'def' || type === 'class');
  return {
    marks: new Set([...statements, ...statementsIn(bodies.flatMap(partsOf))].flatMap(marksIn)),
    changes: statements.some(mayChange),
    go: statements.some(({ type }) => type === 'go'),
  };
}

/** Statements behind `line`, and all of a loop that comes round to them again. */
function following(statements: readonly Statement[], line: number): Statement[] {
  return statements.flatMap(statement => {
    const { type, span } = statement;
    if (span.start.line > line) {
      return type === 'def' || type === 'class' ? [statement] : statementsIn([statement]);
    }
    if (span.end.line < line) return [];
    const parts = partsOf(statement);
    return type === 'for' || type === 'while' ? statementsIn(parts) : following(parts, line);
  });
}

function marksIn(statement: Statement): string[] {
  return expressionsOf(statement)
    .flatMap(callsIn)
    .filter(call => calleeName(call) === 'mark')
    .flatMap(({ args: [first] }) => (first?.type === 'constant' ? [String(first.value)] : []));
}

function mayChange(statement: Statement): boolean {
  switch (statement.type) {
    case 'slot':
    case 'go':
    case 'pass':
    case 'break':
    case 'continue':
    case 'import':
    case 'if':
      // What an `if` holds is looked at by itself.
      return false;
    case 'expression':
      return statement.value.type !== 'call' || !watching.has(calleeName(statement.value) ?? '');
    default:
      return true;
  }
}
