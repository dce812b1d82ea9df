/**
 * Reads a text as CPython's tokenizer does (Parser/tokenizer.c), only as far as the grammar behind it does not:
 * characters, strings, brackets, logical lines, the marks `# moves`, `# slot k` and `# go`, and how deep
 * an expression nests.
 */

import { codePoint, UNSAFE_CHARACTER } from '../characters.ts';
import { FLOAT } from './literals.ts';
import type { IssueList } from './text.ts';
import { isIdentifier } from './words.ts';

/** The most operators, dots and brackets that may be open around one place of an expression. */
export const MAX_EXPRESSION_DEPTH = 100;

export type Mark = { readonly from: number; readonly to: number; readonly what: number | 'go' };

/** One statement's worth of text: a line of the file, or several joined by brackets. */
export type LogicalLine = {
  readonly indent: string;
  /** From the first token to just behind the last one. */
  readonly from: number;
  readonly to: number;
  readonly firstWord: string;
  readonly endsWithColon: boolean;
};

export type Scan = {
  readonly lines: readonly LogicalLine[];
  readonly marks: readonly Mark[];
  /** Where a backslash joins a line to the next. */
  readonly continuations: readonly number[];
  readonly isTooDeep: boolean;
};

export const scan = (text: string, issues: IssueList): Scan => new Scanner(text, issues).run();

type Bracket = { readonly opener: string; readonly at: number; weight: number };

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const WORD = /[A-Za-z0-9_\u0080-\u{10ffff}]+/uy;
const MARK = /^#\s*(?:moves|(?<go>go)|slot\s+(?<slot>\d+))\s*$/;
const OPERATOR_WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'lambda', 'await']);

class Scanner {
  readonly #text: string;
  readonly #issues: IssueList;
  readonly #lines: LogicalLine[] = [];
  readonly #marks: Mark[] = [];
  readonly #continuations: number[] = [];
  #at = 0;
  #brackets: Bracket[] = [];
  #weight = 0;
  #depth = 0;
  #isTooDeep = false;

  constructor(text: string, issues: IssueList) {
    this.#text = text;
    this.#issues = issues;
  }

  run(): Scan {
    this.#refuseUnsafeCharacters();
    while (this.#at < this.#text.length && !this.#isTooDeep) this.#line();
    return {
      lines: this.#lines,
      marks: this.#marks,
      continuations: this.#continuations,
      isTooDeep: this.#isTooDeep,
    };
  }

  #refuseUnsafeCharacters(): void {
    for (const found of this.#text.matchAll(new RegExp(UNSAFE_CHARACTER, 'gv'))) {
      const hint = 'Delete it. In a string it can be written as an escape: "\\x1b", "\\u2028".';
      const message = `The character ${codePoint(found[0])} cannot stand in a program.`;
      this.#issues.syntax(found.index, found.index + found[0].length, message, hint);
    }
  }

  #line(): void {
    const indentFrom = this.#at;
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++;
    const indent = this.#text.slice(indentFrom, this.#at);
    const from = this.#at;
    const first = this.#text[this.#at];
    if (first === '#' && this.#takeMark()) {
      this.#lines.push({ indent, from, to: this.#at, firstWord: '', endsWithColon: false });
      return;
    }
    if (first === '\\') {
      this.#issues.unsupported(
        from,
        from + 1,
        'A line begins with a backslash here.',
        'Leave the backslash away.',
      );
    }
    const firstWord = wordAt(this.#text, from);
    const { to, endsWithColon } = this.#tokens();
    if (to > from) this.#lines.push({ indent, from, to, firstWord, endsWithColon });
    const open = this.#brackets.at(-1);
    if (open !== undefined && !this.#isTooDeep) {
      const message = `\`${open.opener}\` was never closed.`;
      this.#issues.syntax(open.at, open.at + 1, message, `Close it with \`${CLOSERS[open.opener]}\`.`);
    }
  }

  /** Reads to the end of the logical line; tells where its last token ends. */
  #tokens(): { to: number; endsWithColon: boolean } {
    let to = this.#at;
    let endsWithColon = false;
    this.#depth = 0;
    this.#weight = 0;
    this.#brackets = [];
    while (this.#at < this.#text.length && !this.#isTooDeep) {
      const character = this.#text[this.#at] ?? '';
      if (character === '\n') {
        this.#at++;
        if (this.#brackets.length === 0) break;
      } else if (character === ' ' || character === '\t') this.#at++;
      else if (character === '#') this.#comment();
      else if (character === '\\') this.#continuation();
      else {
        endsWithColon = character === ':' && this.#brackets.length === 0;
        this.#token(character);
        to = this.#at;
      }
    }
    return { to, endsWithColon };
  }

  /** The comment under the reading head is a mark: a statement of its own. */
  #takeMark(): boolean {
    const from = this.#at;
    const to = this.#lineEnd(from);
    const found = MARK.exec(this.#text.slice(from, to));
    if (found === null) return false;
    const { go, slot } = found.groups ?? {};
    const what = go === undefined ? Number(slot ?? 1) : 'go';
    this.#marks.push({ from, to, what });
    this.#at = to;
    return true;
  }

  /** A comment behind code or in brackets. */
  #comment(): void {
    const from = this.#at;
    this.#at = this.#lineEnd(from);
    const text = this.#text.slice(from, this.#at);
    if (!MARK.test(text)) return;
    const message = `\`${text.trimEnd()}\` needs a line of its own, outside brackets.`;
    this.#issues.unsupported(from, this.#at, message);
  }

  #continuation(): void {
    if (this.#text[this.#at + 1] === '\n' && this.#at + 2 < this.#text.length) {
      this.#continuations.push(this.#at);
      this.#at += 2;
    } else {
      const message = 'Behind a backslash that continues a line there can be nothing but the next line.';
      this.#issues.syntax(this.#at, this.#at + 1, message);
      this.#at++;
    }
  }

  #token(character: string): void {
    if (character === '"' || character === "'") this.#string(this.#at);
    else if (character in CLOSERS) this.#open(character);
    else if (character === ')' || character === ']' || character === '}') this.#close(character);
    else if (/[\w\u0080-\uffff]/.test(character)) this.#word();
    else this.#operator(character);
  }

  #word(): void {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0] ?? this.#text.slice(this.#at, this.#at + 1);
    const from = this.#at;
    this.#at += word.length;
    const next = this.#text[this.#at];
    if ((next === '"' || next === "'") && /^[A-Za-z]{1,2}$/.test(word)) this.#string(from);
    else if (OPERATOR_WORDS.has(word)) this.#deepen();
    else if (/^\d/.test(word)) this.#fraction(from);
    else if (!isIdentifier(word)) this.#refuseWord(word, from);
  }

  /** The point and what follows it: the grammar knows no float that ends in a point. */
  #fraction(from: number): void {
    if (this.#text[this.#at] !== '.') return;
    this.#at++;
    while (/\w/.test(this.#text[this.#at] ?? '')) this.#at++;
    this.#issues.unsupported(from, this.#at, ...FLOAT);
  }

  #refuseWord(word: string, from: number): void {
    let at = from;
    let name = '';
    for (const character of word) {
      name += character;
      if (!isIdentifier(name)) {
        const shown = /\p{C}|\p{Z}/u.test(character) ? '' : ` \`${character}\``;
        const message = `The character${shown} (${codePoint(character)}) cannot stand in a name.`;
        const hint = 'Quotes are " or \', and names are letters, digits and _.';
        this.#issues.syntax(at, at + character.length, message, hint);
        return;
      }
      at += character.length;
    }
  }

  /** A string from its prefix on; the reading head stands at the quote. */
  #string(from: number): void {
    const quote = this.#text[this.#at] ?? '';
    const isLong = this.#text.startsWith(quote.repeat(3), this.#at);
    const end = isLong ? quote.repeat(3) : quote;
    this.#at += end.length;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at];
      if (character === '\\') this.#at += 2;
      else if (this.#text.startsWith(end, this.#at)) {
        this.#at += end.length;
        return;
      } else if (character === '\n' && !isLong) break;
      else this.#at++;
    }
    this.#at = Math.min(this.#at, this.#text.length);
    const to = isLong ? from + end.length : this.#at;
    this.#issues.syntax(from, to, 'This string has no end.', `Close it with ${end}.`);
  }

  #open(opener: string): void {
    this.#deepen();
    this.#brackets.push({ opener, at: this.#at, weight: this.#weight });
    this.#weight = 0;
    this.#at++;
  }

  #close(closer: string): void {
    const open = this.#brackets.pop();
    if (open === undefined || CLOSERS[open.opener] !== closer) {
      const message =
        open === undefined
          ? `\`${closer}\` closes nothing.`
          : `\`${closer}\` does not match the \`${open.opener}\` that is open here.`;
      this.#issues.syntax(this.#at, this.#at + 1, message);
    }
    this.#depth -= this.#weight;
    this.#weight = open?.weight ?? 0;
    this.#at++;
  }

  #operator(character: string): void {
    if (character === '$' || character === '?' || character === '`' || character === '!') {
      if (character !== '!' || this.#text[this.#at + 1] !== '=') {
        this.#issues.syntax(this.#at, this.#at + 1, `\`${character}\` means nothing in Python.`);
      }
    }
    this.#at++;
    if (character === ',' || character === ':' || character === ';' || character === '=') {
      this.#depth -= this.#weight;
      this.#weight = 0;
    } else this.#deepen();
  }

  #deepen(): void {
    this.#weight++;
    this.#depth++;
    if (this.#depth <= MAX_EXPRESSION_DEPTH || this.#isTooDeep) return;
    this.#isTooDeep = true;
    const message = `This expression nests too deeply: at most ${MAX_EXPRESSION_DEPTH} operators, dots and brackets around one place.`;
    this.#issues.syntax(this.#at, this.#at + 1, message, 'Give a part of it a name first.');
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }
}

const wordAt = (text: string, at: number): string => {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
};
