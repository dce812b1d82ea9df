import type { Heap } from '../heap.ts';
import { canBeEmptied } from '../tracking.ts';
import {
  type Cause,
  type Collection,
  type Generation,
  type GenerationStats,
  Kind,
  type Phase,
  type Ref,
} from '../types.ts';
import { type Label, Recording } from './recording.ts';
import type { Circumstance, ListName, RecordedCollection, Rule, Subject } from './types.ts';

const ruleOfPhase: Readonly<Record<Phase, Rule>> = {
  candidates: 'GC-4',
  'copy counts': '5.3',
  'subtract references': '5.4',
  'find unreachable': 'GC-11',
  promote: 'GC-3',
  'weak references': 'WR-6',
  finalizers: 'FN-5',
  'check resurrection': 'FN-7',
  'remaining weak references': 'WR-8',
  clear: 'GC-9',
  statistics: 'GC-18',
};

type UnderWay = { readonly type: 'death' | 'finalizer' | 'callback'; readonly object: Subject };

/** A collection under way: what the heap tells becomes steps. */
export class Listening {
  private readonly heap: Heap;
  private readonly recording: Recording;
  private readonly generation: Generation;
  private readonly young: ListName;
  private readonly old: ListName;
  private readonly before: {
    readonly counters: [number, number, number];
    readonly stats: GenerationStats;
  };
  private phase: Phase | undefined;
  private isCheck = false;
  /** Who is dying, and whose finalizer or callback runs, the innermost last. */
  private readonly underWay: UnderWay[] = [];
  private clearing: Subject | undefined;
  /** Whether references of `clearing` are being let go, and not the collector's own reference to it. */
  private isEmptying = false;

  constructor(heap: Heap, generation: Generation, label: Label | undefined) {
    this.heap = heap;
    this.generation = generation;
    this.young = listOf(generation);
    this.old = listOf(olderThan(generation));
    this.recording = new Recording(heap, generation, label);
    this.before = { counters: heap.counts(), stats: heap.stats()[generation] };
    this.recording.enter('start', 'GC-20', false);
  }

  finish(result: Collection): RecordedCollection {
    return this.recording.finish(result);
  }

  enter(phase: Phase): void {
    const { recording } = this;
    if (this.phase === 'find unreachable') {
      this.declareUnreachable(this.isCheck ? 'still unreachable' : 'unreachable');
    } else if (this.phase === 'subtract references' && phase !== 'find unreachable') {
      // 3.8 looks no further: either all was brought back, or nothing (FN-7).
      this.declareUnreachable('unreachable');
    }
    if (this.phase === 'promote' && this.young === this.old) {
      for (const object of recording.list(this.young)) this.survive(object, this.generation);
    }
    this.phase = phase;
    if (phase === 'check resurrection') this.isCheck = true;
    if (phase === 'remaining weak references' || phase === 'clear') this.isCheck = false;
    recording.enter(phase, ruleOfPhase[phase], this.isCheck);
    if (phase === 'candidates') this.joinYoung();
    if (phase === 'statistics') this.sumUp();
  }

  private sumUp(): void {
    const { heap, recording, generation, before } = this;
    this.clearing = undefined;
    recording.add({
      step: 'statistics',
      rule: 'GC-18',
      before: before.stats,
      after: heap.stats()[generation],
      counters: heap.counts(),
    });
  }

  private joinYoung(): void {
    const { recording, generation, young } = this;
    const { counters } = this.before;
    recording.add({ step: 'counters', rule: 'TH-7', before: counters, after: this.heap.counts() });
    for (const object of recording.list(young)) {
      recording.add({
        step: 'candidate',
        rule: 'GC-4',
        object,
        ...recording.change(object, { status: 'candidate' }),
      });
    }
    for (let g = 0; g < generation; g++) {
      for (const object of recording.list(listOf(g))) {
        recording.add({
          step: 'candidate',
          rule: 'GC-4',
          object,
          ...recording.change(object, { status: 'candidate', to: young }),
        });
      }
    }
  }

  copied(row: Ref, refs: number): void {
    if (this.phase !== 'copy counts') return;
    const object = this.recording.mention(row);
    const change = this.recording.change(object, { status: 'candidate', gcRefs: refs });
    this.recording.add({ step: 'copied', rule: '5.3', object, ...change });
  }

  subtract(from: Ref, slot: number, row: Ref, refs: number): void {
    const { recording } = this;
    const holder = recording.mention(from);
    const object = recording.mention(row);
    const change = recording.change(object, { gcRefs: refs });
    recording.add({ step: 'subtract', rule: '5.4', object, holder, slot, ...change });
  }

  /** A reachable candidate is walked. Those that others led to have been noted. */
  reachable(row: Ref): void {
    const { recording } = this;
    const object = recording.mention(row);
    const { status, gcRefs } = recording.state(object);
    if (status !== 'candidate') return;
    const change = recording.change(object, { status: 'held from outside' });
    recording.add({ step: 'held', rule: 'GC-12', object, outside: gcRefs ?? 0, ...change });
  }

  reached(row: Ref, from: Ref, slot: number): void {
    const { recording } = this;
    const holder = recording.mention(from);
    const object = recording.mention(row);
    const change = recording.change(object, { status: 'reached', gcRefs: 1 });
    recording.add({ step: 'reached', rule: 'GC-11', object, holder, slot, ...change });
  }

  setAside(row: Ref): void {
    const object = this.recording.mention(row);
    const to = this.isCheck ? 'still unreachable' : 'unreachable';
    const change = this.recording.change(object, { status: 'tentatively unreachable', to });
    this.recording.add({ step: 'set aside', rule: 'GC-11', object, ...change });
  }

  rescued(row: Ref, from: Ref, slot: number): void {
    const { recording } = this;
    const holder = recording.mention(from);
    const object = recording.mention(row);
    const to = this.isCheck ? 'unreachable' : this.young;
    const change = recording.change(object, { status: 'rescued', gcRefs: 1, to });
    recording.add({ step: 'rescued', rule: 'GC-11', object, holder, slot, ...change });
  }

  /** Everything reachable was walked: what is set aside now is garbage. */
  private declareUnreachable(list: ListName): void {
    const { recording } = this;
    for (const object of recording.list(list)) {
      const change = recording.change(object, {
        status: 'unreachable',
        gcRefs: null,
        ...(list === 'unreachable' ? {} : { to: 'unreachable' as const }),
      });
      recording.add({ step: 'unreachable', rule: 'GC-1', object, ...change });
    }
  }

  untracked(row: Ref): void {
    const object = this.recording.mention(row);
    const rule = this.heap.kind(row) === Kind.tuple ? 'TR-5' : 'TR-4';
    const change = this.recording.change(object, { status: 'untracked', gcRefs: null, to: null });
    this.recording.add({ step: 'untracked', rule, object, ...change });
  }

  promoted(row: Ref, generation: Generation): void {
    this.survive(this.recording.mention(row), generation);
  }

  private survive(object: Subject, generation: Generation): void {
    const { recording, young, old } = this;
    const change = recording.change(object, {
      status: 'promoted',
      gcRefs: null,
      ...(young === old ? {} : { to: listOf(generation) }),
    });
    recording.add({ step: 'promoted', rule: 'GC-3', object, generation, ...change });
  }

  /** FN-3: before a death by counting an object is tracked anew, since its finalizer may save it. */
  finalizer(row: Ref, during: Cause): void {
    const { recording } = this;
    const object = recording.mention(row, 0);
    const change = recording.change(object, {
      count: this.heap.refcount(row),
      ...(during === 'gc' ? {} : { to: 'generation 0' as const }),
    });
    this.underWay.push({ type: 'finalizer', object });
    recording.add({
      step: 'finalizer',
      rule: during === 'gc' ? 'FN-5' : 'FN-1',
      object,
      during,
      ...change,
    });
  }

  finalizerEnded(row: Ref, during: Cause): void {
    const { recording } = this;
    const object = recording.mention(row);
    this.underWay.pop();
    const change = recording.change(object, { count: this.heap.refcount(row) });
    recording.add({
      step: 'finalizer ended',
      rule: during === 'gc' ? 'FN-5' : 'FN-1',
      object,
      during,
      ...change,
    });
  }

  weakrefCleared(row: Ref, of: Ref): void {
    const { recording } = this;
    const target = recording.mention(of);
    const object = recording.mention(row);
    recording.add({ step: 'weak reference cleared', rule: this.ruleOfClearing(object), object, target });
  }

  /** By a death; or by the collector, because the target is garbage, or the weak reference itself is. */
  private ruleOfClearing(weakref: Subject): Rule {
    if (this.underWay.length > 0 || this.clearing !== undefined) return 'WR-2';
    if (this.phase === 'remaining weak references') return 'FN-6';
    return this.recording.place(weakref) === 'unreachable' ? 'WR-8' : 'WR-6';
  }

  callbackQueued(row: Ref): void {
    const object = this.recording.mention(row);
    const change = this.recording.change(object, { to: 'callbacks' });
    this.recording.add({ step: 'callback queued', rule: 'WR-6', object, ...change });
  }

  callback(row: Ref, callback: Ref, during: Cause): void {
    const { recording } = this;
    const object = recording.mention(row);
    const called = recording.mention(callback);
    this.underWay.push({ type: 'callback', object });
    const rule = during === 'gc' ? 'WR-6' : 'WR-4';
    recording.add({ step: 'callback', rule, object, during, function: called });
  }

  callbackEnded(row: Ref, during: Cause): void {
    const object = this.recording.mention(row);
    this.underWay.pop();
    const rule = during === 'gc' ? 'WR-6' : 'WR-4';
    this.recording.add({ step: 'callback ended', rule, object, during });
  }

  /** Garbage that lives after all: by the check, or because a death by counting was called off, which was noted. */
  rescuedFromDeath(row: Ref): void {
    if (this.isCheck) this.resurrected(row, 'FN-8', this.old);
  }

  resurrected(row: Ref, rule: Rule, to?: ListName): void {
    const object = this.recording.mention(row);
    const change = this.recording.change(object, {
      status: 'resurrected',
      gcRefs: null,
      ...(to === undefined ? {} : { to }),
    });
    this.recording.add({ step: 'resurrected', rule, object, ...change });
  }

  born(row: Ref): void {
    const { recording } = this;
    const object = recording.bear(row);
    const change = recording.change(object, {
      status: 'outside',
      count: 1,
      ...(this.heap.generation(row) === 0 ? { to: 'generation 0' as const } : {}),
    });
    recording.add({ step: 'born', rule: 'FN-10', object, ...change, ...this.circumstance() });
  }

  tracked(row: Ref): void {
    const object = this.recording.mention(row, this.heap.refcount(row), -1);
    const change = this.recording.change(object, { status: 'outside', to: 'generation 0' });
    this.recording.add({ step: 'tracked', rule: 'TR-7', object, ...change, ...this.circumstance() });
  }

  freeze(): void {
    for (const list of ['generation 0', 'generation 1', 'generation 2'] as const) {
      this.moveAll(list, 'frozen', 'permanent');
    }
  }

  unfreeze(): void {
    this.moveAll('permanent', 'unfrozen', 'generation 2');
  }

  private moveAll(from: ListName, step: 'frozen' | 'unfrozen', to: ListName): void {
    for (const object of this.recording.list(from)) {
      const change = this.recording.change(object, { to });
      this.recording.add({ step, rule: 'GC-14', object, ...change, ...this.circumstance() });
    }
  }

  incref(row: Ref, count: number): void {
    this.count(row, count - 1, count, this.circumstance());
  }

  decref(row: Ref, count: number): void {
    this.count(row, count + 1, count, this.circumstanceOfRelease());
  }

  private count(row: Ref, before: number, count: number, circumstance: Circumstance): void {
    const object = this.recording.mention(row, before);
    const change = this.recording.change(object, { count });
    this.recording.add({ step: 'count', rule: 'RC-1', object, ...change, ...circumstance });
  }

  freed(row: Ref, cause: Cause): void {
    const { recording } = this;
    const object = recording.mention(row, 0);
    const circumstance = this.circumstanceOfRelease();
    const rule = this.ruleOfDeath(object, row, cause);
    const change = recording.change(object, { status: 'freed', gcRefs: null, to: null });
    recording.add({ step: 'freed', rule, object, cause, ...change, ...circumstance });
    recording.bury(object);
    this.underWay.push({ type: 'death', object });
  }

  private ruleOfDeath(object: Subject, row: Ref, cause: Cause): Rule {
    if (this.clearing === undefined) {
      if (cause === 'gc') return 'FN-9';
      return this.phase === 'weak references' && this.heap.kind(row) === Kind.weakref ? 'WR-11' : 'RC-4';
    }
    if (cause === 'gc') return canBeEmptied(this.heap.kind(row)) ? 'GC-9' : 'GC-10';
    return this.recording.place(object) === null ? 'GC-8' : 'RC-11';
  }

  /** All that it held is let go. A storage that was detached is no object of ours. */
  released(row: Ref): void {
    const { underWay, recording } = this;
    const top = underWay.at(-1);
    if (top?.type === 'death' && recording.isSubject(row, top.object)) underWay.pop();
  }

  clear(row: Ref): void {
    const { recording } = this;
    const object = recording.mention(row);
    const empties = canBeEmptied(this.heap.kind(row)) && !this.heap.saveAll;
    this.clearing = object;
    this.isEmptying = true;
    recording.add({
      step: 'cleared',
      rule: this.heap.saveAll ? 'GC-15' : empties ? 'GC-9' : 'GC-10',
      object,
      empties,
      ...recording.change(object, empties ? { status: 'cleared' } : {}),
    });
  }

  cleared(): void {
    this.isEmptying = false;
  }

  kept(row: Ref): void {
    const object = this.recording.mention(row);
    const rule = this.ruleOfKeeping(row);
    const change = this.recording.change(object, { status: 'kept', to: this.old });
    this.recording.add({ step: 'kept', rule, object, ...change });
  }

  private ruleOfKeeping(row: Ref): Rule {
    if (this.phase === 'weak references') return 'WR-10';
    if (this.heap.saveAll) return 'GC-15';
    return canBeEmptied(this.heap.kind(row)) ? 'GC-9' : 'GC-10';
  }

  private circumstance(): Circumstance {
    const code = this.underWay.findLast(({ type }) => type !== 'death');
    return {
      ...(this.clearing === undefined ? {} : { clearing: this.clearing }),
      ...(code?.type === 'finalizer' ? { finalizer: code.object } : {}),
      ...(code?.type === 'callback' ? { callback: code.object } : {}),
    };
  }

  private circumstanceOfRelease(): Circumstance {
    const holder = this.holderOfRelease();
    return { ...(holder === undefined ? {} : { holder }), ...this.circumstance() };
  }

  private holderOfRelease(): Subject | undefined {
    const top = this.underWay.at(-1);
    if (top === undefined) return this.isEmptying ? this.clearing : undefined;
    return top.type === 'death' ? top.object : undefined;
  }
}

const listOf = (generation: number): ListName => `generation ${generation as Generation}`;

const olderThan = (generation: Generation): Generation => (generation === 0 ? 1 : 2);
