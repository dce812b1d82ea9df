/**
 * Text to tree: the front end of the Python subset. The grammar is lezer's; what it forgives (indentation, names,
 * targets, places) is checked here, and what Python has and this subset has not is named.
 */
import { parser } from '@lezer/python';
import { fail, ok, type Result } from '../../result.ts';
import type { Expression, Module, SourceIssue, Statement } from '../syntax.ts';
import { reportGrammarErrors } from './errors.ts';
import { checkLayout } from './layout.ts';
import { MODULE_PLACE } from './place.ts';
import { children, Reader } from './reader.ts';
import { type LogicalLine, type Mark, scan } from './scan.ts';
import { convertStatements } from './statement.ts';
import { IssueList, SourceText } from './text.ts';

/** The longest text that is read, in UTF-16 code units: some 3,000 lines. */
export const MAX_SOURCE_LENGTH = 100_000;

/** A whole program, or everything that is wrong with it, in the order of the text. */
export const parse = (source: string): Result<Module, SourceIssue> => {
  const read = readStatements(source, checkLayout);
  if (!read.ok) return read;
  return ok({ source: read.value.source.text, body: read.value.statements });
};

/** One simple statement: what a move is. */
export const parseStatement = (source: string): Result<Statement, SourceIssue> => {
  const read = readStatements(source, refuseLines);
  if (!read.ok) return read;
  const { statements, issues, source: text } = read.value;
  const [statement, second] = statements;
  if (statement !== undefined && second === undefined && SIMPLE.has(statement.type)) return ok(statement);
  issues.syntax(
    0,
    text.text.length,
    statement === undefined ? 'There is no statement here.' : ONE_STATEMENT,
    STATEMENT_HINT,
  );
  return fail(...issues.sorted());
};

/** One expression: what a goal or a path is. */
export const parseExpression = (source: string): Result<Expression, SourceIssue> => {
  const read = readStatements(source, refuseLines);
  if (!read.ok) return read;
  const { statements, issues, source: text } = read.value;
  const [statement, second] = statements;
  if (statement?.type === 'expression' && second === undefined) return ok(statement.value);
  issues.syntax(
    0,
    text.text.length,
    'This is not an expression.',
    'Write one value, such as a.next or len(xs) == 2.',
  );
  return fail(...issues.sorted());
};

const SIMPLE = new Set<Statement['type']>(['expression', 'assign', 'augmented', 'delete', 'pass', 'import']);
const ONE_STATEMENT = 'A move is one simple statement.';
const STATEMENT_HINT = 'Write an assignment, a `del` or a call: a.next = None, del a, xs.clear().';

type Read = { readonly source: SourceText; readonly issues: IssueList; readonly statements: Statement[] };
type LayoutCheck = (lines: readonly LogicalLine[], source: SourceText, issues: IssueList) => void;

const readStatements = (text: string, checkLines: LayoutCheck): Result<Read, SourceIssue> => {
  const source = new SourceText(text);
  const issues = new IssueList(source);
  if (source.text.length > MAX_SOURCE_LENGTH) {
    issues.syntax(0, 0, `The program is too long: at most ${MAX_SOURCE_LENGTH} characters.`);
    return fail(...issues.sorted());
  }
  const { lines, marks, continuations, isTooDeep } = scan(source.text, issues);
  if (isTooDeep) return fail(...issues.sorted());
  checkLines(lines, source, issues);
  const tree = parser.parse(textForGrammar(source.text, marks, continuations));
  const reader = new Reader(source, issues, marks);
  const statements = convertStatements(reader, children(tree.topNode), MODULE_PLACE);
  reportGrammarErrors(reader, tree.topNode, lines);
  refuseRepeatedMarks(reader, marks);
  const [lost] = reader.unread;
  if (lost !== undefined && issues.isEmpty) reader.syntax(lost, 'Python cannot read this statement.');
  return issues.isEmpty ? ok({ source, issues, statements }) : fail(...issues.sorted());
};

/**
 * The text for the grammar, every offset as it was. Joined lines are joined by spaces. A mark takes part as a statement: `# moves` is read as a name
 * of the same length, so that it belongs to the block that its indentation says. And words that the grammar takes
 * for keywords of Python 2 or of newer statements are made plain names: here they are nothing else.
 */
const textForGrammar = (text: string, marks: readonly Mark[], continuations: readonly number[]): string => {
  const edits = [
    ...marks.map(({ from, to }) => ({ from, to, character: '_' })),
    ...continuations.map(from => ({ from, to: from + 2, character: ' ' })),
  ].sort((a, b) => a.from - b.from);
  let result = '';
  let at = 0;
  for (const { from, to, character } of edits) {
    result += text.slice(at, from) + character.repeat(to - from);
    at = to;
  }
  return (result + text.slice(at)).replace(SOFT_KEYWORDS, word => '_'.repeat(word.length)).trimEnd();
};

const SOFT_KEYWORDS = /\b(?:print|match|case|type)\b/g;

const refuseLines: LayoutCheck = (lines, _source, issues) => {
  const second = lines[1];
  if (second !== undefined)
    issues.syntax(second.from, second.to, 'There is a second line here.', 'Write one line.');
};

const refuseRepeatedMarks = (reader: Reader, marks: readonly Mark[]): void => {
  const seen = new Set<number | 'go'>();
  for (const { from, to, what } of marks) {
    if (seen.has(what)) {
      const message = what === 'go' ? 'There is a second `# go`.' : `Slot ${what} is already taken.`;
      reader.issues.syntax(from, to, message, what === 1 ? '`# moves` is slot 1.' : undefined);
    }
    seen.add(what);
  }
};
