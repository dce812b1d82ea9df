/** Tree to text. `parse(print(x))` is `x` again, spans aside; what a tree does not hold (comments, blank lines) is lost. */
import { escapeUnsafe } from './characters.ts';
import type { Expression, Module, Parameter, Statement } from './syntax.ts';

/** A module ends in a newline, a statement or an expression does not. */
export const print = (tree: Module | Statement | Expression): string => {
  if ('body' in tree && 'source' in tree)
    return printBlock(tree.body, '')
      .map(line => `${line}\n`)
      .join('');
  return isExpression(tree) ? printExpression(tree) : printStatement(tree, '').join('\n');
};

/** A string literal in double quotes; what could not be seen, or could do harm on a terminal, as an escape. */
export const quote = (value: string): string => `"${escapeUnsafe(value.replace(/["\\]/g, '\\$&'))}"`;

const EXPRESSION_TYPES: ReadonlySet<string> = new Set<Expression['type']>([
  'name',
  'constant',
  'attribute',
  'subscript',
  'call',
  'list',
  'tuple',
  'set',
  'dict',
  'unary',
  'binary',
  'comparison',
  'boolean',
]);

const isExpression = (tree: Statement | Expression): tree is Expression => EXPRESSION_TYPES.has(tree.type);

const printBlock = (statements: readonly Statement[], indent: string): string[] =>
  statements.flatMap(statement => printStatement(statement, indent));

/** The lines of a statement. */
const printStatement = (statement: Statement, indent: string): string[] => {
  const inner = `${indent}    `;
  switch (statement.type) {
    case 'if':
      return printIf(statement, indent);
    case 'while':
      return [`${indent}while ${printExpression(statement.test)}:`, ...printBlock(statement.body, inner)];
    case 'for': {
      const head = `${indent}for ${statement.target.id} in ${printExpression(statement.iterable)}:`;
      return [head, ...printBlock(statement.body, inner)];
    }
    case 'def': {
      const parameters = statement.parameters.map(printParameter).join(', ');
      return [`${indent}def ${statement.name}(${parameters}):`, ...printBlock(statement.body, inner)];
    }
    case 'class': {
      const base = statement.base === undefined ? '' : `(${statement.base.id})`;
      return [`${indent}class ${statement.name}${base}:`, ...printBlock(statement.body, inner)];
    }
    default:
      return [indent + printSimple(statement)];
  }
};

/** An `if` alone in `orElse` is an `elif`; a loop, since such chains are long rather than deep. */
const printIf = (statement: Extract<Statement, { type: 'if' }>, indent: string): string[] => {
  const inner = `${indent}    `;
  const lines = [`${indent}if ${printExpression(statement.test)}:`, ...printBlock(statement.body, inner)];
  let rest = statement.orElse;
  for (;;) {
    const [only, second] = rest;
    if (only?.type !== 'if' || second !== undefined) break;
    lines.push(`${indent}elif ${printExpression(only.test)}:`, ...printBlock(only.body, inner));
    rest = only.orElse;
  }
  return rest.length === 0 ? lines : [...lines, `${indent}else:`, ...printBlock(rest, inner)];
};

const printParameter = ({ name, defaultValue }: Parameter): string =>
  defaultValue === undefined ? name : `${name}=${printExpression(defaultValue)}`;

type SimpleStatement = Exclude<Statement, { type: 'if' | 'while' | 'for' | 'def' | 'class' }>;

const printSimple = (statement: SimpleStatement): string => {
  switch (statement.type) {
    case 'expression':
      return printExpression(statement.value);
    case 'assign':
      return [...statement.targets, statement.value].map(side => printExpression(side)).join(' = ');
    case 'augmented': {
      const { target, operator, value } = statement;
      return `${printExpression(target)} ${operator}= ${printExpression(value)}`;
    }
    case 'delete':
      return `del ${printItems(statement.targets)}`;
    case 'return':
      return statement.value === undefined ? 'return' : `return ${printExpression(statement.value)}`;
    case 'import':
      return `import ${statement.modules.join(', ')}`;
    case 'slot':
      return statement.slot === 1 ? '# moves' : `# slot ${statement.slot}`;
    case 'go':
      return '# go';
    default:
      return statement.type;
  }
};

/** How tightly an expression holds together: one that binds less than its place asks for gets parentheses. */
const LEVELS = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7, primary: 8 } as const;

const levelOf = (expression: Expression): number => {
  switch (expression.type) {
    case 'boolean':
      return LEVELS[expression.operator];
    case 'unary':
      return expression.operator === 'not' ? LEVELS.not : LEVELS.sign;
    case 'comparison':
      return LEVELS.comparison;
    case 'binary':
      return expression.operator === '+' || expression.operator === '-' ? LEVELS.sum : LEVELS.product;
    default:
      return LEVELS.primary;
  }
};

const printExpression = (expression: Expression, least: number = LEVELS.or): string => {
  const text = printBare(expression);
  return levelOf(expression) < least ? `(${text})` : text;
};

const printBare = (expression: Expression): string => {
  switch (expression.type) {
    case 'name':
      return expression.id;
    case 'constant':
      return printConstant(expression.value);
    case 'attribute':
      return `${printObject(expression.object)}.${expression.name}`;
    case 'subscript':
      return `${printObject(expression.object)}[${printExpression(expression.index)}]`;
    case 'call':
      return printCall(expression);
    case 'list':
      return `[${printItems(expression.items)}]`;
    case 'set':
      return `{${printItems(expression.items)}}`;
    case 'tuple':
      return expression.items.length === 1
        ? `(${printItems(expression.items)},)`
        : `(${printItems(expression.items)})`;
    case 'dict': {
      const entries = expression.entries.map(
        ({ key, value }) => `${printExpression(key)}: ${printExpression(value)}`,
      );
      return `{${entries.join(', ')}}`;
    }
    default:
      return printOperation(expression);
  }
};

type Operation = Extract<Expression, { type: 'unary' | 'binary' | 'comparison' | 'boolean' }>;

const printOperation = (expression: Operation): string => {
  const level = levelOf(expression);
  switch (expression.type) {
    case 'unary':
      return `${expression.operator === 'not' ? 'not ' : '-'}${printExpression(expression.operand, level)}`;
    case 'binary': {
      const { left, operator, right } = expression;
      return `${printExpression(left, level)} ${operator} ${printExpression(right, level + 1)}`;
    }
    case 'comparison': {
      const rest = expression.rest.map(
        ({ operator, right }) => `${operator} ${printExpression(right, level + 1)}`,
      );
      return [printExpression(expression.left, level + 1), ...rest].join(' ');
    }
    case 'boolean':
      return expression.values
        .map(value => printExpression(value, level + 1))
        .join(` ${expression.operator} `);
  }
};

/** `3.real` would begin a float. */
const printObject = (expression: Expression): string => {
  const text = printExpression(expression, LEVELS.primary);
  return expression.type === 'constant' && typeof expression.value === 'number' ? `(${text})` : text;
};

const printCall = ({ callee, args, keywords }: Extract<Expression, { type: 'call' }>): string => {
  const parts = [
    ...args.map(argument => printExpression(argument)),
    ...keywords.map(({ name, value }) => `${name}=${printExpression(value)}`),
  ];
  return `${printObject(callee)}(${parts.join(', ')})`;
};

const printItems = (items: readonly Expression[]): string =>
  items.map(item => printExpression(item)).join(', ');

const printConstant = (value: null | boolean | number | string): string => {
  if (value === null) return 'None';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
};
