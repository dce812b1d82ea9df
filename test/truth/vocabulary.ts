/** What random programs are made of, in families that can be left out where a Python does not do the same. */
import * as fc from 'fast-check';
import type { Draft, Statement } from './draft.ts';

export const FAMILIES = [
  'containers',
  'branches and loops',
  'calls',
  'classes',
  'spawn and ring',
  'full collections',
  'generations',
  'counts',
  'questions',
  'finalizers',
  'weak references',
  'freezing',
  'garbage',
  'collector callbacks',
] as const;

/** Compared alone: what else the recorder, or the interpreter, makes would count among the births (SPEC TH-1). */
export const AUTOMATIC = 'automatic collections';

export type Family = (typeof FAMILIES)[number] | typeof AUTOMATIC;

/** What makes the words of a family mean something. */
const COMPANIONS: Partial<Record<Family, readonly Family[]>> = {
  generations: ['containers', 'full collections'],
  counts: ['containers'],
  questions: ['containers', 'full collections', 'generations'],
  finalizers: ['containers', 'calls', 'full collections'],
  freezing: ['full collections', 'generations'],
  garbage: ['containers', 'full collections', 'finalizers'],
  'collector callbacks': ['full collections', 'generations', 'finalizers'],
  'weak references': ['calls', 'full collections', 'finalizers'],
};

/** A family and what it needs to show what it does. */
export const withCompanions = (family: Family): readonly Family[] => [...(COMPANIONS[family] ?? []), family];

/** Programs of names, heaplings and attributes, and of what the families add. */
export const drafts = (families: readonly Family[]): fc.Arbitrary<Draft> => {
  const chosen = new Set(families);
  const block = (scope: Scope, maxLength = 4) =>
    fc.array(vocabulary(chosen, scope).statement, { maxLength, size: 'max' });
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

type Words = fc.Arbitrary<string>;
type Statements = fc.Arbitrary<Statement>;
type Scope = {
  readonly names: readonly string[];
  readonly holders: readonly string[];
  /** What else can be said here. What runs by itself makes nothing that would make it run again, for ever. */
  readonly has: ReadonlySet<'calls' | 'finalizers' | 'callbacks' | 'module comments'>;
};

const MODULE: Scope = {
  names: ['a', 'b', 'c', 'e', 'a', 'b', 'c'],
  holders: ['xs', 'ys', 'd', 's', 't', 'r', 'w'],
  has: new Set(['calls', 'finalizers', 'callbacks', 'module comments']),
};
const LOCAL: Scope = {
  names: ['p', 'q', 'u', 'v'],
  holders: ['a', 'xs'],
  has: new Set(['finalizers', 'callbacks']),
};
/** It can save its object, or a neighbour, in what the names of the module refer to. */
const FINALIZER: Scope = {
  names: ['self', 'self', 'self.next', 'u'],
  holders: ['a', 'b'],
  has: new Set(['callbacks']),
};
const CALLBACK: Scope = { names: ['ref', 'u', 'a.next'], holders: ['a', 'b'], has: new Set([]) };

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
    'gc.set_threshold(3, 2, 2)',
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

const one = (...words: readonly string[]): Words => fc.constantFrom(...words);

/** Text with holes: text`del ${place}`. */
const text = (parts: TemplateStringsArray, ...holes: readonly Words[]): Words =>
  fc.tuple(...holes).map(words => String.raw({ raw: parts }, ...words));

type Weighted<T> = readonly [weight: number, arbitrary: fc.Arbitrary<T>];

/** One of them; shrinks towards the first. */
const oneOf = <T>(...choices: readonly Weighted<T>[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true, maxDepth: 4, depthSize: 'small' },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );

const vocabulary = (families: ReadonlySet<Family>, scope: Scope) => {
  const ifIn = <T>(family: Family, ...choices: Weighted<T>[]) => (families.has(family) ? choices : []);
  type Feature = typeof scope.has extends ReadonlySet<infer Each> ? Each : never;
  const ifHas = <T>(feature: Feature, ...choices: Weighted<T>[]) => (scope.has.has(feature) ? choices : []);
  // Without calls a function has one local of its own to release, its argument: the order is another in 3.14 (RC-14).
  const bindsNames = scope === MODULE || families.has('calls');
  const names = scope.names.filter(known => bindsNames || known !== 'u');
  const name = oneOf([8, one(...names)], [1, one(...scope.holders)]);
  const attribute = one('next', 'next', 'x', 'me');
  const list = one('xs', 'ys', 'xs', 'a.xs');
  const key = one('"k"', '"l"', '"m"');
  const path: Words = oneOf(
    [5, name],
    [3, text`${name}.${attribute}`],
    [1, text`${name}.${attribute}.${attribute}`],
    ...ifIn('containers', [1, text`${list}[${one('0', '1', '-1')}]`], [1, text`d[${key}]`]),
  );
  const place: Words = oneOf(
    ...(bindsNames ? [[4, name] as const] : []),
    [4, text`${name}.${attribute}`],
    [1, text`${name}.${attribute}.${attribute}`],
    ...ifIn(
      'containers',
      [1, text`${list}[${one('0', '1', '-1')}]`],
      [1, text`d[${key}]`],
      [1, text`d[${oneOf([1, one('1', 'None')], [2, name])}]`],
    ),
  );
  const callback = one(
    'gone',
    'gone',
    ...(families.has('classes') ? ['b.hook'] : []),
    ...(families.has('calls') ? ['keep'] : []),
  );
  const label = one('n', 'm', 'o', 'p');
  const { value } = fc.letrec<{ value: string }>(tie => {
    const inner = tie('value');
    const call = oneOf(
      [1, text`keep(${inner})`],
      [1, text`swap(${inner}, ${inner})`],
      ...ifHas('calls', [2, text`work(${inner})`], [1, text`work(${inner}, q=${inner})`]),
    );
    const container = oneOf(
      [2, text`[${inner}, ${inner}]`],
      [1, text`[${inner}]`],
      // A tuple of constants alone is one of the code's own, which the simulation does not have.
      [1, text`(${path}, ${inner})`],
      [1, text`(${path},)`],
      [1, text`{${key}: ${inner}}`],
      [1, text`{${key}: ${inner}, ${key}: ${inner}}`],
      [1, text`{${name}: ${inner}}`],
      [1, text`(${key}, ${path})`],
      [1, one('(len(""), None)', '((len(""),), 2)', '{1: None}', '{1: (len(""),)}', '()')],
      [1, text`{${inner}}`],
      [1, text`xs + [${inner}]`],
      [1, text`${list} * 2`],
      [1, text`[${inner}, ${inner}][0]`],
    );
    const object = oneOf(
      [2, text`App("${label}")`],
      [1, text`${name}.hook(${inner})`],
      [1, text`${name}.hook`],
      [1, text`${name}.pair(${inner})`],
      [1, text`App("${label}").hook`],
      [1, text`App("${label}").hook(${inner})`],
      [1, text`Box(${inner}, y=${inner})`],
      [1, text`Box(${inner})`],
    );
    return {
      value: oneOf(
        [1, one('None')],
        [7, path],
        [5, text`Node("${label}")`],
        ...ifIn('containers', [4, container]),
        // No display: a collection that one makes due waits for a call, and the recorder's `Node.__new__` is one more.
        ...ifIn(AUTOMATIC, [2, text`weakref.ref(${name})`]),
        ...ifHas('finalizers', ...ifIn('finalizers', [6, text`${one('Phoenix', 'Ember')}("${label}")`])),
        ...ifIn('weak references', [1, text`weakref.ref(${inner})`], [1, text`${one('r', 'w')}()`]),
        ...ifHas('callbacks', ...ifIn('weak references', [3, text`weakref.ref(${inner}, ${callback})`])),
        ...ifIn('calls', [2, call]),
        ...ifIn('classes', [3, object]),
        ...ifIn('spawn and ring', [1, text`spawn("${label}", ${one('1', '2', '3')})`]),
        ...ifIn('spawn and ring', [1, text`ring("${label}", ${one('1', '2', '3')})`]),
        ...ifIn('branches and loops', [1, text`(${inner} ${one('or', 'and')} ${inner})`]),
      ),
    };
  });
  const method = oneOf(
    [1, text`${list}.append(${value})`],
    [1, text`${list}.pop(${one('', '0')})`],
    [1, text`${list}.clear()`],
    [1, text`${list}.reverse()`],
    [1, text`${list}.insert(1, ${value})`],
    [1, text`${list}.remove(${path})`],
    [1, text`${list}.extend(${list})`],
    [1, text`${list} += [${value}, ${value}]`],
    [1, text`d.pop(${key})`],
    [1, text`d.pop(${key}, ${value})`],
    [1, text`d.popitem()`],
    [1, text`d.setdefault(${key}, ${value})`],
    [1, text`d.update({${key}: ${value}})`],
    [1, text`d.get(${key}, ${value})`],
    [1, one('d.clear()')],
    [1, text`s.${one('add', 'discard', 'remove')}(${path})`],
    [1, text`said(len(${oneOf([1, list], [1, one('d', 's', 't')])}))`],
  );
  const simple: Words = oneOf(
    [9, text`${place} = ${value}`],
    [1, text`${place} = ${place} = ${value}`],
    [4, text`del ${name}.${attribute}`],
    [2, text`del ${place}`],
    [1, text`del ${place}, ${place}`],
    [2, value],
    [1, text`mark("${one('x', 'y', 'z')}")`],
    [1, text`said(${path} is ${path})`],
    [1, text`use(${value})`],
    ...ifIn('containers', [5, method]),
    ...(scope === FINALIZER ? [[4, one('xs.append(self)', 'a.next = self', 'b.me = self')] as const] : []),
    ...ifIn('full collections', [2, one('gc.collect()', 'said(gc.collect())', 'gc.collect(2)')]),
    ...ifIn('generations', [2, one('gc.collect(0)', 'gc.collect(1)')]),
    ...ifIn('generations', [1, text`said(gc.collect(${one('0', '1')}))`]),
    ...ifIn('generations', [1, text`said(${path} in gc.get_objects(${one('0', '1', '2')}))`]),
    // 3.14 lends a local where it is only read.
    ...(bindsNames ? ifIn('counts', [2, text`said(sys.getrefcount(${path}))`]) : []),
    ...ifIn(
      'questions',
      [1, text`said(gc.is_tracked(${value}))`],
      [2, text`said(gc.is_tracked(${one('t', 'd', 't[0]')}))`],
    ),
    ...ifIn('questions', [
      2,
      text`t = ${oneOf([1, one('(len(""), None)', '((len(""),), 2)')], [1, text`(${path}, ${key})`])}`,
    ]),
    // An unfrozen recorder would answer with the names of the module.
    ...(families.has('freezing')
      ? []
      : ifIn('questions', [
          1,
          path.map(of => `said(isinstance(${of}, Node) and len(gc.get_referrers(${of})))`),
        ])),
    ...ifIn('questions', [1, text`said(len(gc.get_referents([${value}, ${value}])))`]),
    ...ifIn(
      AUTOMATIC,
      [1, text`gc.set_threshold(${one('1', '2', '3', '5')}, ${one('1', '2')}, ${one('0', '1', '2')})`],
      [1, one('gc.collect(0)', 'gc.collect(1)', 'gc.collect()', 'gc.enable()', 'gc.disable()')],
    ),
    ...ifIn('finalizers', [1, text`said(gc.is_finalized(${path}))`]),
    ...ifIn('freezing', [3, one('gc.freeze()', 'gc.freeze()', 'gc.unfreeze()')]),
    ...ifIn(
      'garbage',
      [1, one('gc.set_debug(gc.DEBUG_SAVEALL)', 'gc.set_debug(0)')],
      [1, one('said(len(gc.garbage))', 'gc.garbage.clear()', 'gc.garbage.pop()', 'ys = gc.garbage')],
    ),
    ...ifIn('collector callbacks', [1, one('gc.callbacks.append(told)', 'gc.callbacks.remove(told)')]),
    ...ifIn('weak references', [1, text`said(${one('r', 'w')}() is ${oneOf([1, one('None')], [1, path])})`]),
    ...ifHas('module comments', [1, one('# go', '# moves', 'pass')]),
  );
  // Parts of an exception are births: with automatic collections nothing raises.
  const statement = fc
    .tuple(simple, fc.nat(99))
    .map(([head, luck]) => ({ head, dares: luck === 99 && !families.has(AUTOMATIC) }));
  if (!families.has('branches and loops') && !families.has(AUTOMATIC)) return { statement };
  const { nested } = fc.letrec<{ nested: Statement }>(tie => {
    const block = fc.array(oneOf<Statement>([6, statement], [1, tie('nested')]), {
      minLength: 1,
      maxLength: 3,
    });
    const compound = (head: Words, orElse = fc.constant<readonly Statement[]>([])): Statements =>
      fc.record({ head, body: block, orElse });
    const iterable = oneOf(
      [2, list],
      [1, text`[${value}, ${value}]`],
      [1, text`(${path}, ${value})`],
      [1, one('d')],
    );
    return {
      nested: oneOf(
        [1, compound(text`for i in range(${families.has(AUTOMATIC) ? one('2', '5', '12') : one('2')}):`)],
        ...ifIn('branches and loops', [
          2,
          compound(text`for ${bindsNames ? one('i', 'a', 'c') : one('i')} in ${iterable}:`),
        ]),
        [2, compound(text`if ${path} is ${one('None', 'not None', 'b')}:`, block)],
        [1, compound(text`if ${path}:`, block)],
      ),
    };
  });
  return { statement: oneOf<Statement>([8, statement], [1, nested]) };
};
