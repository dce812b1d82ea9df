/**
 * Operators by Python's precedence. The grammar used here reads `not a and b` as `not (a and b)`, so its nesting
 * is thrown away: the operands and operators of one expression are taken from left to right and nested again.
 */
import type { SyntaxNode } from '@lezer/common';
import type { BinaryOperator, ComparisonOperator, Expression } from '../syntax.ts';
import { children, type Reader } from './reader.ts';

type Convert = (reader: Reader, node: SyntaxNode) => Expression | undefined;

export const convertOperators = (
  reader: Reader,
  node: SyntaxNode,
  convert: Convert,
): Expression | undefined => {
  const items: Item[] = [];
  flatten(reader, node, items);
  return new Climber(reader, items, convert).run();
};

type Item =
  | { readonly kind: 'operand'; readonly node: SyntaxNode }
  | { readonly kind: 'operator'; readonly operator: string; readonly node: SyntaxNode };

/** An expression with the extent of its text: parentheses around it are outside its own span. */
type Operand = { readonly expression: Expression | undefined; readonly from: number; readonly to: number };

const flatten = (reader: Reader, node: SyntaxNode, items: Item[]): void => {
  if (node.name !== 'BinaryExpression' && node.name !== 'UnaryExpression') {
    items.push({ kind: 'operand', node });
    return;
  }
  const parts = children(node);
  for (const [index, part] of parts.entries()) {
    const isOperator = OPERATOR_NODES.has(part.name);
    if (!isOperator) flatten(reader, part, items);
    else if (!isOperatorPair(parts[index - 1], part)) {
      const following = parts[index + 1];
      const isPair = isOperatorPair(part, following);
      const operator = isPair ? `${part.name} ${following?.name}` : reader.text(part);
      items.push({ kind: 'operator', operator, node: part });
    }
  }
};

const OPERATOR_NODES = new Set(['ArithOp', 'BitOp', 'CompareOp', 'and', 'or', 'not', 'in', 'is']);

/** `is not`, `not in` */
const isOperatorPair = (first: SyntaxNode | undefined, second: SyntaxNode | undefined): boolean =>
  (first?.name === 'is' && second?.name === 'not') || (first?.name === 'not' && second?.name === 'in');

const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const SUM = 5;
const PRODUCT = 6;
const SIGN = 7;

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = Object.fromEntries(
  (['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'] as const).map(operator => [
    operator,
    operator,
  ]),
);
const BINARIES: Readonly<Record<string, BinaryOperator>> = Object.fromEntries(
  (['+', '-', '*', '//', '%'] as const).map(operator => [operator, operator]),
);

const levelOf = (operator: string): number => {
  if (operator === 'or') return OR;
  if (operator === 'and') return AND;
  if (operator in COMPARISONS) return COMPARISON;
  return operator === '+' || operator === '-' ? SUM : PRODUCT;
};

/** Precedence climbing. Operators outside the subset are reported and read like `*`. */
class Climber {
  readonly #reader: Reader;
  readonly #items: readonly Item[];
  readonly #convert: Convert;
  #next = 0;

  constructor(reader: Reader, items: readonly Item[], convert: Convert) {
    this.#reader = reader;
    this.#items = items;
    this.#convert = convert;
  }

  run(): Expression | undefined {
    return this.#climb(OR).expression;
  }

  #climb(least: number): Operand {
    let left = this.#operand(least);
    for (;;) {
      const operator = this.#operator();
      if (operator === undefined || levelOf(operator) < least) return left;
      const level = levelOf(operator);
      if (level === COMPARISON) left = this.#comparison(left);
      else if (operator === 'and' || operator === 'or') left = this.#boolean(left, operator, level);
      else left = this.#binary(left, operator, level);
    }
  }

  /** The operator under the reading head. */
  #operator(): string | undefined {
    const item = this.#items[this.#next];
    return item?.kind === 'operator' ? item.operator : undefined;
  }

  #operand(least: number): Operand {
    const item = this.#items[this.#next++];
    if (item === undefined) return { expression: undefined, from: 0, to: 0 };
    const { from, to } = item.node;
    if (item.kind === 'operand') return { expression: this.#convert(this.#reader, item.node), from, to };
    if (item.operator === 'not') {
      if (least > NOT) this.#reader.syntax(item.node, '`not` needs parentheses here.', 'Write (not x).');
      return this.#unary(from, 'not', this.#climb(NOT));
    }
    const operand = this.#climb(SIGN);
    if (item.operator === '-') return this.#unary(from, '-', operand);
    const message = `\`${item.operator}\` before a value is not part of this subset.`;
    this.#reader.unsupported(item.node, message);
    return { expression: undefined, from, to: operand.to };
  }

  #unary(from: number, operator: '-' | 'not', operand: Operand): Operand {
    const { expression, to } = operand;
    const span = this.#reader.span({ from, to });
    return { expression: expression && { type: 'unary', span, operator, operand: expression }, from, to };
  }

  #binary(left: Operand, operator: string, level: number): Operand {
    const node = this.#items[this.#next++]?.node;
    const right = this.#climb(level + 1);
    const known = BINARIES[operator];
    const extent = { from: left.from, to: right.to };
    if (known === undefined) {
      if (node !== undefined) this.#reader.unsupported(node, ...outsideOperator(operator));
      return { expression: undefined, ...extent };
    }
    const expression: Expression | undefined = left.expression &&
      right.expression && {
        type: 'binary',
        span: this.#reader.span(extent),
        operator: known,
        left: left.expression,
        right: right.expression,
      };
    return { expression, ...extent };
  }

  #comparison(left: Operand): Operand {
    const rest: { operator: ComparisonOperator; right: Expression }[] = [];
    let to = left.to;
    let isComplete = left.expression !== undefined;
    for (let known = this.#comparisonOperator(); known !== undefined; known = this.#comparisonOperator()) {
      this.#next++;
      const right = this.#climb(SUM);
      if (right.expression === undefined) isComplete = false;
      else rest.push({ operator: known, right: right.expression });
      to = right.to;
    }
    const extent = { from: left.from, to };
    if (!isComplete || left.expression === undefined) return { expression: undefined, ...extent };
    const span = this.#reader.span(extent);
    return { expression: { type: 'comparison', span, left: left.expression, rest }, ...extent };
  }

  #comparisonOperator(): ComparisonOperator | undefined {
    return COMPARISONS[this.#operator() ?? ''];
  }

  #boolean(left: Operand, operator: 'and' | 'or', level: number): Operand {
    const values = [left];
    while (this.#operator() === operator) {
      this.#next++;
      values.push(this.#climb(level + 1));
    }
    const extent = { from: left.from, to: values.at(-1)?.to ?? left.to };
    const expressions = values.map(value => value.expression).filter(value => value !== undefined);
    if (expressions.length < values.length) return { expression: undefined, ...extent };
    const span = this.#reader.span(extent);
    return { expression: { type: 'boolean', span, operator, values: expressions }, ...extent };
  }
}

const outsideOperator = (operator: string): [message: string, hint?: string] => {
  if (operator === '/')
    return ['`/` makes a float, and floats are not part of this subset.', 'Divide with `//`.'];
  if (operator === '<>') return ['`<>` is not part of Python 3.', 'Write `!=`.'];
  return [`The operator \`${operator}\` is not part of this subset.`, 'There are + - * // %.'];
};
