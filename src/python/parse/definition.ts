/** Functions and classes. */
import type { SyntaxNode } from '@lezer/common';
import type { ClassDefinition, FunctionDefinition, Name, Parameter } from '../syntax.ts';
import { convertExpression } from './expression.ts';
import { ASYNC, type ConvertBody, type Place } from './place.ts';
import { children, type Reader, separated } from './reader.ts';

export const convertFunction = (
  reader: Reader,
  node: SyntaxNode,
  place: Place,
  convertBody: ConvertBody,
): FunctionDefinition | undefined => {
  const parts = children(node);
  if (parts[0]?.name === 'async') return reader.unsupported(parts[0], ...ASYNC);
  const nameNode = parts.find(part => part.name === 'VariableName');
  const list = parts.find(part => part.name === 'ParamList');
  const annotation = parts.find(part => part.name === 'TypeDef' || part.name === 'TypeParamList');
  if (annotation !== undefined) refuseAnnotation(reader, annotation);
  const parameters = list && convertParameters(reader, list);
  const inside = { depth: place.depth, inFunction: true, inLoop: false, inClass: false };
  const body = convertBody(
    reader,
    parts.find(part => part.name === 'Body'),
    inside,
  );
  const name = nameNode && reader.name(nameNode);
  if (name === undefined || parameters === undefined || body === undefined) return undefined;
  const start = reader.span(node).start;
  const end = body.at(-1)?.span.end ?? start;
  return { type: 'def', span: { start, end }, name, parameters, body };
};

const refuseAnnotation = (reader: Reader, node: SyntaxNode): undefined =>
  reader.unsupported(node, 'Annotations are not part of this subset.', 'Leave the annotation away.');

const convertParameters = (reader: Reader, list: SyntaxNode): Parameter[] | undefined => {
  refuseSlash(reader, list);
  const parts = separated(children(list).filter(child => child.name !== '(' && child.name !== ')'));
  const parameters: (Parameter | undefined)[] = [];
  const names = new Set<string>();
  let hasDefault = false;
  for (const part of parts) {
    const parameter = convertParameter(reader, part);
    parameters.push(parameter);
    if (parameter === undefined || part[0] === undefined) continue;
    if (names.has(parameter.name)) reader.syntax(part[0], `Two parameters are called \`${parameter.name}\`.`);
    names.add(parameter.name);
    if (hasDefault && parameter.defaultValue === undefined) {
      reader.syntax(part[0], `\`${parameter.name}\` needs a default, since a parameter before it has one.`);
    }
    hasDefault ||= parameter.defaultValue !== undefined;
  }
  const found = parameters.filter(parameter => parameter !== undefined);
  return found.length === parameters.length ? found : undefined;
};

/** The grammar has no node for the slash of positional-only parameters: it stands between two others. */
const refuseSlash = (reader: Reader, list: SyntaxNode): void => {
  let at = list.from;
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    const slash = reader.source.text.slice(at, child.from).indexOf('/');
    if (slash >= 0) reader.issues.unsupported(at + slash, at + slash + 1, ...outsideParameter('/'));
    at = child.to;
  }
};

const outsideParameter = (what: string): [message: string, hint: string] => [
  `\`${what}\` among parameters is not part of this subset.`,
  'Name the parameters one by one.',
];

const convertParameter = (reader: Reader, part: readonly SyntaxNode[]): Parameter | undefined => {
  const [first, operator, valueNode] = part;
  if (first === undefined || part.some(node => node.type.isError)) return undefined;
  if (first.name !== 'VariableName') {
    return reader.unsupported(first, ...outsideParameter(reader.text(first)));
  }
  const annotation = part.find(node => node.name === 'TypeDef');
  if (annotation !== undefined) return refuseAnnotation(reader, annotation);
  const name = reader.name(first);
  if (operator === undefined) return { span: reader.span(first), name };
  const defaultValue = valueNode && convertExpression(reader, valueNode);
  if (defaultValue === undefined || valueNode === undefined) return undefined;
  return { span: reader.span({ from: first.from, to: valueNode.to }), name, defaultValue };
};

export const convertClass = (
  reader: Reader,
  node: SyntaxNode,
  place: Place,
  convertBody: ConvertBody,
): ClassDefinition | undefined => {
  const parts = children(node);
  if (place.depth > 0) {
    reader.unsupported(
      node,
      'Classes stand at the outermost level here.',
      'Move the class out to the left margin.',
    );
  }
  const nameNode = parts.find(part => part.name === 'VariableName');
  const typeParameters = parts.find(part => part.name === 'TypeParamList');
  if (typeParameters !== undefined) refuseAnnotation(reader, typeParameters);
  const list = parts.find(part => part.name === 'ArgList');
  const base = list && convertBase(reader, list);
  const inside = { depth: place.depth, inFunction: false, inLoop: false, inClass: true };
  const body = convertBody(
    reader,
    parts.find(part => part.name === 'Body'),
    inside,
  );
  const name = nameNode && reader.name(nameNode);
  if (name === undefined || body === undefined) return undefined;
  const start = reader.span(node).start;
  const end = body.at(-1)?.span.end ?? start;
  return { type: 'class', span: { start, end }, name, ...(base === undefined ? {} : { base }), body };
};

const convertBase = (reader: Reader, list: SyntaxNode): Name | undefined => {
  const parts = separated(children(list).filter(child => child.name !== '(' && child.name !== ')'));
  const [first, second] = parts;
  if (first === undefined) return undefined;
  if (second !== undefined) {
    return reader.unsupported(list, 'A class has at most one base here.', 'Keep the first one.');
  }
  const [base] = first;
  if (base?.name === 'VariableName' && first.length === 1) {
    return { type: 'name', span: reader.span(base), id: reader.name(base) };
  }
  return reader.unsupported(list, 'A base is one plain name here.', 'Write class Name(Base).');
};
