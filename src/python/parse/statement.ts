/** Turns the concrete statements of the grammar into ours, and names every statement that is outside the subset. */
import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../syntax.ts';
import { convertIf, convertLoop } from './compound.ts';
import { convertClass, convertFunction } from './definition.ts';
import { MAX_BLOCK_DEPTH, type Place } from './place.ts';
import { children, firstLineEnd, type Reader } from './reader.ts';
import { convertSimple } from './simple.ts';

/** The statements directly under a node: of the whole text, of a body, or of a line with semicolons. */
export const convertStatements = (reader: Reader, nodes: readonly SyntaxNode[], place: Place): Statement[] =>
  nodes
    .flatMap(node => (node.name === 'StatementGroup' ? separatedBySemicolons(reader, node) : [node]))
    .flatMap(node => {
      const statement = convertStatement(reader, node, place);
      if (statement === undefined) reader.unread.push(node);
      return statement ?? [];
    });

/** A body with its colon. `undefined` where an issue stands instead of a body. */
export const convertBody = (
  reader: Reader,
  body: SyntaxNode | undefined,
  outer: Place,
): Statement[] | undefined => {
  if (body === undefined) return undefined;
  const place = { ...outer, depth: outer.depth + 1 };
  if (place.depth > MAX_BLOCK_DEPTH) {
    const message = `Blocks nest too deeply: at most ${MAX_BLOCK_DEPTH}.`;
    return reader.syntax(body, message, 'Put a part of it into a function.');
  }
  const statements = convertStatements(
    reader,
    children(body).filter(child => child.name !== ':'),
    place,
  );
  const first = statements[0];
  if (first !== undefined && statements.every(isMark)) {
    reader.issues.syntax(body.from, body.to, 'A block needs a statement besides its slot.', 'Write `pass`.');
  }
  return statements;
};

const isMark = (statement: Statement): boolean => statement.type === 'slot' || statement.type === 'go';

const separatedBySemicolons = (reader: Reader, group: SyntaxNode): SyntaxNode[] => {
  const parts = children(group);
  for (const [index, part] of parts.entries()) {
    if (part.name === ';' && (index === 0 || parts[index - 1]?.name === ';')) {
      reader.syntax(part, 'There is no statement before this semicolon.', 'Leave the semicolon away.');
    }
  }
  return parts.filter(part => part.name !== ';');
};

const convertStatement = (reader: Reader, node: SyntaxNode, place: Place): Statement | undefined => {
  const mark = reader.marks.get(node.from);
  if (mark !== undefined) return convertMark(reader, node, mark.what, place);
  switch (node.name) {
    case 'IfStatement':
      return convertIf(reader, node, place, convertBody);
    case 'WhileStatement':
    case 'ForStatement':
      return convertLoop(reader, node, place, convertBody);
    case 'FunctionDefinition':
      return convertFunction(reader, node, place, convertBody);
    case 'ClassDefinition':
      return convertClass(reader, node, place, convertBody);
    default:
      return node.name in OUTSIDE ? outside(reader, node) : convertSimple(reader, node, place);
  }
};

const convertMark = (
  reader: Reader,
  node: SyntaxNode,
  what: number | 'go',
  place: Place,
): Statement | undefined => {
  if (place.inClass) {
    const message = 'The body of a class is no place for a slot.';
    return reader.unsupported(node, message, 'Put it behind the class.');
  }
  const span = reader.span(node);
  if (what === 'go') return { type: 'go', span };
  if (what >= 1 && what <= 9) return { type: 'slot', span, slot: what };
  return reader.syntax(node, 'Slots are numbered from 1 to 9.');
};

const OUTSIDE: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  TryStatement: ['`try`/`except`', 'Test with `if` before.'],
  RaiseStatement: ['`raise`', 'Leave the statement away.'],
  WithStatement: ['`with`', 'Call the functions one after another.'],
  AssertStatement: ['`assert`', 'Use `said(…)` and look at the output.'],
  YieldStatement: ['`yield`', 'Append to a list and return it.'],
  DecoratedStatement: ['A decorator', 'Call it yourself: f = decorator(f).'],
};

const outside = (reader: Reader, node: SyntaxNode): undefined => {
  const [what, hint] = OUTSIDE[node.name] ?? [];
  const message = `${what} is not part of this subset.`;
  return reader.issues.unsupported(node.from, firstLineEnd(reader.source.text, node), message, hint);
};
