/** Random trees of the subset, and trees without their spans, for comparing. */
import * as fc from 'fast-check';
import type { Expression, Module, Statement, Target } from '../../src/python/syntax.ts';

const start = { line: 1, column: 1 };
const span = { start, end: start };

/** The same value without any `span`. */
export const withoutSpans = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === 'span' ? [] : [[key, withoutSpans(inner)]])),
  );
};

const identifier = fc.constantFrom('a', 'b', 'xs', 'next', 'Node', 'größe', '名', 'match', 'print', '_');
const name = identifier.map(id => ({ type: 'name' as const, span, id }));
const text = fc.oneof(
  fc.constantFrom(
    '',
    'ada',
    '"',
    "'",
    '\\',
    '\n',
    '\t',
    '\\n',
    'é',
    '\u001b[2J',
    '\u202e',
    '\u2028',
    '🐍',
    '"""',
    '# moves',
  ),
  fc.string({ unit: 'binary' }),
);
const constant = fc
  .oneof(fc.constantFrom(null, true, false), fc.nat(2 ** 28), fc.nat(9), text)
  .map(value => ({ type: 'constant' as const, span, value }));

const few = <T>(arbitrary: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength, maxLength: minLength + 2 });

const comparisonOperator = fc.constantFrom(
  ...(['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'] as const),
);
const binaryOperator = fc.constantFrom(...(['+', '-', '*', '//', '%'] as const));

const { expression, target } = fc.letrec<{ expression: Expression; target: Target }>(tie => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      name,
      constant,
      tie('target'),
      fc.record({
        type: fc.constant('call' as const),
        span: fc.constant(span),
        callee: inner,
        args: few(inner),
        keywords: fc.uniqueArray(fc.record({ span: fc.constant(span), name: identifier, value: inner }), {
          maxLength: 2,
          selector: keyword => keyword.name,
        }),
      }),
      fc.record({
        type: fc.constantFrom('list' as const, 'tuple' as const),
        span: fc.constant(span),
        items: few(inner),
      }),
      fc.record({ type: fc.constant('set' as const), span: fc.constant(span), items: few(inner, 1) }),
      fc.record({
        type: fc.constant('dict' as const),
        span: fc.constant(span),
        entries: few(fc.record({ key: inner, value: inner })),
      }),
      fc.record({
        type: fc.constant('unary' as const),
        span: fc.constant(span),
        operator: fc.constantFrom('-' as const, 'not' as const),
        operand: inner,
      }),
      fc.record({
        type: fc.constant('binary' as const),
        span: fc.constant(span),
        operator: binaryOperator,
        left: inner,
        right: inner,
      }),
      fc.record({
        type: fc.constant('comparison' as const),
        span: fc.constant(span),
        left: inner,
        rest: few(fc.record({ operator: comparisonOperator, right: inner }), 1),
      }),
      fc.record({
        type: fc.constant('boolean' as const),
        span: fc.constant(span),
        operator: fc.constantFrom('and' as const, 'or' as const),
        values: few(inner, 2),
      }),
    ),
    target: fc.oneof(
      { maxDepth: 4 },
      name,
      fc.record({
        type: fc.constant('attribute' as const),
        span: fc.constant(span),
        object: inner,
        name: identifier,
      }),
      fc.record({
        type: fc.constant('subscript' as const),
        span: fc.constant(span),
        object: inner,
        index: inner,
      }),
    ),
  };
});

export const expressions: fc.Arbitrary<Expression> = expression;

export const simpleStatements: fc.Arbitrary<Statement> = fc.oneof(
  fc.constant({ type: 'pass' as const, span }),
  expression.map(value => ({ type: 'expression' as const, span, value })),
  fc.record({
    type: fc.constant('assign' as const),
    span: fc.constant(span),
    targets: few(target, 1),
    value: expression,
  }),
  fc.record({
    type: fc.constant('augmented' as const),
    span: fc.constant(span),
    target,
    operator: binaryOperator,
    value: expression,
  }),
  fc.record({ type: fc.constant('delete' as const), span: fc.constant(span), targets: few(target, 1) }),
  fc.record({
    type: fc.constant('import' as const),
    span: fc.constant(span),
    modules: fc.uniqueArray(fc.constantFrom('gc', 'sys', 'weakref'), { minLength: 1 }),
  }),
);

type Where = { readonly depth: number; readonly inFunction: boolean; readonly inLoop: boolean };

const parameters = fc
  .tuple(fc.uniqueArray(identifier, { maxLength: 3 }), few(expression))
  .map(([names, defaults]) =>
    names.map((parameter, index) => {
      const defaultValue = defaults[index - (names.length - Math.min(defaults.length, names.length))];
      return defaultValue === undefined ? { span, name: parameter } : { span, name: parameter, defaultValue };
    }),
  );

const statement = (where: Where): fc.Arbitrary<Statement> => {
  const options: fc.Arbitrary<Statement>[] = [simpleStatements];
  if (where.inLoop)
    options.push(fc.constantFrom('break' as const, 'continue' as const).map(type => ({ type, span })));
  if (where.inFunction) {
    options.push(fc.constant({ type: 'return', span }));
    options.push(expression.map(value => ({ type: 'return', span, value })));
  }
  return where.depth >= 3
    ? fc.oneof(...options)
    : fc.oneof(...options, compound({ ...where, depth: where.depth + 1 }));
};

const block = (where: Where): fc.Arbitrary<Statement[]> => few(statement(where), 1);

const compound = (where: Where): fc.Arbitrary<Statement> => {
  const inLoop = { ...where, inLoop: true };
  const inFunction = { depth: where.depth, inFunction: true, inLoop: false };
  return fc.oneof(
    fc.record({
      type: fc.constant('if' as const),
      span: fc.constant(span),
      test: expression,
      body: block(where),
      orElse: fc.oneof(fc.constant([]), block(where)),
    }),
    fc.record({
      type: fc.constant('while' as const),
      span: fc.constant(span),
      test: expression,
      body: block(inLoop),
    }),
    fc.record({
      type: fc.constant('for' as const),
      span: fc.constant(span),
      target: name,
      iterable: expression,
      body: block(inLoop),
    }),
    fc.record({
      type: fc.constant('def' as const),
      span: fc.constant(span),
      name: identifier,
      parameters,
      body: block(inFunction),
    }),
  );
};

const MODULE: Where = { depth: 0, inFunction: false, inLoop: false };

const classDefinition: fc.Arbitrary<Statement> = fc
  .record({
    name: identifier,
    base: fc.option(name, { nil: undefined }),
    body: block({ ...MODULE, depth: 2 }),
  })
  .map(({ name: className, base, body }) => ({
    type: 'class',
    span,
    name: className,
    ...(base === undefined ? {} : { base }),
    body,
  }));

const moduleBodies = fc.array(
  fc.oneof({ weight: 5, arbitrary: statement(MODULE) }, { weight: 1, arbitrary: classDefinition }),
  {
    maxLength: 5,
  },
);

/** Every block of the statements but those of classes, from the outside in. */
const blocksOf = (statements: Statement[]): Statement[][] => [
  statements,
  ...statements.flatMap(inner => {
    if (inner.type === 'class' || !('body' in inner)) return [];
    const orElse = inner.type === 'if' && inner.orElse.length > 0 ? blocksOf([...inner.orElse]) : [];
    return [...blocksOf([...inner.body]), ...orElse];
  }),
];

/** Puts marks into copies of the blocks: `places` says where, one number a mark. */
const withMarks = (body: Statement[], places: readonly number[]): Statement[] => {
  let result = body;
  for (const [index, place] of places.entries()) {
    const mark: Statement = index === 0 ? { type: 'go', span } : { type: 'slot', span, slot: index };
    const block = place % blocksOf(result).length;
    result = insert(result, mark, { block, place });
  }
  return result;
};

/** `count.block` runs down over the blocks in the order of `blocksOf`. */
const insert = (
  statements: readonly Statement[],
  mark: Statement,
  count: { block: number; place: number },
): Statement[] => {
  if (count.block-- === 0) return statements.toSpliced(count.place % (statements.length + 1), 0, mark);
  return statements.map(inner => {
    if (inner.type === 'class' || !('body' in inner)) return inner;
    const body = insert(inner.body, mark, count);
    if (inner.type !== 'if' || inner.orElse.length === 0) return { ...inner, body };
    return { ...inner, body, orElse: insert(inner.orElse, mark, count) };
  });
};

/** Programs without slots and without `# go`. */
export const plainModules: fc.Arbitrary<Module> = moduleBodies.map(body => ({ source: '', body }));

export const modules: fc.Arbitrary<Module> = fc
  .tuple(moduleBodies, fc.array(fc.nat(50), { maxLength: 4 }))
  .map(([body, places]) => ({ source: '', body: withMarks(body, places) }));
