/** Random programs: what they begin with, what they define, and statements of the vocabulary. */
import * as fc from 'fast-check';
import type { Draft, Statement } from './draft.ts';
import { AUTOMATIC, type Family } from './families.ts';
import { CALLBACK, FINALIZER, LOCAL, MODULE, type Scope, Vocabulary } from './vocabulary.ts';
import { one } from './words.ts';

/** Programs of names, heaplings and attributes, and of what the families add. */
export const drafts = (families: readonly Family[]): fc.Arbitrary<Draft> => {
  const chosen = new Set(families);
  const block = (scope: Scope, maxLength = 4) =>
    fc.array(new Vocabulary(chosen, scope).statement, { maxLength, size: 'max' });
  const starters = fc.tuple(
    ...[
      ...(chosen.has(AUTOMATIC) ? [] : STARTERS),
      ...families.flatMap(family => MORE_STARTERS[family] ?? []),
    ].map(head => fc.nat(29).map(luck => (luck === 0 ? [] : [{ head }]))),
  );
  return fc.record({
    definitions: fc
      .tuple(
        block(LOCAL, 5),
        one('return p', 'return [u, q]', 'pass', 'return', 'return v'),
        block(FINALIZER),
        block(FINALIZER),
        block(CALLBACK),
        block(CALLBACK),
      )
      .map(([body, end, first, second, callback, told]) => [
        ...fixedDefinitions(),
        define('class Phoenix(Node):', [define('def __del__(self):', first)]),
        define('class Ember(Node):', [define('def __del__(self):', second)]),
        define('def gone(ref):', callback),
        define('def told(phase, info):', [...lines('mark(phase)', 'said(info["collected"])'), ...told]),
        define('def work(p, q=None):', [...body, { head: end }]),
      ]),
    body: fc.tuple(starters, block(MODULE, 36)).map(([first, rest]) => [...first.flat(), ...rest]),
  });
};

/** So that there is something to speak of. */
const STARTERS = [
  'a = Node("a")',
  'b = App("b")',
  'c = e = Node("c")',
  'xs = [a, c]',
  'ys = [b]',
  'd = {"k": a}',
  's = {a, b}',
  't = (c, xs)',
  'a.next = b',
  'b.next = a',
  'c.next = c',
  'a.x = e.x = Node("x")',
  'b.me = b',
  'a.xs = xs',
];
/** The same for some of the families. */
const MORE_STARTERS: Partial<Record<Family, readonly string[]>> = {
  'weak references': ['r = weakref.ref(c)', 'w = weakref.ref(a, gone)'],
  [AUTOMATIC]: [
    'gc.set_threshold(3, 2, 100)',
    'a = Node("a")',
    'b = Node("b")',
    'c = e = Node("c")',
    'a.next = b',
  ],
  garbage: ['gc.set_debug(gc.DEBUG_SAVEALL)'],
  'collector callbacks': ['gc.callbacks.append(told)'],
};

const define = (head: string, body: readonly Statement[]): Statement => ({ head, body });
const lines = (...heads: string[]): readonly Statement[] => heads.map(head => ({ head }));

const fixedDefinitions = (): readonly Statement[] => [
  define('class App(Node):', [
    define('def hook(self, part=None):', lines('self.part = part', 'return self')),
    define('def pair(self, x):', lines('return [self, x]')),
  ]),
  define('class Box:', [define('def __init__(self, x, y=None):', lines('self.x = x', 'self.y = y'))]),
  define('def keep(x, kept=[]):', lines('kept.append(x)', 'return kept')),
  define('def swap(p, q):', lines('t = p', 'p = q', 'return (p, t)')),
];
