import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Generation, Heap, invariants, Kind, type Ref } from '../../src/engine/index.ts';

/*
 * A large heap that nobody watches frees its garbage in one sweep, and walks long chains once. It must end up exactly
 * as one in which everything dies in CPython's order; only which rows are used again may differ. So objects are told
 * apart by their serials here.
 */

type Action =
  | { do: 'new'; name: number; kind: Kind; from: number[]; finalizer: boolean }
  | { do: 'put'; name: number; slot: number; from: number }
  | { do: 'watch'; name: number; from: number; callback: number }
  | { do: 'drop'; name: number }
  | { do: 'collect'; generation: Generation };

const names = 8;
const name = fc.nat(names - 1);
const kind = fc.constantFrom<Kind>(
  Kind.instance,
  Kind.instance,
  Kind.slots,
  Kind.list,
  Kind.dict,
  Kind.tuple,
);

const action = (hostCode: boolean): fc.Arbitrary<Action> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record<Action & { do: 'new' }>({
        do: fc.constant('new'),
        name,
        kind,
        from: fc.array(name, { maxLength: 5 }),
        finalizer: hostCode ? fc.integer({ min: 0, max: 9 }).map(n => n === 0) : fc.constant(false),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record<Action & { do: 'put' }>({
        do: fc.constant('put'),
        name,
        slot: fc.nat(4),
        from: name,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record<Action & { do: 'watch' }>({
        do: fc.constant('watch'),
        name,
        from: name,
        callback: hostCode ? name : fc.constant(-1),
      }),
    },
    { weight: 4, arbitrary: fc.record<Action & { do: 'drop' }>({ do: fc.constant('drop'), name }) },
    {
      weight: 1,
      arbitrary: fc.record<Action & { do: 'collect' }>({
        do: fc.constant('collect'),
        generation: fc.constantFrom<Generation>(0, 1, 2),
      }),
    },
  );

/** A heap whose host holds a few objects by name. What it asks the host to run returns at once. */
class Holder {
  readonly heap = new Heap();
  /** What the host was asked to run, in order, and what was alive then: serials. */
  readonly hooks: { type: string; about: number; alive: number[] }[] = [];
  private readonly held: Ref[] = Array(names).fill(0);

  constructor(manyRows: number) {
    this.heap.core.manyRows = manyRows;
  }

  run(action: Action): void {
    const { heap } = this;
    switch (action.do) {
      case 'new':
        this.hold(action.name, this.create(action));
        break;
      case 'put':
        this.put(this.get(action.name), action.slot, this.get(action.from));
        break;
      case 'watch':
        this.watch(action);
        break;
      case 'drop':
        this.hold(action.name, 0);
        break;
      case 'collect':
        heap.collect(action.generation);
        this.runHooks();
        break;
    }
  }

  /** Everything that must be alike, with serials in place of rows. */
  state(): unknown {
    const { heap } = this;
    const nameOf = (ref: Ref): number => (ref > 0 ? heap.serial(ref) : ref);
    const objects = [...heap.objects()].map(ref => ({
      serial: heap.serial(ref),
      kind: heap.kind(ref),
      count: heap.refcount(ref),
      generation: heap.generation(ref),
      isFinalized: heap.isFinalized(ref),
      slots: Array.from({ length: heap.size(ref) }, (_, i) => nameOf(heap.get(ref, i))),
      weakrefs: heap.weakrefs(ref).map(nameOf),
    }));
    return {
      objects: objects.sort((a, b) => a.serial - b.serial),
      generations: ([0, 1, 2, 3] as const).map(generation => heap.generationList(generation).map(nameOf)),
      count: heap.objectCount,
      counts: heap.counts(),
      stats: heap.stats(),
      watched: heap.watchedStats(),
      last: heap.lastCollection(),
      hooks: this.hooks,
    };
  }

  private get(name: number): Ref {
    return this.held[name] ?? 0;
  }

  private create({ kind, from, finalizer }: Action & { do: 'new' }): Ref {
    const { heap } = this;
    const isFilledLater = kind === Kind.list || kind === Kind.dict;
    const size = isFilledLater ? 0 : kind === Kind.tuple ? from.length : 5;
    const object = heap.alloc(kind, 0, size, { finalizer, watched: kind === Kind.instance });
    for (const [i, name] of from.entries()) this.put(object, i, this.get(name), true);
    return object;
  }

  private put(object: Ref, slot: number, value: Ref, isNew = false): void {
    const { heap } = this;
    if (object === 0) return;
    const kind = heap.kind(object);
    heap.incref(value);
    if (kind === Kind.list) heap.listAppend(object, value || -1);
    else if (kind === Kind.dict) heap.dictSet(object, -1 - slot, value || -1);
    else if (kind === Kind.weakref || (kind === Kind.tuple && !isNew)) heap.decref(value);
    else heap.decref(heap.exchange(object, slot, value || -1));
    this.runHooks();
  }

  private watch({ name, from, callback }: Action & { do: 'watch' }): void {
    const { heap } = this;
    const target = this.get(from);
    if (target === 0 || (heap.kind(target) !== Kind.instance && heap.kind(target) !== Kind.slots)) return;
    const calls = callback < 0 ? 0 : this.get(callback);
    heap.incref(calls);
    this.hold(name, heap.weakref(target, calls));
  }

  private hold(name: number, owned: Ref): void {
    const old = this.get(name);
    this.held[name] = owned;
    this.heap.decref(old);
    this.runHooks();
  }

  private runHooks(): void {
    const { heap } = this;
    for (let hook = heap.takeHook(); hook !== undefined; hook = heap.takeHook()) {
      const about = hook.type === 'finalizer' ? hook.object : hook.type === 'callback' ? hook.weakref : 0;
      const alive = [...heap.objects()].map(ref => heap.serial(ref));
      this.hooks.push({ type: hook.type, about: heap.serial(about), alive: alive.sort((a, b) => a - b) });
      heap.resume();
    }
  }
}

describe('freeing in bulk', () => {
  it.each([
    { what: 'with nothing but garbage', hostCode: false },
    { what: 'and never with finalizers and callbacks about', hostCode: true },
  ])(
    'leaves the heap as deaths in order do, $what',
    ({ hostCode }) => {
      fc.assert(
        fc.property(fc.array(action(hostCode), { minLength: 10, maxLength: 150, size: 'max' }), actions => {
          const bulk = new Holder(0);
          const exact = new Holder(Number.MAX_SAFE_INTEGER);
          const watched = new Holder(0);
          watched.heap.listener = {};
          for (const action of actions) for (const holder of [bulk, exact, watched]) holder.run(action);
          expect(bulk.state()).toEqual(exact.state());
          expect(watched.state()).toEqual(exact.state());
          expect(invariants(bulk.heap)).toEqual([]);
        }),
        { numRuns: 300 },
      );
    },
    60_000,
  );

  it('does so by itself in a large heap', () => {
    const heaps = [new Heap(), new Heap()];
    for (const heap of heaps) buildLargeGraph(heap);
    const [bulk, watched] = heaps as [Heap, Heap];
    watched.listener = {};
    for (const heap of heaps) heap.collect(2);

    expect(bulk.lastCollection().collected).toBeGreaterThan(4096);
    expect(summary(bulk)).toEqual(summary(watched));
    expect(invariants(bulk)).toEqual([]);
  });
});

/** Twenty thousand objects that refer to three others each, of which a root holds every thousandth. */
function buildLargeGraph(heap: Heap): void {
  const module = heap.alloc(Kind.module, 0, 20);
  const nodes = Array.from({ length: 20_000 }, () => heap.alloc(Kind.slots, 0, 3));
  let random = 1;
  for (const [i, node] of nodes.entries()) {
    for (let slot = 0; slot < 3; slot++) {
      random = (random * 48_271) % 2_147_483_647;
      // Only back, so that what the root does not lead to stays garbage; and a self reference, so that it is cyclic.
      const target = slot === 0 ? node : (nodes[random % (i + 1)] ?? node);
      if (random % 3 > 0) heap.store(node, slot, target);
    }
    if (i % 1000 === 0) heap.store(module, i / 1000, node);
  }
  for (const node of nodes) heap.decref(node);
}

function summary(heap: Heap): unknown {
  return {
    alive: [...heap.objects()].map(ref => [heap.serial(ref), heap.refcount(ref), heap.generation(ref)]),
    old: heap.generationList(2).map(ref => heap.serial(ref)),
    counts: heap.counts(),
    stats: heap.stats(),
    last: heap.lastCollection(),
  };
}
