import { Heap, Kind } from '../src/engine/index.ts';
import { HeapCases, type Phases } from './heap-cases.ts';
import { PythonPeer } from './python-peer.ts';

/** One line of the table. */
export type Row = {
  readonly what: string;
  readonly engine: string;
  readonly peer: string;
  /** Engine / peer of the pairs that were run in turn: least, median, most. */
  readonly ratio: string;
  readonly goal: string;
};

/** What was measured, and against which CPython, if there was one. */
export type EngineResult = {
  readonly python: string | undefined;
  readonly rows: readonly Row[];
};

type Case = {
  readonly name: string;
  readonly phase: 'build' | 'drop' | 'collect';
  readonly goal: string;
  readonly exact: boolean;
};

const cases: readonly Case[] = [
  { name: 'list', phase: 'build', goal: '', exact: false },
  { name: 'list', phase: 'drop', goal: '<= 0.8', exact: false },
  { name: 'tree', phase: 'drop', goal: '<= 1.0', exact: false },
  { name: 'ring live', phase: 'collect', goal: '<= 1.0', exact: false },
  { name: 'ring dead', phase: 'collect', goal: '<= 0.9', exact: false },
  { name: 'ring dead', phase: 'collect', goal: '<= 0.9', exact: true },
  { name: 'two-node cycles', phase: 'collect', goal: '<= 1.0', exact: false },
  { name: 'two-node cycles', phase: 'collect', goal: '', exact: true },
  { name: 'random live', phase: 'collect', goal: '<= 0.4', exact: false },
  { name: 'random dead', phase: 'collect', goal: '<= 0.25', exact: false },
  { name: 'random dead', phase: 'collect', goal: '<= 1.0', exact: true },
  { name: 'automatic', phase: 'build', goal: '<= 0.6', exact: false },
];

const growing: readonly Omit<Case, 'exact'>[] = [
  { name: 'ring live', phase: 'collect', goal: '<= 11' },
  { name: 'ring dead', phase: 'collect', goal: '<= 11' },
  { name: 'list', phase: 'drop', goal: '<= 11' },
  { name: 'tree', phase: 'drop', goal: '<= 11' },
];

/**
 * The engine against CPython, in turn: heaps of `n` objects. The heaps of the engine have no labels (serials, tags and
 * words of the host), as a heap of millions has none, and room from the start.
 *
 * @param pairs how often each case is run on both sides, after one run that warms up
 */
export async function measureEngine(n: number, pairs: number): Promise<EngineResult> {
  const peer = await PythonPeer.start();
  const rows: Row[] = [];
  for (const one of cases) rows.push(await compare(one, n, pairs, peer));
  peer?.stop();
  const growth = growing.map(one => growthRow(one, n, pairs));
  return { python: peer?.version, rows: [...rows, ...growth, forkRow(), bytesRow(true), bytesRow(false)] };
}

async function compare(one: Case, n: number, pairs: number, peer: PythonPeer | undefined): Promise<Row> {
  const heap = new HeapCases(n + 64, 2 * n + 64);
  if (one.exact) heap.keepOrder();
  const ours: number[] = [];
  const theirs: number[] = [];
  heap.run(one.name, n);
  await peer?.run(one.name, n);
  for (let pair = 0; pair < pairs; pair++) {
    const mine = heap.run(one.name, n);
    ours.push((mine[one.phase] ?? 0) / n);
    const other = await peer?.run(one.name, n);
    theirs.push((other?.[one.phase] ?? 0) / n);
    expectSameCollections(mine, other);
  }
  return {
    what: `${one.name}: ${one.phase}${one.exact ? ', in order of death' : ''}`,
    engine: `${median(ours).toFixed(0)} ns`,
    peer: peer === undefined ? '' : `${median(theirs).toFixed(0)} ns`,
    ratio: peer === undefined ? '' : spread(ours.map((time, i) => time / (theirs[i] ?? 0))),
    goal: one.goal,
  };
}

/** Collections that start by themselves have to be as many of each generation, or the times say nothing. */
function expectSameCollections(ours: Phases, theirs: Phases | undefined): void {
  const [mine, other] = [ours, theirs].map(phases => phases?.collections?.join('/'));
  if (theirs !== undefined && mine !== other)
    throw new Error(`${mine} collections, but CPython has ${other}`);
}

/** The time for ten times as many objects, as a multiple. */
function growthRow(one: Omit<Case, 'exact'>, n: number, runs: number): Row {
  const [small, large] = [n, 10 * n].map(size => {
    const heap = new HeapCases(size + 64, 64);
    heap.run(one.name, size);
    return median(Array.from({ length: runs }, () => heap.run(one.name, size)[one.phase] ?? 0));
  });
  return {
    what: `${one.name}: ${one.phase}, ${10 * n} against ${n}`,
    engine: `${((large ?? 0) / 10 / n).toFixed(0)} ns`,
    peer: '',
    ratio: ((large ?? 0) / (small ?? 0)).toFixed(1),
    goal: one.goal,
  };
}

function forkRow(): Row {
  const heap = new Heap();
  for (let i = 0; i < 48; i++) heap.alloc(Kind.instance, 0, 3);
  const forks = 100_000;
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    let fork = heap;
    const start = performance.now();
    for (let i = 0; i < forks; i++) fork = fork.fork();
    times.push(((performance.now() - start) / forks) * 1e6);
  }
  return {
    what: 'fork of a heap of 48 objects',
    engine: `${median(times).toFixed(0)} ns`,
    peer: '',
    ratio: '',
    goal: '',
  };
}

function bytesRow(labels: boolean): Row {
  const n = 100_000;
  const heap = new Heap({ rows: n, slots: 64, labels });
  for (let i = 0; i < n; i++) heap.alloc(Kind.slots, 0, 3);
  return {
    what: `bytes of an object with 3 slots${labels ? ', with labels' : ''}`,
    engine: (heap.core.words.byteLength / n).toFixed(0),
    peer: '56 to 64',
    ratio: '',
    goal: labels ? '' : '<= 40',
  };
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? 0;

function spread(ratios: readonly number[]): string {
  const all = sorted(ratios);
  return [all[0] ?? 0, median(ratios), all.at(-1) ?? 0].map(ratio => ratio.toFixed(2)).join(' / ');
}
