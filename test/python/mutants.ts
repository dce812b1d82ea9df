/** Programs, and programs that something was done to: for looking at how errors are told. */
import * as fc from 'fast-check';

/** Texts that show every construct of the subset. */
const INSIDE: readonly string[] = [
  'a = Node("a")\na.next = Node("b")\ndel a.next, a\nxs = [a, [], (), (a,), {a}, {}, {"k": a}]\n',
  'class App(Node):\n    def send(self): pass\n\n    x = 1\n\napp.routes = {"static": app.send}\n',
  'def f(a, b=1, c=None):\n    if a is not b and not c:\n        return a, b\n    elif a in c: return\n    else:\n        pass\nf(1, b=2)\n',
  'for i in range(3):\n    while not i < 2 <= 3:\n        i += 1; break\n    continue\n',
  'import gc, sys\nx = y.z = -1 * (2 + 3) // 4 % 5\nprint(x[0]["k"], match, type)\n',
  'x = ("a" \'b\'\n     """c\nd""")  # comment\n\n\ny = [\n  1,  # one\n  2,\n]\n',
  'def outer():\n    def inner(x):\n        return x\n    return inner\n',
  'if a:\n\tb\n\tc\nelse:\n\td\n',
  'x = a \\\n  + b\nif x == \\\n   y: pass\n',
  'x = 0x1F + 0o17 + 0b1 + 1_000 + 0\ny = "\\x41\\u0041\\n\\""\n',
];

/** Texts that are Python, but for the most part outside the subset. */
const OUTSIDE: readonly string[] = [
  'a, b = b, a\n[a, b] = c\nfor x, y in z: pass\n',
  'try:\n    x = [y for y in z if y]\nexcept E as e:\n    raise\nfinally:\n    pass\n',
  'with a as b, c:\n    global d\n    x = lambda y: y if z else w\n    assert x[1:2], f"{x!r}"\n',
  '@d\nasync def f(*args, k: int = 3, **kw) -> int:\n    yield (x := 1.5)\n    await y\n',
  'from a.b import c as d\nimport gc as g\nmatch x:\n    case 1:\n        pass\n',
  'x = b"x" + r"\\d" + "\\q"\ny = ...\nclass A(B, C, metaclass=D): x: int = 3\n',
];

export const SEEDS: readonly string[] = [...INSIDE, ...OUTSIDE];

const TOKENS = (
  'a b Node next / self None True 1 0 1.5 "s" \'t\' """ " \' ( ) [ ] { } , : ; . = == != < <= <> is not in and or + - * ** / // % @ ' +
  '+= //= := -> & | ^ ~ << ... if elif else while for def class return pass break continue del import from as try except ' +
  'finally with lambda yield await async global nonlocal raise assert match case type print # \\ $ ? ! `'
).split(' ');

const edit = fc.record({
  at: fc.nat(10_000),
  length: fc.constantFrom(0, 0, 1, 1, 2, 4, 7),
  text: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...TOKENS) },
    { weight: 2, arbitrary: fc.constantFrom(' ', '\n', '    ', '\n    ', '\t', '\n\t', '', '\n  ') },
  ),
  spaced: fc.boolean(),
});

/** A seed with up to three small edits. */
export const mutants: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...INSIDE) },
      { weight: 1, arbitrary: fc.constantFrom(...OUTSIDE) },
    ),
    fc.array(edit, { minLength: 1, maxLength: 2 }),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, { at, length, text: inserted, spaced }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + (spaced ? ` ${inserted} ` : inserted) + text.slice(from + length);
    }, seed),
  );
