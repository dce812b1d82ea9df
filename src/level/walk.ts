/** Walks over syntax trees: what a statement holds, and what an expression calls. */
import type { Call, Expression, Statement } from '../python/syntax.ts';

/** The statements right inside a compound one. */
export function partsOf(statement: Statement): readonly Statement[] {
  switch (statement.type) {
    case 'if':
      return [...statement.body, ...statement.orElse];
    case 'while':
    case 'for':
    case 'def':
    case 'class':
      return statement.body;
    default:
      return [];
  }
}

/** These statements and all that stand inside them, in the order of the text. */
export const statementsIn = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap(statement => [statement, ...statementsIn(partsOf(statement))]);

/** The expressions of a statement itself, not of those inside it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.type) {
    case 'expression':
      return [statement.value];
    case 'assign':
      return [...statement.targets, statement.value];
    case 'augmented':
      return [statement.target, statement.value];
    case 'delete':
      return statement.targets;
    case 'if':
    case 'while':
      return [statement.test];
    case 'for':
      return [statement.iterable];
    case 'def':
      return statement.parameters.flatMap(({ defaultValue }) => defaultValue ?? []);
    case 'return':
      return statement.value === undefined ? [] : [statement.value];
    default:
      return [];
  }
}

/** All calls in an expression, the outer before the inner. */
export function callsIn(expression: Expression): Call[] {
  const inner = childrenOf(expression).flatMap(callsIn);
  return expression.type === 'call' ? [expression, ...inner] : inner;
}

/** `Node` of `Node("ada")`; undefined for a call of anything but a plain name. */
export const calleeName = ({ callee }: Call): string | undefined =>
  callee.type === 'name' ? callee.id : undefined;

/** The expressions right inside one, in the order of their evaluation. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'attribute':
      return [expression.object];
    case 'subscript':
      return [expression.object, expression.index];
    case 'call':
      return [expression.callee, ...expression.args, ...expression.keywords.map(({ value }) => value)];
    case 'list':
    case 'tuple':
    case 'set':
      return expression.items;
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'comparison':
      return [expression.left, ...expression.rest.map(({ right }) => right)];
    case 'boolean':
      return expression.values;
    case 'name':
    case 'constant':
      return [];
  }
}
