/** Checks indentation as CPython's tokenizer and grammar do; the grammar used here forgives nearly everything. */
import type { LogicalLine } from './scan.ts';
import type { IssueList, SourceText } from './text.ts';
import { isBlockWord } from './words.ts';

/** A tab goes to the next multiple of eight. Where tabs counted as one column would say otherwise, it is an error. */
type Indent = { readonly column: number; readonly tabless: number };

export const checkLayout = (lines: readonly LogicalLine[], source: SourceText, issues: IssueList): void => {
  const stack: Indent[] = [{ column: 0, tabless: 0 }];
  let header: LogicalLine | undefined;
  for (const line of lines) {
    const indent = measure(line.indent);
    const top = stack.at(-1) ?? indent;
    if (indent.column > top.column) {
      if (indent.tabless <= top.tabless) mixed(line, issues);
      else if (header === undefined) unexpectedIndent(line, issues);
      stack.push(indent);
    } else {
      if (header?.endsWithColon) missingBlock(header, line, source, issues);
      leaveBlocks(stack, indent, line, issues);
    }
    header = line.endsWithColon || isBlockWord(line.firstWord) ? line : undefined;
    if (header !== undefined && !header.endsWithColon && !isHeaderWithoutColon(header, source))
      header = undefined;
  }
  if (header?.endsWithColon) {
    issues.syntax(header.to, header.to, blockSentence(header, source), BLOCK_HINT);
  }
};

const BLOCK_HINT = 'Write it four spaces further in; `pass` is a statement that does nothing.';

const measure = (indent: string): Indent => {
  let column = 0;
  for (const character of indent) column = character === '\t' ? column - (column % 8) + 8 : column + 1;
  return { column, tabless: indent.length };
};

const leaveBlocks = (stack: Indent[], indent: Indent, line: LogicalLine, issues: IssueList): void => {
  let top = stack.at(-1);
  while (top !== undefined && stack.length > 1 && indent.column < top.column) {
    stack.pop();
    top = stack.at(-1);
  }
  if (top === undefined) return;
  if (top.column !== indent.column) {
    const hint = 'Line it up with the block that it belongs to.';
    issues.syntax(line.from, line.to, 'This line is indented like no block around it.', hint);
  } else if (top.tabless !== indent.tabless) mixed(line, issues);
};

const mixed = (line: LogicalLine, issues: IssueList): undefined =>
  issues.syntax(
    line.from - line.indent.length,
    line.from,
    'Tabs and spaces are mixed here.',
    'Indent with spaces only.',
  );

const unexpectedIndent = (line: LogicalLine, issues: IssueList): undefined =>
  issues.syntax(
    line.from,
    line.to,
    'This line is indented, but no block begins before it.',
    'Line it up with the line above.',
  );

const missingBlock = (
  header: LogicalLine,
  line: LogicalLine,
  source: SourceText,
  issues: IssueList,
): undefined => issues.syntax(line.from, line.to, blockSentence(header, source), BLOCK_HINT);

const blockSentence = (header: LogicalLine, source: SourceText): string => {
  const what = isBlockWord(header.firstWord) ? `\`${header.firstWord}\` of line` : 'colon at the end of line';
  return `The ${what} ${source.lineAt(header.from)} needs an indented block.`;
};

/** `if x` and nothing behind it: the colon is missing, and the lines below are its block all the same. */
const isHeaderWithoutColon = (line: LogicalLine, source: SourceText): boolean =>
  !source.text.slice(line.from, line.to).includes(':');
