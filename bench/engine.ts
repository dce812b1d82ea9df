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

type Case = {
  readonly name: string;
  readonly phase: keyof Phases;
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
];

/**
 * The engine against CPython, in turn: heaps of `n` objects.
 *
 * @param pairs how often each case is run on both sides, after one run that warms up
 */
export async function engineRows(n: number, pairs: number): Promise<Row[]> {
  const peer = await PythonPeer.start();
  const rows: Row[] = [];
  for (const one of cases) rows.push(await compare(one, n, pairs, peer));
  peer?.stop();
  return [...rows, longList(n * 10), forkRow(), bytesRow()];
}

async function compare(one: Case, n: number, pairs: number, peer: PythonPeer | undefined): Promise<Row> {
  const heap = new HeapCases(n + 64, 2 * n + 64);
  if (one.exact) heap.keepOrder();
  const ours: number[] = [];
  const theirs: number[] = [];
  heap.run(one.name, n);
  await peer?.run(one.name, n);
  for (let pair = 0; pair < pairs; pair++) {
    ours.push((heap.run(one.name, n)[one.phase] ?? 0) / n);
    theirs.push(((await peer?.run(one.name, n))?.[one.phase] ?? 0) / n);
  }
  return {
    what: `${one.name}: ${one.phase}${one.exact ? ', in order of death' : ''}`,
    engine: `${median(ours).toFixed(0)} ns`,
    peer: peer === undefined ? '' : `${median(theirs).toFixed(0)} ns (${peer.version})`,
    ratio: peer === undefined ? '' : spread(ours.map((time, i) => time / (theirs[i] ?? 0))),
    goal: one.goal,
  };
}

/** No limit to the length of a chain, and no more time for a node of a long one. */
function longList(n: number): Row {
  const cases = new HeapCases(n + 64, n + 64);
  const { drop = 0 } = cases.run('list', n);
  return {
    what: `list of ${n}: drop`,
    engine: `${(drop / n).toFixed(0)} ns`,
    peer: '',
    ratio: '',
    goal: 'drops',
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

function bytesRow(): Row {
  const n = 100_000;
  const heap = new Heap({ rows: n, slots: 64, labels: false });
  for (let i = 0; i < n; i++) heap.alloc(Kind.slots, 0, 3);
  const bytes = heap.core.words.byteLength / n;
  return {
    what: 'bytes of an object with 3 slots',
    engine: bytes.toFixed(0),
    peer: '56 to 64',
    ratio: '',
    goal: '',
  };
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? 0;

function spread(ratios: readonly number[]): string {
  const all = sorted(ratios);
  return [all[0] ?? 0, median(ratios), all.at(-1) ?? 0].map(ratio => ratio.toFixed(2)).join(' / ');
}
