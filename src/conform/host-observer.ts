import { Kind, type Ref } from '../engine/index.ts';
import type { HostObjects } from './host-objects.ts';
import type { Observation, Place } from './trace.ts';

type State = {
  readonly count: number;
  readonly place: Place;
  readonly isFinalized: boolean;
  readonly target: string | null;
};

/** Notes what changed from one operation to the next, as TRACES.md has it. */
export class HostObserver {
  private readonly objects: HostObjects;
  private readonly observesCounters: boolean;
  private states = new Map<string, State>();
  private readonly variables = new Map<string, string | null>();
  private garbage: (string | null)[] = [];
  private counters: readonly number[] = [0, 0, 0];
  private runs: readonly (readonly number[])[] = Array.from({ length: 3 }, () => [0, 0, 0]);

  constructor(objects: HostObjects, observesCounters: boolean) {
    this.objects = objects;
    this.observesCounters = observesCounters;
  }

  /** What is different from the last time. */
  changes(): Observation {
    const observation: Observation = {};
    this.observeObjects(observation);
    this.observeVariables(observation);
    this.observeCollections(observation);
    this.observeGarbage(observation);
    const counters = this.objects.heap.counts();
    if (this.observesCounters && !isSame(counters, this.counters)) observation.cnt = counters;
    this.counters = counters;
    return observation;
  }

  private observeObjects(observation: Observation): void {
    const { heap, refs } = this.objects;
    const states = new Map<string, State>();
    const rc: Record<string, number> = {};
    const gen: Record<string, Place> = {};
    const wr: Record<string, string | null> = {};
    const fin: string[] = [];
    for (const [id, ref] of refs) {
      const old = this.states.get(id);
      const state = this.stateOf(ref);
      states.set(id, state);
      if (state.count !== old?.count) rc[id] = state.count;
      if (heap.kind(ref) !== Kind.leaf && state.place !== old?.place) gen[id] = state.place;
      if (heap.kind(ref) === Kind.weakref && state.target !== old?.target) wr[id] = state.target;
      if (state.isFinalized && old?.isFinalized !== true) fin.push(id);
    }
    this.states = states;
    if (isAny(rc)) observation.rc = rc;
    if (isAny(gen)) observation.gen = gen;
    if (isAny(wr)) observation.wr = wr;
    if (fin.length > 0) observation.fin = fin.sort();
  }

  private stateOf(ref: Ref): State {
    const { heap } = this.objects;
    const standing = heap.generation(ref);
    return {
      count: heap.refcount(ref),
      place: standing === 3 ? 'p' : standing === -1 ? null : standing,
      isFinalized: heap.isFinalized(ref),
      target: heap.kind(ref) === Kind.weakref ? this.idOf(heap.referent(ref)) : null,
    };
  }

  private idOf(ref: Ref): string | null {
    return this.objects.id(ref) ?? null;
  }

  private observeVariables(observation: Observation): void {
    const changed: Record<string, string | null> = {};
    for (const variable of this.objects.globalNames) {
      const ref = this.objects.read(variable);
      const value = ref === 0 ? '-' : this.idOf(ref);
      const old = this.variables.get(variable);
      if (value !== (old === undefined ? '-' : old)) changed[variable] = value;
      this.variables.set(variable, value);
    }
    if (isAny(changed)) observation.vars = changed;
  }

  private observeCollections(observation: Observation): void {
    const { heap } = this.objects;
    const runs = heap.stats().map(stats => [stats.collections, stats.collected, stats.uncollectable]);
    const added = runs.map((now, generation) => now.map((sum, i) => sum - (this.runs[generation]?.[i] ?? 0)));
    this.runs = runs;
    const gcs = added.flatMap((sums, generation) =>
      sums.some(sum => sum !== 0) ? [[generation, ...sums]] : [],
    );
    if (gcs.length === 0) return;
    observation.gcs = gcs;
    observation.order = {};
    for (const generation of [0, 1, 2] as const) {
      const ids = heap.generationList(generation).flatMap(ref => this.objects.id(ref) ?? []);
      if (ids.length > 0) observation.order[generation] = ids;
    }
  }

  private observeGarbage(observation: Observation): void {
    const { objects } = this;
    const garbage = objects.contents(objects.heap.garbage()).map(ref => this.idOf(ref));
    if (!isSame(garbage, this.garbage)) observation.garbage = garbage;
    this.garbage = garbage;
  }
}

const isAny = (record: object): boolean => Object.keys(record).length > 0;

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);
