/** Programs before they are text: trees of statements of which any may be left out. */

export type Statement = {
  /** A simple statement, or the line before a block: `for i in xs:`. */
  readonly head: string;
  readonly body?: readonly Statement[];
  readonly orElse?: readonly Statement[];
  /** Stays although it raises: the program ends here. */
  readonly dares?: boolean;
};

export type Draft = {
  /** Functions and classes, printed if something else that is printed names them. */
  readonly definitions: readonly Statement[];
  readonly body: readonly Statement[];
};

/** Where a program ended with an exception, if it did; `isLimit` if CPython would have gone on. */
export type Trial = (source: string) => { readonly line: number; readonly isLimit: boolean } | undefined;

/**
 * The draft as a program that runs: what raises is left out, until nothing raises. So a draft stays good whatever is
 * taken away from it, and a failing one can be shrunk.
 */
export const printRunning = (draft: Draft, trial: Trial): string => {
  const without = new Set<Statement>();
  for (;;) {
    const lines = printed(draft, without);
    const source = lines.map(({ text }) => `${text}\n`).join('');
    const raised = trial(source);
    if (raised === undefined) return source;
    const owner = lines[raised.line - 1]?.owner;
    if (owner === undefined)
      throw new Error(`line ${raised.line} of\n${source}\nraised: no statement stands there`);
    if (owner.dares === true && !raised.isLimit) return source;
    without.add(owner);
  }
};

type Line = { readonly text: string; readonly owner: Statement };

const printed = ({ definitions, body }: Draft, without: ReadonlySet<Statement>): readonly Line[] => {
  const printer = new Printer(without);
  const parts = definitions.map(definition => printer.statement(definition, ''));
  const main = printer.block(body, '');
  const used = new Set<readonly Line[]>();
  // A definition may name others, before or behind it.
  for (let before = -1; before < used.size; ) {
    before = used.size;
    for (const [index, part] of parts.entries()) {
      const name = /^(?:def|class) (\w+)/.exec(definitions[index]?.head ?? '')?.[1];
      const others = [main, ...used].filter(other => other !== part).flat();
      if (others.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text))) used.add(part);
    }
  }
  return [...parts.filter(part => used.has(part)).flat(), ...main];
};

/** Comments that a program has at most once. */
const ONCE = new Set(['# go', '# moves']);

class Printer {
  private readonly without: ReadonlySet<Statement>;
  private readonly seen = new Set<string>();

  constructor(without: ReadonlySet<Statement>) {
    this.without = without;
  }

  block(statements: readonly Statement[], indent: string): readonly Line[] {
    return statements.flatMap(statement => this.statement(statement, indent));
  }

  statement(owner: Statement, indent: string): readonly Line[] {
    const { head, body, orElse } = owner;
    if (this.without.has(owner) || this.seen.has(head)) return [];
    if (ONCE.has(head)) this.seen.add(head);
    const lines = head.split('\n').map(text => ({ text: indent + text, owner }));
    if (body === undefined) return lines;
    const inner = `${indent}    `;
    const pass = [{ text: `${inner}pass`, owner }];
    const filled = (block: readonly Line[]) =>
      block.some(({ text }) => !/^\s*#/.test(text)) ? block : [...block, ...pass];
    const other = this.block(orElse ?? [], inner);
    return [
      ...lines,
      ...filled(this.block(body, inner)),
      ...(other.length === 0 ? [] : [{ text: `${indent}else:`, owner }, ...filled(other)]),
    ];
  }
}
