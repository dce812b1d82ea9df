/** Goals from text: Python expressions in which only the words of `goal.ts` are calls. */
import { parseExpression } from '../python/index.ts';
import type { Call, Comparison, Constant, Expression } from '../python/syntax.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Condition, ConstantValue, Goal, Measure, Operator } from './goal.ts';
import { isMark, sentenceOf } from './goal-sentence.ts';
import { didYouMean } from './suggest.ts';

/** Why a text is not a goal. `column` counts from 1. */
export type GoalIssue = { readonly column: number; readonly message: string };

type Parsed<T> = Result<T, GoalIssue>;

const facts = ['freed', 'alive', 'order', 'quiet', 'holds', 'value', 'says'] as const;
const measures = [
  'rc',
  'gen',
  'by',
  'garbage',
  'unreachable',
  'collections',
  'traversed',
  'peak',
  'moves',
] as const;
const words: readonly string[] = [...facts, ...measures];

/** Reads one goal; every problem in it at once. */
export function parseGoal(text: string): Parsed<Goal> {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    return fail(
      ...parsed.issues.map(({ span, message, hint }) => ({
        column: span.start.column,
        message: hint === undefined ? message : `${message} ${hint}`,
      })),
    );
  }
  const condition = conditionOf(parsed.value);
  if (!condition.ok) return condition;
  return ok({ text, condition: condition.value, sentence: sentenceOf(condition.value) });
}

function conditionOf(expression: Expression): Parsed<Condition> {
  switch (expression.type) {
    case 'call':
      return factOf(expression);
    case 'comparison':
      return comparisonOf(expression);
    case 'boolean': {
      const conditions = all(expression.values.map(conditionOf));
      if (!conditions.ok) return conditions;
      return ok({ type: expression.operator, conditions: conditions.value });
    }
    case 'unary': {
      if (expression.operator !== 'not') break;
      const condition = conditionOf(expression.operand);
      return condition.ok ? ok({ type: 'not', condition: condition.value }) : condition;
    }
  }
  return refuse(
    expression,
    'A goal is made of calls of the goal words, comparisons with a constant, and, or and not.',
  );
}

/** `freed("ada")`: a call that is true or false by itself. */
function factOf(call: Call): Parsed<Condition> {
  const word = wordOf(call);
  if (!word.ok) return word;
  const args = argumentsOf(call);
  if (!args.ok) return args;

  switch (word.value) {
    case 'freed':
    case 'alive': {
      const type = word.value;
      const labels = labelsOf(call, args.value);
      return labels.ok ? ok({ type, labels: labels.value }) : labels;
    }
    case 'order': {
      const events = labelsOf(call, args.value);
      return events.ok ? ok({ type: 'order', events: events.value }) : events;
    }
    case 'quiet':
      return quietGoalOf(call, args.value);
    case 'holds':
      return holdsGoalOf(call, args.value);
    case 'value':
      return valueGoalOf(call, args.value);
    case 'says':
      return ok({ type: 'says', values: args.value.map(({ value }) => value) });
    default:
      return refuse(
        call,
        `${word.value}(…) is a number or a word: compare it, as in ${example(word.value)}.`,
      );
  }
}

function quietGoalOf(call: Call, args: readonly Constant[]): Parsed<Condition> {
  const [from, to] = args.map(({ value }) => value);
  if (
    args.length !== 2 ||
    typeof from !== 'string' ||
    typeof to !== 'string' ||
    !isMark(from) ||
    !isMark(to)
  ) {
    return refuse(call, 'quiet takes two marks, as in quiet("@begin", "@end").');
  }
  return ok({ type: 'quiet', from, to });
}

function holdsGoalOf(call: Call, args: readonly Constant[]): Parsed<Condition> {
  const [path, label] = args.map(({ value }) => value);
  if (args.length !== 2 || typeof path !== 'string' || typeof label !== 'string') {
    return refuse(call, 'holds takes a path and a label, as in holds("a.next", "bob").');
  }
  const parsed = inner(call, path);
  if (!parsed.ok) return parsed;
  if (!isPath(parsed.value)) return refuse(call, `${path} is not a path: names, attributes and items only.`);
  return ok({ type: 'holds', path: parsed.value, text: path, label });
}

function valueGoalOf(call: Call, args: readonly Constant[]): Parsed<Condition> {
  const [text, value] = args.map(argument => argument.value);
  if (args.length !== 2 || typeof text !== 'string' || value === undefined) {
    return refuse(call, 'value takes an expression and a constant, as in value("len(team)", 2).');
  }
  const parsed = inner(call, text);
  return parsed.ok ? ok({ type: 'value', expression: parsed.value, text, value }) : parsed;
}

/** `rc("cy") == 1`: a measure, one operator, a constant. */
function comparisonOf(comparison: Comparison): Parsed<Condition> {
  const [first, ...more] = comparison.rest;
  if (first === undefined || more.length > 0) {
    return refuse(comparison, 'A goal compares two things: join two comparisons with and.');
  }
  const { left } = comparison;
  if (left.type !== 'call') {
    return refuse(left, `The left side of a comparison is a goal word, as in ${example('rc')}.`);
  }
  const word = wordOf(left);
  if (!word.ok) return word;
  const args = argumentsOf(left);
  if (!args.ok) return args;
  const measure = measureOf(left, word.value, args.value);
  if (!measure.ok) return measure;

  const operator = operatorOf(first.operator);
  const right = constantOf(first.right);
  if (operator === undefined) return refuse(comparison, 'A goal compares with == != < <= > or >=.');
  if (right === undefined) return refuse(first.right, 'A goal compares with a constant.');
  return compared(comparison, measure.value, operator, right.value);
}

function compared(
  comparison: Comparison,
  measure: Measure,
  operator: Operator,
  value: ConstantValue,
): Parsed<Condition> {
  if (measure.type === 'by') {
    if ((operator === '==' || operator === '!=') && (value === 'refcount' || value === 'gc')) {
      return ok({ type: 'compare', measure, operator, value });
    }
    return refuse(comparison, 'by(…) is "refcount" or "gc": compare it with == or !=.');
  }
  if (typeof value !== 'number') return refuse(comparison, `${measure.type}(…) is a number.`);
  // How many objects besides heaplings a program has differs between versions of CPython; whether any are left does not.
  if (measure.type === 'unreachable' && (operator !== '==' || value !== 0)) {
    return refuse(comparison, 'Only unreachable() == 0 can be asked: other numbers differ between versions.');
  }
  return ok({ type: 'compare', measure, operator, value });
}

function measureOf(call: Call, word: string, args: readonly Constant[]): Parsed<Measure> {
  const [first] = args.map(({ value }) => value);
  switch (word) {
    case 'rc':
    case 'gen':
    case 'by':
      if (args.length !== 1 || typeof first !== 'string') {
        return refuse(call, `${word} takes one label, as in ${example(word)}.`);
      }
      return ok({ type: word, label: first });
    case 'collections':
      if (args.length === 0) return ok({ type: 'collections' });
      if (args.length === 1 && (first === 0 || first === 1 || first === 2)) {
        return ok({ type: 'collections', generation: first });
      }
      return refuse(call, 'collections takes nothing or a generation: 0, 1 or 2.');
    case 'garbage':
    case 'unreachable':
    case 'traversed':
    case 'peak':
    case 'moves':
      return args.length === 0 ? ok({ type: word }) : refuse(call, `${word}() takes nothing.`);
    default:
      return refuse(call, `${word}(…) is true or false by itself: leave the comparison away.`);
  }
}

function wordOf(call: Call): Parsed<string> {
  if (call.callee.type !== 'name') {
    return refuse(call, 'Only the goal words can be called in a goal; value("…", v) asks for anything else.');
  }
  const { id } = call.callee;
  if (words.includes(id)) return ok(id);
  return refuse(call, `${id} is not a goal word.${didYouMean(id, words)} The words are ${words.join(', ')}.`);
}

function argumentsOf(call: Call): Parsed<readonly Constant[]> {
  const [keyword] = call.keywords;
  if (keyword !== undefined) return refuse(call, `Goal words take no keywords: ${keyword.name} = … is one.`);
  return all(
    call.args.map(argument => {
      const constant = constantOf(argument);
      return constant === undefined
        ? refuse(argument, 'The arguments of a goal word are constants; labels and paths stand in quotes.')
        : ok(constant);
    }),
  );
}

function labelsOf(call: Call, args: readonly Constant[]): Parsed<readonly string[]> {
  const labels = args.map(({ value }) => value).filter(value => typeof value === 'string');
  if (labels.length === args.length && labels.length > 0) return ok(labels);
  return refuse(call, 'Labels are needed here, in quotes, at least one.');
}

/** A constant, or minus an integer, which Python's grammar has as an operation. */
function constantOf(expression: Expression): Constant | undefined {
  if (expression.type === 'constant') return expression;
  if (expression.type !== 'unary' || expression.operator !== '-') return undefined;
  const { operand } = expression;
  if (operand.type !== 'constant' || typeof operand.value !== 'number') return undefined;
  return { type: 'constant', value: -operand.value, span: expression.span };
}

function inner(call: Call, text: string): Parsed<Expression> {
  const parsed = parseExpression(text);
  if (parsed.ok) return parsed;
  return fail(
    ...parsed.issues.map(({ message }) => ({ column: columnOf(call), message: `${text}: ${message}` })),
  );
}

function isPath(expression: Expression): boolean {
  switch (expression.type) {
    case 'name':
      return true;
    case 'attribute':
      return isPath(expression.object);
    case 'subscript':
      return (
        isPath(expression.object) && (isPath(expression.index) || constantOf(expression.index) !== undefined)
      );
    default:
      return false;
  }
}

function operatorOf(operator: string): Operator | undefined {
  switch (operator) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return operator;
    default:
      return undefined;
  }
}

function example(word: string): string {
  switch (word) {
    case 'by':
      return 'by("ada") == "gc"';
    case 'rc':
    case 'gen':
      return `${word}("ada") == 1`;
    default:
      return `${word}() == 0`;
  }
}

/** All of the values, or all of the issues. */
function all<T>(results: readonly Parsed<T>[]): Parsed<readonly T[]> {
  const issues = results.flatMap(result => (result.ok ? [] : result.issues));
  if (issues.length > 0) return fail(...issues);
  return ok(results.flatMap(result => (result.ok ? [result.value] : [])));
}

const columnOf = ({ span }: Expression): number => span.start.column;
const refuse = (at: Expression, message: string): Result<never, GoalIssue> =>
  fail({ column: columnOf(at), message });
