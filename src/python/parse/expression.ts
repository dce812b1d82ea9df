/** Turns the concrete expressions of the grammar into ours, and names every expression that is outside the subset. */
import type { SyntaxNode } from '@lezer/common';
import type { DictDisplay, Expression, Keyword } from '../syntax.ts';
import { readInteger, readString } from './literals.ts';
import { convertOperators } from './operators.ts';
import { children, type Reader, separated } from './reader.ts';

/** `undefined` where an issue has been reported instead. */
export const convertExpression = (reader: Reader, node: SyntaxNode): Expression | undefined => {
  const span = reader.span(node);
  switch (node.name) {
    case 'VariableName':
      return { type: 'name', span, id: reader.name(node) };
    case 'None':
      return { type: 'constant', span, value: null };
    case 'Boolean':
      return { type: 'constant', span, value: reader.text(node) === 'True' };
    case 'Number':
      return literal(reader, node, readInteger(reader.text(node)));
    case 'String':
      return literal(reader, node, readString(reader.text(node)));
    case 'ContinuedString':
      return continuedString(reader, node);
    case 'ParenthesizedExpression':
      return parenthesized(reader, node);
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return display(reader, node, DISPLAYS[node.name]);
    case 'DictionaryExpression':
      return dictionary(reader, node);
    case 'MemberExpression':
      return member(reader, node);
    case 'CallExpression':
      return call(reader, node);
    case 'BinaryExpression':
    case 'UnaryExpression':
      return convertOperators(reader, node, convertExpression);
    default:
      return outside(reader, node);
  }
};

/** Expressions separated by commas without brackets: one is itself, several (or a comma at the end) are a tuple. */
export const convertList = (reader: Reader, nodes: readonly SyntaxNode[]): Expression | undefined => {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const items = convertItems(reader, nodes);
  if (items === undefined) return undefined;
  if (nodes.length === 1) return items[0];
  return { type: 'tuple', span: reader.span({ from: first.from, to: nodes.at(-1)?.to ?? first.to }), items };
};

const DISPLAYS = { TupleExpression: 'tuple', ArrayExpression: 'list', SetExpression: 'set' } as const;

const convertItems = (reader: Reader, nodes: readonly SyntaxNode[]): Expression[] | undefined => {
  const items: (Expression | undefined)[] = [];
  for (const part of separated(nodes)) {
    const [item, second] = part;
    if (item === undefined) continue;
    items.push(second === undefined ? convertExpression(reader, item) : outsideItem(reader, item, second));
  }
  return complete(items);
};

const outsideItem = (reader: Reader, item: SyntaxNode, second: SyntaxNode): undefined => {
  if (item.type.isError) return undefined;
  return item.name === '*' || item.name === '**'
    ? reader.unsupported(item, ...STAR)
    : outside(reader, second);
};

export const STAR = [
  'Unpacking with a star is not part of this subset.',
  'Write the items one by one.',
] as const;

const complete = <T>(items: readonly (T | undefined)[]): T[] | undefined => {
  const found = items.filter(item => item !== undefined);
  return found.length === items.length ? found : undefined;
};

const literal = (
  reader: Reader,
  node: SyntaxNode,
  read: ReturnType<typeof readInteger> | ReturnType<typeof readString>,
): Expression | undefined => {
  if ('value' in read) return { type: 'constant', span: reader.span(node), value: read.value };
  return read.code === 'syntax'
    ? reader.syntax(node, read.message, read.hint)
    : reader.unsupported(node, read.message, read.hint);
};

const continuedString = (reader: Reader, node: SyntaxNode): Expression | undefined => {
  const parts = complete(children(node).map(child => convertExpression(reader, child)));
  if (parts === undefined) return undefined;
  const value = parts.map(part => (part.type === 'constant' ? String(part.value) : '')).join('');
  return { type: 'constant', span: reader.span(node), value };
};

const inside = (node: SyntaxNode): SyntaxNode[] =>
  children(node).filter(child => !/^[()[\]{}]$/.test(child.name));

const parenthesized = (reader: Reader, node: SyntaxNode): Expression | undefined => {
  const [item, second] = inside(node);
  if (item === undefined) return undefined;
  return second === undefined ? convertExpression(reader, item) : outsideItem(reader, item, second);
};

const display = (
  reader: Reader,
  node: SyntaxNode,
  type: 'tuple' | 'list' | 'set',
): Expression | undefined => {
  const items = convertItems(reader, inside(node));
  return items && { type, span: reader.span(node), items };
};

const dictionary = (reader: Reader, node: SyntaxNode): DictDisplay | undefined => {
  const entries = separated(inside(node)).map(part => {
    const [first, , value] = part;
    if (first?.name === '**') return reader.unsupported(first, ...STAR);
    const key = first && convertExpression(reader, first);
    const converted = value && convertExpression(reader, value);
    return key && converted && { key, value: converted };
  });
  const found = complete(entries);
  return found && { type: 'dict', span: reader.span(node), entries: found };
};

const member = (reader: Reader, node: SyntaxNode): Expression | undefined => {
  const [objectNode, operator, ...rest] = children(node);
  const object = objectNode && convertExpression(reader, objectNode);
  const [first] = rest;
  if (operator?.name === '.') {
    if (first === undefined || first.type.isError) return undefined;
    const name = reader.name(first);
    return object && { type: 'attribute', span: reader.span(node), object, name };
  }
  const indices = rest.filter(child => child.name !== ']');
  if (indices.some(child => child.name === ':')) {
    return reader.unsupported(node, 'Slices are not part of this subset.', 'Use one index at a time: xs[0].');
  }
  const index = convertList(reader, indices);
  return object && index && { type: 'subscript', span: reader.span(node), object, index };
};

const call = (reader: Reader, node: SyntaxNode): Expression | undefined => {
  const [calleeNode, argumentList] = children(node);
  const callee = calleeNode && convertExpression(reader, calleeNode);
  const args: (Expression | undefined)[] = [];
  const keywords: (Keyword | undefined)[] = [];
  for (const part of separated(argumentList ? inside(argumentList) : [])) {
    const [first, operator, value] = part;
    if (first === undefined) continue;
    if (part.length === 1) {
      if (keywords.length > 0)
        reader.syntax(first, 'A positional argument cannot follow a keyword argument.');
      args.push(convertExpression(reader, first));
    } else if (operator?.name === 'AssignOp' && reader.text(operator) === '=' && part.length === 3) {
      keywords.push(keyword(reader, first, value, keywords));
    } else args.push(outsideArgument(reader, part));
  }
  const allArgs = complete(args);
  const allKeywords = complete(keywords);
  return (
    callee &&
    allArgs &&
    allKeywords && { type: 'call', span: reader.span(node), callee, args: allArgs, keywords: allKeywords }
  );
};

const keyword = (
  reader: Reader,
  nameNode: SyntaxNode,
  valueNode: SyntaxNode | undefined,
  earlier: readonly (Keyword | undefined)[],
): Keyword | undefined => {
  const name = reader.name(nameNode);
  if (earlier.some(other => other?.name === name)) {
    return reader.syntax(nameNode, `The keyword argument \`${name}\` is given twice.`);
  }
  const value = valueNode && convertExpression(reader, valueNode);
  const span = reader.span({ from: nameNode.from, to: valueNode?.to ?? nameNode.to });
  return value && { span, name, value };
};

const outsideArgument = (reader: Reader, part: readonly SyntaxNode[]): undefined => {
  const [first, second] = part;
  if (first === undefined) return undefined;
  if (first.name === '*' || first.name === '**') {
    return reader.unsupported(
      first,
      'Arguments with a star are not part of this subset.',
      'Write the arguments one by one.',
    );
  }
  if (second !== undefined && reader.text(second) === ':=') return reader.unsupported(second, ...WALRUS);
  if (part.some(node => node.name === 'for')) return reader.unsupported(first, ...COMPREHENSION);
  return undefined;
};

type Sentence = readonly [message: string, hint?: string];

const WALRUS: Sentence = ['`:=` is not part of this subset.', 'Assign in a statement of its own, before.'];
const COMPREHENSION: Sentence = [
  'Comprehensions are not part of this subset.',
  'Write a `for` loop that appends to a list.',
];

const YIELD: Sentence = ['`yield` is not part of this subset.', 'Append to a list and return it.'];

const OUTSIDE: Readonly<Record<string, Sentence>> = {
  NamedExpression: WALRUS,
  ComprehensionExpression: COMPREHENSION,
  ArrayComprehensionExpression: COMPREHENSION,
  DictionaryComprehensionExpression: COMPREHENSION,
  SetComprehensionExpression: COMPREHENSION,
  LambdaExpression: ['`lambda` is not part of this subset.', 'Define the function with `def`.'],
  ConditionalExpression: ['`x if y else z` is not part of this subset.', 'Use an `if` statement.'],
  FormatString: ['F-strings are not part of this subset.', 'Write a plain string: "...".'],
  AwaitExpression: ['`await` is not part of this subset.', 'Call the function directly.'],
  Ellipsis: ['`...` is not part of this subset.', 'Write `pass` or None.'],
};

const outside = (reader: Reader, node: SyntaxNode): undefined => {
  const sentence = OUTSIDE[node.name];
  if (node.type.isError) return undefined;
  // The grammar asks for a value behind `yield`, Python does not.
  if (node.name === 'YieldExpression') return reader.issues.unsupported(node.from, node.to, ...YIELD);
  if (sentence !== undefined) return reader.unsupported(node, ...sentence);
  return reader.syntax(node, `\`${reader.text(node)}\` cannot stand here.`);
};
