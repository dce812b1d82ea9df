/** What may be done, against a second and slower reading of the rules: all paths, without any shortcut. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kind, type Ref } from '../../src/engine/index.ts';
import type { LoadedLevel } from '../../src/level/index.ts';
import { legalMoves } from '../../src/play/index.ts';
import { startMachine } from '../../src/play/run.ts';
import { type Machine, parseStatement } from '../../src/python/index.ts';
import { makeLevel } from './make.ts';

/** In characters; more would take forever where objects refer to each other. */
const longestPath = 14;

type Edge = { readonly text: (holder: string) => string; readonly ref: Ref };

/** Objects of the game: no values. The programs here have no classes of their own. */
const isObject = ({ heap }: Machine, ref: Ref): boolean =>
  ref > 0 && heap.kind(ref) !== Kind.leaf && heap.kind(ref) !== Kind.class;

/** Every way to write what an object refers to. Keys that are objects may be written in each of `texts`. */
function edgesOf(machine: Machine, holder: Ref, texts: ReadonlyMap<string, Ref>): Edge[] {
  const { heap } = machine;
  const indices = Array.from({ length: heap.size(holder) }, (_, index) => index);
  switch (heap.kind(holder)) {
    case Kind.instance:
      return indices.map(at => ({
        text: path => `${path}.${machine.slotName(holder, at)}`,
        ref: heap.get(holder, at),
      }));
    case Kind.list:
    case Kind.tuple:
      return indices.map(at => ({ text: path => `${path}[${at}]`, ref: heap.get(holder, at) }));
    case Kind.dict:
      return indices
        .filter(at => at % 2 === 1)
        .flatMap(at =>
          keyTexts(machine, heap.get(holder, at - 1), texts).map(key => ({
            text: (path: string) => `${path}[${key}]`,
            ref: heap.get(holder, at),
          })),
        );
    default:
      return [];
  }
}

const keyTexts = (machine: Machine, key: Ref, texts: ReadonlyMap<string, Ref>): string[] =>
  key > 0 ? [...texts].flatMap(([text, ref]) => (ref === key ? [text] : [])) : [machine.describeAtom(key)];

/** Every path of at most `longestPath` characters, and what it leads to. Programs that need longer ones are left out. */
function allPaths(machine: Machine): ReadonlyMap<string, Ref> {
  const texts = new Map<string, Ref>();
  const tooFar = new Set<Ref>();
  for (const { name, ref } of machine.frames().at(-1)?.names ?? []) texts.set(name, ref);
  for (let before = -1; before !== texts.size; ) {
    before = texts.size;
    for (const [path, ref] of [...texts]) {
      if (ref <= 0) continue;
      for (const edge of edgesOf(machine, ref, texts)) {
        const text = edge.text(path);
        if (edge.ref === 0) continue;
        if (text.length <= longestPath) texts.set(text, edge.ref);
        else if (edge.ref > 0) tooFar.add(edge.ref);
      }
    }
  }
  const near = new Set(texts.values());
  fc.pre([...tooFar].every(ref => near.has(ref)));
  return texts;
}

function shortest(machine: Machine, texts: ReadonlyMap<string, Ref>): ReadonlyMap<Ref, string> {
  const best = new Map<Ref, string>();
  for (const [text, ref] of texts) {
    if (!isObject(machine, ref)) continue;
    const known = best.get(ref);
    const isBetter =
      known === undefined || text.length < known.length || (text.length === known.length && text < known);
    if (isBetter) best.set(ref, text);
  }
  return best;
}

function naiveMoves(machine: Machine, { level: { allow } }: LoadedLevel): ReadonlySet<string> {
  const texts = allPaths(machine);
  const best = shortest(machine, texts);
  const names = machine.frames().at(-1)?.names ?? [];
  const keepsName = (name: string) => allow.keep.includes(`name:${name}`);
  const keeps = (ref: Ref) => allow.keep.includes(machine.label(ref) ?? '?');
  const moves = new Set(allow.collect.map(generation => `gc.collect(${generation})`));

  for (const { name, ref } of names) if (isObject(machine, ref) && !keepsName(name)) moves.add(`del ${name}`);
  for (const [holder, path] of best) {
    if (!keeps(holder)) for (const cut of naiveCuts(machine, holder, path, best)) moves.add(cut);
  }
  for (const socket of naiveSockets(machine, allow.wire, texts, best, keepsName, keeps)) {
    for (const target of [...best.values(), 'None']) moves.add(`${socket} = ${target}`);
  }
  return moves;
}

function naiveCuts(machine: Machine, holder: Ref, path: string, best: ReadonlyMap<Ref, string>): string[] {
  const { heap } = machine;
  const kind = heap.kind(holder);
  if (kind === Kind.tuple) return [];
  const short = new Map([...best].map(([ref, text]) => [text, ref]));
  const elements = kind === Kind.set ? heap.size(holder) : 0;
  const discards = Array.from({ length: elements }, (_, at) => best.get(heap.get(holder, at)));
  return [
    ...edgesOf(machine, holder, short).flatMap(({ text, ref }) => {
      const isKeyed = kind === Kind.dict && short.has(text('').slice(1, -1));
      return isObject(machine, ref) || isKeyed ? [`del ${text(path)}`] : [];
    }),
    ...discards.flatMap(element => (element === undefined ? [] : [`${path}.discard(${element})`])),
  ];
}

/** Places that can be bound, as they are written; of two texts for one place the first. */
function naiveSockets(
  machine: Machine,
  wire: true | readonly string[],
  texts: ReadonlyMap<string, Ref>,
  best: ReadonlyMap<Ref, string>,
  keepsName: (name: string) => boolean,
  keeps: (ref: Ref) => boolean,
): readonly string[] {
  const { heap } = machine;
  if (wire === true) {
    const names = (machine.frames().at(-1)?.names ?? []).map(({ name }) => name).filter(it => !keepsName(it));
    const attributes = [...best].flatMap(([holder, path]) => {
      if (keeps(holder) || heap.kind(holder) !== Kind.instance) return [];
      const bound = edgesOf(machine, holder, texts).filter(({ ref }) => ref !== 0);
      return bound.map(({ text }) => text(path)).filter(text => !text.endsWith('.label'));
    });
    return [...names, ...attributes];
  }
  const places = new Map<string, string>();
  for (const text of wire) {
    const [, path = '', step = ''] = /^(.*?)(\.\w+|\[[^[]*\])?$/.exec(text) ?? [];
    const holder = texts.get(path) ?? 0;
    const takes =
      step === ''
        ? !keepsName(text)
        : holder > 0 &&
          !keeps(holder) &&
          (step.startsWith('.')
            ? heap.kind(holder) === Kind.instance
            : (heap.kind(holder) === Kind.dict && isKey(machine, step.slice(1, -1), texts)) ||
              (heap.kind(holder) === Kind.list && Number(step.slice(1, -1)) < heap.size(holder)));
    const place = step === '' ? text : `${holder}${step}`;
    if (takes && !places.has(place)) places.set(place, text);
  }
  return [...places.values()];
}

/** Only heaplings are keys in these programs, besides constants. */
const isKey = ({ heap }: Machine, text: string, texts: ReadonlyMap<string, Ref>): boolean =>
  !/^[a-z]\w*$/.test(text) || heap.kind(texts.get(text) ?? 0) === Kind.instance;

const object = fc.constantFrom('a', 'b', 'c', 'd', 'xs', 'm', 's');
const heapling = fc.constantFrom('a', 'b', 'c');
const line = fc.oneof(
  fc.tuple(heapling, fc.constantFrom('n', 'p'), object).map(([x, name, y]) => `${x}.${name} = ${y}`),
  object.map(x => `xs.append(${x})`),
  fc.tuple(heapling, object).map(([x, y]) => `m[${x}] = ${y}`),
  fc.tuple(fc.constantFrom('"k"', '1', 'None'), object).map(([key, x]) => `m[${key}] = ${x}`),
  heapling.map(x => `m[${x}] = 1`),
  heapling.map(x => `s.add(${x})`),
  fc.tuple(object, object).map(([x, y]) => `t = (${x}, ${y}, 1)`),
  fc.tuple(heapling, object).map(([x, y]) => `${x} = ${y}`),
  heapling.map(x => `del ${x}`),
);
const start = [
  'a = Node("a")',
  'b = Node("b")',
  'c = Node("c")',
  'd = Node("b")',
  'xs = []',
  'm = {}',
  's = set()',
];
const call = ['def f(a, q):', '    old = q', '    # moves', '    n = 1', 'f(xs, b)'];

const anyParts = fc.record({
  lines: fc.array(line, { maxLength: 9 }),
  isInside: fc.boolean(),
  wire: fc.constantFrom<true | readonly string[]>(
    true,
    ['a', 'keep', 'a.n', 'q.n', 'b.p', 'b.n'],
    ['xs[0]', 'a[0]', 'm["k"]', 'm[a]', 'a[1]', 'c.new'],
  ),
  keep: fc.constantFrom<readonly string[]>([], ['b'], ['name:a', 'c'], ['b#2']),
});

test('exactly what the rules say may be done, and none of it raises', () => {
  fc.assert(
    fc.property(anyParts, ({ lines, isInside, wire, keep }) => {
      const program = [...start, ...lines, ...(isInside ? call : [])];
      const level = makeLevel(program, { allow: { cut: true, wire, collect: [1], keep } });
      const machine = startMachine(level);
      fc.pre(machine.state === 'slot');
      const moves = legalMoves(level, machine).map(({ text }) => text);
      expect(moves.toSorted()).toEqual([...naiveMoves(machine, level)].toSorted());
      for (const text of moves) {
        const parsed = parseStatement(text);
        expect(parsed.ok && machine.fork().perform(parsed.value)).toBeUndefined();
      }
    }),
    { numRuns: 150 },
  );
});
