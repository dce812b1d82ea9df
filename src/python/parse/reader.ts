/** What the conversions of expressions and statements share: the text, the issues, and how to look at the concrete tree. */
import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../syntax.ts';
import type { Mark } from './scan.ts';
import type { IssueList, SourceText } from './text.ts';
import { isIdentifier, isKeyword, normalizeName } from './words.ts';

export class Reader {
  readonly source: SourceText;
  readonly issues: IssueList;
  /** The marks by the offset that they begin at. */
  readonly marks: ReadonlyMap<number, Mark>;
  /** Statements that came to nothing: each of them has its issue. */
  readonly unread: SyntaxNode[] = [];

  constructor(source: SourceText, issues: IssueList, marks: readonly Mark[]) {
    this.source = source;
    this.issues = issues;
    this.marks = new Map(marks.map(mark => [mark.from, mark]));
  }

  text(node: SyntaxNode): string {
    return this.source.text.slice(node.from, node.to);
  }

  span(node: { readonly from: number; readonly to: number }): Span {
    return this.source.span(node.from, node.to);
  }

  syntax(node: SyntaxNode, message: string, hint?: string): undefined {
    return this.issues.syntax(node.from, node.to, message, hint);
  }

  /** Nothing is said of a node that holds a syntax error itself: what it was meant to be is unknown. */
  unsupported(node: SyntaxNode, message: string, hint?: string): undefined {
    if (children(node).some(child => child.type.isError)) return undefined;
    return this.issues.unsupported(node.from, firstLineEnd(this.source.text, node), message, hint);
  }

  /** A word as a name, normalised as Python does. */
  name(node: SyntaxNode): string {
    const word = this.text(node);
    if (isKeyword(word)) this.syntax(node, `\`${word}\` is a word of Python's own and cannot be a name.`);
    else if (!isIdentifier(word)) this.syntax(node, `\`${word}\` is not a name.`);
    return normalizeName(word);
  }
}

/** The children of a node, comments left out. */
export const children = (node: SyntaxNode): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') found.push(child);
  }
  return found;
};

/** The children between the commas of a list, each part with its tokens: `a, k=1` is `[a] [k = 1]`. */
export const separated = (nodes: readonly SyntaxNode[], separator = ','): SyntaxNode[][] => {
  const parts: SyntaxNode[][] = [];
  let part: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.name === separator) {
      parts.push(part);
      part = [];
    } else part.push(node);
  }
  if (part.length > 0) parts.push(part);
  return parts;
};

/** Is there anything in the node that the grammar could not read? */
export const holdsError = (node: SyntaxNode): boolean => {
  let found = false;
  node.cursor().iterate(inner => {
    found ||= inner.type.isError;
  });
  return found;
};

/** The end of a node, or of its first line if it has several. */
export const firstLineEnd = (text: string, node: SyntaxNode): number => {
  const end = text.indexOf('\n', node.from);
  return end < 0 ? node.to : Math.min(end, node.to);
};
