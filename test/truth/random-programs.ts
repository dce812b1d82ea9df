/**
 * Random programs that mostly run to their end: statements are tried on the simulation and kept if they do not raise,
 * or, now and then, although they do.
 */
import { compile, parse, runReport } from '../../src/python/index.ts';
import type { TestProgram } from './programs.ts';

export const randomPrograms = (count: number, seed: number): readonly TestProgram[] =>
  Array.from({ length: count }, (_, index) => {
    const dice = new Dice(seed * 100_003 + index);
    return { id: `random ${seed}/${index}`, source: new Writer(dice).program() };
  });

/** Mulberry32: the same numbers on every machine. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to `sides` - 1. */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.roll(options.length)] ?? options[0];
  }
}

const PROLOGUE = `class App(Node):
    def hook(self, part=None):
        self.part = part
        return self
    def pair(self, x):
        return [self, x]
class Box:
    def __init__(self, x, y=None):
        self.x = x
        self.y = y
def keep(x, kept=[]):
    kept.append(x)
    return kept
def swap(p, q):
    t = p
    p = q
    return (p, t)
`;

type Scope = { readonly names: readonly [string, ...string[]]; readonly depth: number };
const MODULE: Scope = { names: ['a', 'b', 'c', 'xs', 'ys', 'd', 'app', 'f'], depth: 0 };
const LOCAL: Scope = { names: ['p', 'q', 'u', 'v', 'a', 'xs'], depth: 1 };

class Writer {
  readonly #dice: Dice;
  #labels = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  program(): string {
    let source = `${PROLOGUE}${this.#function()}a = Node("a")\nb = App("b")\nxs = [a, b]\nd = {"k": a}\napp = App("app")\n`;
    const length = 8 + this.#dice.roll(20);
    for (let written = 0, tries = 0; written < length && tries < 200; tries++) {
      const longer = `${source}${this.#statement(MODULE)}\n`;
      if (!runs(longer) && this.#dice.roll(400) > 0) continue;
      source = longer;
      written++;
    }
    return source;
  }

  /** A function of two parameters whose body may raise when it is called. */
  #function(): string {
    const lines = Array.from({ length: 2 + this.#dice.roll(4) }, () => this.#statement(LOCAL));
    const end = this.#dice.pick(['return p', 'return [u, q]', 'pass', 'return']);
    return `def work(p, q=None):\n    u = Node("u")\n    v = q\n${indent([...lines, end].join('\n'))}\n`;
  }

  #statement(scope: Scope): string {
    const place = () => this.#place(scope);
    const value = () => this.#value(scope, 2);
    switch (this.#dice.roll(scope.depth > 1 ? 14 : 17)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return `${place()} = ${value()}`;
      case 4:
        return `${place()} = ${place()} = ${value()}`;
      case 5:
      case 6:
        return `del ${place()}`;
      case 7:
        return `${this.#list()}.append(${value()})`;
      case 8:
        return this.#method(scope);
      case 9:
        return `gc.collect(${this.#dice.pick(['', '0', '0', '1', '2'])})`;
      case 10:
        return `said(sys.getrefcount(${this.#path(scope)}))`;
      case 11:
        return this.#dice.pick([
          `${place()} = None`,
          `said(gc.collect(${this.#dice.roll(3)}))`,
          `use(${value()})`,
        ]);
      case 12:
        return value();
      case 13:
        return `mark("m${this.#dice.roll(10)}")`;
      case 14:
        return `for i in ${this.#dice.pick(['range(2)', 'xs', '[Node("i"), Node("i")]', '(a, b)', 'd.values()'])}:\n${this.#block(scope)}`;
      case 15:
        return `if ${this.#path(scope)} is ${this.#dice.pick(['None', 'not a', 'b'])}:\n${this.#block(scope)}\nelse:\n${this.#block(scope)}`;
      default:
        return `${this.#list()} += [${value()}, ${value()}]`;
    }
  }

  #block(scope: Scope): string {
    const inner = { names: scope.names, depth: scope.depth + 2 };
    const lines = Array.from({ length: 1 + this.#dice.roll(3) }, () => this.#statement(inner));
    return indent(lines.join('\n'));
  }

  #method(scope: Scope): string {
    const value = this.#value(scope, 1);
    return this.#dice.pick([
      `${this.#list()}.pop()`,
      `${this.#list()}.pop(0)`,
      `${this.#list()}.clear()`,
      `${this.#list()}.reverse()`,
      `${this.#list()}.insert(1, ${value})`,
      `${this.#list()}.remove(${this.#path(scope)})`,
      `${this.#list()}.extend(${this.#list()})`,
      `d.pop("${this.#key()}")`,
      `d.pop("${this.#key()}", ${value})`,
      `d.setdefault("${this.#key()}", ${value})`,
      'd.clear()',
      `d.update({"${this.#key()}": ${value}})`,
      `d.get("${this.#key()}", ${value})`,
    ]);
  }

  #list(): string {
    return this.#dice.pick(['xs', 'ys', 'xs', 'a.xs']);
  }

  #key(): string {
    return this.#dice.pick(['k', 'l', 'm']);
  }

  /** What can be read, bound or deleted. */
  #place(scope: Scope): string {
    const name = this.#dice.pick(scope.names);
    const attribute = this.#dice.pick(['x', 'y', 'next', 'me', 'xs']);
    return this.#dice.pick([
      name,
      name,
      `${name}.${attribute}`,
      `${name}.${attribute}`,
      `${name}.${attribute}.${this.#dice.pick(['x', 'y', 'next'])}`,
      `${this.#list()}[${this.#dice.pick(['0', '1', '-1'])}]`,
      `d["${this.#key()}"]`,
      `d[${this.#dice.pick(['a', 'b', '1', 'None'])}]`,
    ]);
  }

  #path(scope: Scope): string {
    return this.#place(scope);
  }

  #value(scope: Scope, depth: number): string {
    const inner = () => (depth > 0 ? this.#value(scope, depth - 1) : this.#path(scope));
    switch (this.#dice.roll(16)) {
      case 0:
      case 1:
      case 2:
        return `${this.#dice.pick(['Node', 'Node', 'App'])}("n${this.#labels++ % 7}")`;
      case 3:
        return `[${inner()}, ${inner()}]`;
      case 4:
        return `(${inner()}, ${inner()})`;
      case 5:
        return `{"${this.#key()}": ${inner()}, "${this.#key()}": ${inner()}}`;
      case 6:
        return this.#dice.pick([
          `spawn("s", ${1 + this.#dice.roll(3)})`,
          `ring("r", ${1 + this.#dice.roll(3)})`,
        ]);
      case 7:
        return this.#dice.pick([
          `keep(${inner()})`,
          `swap(${inner()}, ${inner()})`,
          `work(${inner()}, q=${inner()})`,
          `work(${inner()})`,
        ]);
      case 8:
        return this.#dice.pick([
          `app.hook(${inner()})`,
          'app.hook',
          `app.pair(${inner()})`,
          `App("t").hook(${inner()})`,
          'App("t").hook',
        ]);
      case 9:
        return `Box(${inner()}, y=${inner()})`;
      case 10:
        return this.#dice.pick([
          `${this.#list()} * 2`,
          `xs + [${inner()}]`,
          `${inner()} or ${inner()}`,
          `${inner()} and ${inner()}`,
          `[${inner()}][0]`,
          `{${inner()}}`,
        ]);
      default:
        return this.#path(scope);
    }
  }
}

const indent = (text: string): string => text.replace(/^/gm, '    ');

const runs = (source: string): boolean => {
  const read = parse(source);
  const compiled = read.ok ? compile(read.value) : read;
  if (!compiled.ok) throw new Error(`${source}\n${compiled.issues[0]?.message}`);
  return runReport(compiled.value).ok;
};
