/** A source text with its line starts, and the list of what is wrong with it. */
import type { Position, SourceIssue, Span } from '../syntax.ts';

export class SourceText {
  /** The text, line ends normalised to `\n`, without a byte order mark. */
  readonly text: string;
  readonly #lineStarts: number[] = [0];

  constructor(source: string) {
    this.text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) {
      this.#lineStarts.push(at + 1);
    }
  }

  /** The line (from 1) that the offset stands in. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStart(middle) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  span(from: number, to: number): Span {
    return { start: this.#position(from), end: this.#position(Math.max(from, to)) };
  }

  #position(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, column: offset - this.#lineStart(line - 1) + 1 };
  }

  #lineStart(index: number): number {
    return this.#lineStarts[index] ?? 0;
  }
}

/**
 * Collects issues, at most one of each code for a line: what follows from an earlier mistake of the same line
 * would only hide it. Whoever reports first wins, so the stages run from characters to meaning.
 */
export class IssueList {
  /** More than anybody reads. */
  static readonly LIMIT = 100;
  readonly #source: SourceText;
  readonly #issues: SourceIssue[] = [];
  readonly #seen = new Set<string>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  syntax(from: number, to: number, message: string, hint?: string): undefined {
    return this.#add('syntax', from, to, message, hint);
  }

  unsupported(from: number, to: number, message: string, hint?: string): undefined {
    return this.#add('unsupported', from, to, message, hint);
  }

  get isEmpty(): boolean {
    return this.#issues.length === 0;
  }

  /** Will nothing more be taken? */
  get isFull(): boolean {
    return this.#issues.length >= IssueList.LIMIT;
  }

  /** Is anything said of a line that the text between the offsets stands in? */
  speakOf(from: number, to: number): boolean {
    const first = this.#source.lineAt(from);
    const last = this.#source.lineAt(to);
    return this.#issues.some(({ span }) => span.start.line >= first && span.start.line <= last);
  }

  /** In the order of the text. */
  sorted(): SourceIssue[] {
    return this.#issues.toSorted(
      (a, b) => a.span.start.line - b.span.start.line || a.span.start.column - b.span.start.column,
    );
  }

  #add(code: SourceIssue['code'], from: number, to: number, message: string, hint?: string): undefined {
    const span = this.#source.span(from, to);
    const key = code === 'syntax' ? `${span.start.line}` : `${span.start.line}:${span.start.column}`;
    if (this.#seen.has(key) || this.isFull) return undefined;
    this.#seen.add(key);
    this.#issues.push({ code, span, message, ...(hint === undefined ? {} : { hint }) });
    return undefined;
  }
}
