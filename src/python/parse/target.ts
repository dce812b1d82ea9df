/** What can stand left of `=` and behind `del`. */
import type { SyntaxNode } from '@lezer/common';
import type { Target } from '../syntax.ts';
import { convertExpression } from './expression.ts';
import { children, type Reader, separated } from './reader.ts';

export const convertTarget = (
  reader: Reader,
  node: SyntaxNode,
  verb: 'assign to' | 'delete',
): Target | undefined => {
  const [target, second] = convertTargets(reader, node, verb);
  if (second === undefined && node.name !== 'TupleExpression' && node.name !== 'ArrayExpression')
    return target;
  const hint = 'Assign one by one.';
  return reader.unsupported(node, 'Assigning to several names at once is not part of this subset.', hint);
};

/** Behind `del` a list in brackets stands for its items. */
export const convertTargets = (
  reader: Reader,
  node: SyntaxNode,
  verb: 'assign to' | 'delete',
): (Target | undefined)[] => {
  const inner = children(node).filter(child => !/^[()[\]]$/.test(child.name));
  switch (node.name) {
    case 'VariableName':
    case 'MemberExpression': {
      const target = convertExpression(reader, node);
      if (target?.type === 'name' || target?.type === 'attribute' || target?.type === 'subscript')
        return [target];
      return [undefined];
    }
    case 'ParenthesizedExpression':
      return inner[0] === undefined || inner.length > 1
        ? [refuse(reader, node, verb)]
        : convertTargets(reader, inner[0], verb);
    case 'TupleExpression':
    case 'ArrayExpression':
      return separated(inner).flatMap(([item]) =>
        item === undefined ? [] : convertTargets(reader, item, verb),
      );
    default:
      return [refuse(reader, node, verb)];
  }
};

const refuse = (reader: Reader, node: SyntaxNode, verb: string): undefined => {
  if (node.type.isError) return undefined;
  const hint =
    node.name === 'CallExpression'
      ? 'A call gives a value, not a place.'
      : 'A place is a name, x.attribute or x[index].';
  return reader.syntax(node, `Python cannot ${verb} ${NOUNS[node.name] ?? 'this expression'}.`, hint);
};

const NOUNS: Readonly<Record<string, string>> = {
  CallExpression: 'a call',
  Number: 'a number',
  String: 'a string',
  ContinuedString: 'a string',
  None: 'None',
  Boolean: 'True or False',
  BinaryExpression: 'an operation',
  UnaryExpression: 'an operation',
  DictionaryExpression: 'a dict',
  SetExpression: 'a set',
};
