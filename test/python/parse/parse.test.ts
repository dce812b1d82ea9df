import { describe, expect, test } from 'vitest';
import {
  MAX_SOURCE_LENGTH,
  parse,
  parseExpression,
  parseStatement,
} from '../../../src/python/parse/parse.ts';
import { print } from '../../../src/python/print.ts';
import type { SourceIssue } from '../../../src/python/syntax.ts';
import { withoutSpans } from '../trees.ts';

const told = (issues: readonly SourceIssue[]): string[] =>
  issues.map(({ span, code, message }) => `${span.start.line}:${span.start.column} ${code}: ${message}`);

const issuesOf = (source: string): string[] => {
  const result = parse(source);
  return result.ok ? [] : told(result.issues);
};

describe('programs of the subset', () => {
  test.each([
    ['a = Node("ada")\n# moves\ndel a', 'a = Node("ada")\n# moves\ndel a\n'],
    ['x.l.end = x.r.end = Node("xe")', 'x.l.end = x.r.end = Node("xe")\n'],
    ['class App(Node):\n  def send(self): pass', 'class App(Node):\n    def send(self):\n        pass\n'],
    [
      'class A():\n\tx = 1\n\tdef f(self):\n\t\treturn',
      'class A:\n    x = 1\n    def f(self):\n        return\n',
    ],
    ['def f(a, b=1): return a, b', 'def f(a, b=1):\n    return (a, b)\n'],
    ['a = 1; b = 2;', 'a = 1\nb = 2\n'],
    ['if a: b; c\nelse: d', 'if a:\n    b\n    c\nelse:\n    d\n'],
    ['if a:\n b\nelse:\n if c:\n  d', 'if a:\n    b\nelif c:\n    d\n'],
    ['x = [  # one\n\n 1,\n  2]\n', 'x = [1, 2]\n'],
    ['x = 1 + \\\n  2\n', 'x = 1 + 2\n'],
    ['# comment\n\n   # another\nif a:\n    b\n  # less\n\n    c\n', 'if a:\n    b\n    c\n'],
    ['if a:\n    # slot 2\n    b\n# slot 3', 'if a:\n    # slot 2\n    b\n# slot 3\n'],
    ['if a:\n    b\n    # slot 2\n# go\nc', 'if a:\n    b\n    # slot 2\n# go\nc\n'],
    ['#moves  \n#   slot   4\n# slots\n# slot\n# movesx\n', '# moves\n# slot 4\n'],
    ['del (a), (b, [c])', 'del a, b, c\n'],
    ['(a) = b', 'a = b\n'],
    ['a -= 0x1F + 0b11 + 0o17 + 1_000 + 00', 'a -= 31 + 3 + 15 + 1000 + 0\n'],
    ['x = \'a\' "b" """c\n"d" """', 'x = "abc\\n\\"d\\" "\n'],
    ['x = "\\x41\\u00e9\\n\\t\\\\\\\'\\"\\\n"', 'x = "Aé\\n\\t\\\\\'\\""\n'],
    ['é = ﬁ', 'é = fi\n'],
    ['print = match = type = case = 1', 'print = match = type = case = 1\n'],
    ['f(a, b=1,)[c, d](e)', 'f(a, b=1)[(c, d)](e)\n'],
    ['for x in a, b: pass', 'for x in (a, b):\n    pass\n'],
    ['import gc, sys', 'import gc, sys\n'],
    ['a = b\r\nc = d\re = f', 'a = b\nc = d\ne = f\n'],
    ['', ''],
    ['\ufeff', ''],
    ['    \n\t\n  # nothing', ''],
  ])('%j', (source, printed) => {
    const result = parse(source);
    expect(result.ok ? print(result.value) : told(result.issues)).toBe(printed);
  });

  test('every node knows where it stands, parentheses outside it left out', () => {
    const result = parse('if a:\n    b.c = (d) + 1\n');
    const at = (line: number, from: number, to: number) => ({
      start: { line, column: from },
      end: { line, column: to },
    });
    const name = (id: string, span: object) => ({ type: 'name', span, id });
    expect(result.ok && result.value.body).toEqual([
      {
        type: 'if',
        span: { start: { line: 1, column: 1 }, end: { line: 2, column: 18 } },
        test: name('a', at(1, 4, 5)),
        body: [
          {
            type: 'assign',
            span: at(2, 5, 18),
            targets: [{ type: 'attribute', span: at(2, 5, 8), object: name('b', at(2, 5, 6)), name: 'c' }],
            value: {
              type: 'binary',
              span: at(2, 11, 18),
              operator: '+',
              left: name('d', at(2, 12, 13)),
              right: { type: 'constant', span: at(2, 17, 18), value: 1 },
            },
          },
        ],
        orElse: [],
      },
    ]);
  });
});

describe('texts that are no program of the subset', () => {
  test.each<[source: string, issues: string[]]>([
    ['a.next =', ['1:9 syntax: Something must follow `=`.']],
    ['dell a.next', ['1:6 syntax: `a` cannot stand here.']],
    ['if a = b:\n    c\n', ['1:6 syntax: `=` cannot stand here.']],
    ['if a\n    b\nc = 1\n', ['1:5 syntax: The `if` needs a colon at the end of its line.']],
    ['while x\n    y\n', ['1:8 syntax: The `while` needs a colon at the end of its line.']],
    ['if a:\nb\n', ['2:1 syntax: The `if` of line 1 needs an indented block.']],
    ['  a = 1\n', ['1:3 syntax: This line is indented, but no block begins before it.']],
    ['if a:\n    b\n  c\n', ['3:3 syntax: This line is indented like no block around it.']],
    ['if a:\n\tb\n        c\n', ['3:1 syntax: Tabs and spaces are mixed here.']],
    ['a b', ['1:3 syntax: `b` cannot stand here.']],
    ['f(', ['1:2 syntax: `(` was never closed.']],
    ['f(]', ['1:3 syntax: `]` does not match the `(` that is open here.']],
    ['x = (1,\ny = 2\nz = 3\n', ['1:5 syntax: `(` was never closed.']],
    ['"abc', ['1:1 syntax: This string has no end.']],
    ['x = """abc\ndef\n', ['1:5 syntax: This string has no end.']],
    ['else: x', ['1:1 syntax: `else` cannot stand here.']],
    ['return', ['1:1 syntax: `return` stands outside a function.']],
    ['break', ['1:1 syntax: `break` stands outside a loop.']],
    ['None = 1', ['1:1 syntax: Python cannot assign to None.']],
    ['f() = 1', ['1:1 syntax: Python cannot assign to a call.']],
    ['del f()', ['1:5 syntax: Python cannot delete a call.']],
    ['1 += 2', ['1:1 syntax: Python cannot assign to a number.']],
    ['a + b = c', ['1:1 syntax: Python cannot assign to an operation.']],
    ['def f(a, a): pass', ['1:10 syntax: Two parameters are called `a`.']],
    ['def f(a=1, b): pass', ['1:12 syntax: `b` needs a default, since a parameter before it has one.']],
    ['f(a=1, b)', ['1:8 syntax: A positional argument cannot follow a keyword argument.']],
    ['f(a=1, a=2)', ['1:8 syntax: The keyword argument `a` is given twice.']],
    ['007', ['1:1 syntax: `007` is not a number.']],
    ['1_', ['1:1 syntax: `1_` is not a number.']],
    ['1__0', ['1:1 syntax: `1__0` is not a number.']],
    ['0xg', ['1:2 syntax: `xg` cannot stand here.']],
    ['a.class', ["1:3 syntax: `class` is a word of Python's own and cannot be a name."]],
    ['class = 1', ['1:7 syntax: `=` cannot stand here.']],
    ['x = 268435457', ['1:5 unsupported: Integers go up to 268435456 (2 to the 28th) here.']],
    ['a$b', ['1:2 syntax: `$` means nothing in Python.']],
    ['a = “x”', ['1:5 syntax: The character `“` (U+201C) cannot stand in a name.']],
    ['a ? b', ['1:3 syntax: `?` means nothing in Python.']],
    ['a = 1\u0007', ['1:6 syntax: The character U+0007 cannot stand in a program.']],
    ['a;;b', ['1:3 syntax: There is no statement before this semicolon.']],
    [';', ['1:1 syntax: `;` cannot stand here.']],
    ['a = b = ', ['1:8 syntax: Something must follow `=`.']],
    ['del', ['1:4 syntax: Something must follow `del`.']],
    ['for in x: pass', ['1:5 syntax: `in` cannot stand here.']],
    ['for x in: pass', ['1:9 syntax: `:` cannot stand here.']],
    ['def f(: pass', ['1:6 syntax: `(` was never closed.']],
    ['def f()\n    pass', ['1:8 syntax: The `def` needs a colon at the end of its line.']],
    ['class A\n    pass', ['1:8 syntax: The `class` needs a colon at the end of its line.']],
    ['import os', ['1:8 unsupported: The module `os` is not part of this subset.']],
    ['from gc import collect', ['1:1 unsupported: `from … import` is not part of this subset.']],
    ['import gc as g', ['1:1 unsupported: `import … as` is not part of this subset.']],
    ['a := 1', ['1:3 syntax: `:` cannot stand here.']],
    ['(a := 1)', ['1:2 unsupported: `:=` is not part of this subset.']],
    ['x if y else z', ['1:1 unsupported: `x if y else z` is not part of this subset.']],
    ['[x for x in y]', ['1:1 unsupported: Comprehensions are not part of this subset.']],
    ['{x: 1 for x in y}', ['1:1 unsupported: Comprehensions are not part of this subset.']],
    ['(x for x in y)', ['1:1 unsupported: Comprehensions are not part of this subset.']],
    ['a[1:2]', ['1:1 unsupported: Slices are not part of this subset.']],
    ['a[:]', ['1:1 unsupported: Slices are not part of this subset.']],
    ['...', ['1:1 unsupported: `...` is not part of this subset.']],
    ['f"x"', ['1:1 unsupported: F-strings are not part of this subset.']],
    ['b"x"', ['1:1 unsupported: Bytes are not part of this subset.']],
    ['r"x"', ['1:1 unsupported: The prefix r is not part of this subset.']],
    ['"\\q"', ['1:1 unsupported: The escape `\\q` is not part of this subset.']],
    ['"\\ud800"', ['1:1 unsupported: `\\ud800` is only half a character.']],
    ['"\\x1"', ['1:1 syntax: Behind `\\x` there are two hexadecimal digits.']],
    ['"\\u12"', ['1:1 syntax: Behind `\\u` there are four hexadecimal digits.']],
    ['a / b', ['1:3 unsupported: `/` makes a float, and floats are not part of this subset.']],
    ['a ** b', ['1:3 unsupported: The operator `**` is not part of this subset.']],
    ['a @ b', ['1:3 unsupported: The operator `@` is not part of this subset.']],
    ['a << 1', ['1:3 unsupported: The operator `<<` is not part of this subset.']],
    ['~a', ['1:1 unsupported: `~` before a value is not part of this subset.']],
    ['+a', ['1:1 unsupported: `+` before a value is not part of this subset.']],
    ['a /= 2', ['1:3 unsupported: `/=` is not part of this subset.']],
    ['a: int = 3', ['1:2 unsupported: Annotations are not part of this subset.']],
    ['a: int', ['1:2 unsupported: Annotations are not part of this subset.']],
    ['def f(*a): pass', ['1:7 unsupported: `*` among parameters is not part of this subset.']],
    ['def f(**a): pass', ['1:7 unsupported: `**` among parameters is not part of this subset.']],
    ['def f(a, /): pass', ['1:10 unsupported: `/` among parameters is not part of this subset.']],
    ['def f(a: int): pass', ['1:8 unsupported: Annotations are not part of this subset.']],
    ['def f() -> int: pass', ['1:9 unsupported: Annotations are not part of this subset.']],
    ['@d\ndef f(): pass\n', ['1:1 unsupported: A decorator is not part of this subset.']],
    ['async def f(): pass', ['1:1 unsupported: `async` is not part of this subset.']],
    ['with a: pass', ['1:1 unsupported: `with` is not part of this subset.']],
    ['try:\n    a\nfinally:\n    b\n', ['1:1 unsupported: `try`/`except` is not part of this subset.']],
    ['raise X', ['1:1 unsupported: `raise` is not part of this subset.']],
    ['assert x', ['1:1 unsupported: `assert` is not part of this subset.']],
    ['global x', ['1:1 unsupported: `global` is not part of this subset.']],
    ['nonlocal x', ['1:1 unsupported: `nonlocal` is not part of this subset.']],
    ['yield', ['1:1 unsupported: `yield` is not part of this subset.']],
    ['def f():\n    yield x\n', ['2:5 unsupported: `yield` is not part of this subset.']],
    ['def f():\n    class A: pass\n', ['2:5 unsupported: Classes stand at the outermost level here.']],
    ['class A(B, C): pass', ['1:8 unsupported: A class has at most one base here.']],
    ['class A(metaclass=M): pass', ['1:8 unsupported: A base is one plain name here.']],
    ['class A(b.C): pass', ['1:8 unsupported: A base is one plain name here.']],
    ['for a, b in c: pass', ['1:5 unsupported: A loop variable is one plain name here.']],
    ['for a.b in c: pass', ['1:5 unsupported: A loop variable is one plain name here.']],
    ['for a in b:\n    c\nelse:\n    d\n', ['3:1 unsupported: `else` of a loop is not part of this subset.']],
    ['while a:\n    c\nelse:\n    d\n', ['3:1 unsupported: `else` of a loop is not part of this subset.']],
    [
      'match x:\n    case 1:\n        pass\n',
      [
        '1:1 unsupported: `match` is not part of this subset.',
        '2:5 unsupported: `case` is not part of this subset.',
      ],
    ],
    ['print a', ['1:7 syntax: `a` cannot stand here.']],
    ['exec "a"', ['1:6 syntax: `"` cannot stand here.']],
    ['a <> b', ['1:3 unsupported: `<>` is not part of Python 3.']],
    ['a = *b', ['1:5 unsupported: Unpacking with a star is not part of this subset.']],
    ['[*a]', ['1:2 unsupported: Unpacking with a star is not part of this subset.']],
    ['{**a}', ['1:2 unsupported: Unpacking with a star is not part of this subset.']],
    ['f(*a)', ['1:3 unsupported: Arguments with a star are not part of this subset.']],
    ['f(**a)', ['1:3 unsupported: Arguments with a star are not part of this subset.']],
    ['[a, b] = c', ['1:1 unsupported: Assigning to several names at once is not part of this subset.']],
    ['(a, b) = c', ['1:1 unsupported: Assigning to several names at once is not part of this subset.']],
    ['a, = b', ['1:1 unsupported: Assigning to several names at once is not part of this subset.']],
    ['lambda x: x', ['1:1 unsupported: `lambda` is not part of this subset.']],
    ['# slot 0\n', ['1:1 syntax: Slots are numbered from 1 to 9.']],
    ['# slot 10\n', ['1:1 syntax: Slots are numbered from 1 to 9.']],
    ['# moves\n# slot 1\n', ['2:1 syntax: Slot 1 is already taken.']],
    ['# go\n# go\n', ['2:1 syntax: There is a second `# go`.']],
    ['if a:\n    # moves\n', ['1:5 syntax: A block needs a statement besides its slot.']],
    ['class A:\n    # moves\n    pass\n', ['2:5 unsupported: The body of a class is no place for a slot.']],
    ['    # moves\n', ['1:5 syntax: This line is indented, but no block begins before it.']],
    ['if a:\n    b\n  # moves\n', ['3:3 syntax: This line is indented like no block around it.']],
    ['x = (\n# moves\n1)\n', ['2:1 unsupported: `# moves` needs a line of its own, outside brackets.']],
    [
      'a = \\ b',
      ['1:5 syntax: Behind a backslash that continues a line there can be nothing but the next line.'],
    ],
    [
      'a = \\',
      ['1:5 syntax: Behind a backslash that continues a line there can be nothing but the next line.'],
    ],
    ['a == not b', ['1:6 syntax: `not` needs parentheses here.']],
    ['a + not b', ['1:5 syntax: `not` cannot stand here.']],
    ['not', ['1:4 syntax: Something must follow `not`.']],
    ['x = y z', ['1:7 syntax: `z` cannot stand here.']],
    ['print(a', ['1:6 syntax: `(` was never closed.']],
    ['a.', ['1:3 syntax: Something must follow `.`.']],
    ['a[', ['1:2 syntax: `[` was never closed.']],
    ['a[]', ['1:3 syntax: `]` cannot stand here.']],
    ['f(,)', ['1:3 syntax: `,` cannot stand here.']],
    ['{a: b, c}', ['1:9 syntax: `}` cannot stand here.']],
    ['{a, b: c}', ['1:6 syntax: `:` cannot stand here.']],
    ['"a" + \'b', ['1:7 syntax: This string has no end.']],
    ['if a: if b: c', ['1:7 syntax: `if` cannot stand here.']],
    ['def f(): def g(): pass', ['1:10 syntax: `def` cannot stand here.']],
    ['x = 5 = y', ['1:5 syntax: Python cannot assign to a number.']],
    ['a, b += c', ['1:1 syntax: An augmented assignment has one target.']],
    ['1.', ['1:1 unsupported: Floats are not part of this subset.']],
    ['.5', ['1:1 unsupported: Floats are not part of this subset.']],
    ['1e5', ['1:1 unsupported: Floats are not part of this subset.']],
    ['5j', ['1:1 unsupported: Complex numbers are not part of this subset.']],
    [
      'a\n  b\n    c\nd\n',
      [
        '2:3 syntax: This line is indented, but no block begins before it.',
        '3:5 syntax: This line is indented, but no block begins before it.',
      ],
    ],
    ['\u202e', ['1:1 syntax: The character U+202E cannot stand in a program.']],
    ['x = [1,\n     2 3,\n]\n', ['2:8 syntax: `3` cannot stand here.']],
    [
      'a = 1.5\nb = lambda: 0\nc d\n\tx\n',
      [
        '1:5 unsupported: Floats are not part of this subset.',
        '2:5 unsupported: `lambda` is not part of this subset.',
        '3:3 syntax: `d` cannot stand here.',
        '4:2 syntax: This line is indented, but no block begins before it.',
      ],
    ],
    ['def f():\nreturn 1\n', ['2:1 syntax: The `def` of line 1 needs an indented block.']],
    [
      'def f():\n    return\n  x\n    y\n',
      [
        '3:3 syntax: This line is indented like no block around it.',
        '4:5 syntax: This line is indented, but no block begins before it.',
      ],
    ],
    ['while a:\n    def f():\n        break\n', ['3:9 syntax: `break` stands outside a loop.']],
    ['class A:\n    return\n', ['2:5 syntax: `return` stands outside a function.']],
    ['a.b.c() += 1\n', ['1:1 syntax: Python cannot assign to a call.']],
    ['"""a\n\tb""" c', ['2:7 syntax: `c` cannot stand here.']],
    ['x = a if b', ['1:11 syntax: Something must follow `b`.']],
    ['del a, 1', ['1:8 syntax: Python cannot delete a number.']],
    ['del (a, [b, f()])', ['1:13 syntax: Python cannot delete a call.']],
    ['type X = int', ['1:6 unsupported: `type` statements are not part of this subset.']],
    ['f(x for)', ['1:3 unsupported: Comprehensions are not part of this subset.']],
    ['a\t= 1 ?', ['1:7 syntax: `?` means nothing in Python.']],
    ['x[*y]', ['1:3 unsupported: Unpacking with a star is not part of this subset.']],
    ['x = yield', ['1:5 unsupported: `yield` is not part of this subset.']],
    ['import a.b', ['1:8 unsupported: The module `a.b` is not part of this subset.']],
    ['import gc,', ['1:10 syntax: `,` cannot stand here.']],
    ['import (gc)', ['1:8 syntax: `(` cannot stand here.']],
  ])('%j', (source, issues) => {
    expect(issuesOf(source)).toEqual(issues);
  });

  test('an issue spans the text it speaks of and says what to write instead', () => {
    expect(parse('x = 1\na, b = b, a\n')).toEqual({
      ok: false,
      issues: [
        {
          code: 'unsupported',
          span: { start: { line: 2, column: 1 }, end: { line: 2, column: 5 } },
          message: 'Assigning to several names at once is not part of this subset.',
          hint: 'Assign one by one; to swap, hold one in a third name: t = a, then a = b, then b = t.',
        },
      ],
    });
  });

  test('at most a hundred issues are told', () => {
    expect(issuesOf('a b\n'.repeat(1000))).toHaveLength(100);
  });
});

describe('limits', () => {
  const tooDeep =
    'syntax: This expression nests too deeply: at most 100 operators, dots and brackets around one place.';

  test.each([
    ['parentheses', '('.repeat(99_000), '1:101'],
    ['closed parentheses', '('.repeat(40_000) + ')'.repeat(40_000), '1:101'],
    ['brackets of all kinds', '[{('.repeat(33_000), '1:101'],
    ['signs', `${'-'.repeat(99_000)}a`, '1:102'],
    ['attributes', `a${'.a'.repeat(49_000)}`, '1:203'],
    ['calls', `a${'()'.repeat(49_000)}`, '1:202'],
    ['negations', `${'not '.repeat(24_000)}a`, '1:404'],
    ['a sum', `a${'+a'.repeat(49_000)}`, '1:203'],
  ])('%s nest at most 100 deep', (_what, source, where) => {
    expect(issuesOf(source)).toEqual([`${where} ${tooDeep}`]);
  });

  test.each([
    ['parentheses', `${'('.repeat(100)}a${')'.repeat(100)}`],
    ['attributes', `a${'.a'.repeat(100)}`],
    ['a long list', `[${'f(a.b), '.repeat(5000)}]`],
    ['a long dict', `{${'a.b: -c, '.repeat(5000)}}`],
    ['a long chain of assignments', `${'a.b = '.repeat(1000)}c`],
  ])('%s within the limit are read', (_what, source) => {
    expect(issuesOf(source)).toEqual([]);
  });

  test('blocks and elifs nest at most 100 deep', () => {
    const blocks = (count: number) =>
      Array.from({ length: count }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('') +
      `${' '.repeat(count)}pass\n`;
    const elifs = (count: number) => `if a: pass\n${'elif b: pass\n'.repeat(count)}`;
    expect(issuesOf(blocks(100))).toEqual([]);
    expect(issuesOf(blocks(101))).toEqual(['101:105 syntax: Blocks nest too deeply: at most 100.']);
    expect(issuesOf(elifs(99))).toEqual([]);
    expect(issuesOf(elifs(100))).toEqual(['101:7 syntax: Blocks nest too deeply: at most 100.']);
  });

  test('a text is at most 100,000 characters long', () => {
    expect(issuesOf('a\n'.repeat(MAX_SOURCE_LENGTH / 2))).toEqual([]);
    expect(issuesOf(`${'a\n'.repeat(MAX_SOURCE_LENGTH / 2)}b`)).toEqual([
      '1:1 syntax: The program is too long: at most 100000 characters.',
    ]);
  });
});

describe('moves', () => {
  test.each([
    ['a.next = None'],
    ['del a, xs[0]'],
    ['xs.clear()'],
    ['a += 1'],
    ['pass'],
    ['import gc'],
    ['d["k"] = Node("new")'],
  ])('%s is a move', source => {
    const result = parseStatement(`  ${source}  # why not\n`);
    expect(result.ok && print(result.value)).toBe(source);
  });

  const noMove = '1:1 syntax: A move is one simple statement.';
  test.each([
    ['', ['1:1 syntax: There is no statement here.']],
    ['a = 1; b = 2', [noMove]],
    ['if a: b', [noMove]],
    ['def f(): pass', [noMove]],
    ['# moves', [noMove]],
    ['return', ['1:1 syntax: `return` stands outside a function.']],
    ['a = 1\nb = 2', ['2:1 syntax: There is a second line here.']],
    ['a = ', ['1:4 syntax: Something must follow `=`.']],
    ['a = 1.5', ['1:5 unsupported: Floats are not part of this subset.']],
  ])('%j is none', (source, issues) => {
    const result = parseStatement(source);
    expect(result.ok ? [] : told(result.issues)).toEqual(issues);
  });
});

describe('goals and paths', () => {
  test('an expression is read alone', () => {
    const result = parseExpression(' order("a", "@end") and\\\n collections(0) <= 1 \n');
    expect(result.ok && print(result.value)).toBe('order("a", "@end") and collections(0) <= 1');
  });

  test.each([
    ['', ['1:1 syntax: This is not an expression.']],
    ['a = 1', ['1:1 syntax: This is not an expression.']],
    ['a; b', ['1:1 syntax: This is not an expression.']],
    ['a\nb', ['2:1 syntax: There is a second line here.']],
    ['a ==', ['1:5 syntax: Something must follow `==`.']],
  ])('%j is none', (source, issues) => {
    const result = parseExpression(source);
    expect(result.ok ? [] : told(result.issues)).toEqual(issues);
  });

  test('`not` binds as in Python', () => {
    const tree = (source: string) => withoutSpans(parseExpression(source));
    expect(tree('not a and not b == c or d')).toEqual(tree('((not a) and (not (b == c))) or d'));
  });
});
