/** Puts words to what the grammar could not read. */
import type { SyntaxNode } from '@lezer/common';
import { STAR } from './expression.ts';
import type { Reader } from './reader.ts';
import type { LogicalLine } from './scan.ts';
import { isBlockWord } from './words.ts';

/** Once a line, and only where nothing else has been said of the line: later errors follow from the first. */
export const reportGrammarErrors = (reader: Reader, top: SyntaxNode, lines: readonly LogicalLine[]): void => {
  top.cursor().iterate(node => {
    if (node.type.isError && !reader.issues.isFull) report(reader, node.from, lines);
  });
};

const report = (reader: Reader, at: number, lines: readonly LogicalLine[]): void => {
  const line = lines.findLast(candidate => candidate.from <= at) ?? lines[0];
  if (line === undefined || reader.issues.speakOf(line.from, Math.max(line.to, at))) return;
  if (isNewerStatement(line)) {
    const message = `\`${line.firstWord}\` is not part of this subset.`;
    reader.issues.unsupported(line.from, line.to, message, 'Use `if` and `elif`.');
    return;
  }
  if (standsUnderNewerStatement(line, lines)) return;
  const rest = at < line.to ? reader.source.text.slice(at, line.to) : '';
  const [, token] = /^\s*(\p{XID_Continue}+|[=!<>+\-*/%]=|\/\/|\*\*|\S)/u.exec(rest) ?? [];
  if (token === undefined) reportEnd(reader, line);
  else reportToken(reader, line, token, at + rest.indexOf(token));
};

/** `match x:` and `case 1:`: for the grammar these words are plain names. */
const isNewerStatement = ({ firstWord, endsWithColon }: LogicalLine): boolean =>
  (firstWord === 'match' || firstWord === 'case') && endsWithColon;

const standsUnderNewerStatement = (line: LogicalLine, lines: readonly LogicalLine[]): boolean => {
  const parent = lines.findLast(other => other.from < line.from && other.indent.length < line.indent.length);
  return parent !== undefined && isNewerStatement(parent);
};

const reportEnd = (reader: Reader, line: LogicalLine): void => {
  const text = reader.source.text.slice(line.from, line.to);
  if (isBlockWord(line.firstWord) && !text.includes(':') && text !== line.firstWord) {
    const message = `The \`${line.firstWord}\` needs a colon at the end of its line.`;
    reader.issues.syntax(line.to, line.to, message);
    return;
  }
  const [last] = /(?:\p{XID_Continue}+|[=!<>+\-*/%]+|\S)$/u.exec(text) ?? [''];
  reader.issues.syntax(line.to, line.to, `Something must follow \`${last}\`.`);
};

const reportToken = (reader: Reader, line: LogicalLine, token: string, from: number): void => {
  const to = from + token.length;
  const before = reader.source.text.slice(line.from, from);
  if (/[[,]\s*$/.test(before) && token === '*') {
    reader.issues.unsupported(from, to, ...STAR);
    return;
  }
  if (/(?:^|[:;]\s*)type\s+$/.test(before)) {
    reader.issues.unsupported(from, to, '`type` statements are not part of this subset.');
    return;
  }
  reader.issues.syntax(from, to, `\`${token}\` cannot stand here.`, hintFor(line, token));
};

const hintFor = ({ firstWord }: LogicalLine, token: string): string | undefined => {
  if (firstWord === 'print') return 'Write said(…).';
  const isTest = firstWord === 'if' || firstWord === 'elif' || firstWord === 'while';
  return token === '=' && isTest ? 'Compare with ==.' : undefined;
};
