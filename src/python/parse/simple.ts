/** Simple statements: one line, no block. */
import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../syntax.ts';
import { convertList } from './expression.ts';
import type { Place } from './place.ts';
import { children, holdsError, type Reader, separated } from './reader.ts';
import { convertTarget, convertTargets } from './target.ts';

export const convertSimple = (reader: Reader, node: SyntaxNode, place: Place): Statement | undefined => {
  switch (node.name) {
    case 'ExpressionStatement': {
      const value = convertList(reader, children(node));
      return value && { type: 'expression', span: extent(reader, node), value };
    }
    case 'AssignStatement':
      return assignment(reader, node);
    case 'UpdateStatement':
      return augmented(reader, node);
    case 'DeleteStatement':
      return deletion(reader, node);
    case 'PassStatement':
      return { type: 'pass', span: reader.span(node) };
    case 'BreakStatement':
    case 'ContinueStatement':
      return loopControl(reader, node, place);
    case 'ReturnStatement':
      return returning(reader, node, place);
    case 'ImportStatement':
      return importing(reader, node);
    case 'ScopeStatement': {
      const message = `\`${node.firstChild?.name}\` is not part of this subset.`;
      return reader.unsupported(node, message, 'Keep the value in an attribute or a list.');
    }
    default:
      return node.type.isError
        ? undefined
        : reader.syntax(node, `\`${reader.text(node)}\` cannot stand here.`);
  }
};

const assignment = (reader: Reader, node: SyntaxNode): Statement | undefined => {
  const parts = children(node);
  const annotation = parts.find(part => part.name === 'TypeDef');
  if (annotation !== undefined) {
    if (holdsError(node)) return undefined;
    return reader.unsupported(
      annotation,
      'Annotations are not part of this subset.',
      'Leave the annotation away.',
    );
  }
  const sides: SyntaxNode[][] = separated(parts, 'AssignOp');
  const right = sides.length > 1 ? sides.at(-1) : undefined;
  if (right === undefined) return undefined;
  const targets = sides.slice(0, -1).map(side => {
    const [first, second] = side;
    if (first === undefined) return undefined;
    return second === undefined ? convertTarget(reader, first, 'assign to') : tupleTarget(reader, side);
  });
  const value = convertList(reader, right);
  const found = targets.filter(target => target !== undefined);
  return value && found.length === targets.length
    ? { type: 'assign', span: extent(reader, node), targets: found, value }
    : undefined;
};

const tupleTarget = (reader: Reader, side: readonly SyntaxNode[]): undefined => {
  const from = side[0]?.from ?? 0;
  const message = 'Assigning to several names at once is not part of this subset.';
  const hint = 'Assign one by one; to swap, hold one in a third name: t = a, then a = b, then b = t.';
  return reader.issues.unsupported(from, side.at(-1)?.to ?? from, message, hint);
};

const augmented = (reader: Reader, node: SyntaxNode): Statement | undefined => {
  const [left, operatorNode, ...right] = children(node);
  if (left === undefined || operatorNode === undefined) return undefined;
  if (operatorNode.name !== 'UpdateOp') {
    return reader.syntax(left, 'An augmented assignment has one target.', 'Assign one by one.');
  }
  const operator = reader.text(operatorNode).slice(0, -1);
  const target = convertTarget(reader, left, 'assign to');
  const value = convertList(reader, right);
  if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '//' && operator !== '%') {
    return reader.unsupported(
      operatorNode,
      `\`${operator}=\` is not part of this subset.`,
      'There are += -= *= //= %=.',
    );
  }
  return target && value && { type: 'augmented', span: extent(reader, node), target, operator, value };
};

const deletion = (reader: Reader, node: SyntaxNode): Statement | undefined => {
  const [, ...rest] = children(node);
  const parts = separated(rest);
  const targets = parts.flatMap(([part]) =>
    part === undefined ? [] : convertTargets(reader, part, 'delete'),
  );
  return targets.length > 0 && targets.every(target => target !== undefined)
    ? { type: 'delete', span: extent(reader, node), targets: targets.filter(target => target !== undefined) }
    : undefined;
};

const loopControl = (reader: Reader, node: SyntaxNode, place: Place): Statement | undefined => {
  const type = node.name === 'BreakStatement' ? 'break' : 'continue';
  if (!place.inLoop) return reader.syntax(node, `\`${type}\` stands outside a loop.`);
  return { type, span: reader.span(node) };
};

const returning = (reader: Reader, node: SyntaxNode, place: Place): Statement | undefined => {
  if (!place.inFunction) return reader.syntax(node, '`return` stands outside a function.');
  const [, ...parts] = children(node);
  const span = extent(reader, node);
  if (parts.length === 0) return { type: 'return', span };
  const value = convertList(reader, parts);
  return value && { type: 'return', span, value };
};

const MODULES = new Set(['gc', 'sys', 'weakref', 'functools', 'heaplings']);

const importing = (reader: Reader, node: SyntaxNode): Statement | undefined => {
  const [keyword, ...rest] = children(node);
  const hint = 'gc, sys, weakref, functools and heaplings can be imported, and are there without it.';
  if (keyword?.name !== 'import')
    return reader.unsupported(node, '`from … import` is not part of this subset.', hint);
  const misplaced = rest.find(
    (child, at) => child.name === '(' || (child.name === ',' && at === rest.length - 1),
  );
  if (misplaced !== undefined) {
    return reader.syntax(misplaced, `\`${misplaced.name}\` cannot stand here.`, 'Write import gc, sys.');
  }
  const parts = separated(rest);
  const modules = parts.map(part => {
    const [first] = part;
    if (first === undefined || first.type.isError) return undefined;
    if (part.some(child => child.name === 'as')) {
      return reader.unsupported(node, '`import … as` is not part of this subset.', hint);
    }
    const name = part.map(child => reader.text(child)).join('');
    if (!MODULES.has(name))
      return reader.unsupported(first, `The module \`${name}\` is not part of this subset.`, hint);
    return name;
  });
  const found = modules.filter(module => module !== undefined);
  return found.length === modules.length && found.length > 0
    ? { type: 'import', span: extent(reader, node), modules: found }
    : undefined;
};

/** From the first token to just behind the last one: the grammar lets some nodes run on to the next line. */
const extent = (reader: Reader, node: SyntaxNode): Statement['span'] =>
  reader.span({ from: node.from, to: children(node).at(-1)?.to ?? node.to });
