/** `if`, `while` and `for`. */
import type { SyntaxNode } from '@lezer/common';
import type { Expression, Statement } from '../syntax.ts';
import { convertExpression, convertList } from './expression.ts';
import { ASYNC, type ConvertBody, type Place } from './place.ts';
import { children, type Reader } from './reader.ts';

/** `if`, any number of `elif`, `else`: the later ones nest in `orElse` of the one before. */
export const convertIf = (
  reader: Reader,
  node: SyntaxNode,
  place: Place,
  convertBody: ConvertBody,
): Statement | undefined => {
  const parts = children(node);
  const branches: { keyword: SyntaxNode; test: Expression | undefined; body: Statement[] | undefined }[] = [];
  let last: Statement[] | undefined = [];
  for (const [index, part] of parts.entries()) {
    const here = { ...place, depth: place.depth + branches.length };
    if (part.name === 'if' || part.name === 'elif') {
      const test = parts[index + 1];
      const body = parts
        .slice(index + 1)
        .find(other => other.name === 'Body' || other.name === 'elif' || other.name === 'else');
      const converted =
        test === undefined || test.name === 'Body' ? undefined : convertExpression(reader, test);
      branches.push({
        keyword: part,
        test: converted,
        body: convertBody(reader, body?.name === 'Body' ? body : undefined, here),
      });
    } else if (part.name === 'else') {
      const body = parts[index + 1];
      last = convertBody(reader, body?.name === 'Body' ? body : undefined, {
        ...here,
        depth: here.depth - 1,
      });
    }
  }
  return nestBranches(reader, branches, last);
};

const nestBranches = (
  reader: Reader,
  branches: readonly { keyword: SyntaxNode; test: Expression | undefined; body: Statement[] | undefined }[],
  last: Statement[] | undefined,
): Statement | undefined => {
  let orElse = last;
  for (const { keyword, test, body } of branches.toReversed()) {
    if (test === undefined || body === undefined || orElse === undefined) return undefined;
    const end = (orElse.at(-1) ?? body.at(-1))?.span.end ?? test.span.end;
    const branch: Statement = {
      type: 'if',
      span: { start: reader.span(keyword).start, end },
      test,
      body,
      orElse,
    };
    orElse = [branch];
  }
  return orElse?.[0];
};

export const convertLoop = (
  reader: Reader,
  node: SyntaxNode,
  place: Place,
  convertBody: ConvertBody,
): Statement | undefined => {
  const parts = children(node);
  const keyword = parts[0];
  if (keyword?.name === 'async') return reader.unsupported(keyword, ...ASYNC);
  const otherwise = parts.find(part => part.name === 'else');
  if (otherwise !== undefined) {
    reader.unsupported(
      otherwise,
      '`else` of a loop is not part of this subset.',
      'Keep a flag and test it behind the loop.',
    );
  }
  const bodyNode = parts.find(part => part.name === 'Body');
  const body = convertBody(reader, bodyNode, { ...place, inLoop: true });
  const start = reader.span(node).start;
  const end = body?.at(-1)?.span.end ?? start;
  const head = parts.slice(1, bodyNode === undefined ? parts.length : parts.indexOf(bodyNode));
  if (node.name === 'WhileStatement') {
    const test = head[0] && convertExpression(reader, head[0]);
    return test && body && { type: 'while', span: { start, end }, test, body };
  }
  const inAt = head.findIndex(part => part.name === 'in');
  if (inAt < 0) return undefined;
  const target = loopVariable(reader, head.slice(0, inAt));
  const iterable = convertList(reader, head.slice(inAt + 1));
  return target && iterable && body && { type: 'for', span: { start, end }, target, iterable, body };
};

const loopVariable = (reader: Reader, nodes: readonly SyntaxNode[]) => {
  const [first, second] = nodes;
  if (first === undefined) return undefined;
  if (second === undefined && first.name === 'VariableName') {
    return { type: 'name', span: reader.span(first), id: reader.name(first) } as const;
  }
  const to = nodes.at(-1)?.to ?? first.to;
  return reader.issues.unsupported(
    first.from,
    to,
    'A loop variable is one plain name here.',
    'Take it apart inside the loop.',
  );
};
