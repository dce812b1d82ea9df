import { describe, expect, it } from 'vitest';
import {
  Heap,
  invariants,
  Kind,
  programProfiles,
  type Ref,
  reachable,
  referrers,
  rootPath,
} from '../../src/engine/index.ts';

const node = (heap: Heap, options = {}): Ref =>
  heap.alloc(Kind.instance, 0, 2, { watched: true, ...options });

/** Two objects that refer to each other, and nobody else to them. */
function ring(heap: Heap, options = {}): [Ref, Ref] {
  const a = node(heap, options);
  const b = node(heap);
  heap.exchange(a, 0, b);
  heap.exchange(b, 0, a);
  return [a, b];
}

/** The object whose finalizer is to run, 0 if there is none. */
function takeFinalizer(heap: Heap): Ref {
  const hook = heap.takeHook();
  return hook?.type === 'finalizer' ? hook.object : 0;
}

function deaths(heap: Heap): string[] {
  const log: string[] = [];
  heap.listener = { onDying: (ref, by) => log.push(`${heap.serial(ref)} ${by}`) };
  return log;
}

describe('counting', () => {
  it('keeps an object for as long as it is referred to', () => {
    const heap = new Heap();
    const a = node(heap);
    heap.incref(a);
    heap.decref(a);
    expect([heap.isAlive(a), heap.refcount(a)]).toEqual([true, 1]);
    heap.decref(a);
    expect([heap.isAlive(a), heap.objectCount]).toEqual([false, 0]);
  });

  it('neither counts nor follows atoms', () => {
    const heap = new Heap();
    const a = node(heap);
    heap.store(a, 0, -7);
    heap.incref(-7);
    heap.decref(-7);
    heap.decref(0);
    expect(heap.get(a, 0)).toBe(-7);
    expect(invariants(heap, new Map([[a, 1]]))).toEqual([]);
  });

  it('has the new value in its place before the old one dies', () => {
    const heap = new Heap();
    const a = node(heap);
    const old = node(heap, { finalizer: true });
    heap.exchange(a, 0, old);
    heap.store(a, 0, -1);
    expect(heap.hook).toEqual({ type: 'finalizer', object: old });
    expect(heap.get(a, 0)).toBe(-1);
  });

  it('drops a chain of 300 000 objects, and so does a listener that watches', () => {
    for (const listener of [undefined, {}]) {
      const heap = new Heap();
      heap.listener = listener;
      let head = 0;
      for (let i = 0; i < 300_000; i++) {
        const next = heap.alloc(Kind.instance, 0, 1);
        heap.exchange(next, 0, head);
        head = next;
      }
      heap.decref(head);
      expect(heap.objectCount).toBe(0);
    }
  });

  it('gives each birth a serial of its own, although rows are reused', () => {
    const heap = new Heap();
    const first = node(heap);
    const serial = heap.serial(first);
    heap.decref(first);
    const second = node(heap);
    expect([second === first, heap.serial(second) === serial]).toEqual([true, false]);
  });
});

describe('a finalizer', () => {
  it('can empty further what is being emptied', () => {
    const heap = new Heap();
    const list = heap.alloc(Kind.list, 0, 0);
    const plain = node(heap);
    const last = node(heap, { finalizer: true });
    heap.listAppend(list, plain);
    heap.listAppend(list, last);
    const log = deaths(heap);
    heap.listClear(list);
    expect(takeFinalizer(heap)).toBe(last);
    expect([heap.size(list), heap.hook]).toEqual([0, undefined]);
    // The list is empty already: what is put in now stays.
    heap.listAppend(list, node(heap));
    heap.listReverse(list);
    heap.resume();
    expect(log).toEqual(['3 refcount', '2 refcount']);
    expect(heap.size(list)).toBe(1);
    expect(invariants(heap, new Map([[list, 1]]))).toEqual([]);
  });

  it('runs inside of another one', () => {
    const heap = new Heap();
    const outer = node(heap, { finalizer: true });
    const inner = node(heap, { finalizer: true });
    const log = deaths(heap);
    heap.decref(outer);
    expect(takeFinalizer(heap)).toBe(outer);
    heap.decref(inner);
    expect(takeFinalizer(heap)).toBe(inner);
    heap.resume();
    expect([log, heap.hook]).toEqual([['2 refcount'], undefined]);
    heap.resume();
    expect(log).toEqual(['2 refcount', '1 refcount']);
  });

  it('brings its object back to generation 0, once', () => {
    const heap = new Heap();
    const a = node(heap, { finalizer: true });
    heap.collect(1);
    expect(heap.generation(a)).toBe(2);
    heap.decref(a);
    heap.takeHook();
    heap.incref(a);
    heap.resume();
    expect([heap.generation(a), heap.refcount(a), heap.isFinalized(a)]).toEqual([0, 1, true]);
    heap.decref(a);
    expect([heap.hook, heap.isAlive(a)]).toEqual([undefined, false]);
  });

  it('that collects inside of a collection gets 0', () => {
    const heap = new Heap();
    const [a, b] = ring(heap, { finalizer: true });
    heap.collect(2);
    expect([takeFinalizer(heap), heap.isCollecting]).toEqual([a, true]);
    heap.collect(2);
    expect(heap.lastCollection().collected).toBe(0);
    heap.resume();
    expect(heap.lastCollection()).toEqual({ generation: 2, collected: 2, uncollectable: 0 });
    expect([heap.isAlive(a), heap.isAlive(b)]).toEqual([false, false]);
  });

  it('waits alike in a fork, which then goes its own way', () => {
    const heap = new Heap();
    const [a, b] = ring(heap, { finalizer: true });
    heap.collect(0);
    heap.takeHook();
    const fork = heap.fork();
    fork.incref(b);
    fork.resume();
    heap.resume();
    expect([heap.objectCount, heap.lastCollection().collected]).toEqual([0, 2]);
    expect([fork.generation(a), fork.generation(b), fork.lastCollection().collected]).toEqual([1, 1, 0]);
    expect(invariants(heap)).toEqual([]);
    expect(invariants(fork, new Map([[b, 1]]))).toEqual([]);
  });

  it('is told apart from what it saves', () => {
    const heap = new Heap();
    ring(heap, { finalizer: true });
    const log: string[] = [];
    heap.listener = {
      onDying: (ref, by) => log.push(`dying ${heap.serial(ref)} ${by}`),
      onRescued: ref => log.push(`rescued ${heap.serial(ref)}`),
      onFree: (ref, by) => log.push(`free ${heap.serial(ref)} ${by}`),
    };
    heap.collect(2);
    const object = takeFinalizer(heap);
    heap.incref(object);
    heap.resume();
    expect(log).toEqual(['dying 1 gc', 'dying 2 gc', 'rescued 1', 'rescued 2']);
  });
});

describe('a collection', () => {
  it('moves survivors up, and the old protect the young', () => {
    const heap = new Heap();
    const [a] = ring(heap);
    heap.incref(a);
    heap.collect(1);
    heap.decref(a);
    const young = node(heap);
    heap.exchange(a, 1, young);
    heap.collect(0);
    expect([heap.generation(a), heap.generation(young), heap.lastCollection().collected]).toEqual([2, 1, 0]);
    heap.collect(2);
    expect([heap.objectCount, heap.lastCollection().collected]).toEqual([0, 3]);
  });

  it('tells its phases in order', () => {
    const heap = new Heap();
    ring(heap);
    const phases: string[] = [];
    heap.listener = { onPhase: phase => phases.push(phase) };
    heap.collect(2);
    expect(phases).toEqual([
      'candidates',
      'copy counts',
      'subtract references',
      'find unreachable',
      'promote',
      'weak references',
      'finalizers',
      'check resurrection',
      'clear',
      'statistics',
    ]);
  });

  it('frees in one sweep to the same end as one by one', () => {
    const ends = [true, false].map(isWatched => {
      const heap = new Heap();
      const old = node(heap);
      heap.collect(1);
      const links = randomGraph(heap, 6000, old);
      if (isWatched) heap.listener = {};
      heap.collect(0);
      expect(invariants(heap)).toEqual([]);
      const serials = (refs: Iterable<Ref>): number[] => [...refs].map(ref => heap.serial(ref));
      return {
        links,
        alive: serials(heap.objects()).sort((a, b) => a - b),
        counts: [...heap.objects()].map(ref => [heap.serial(ref), heap.refcount(ref)]).sort(bySerial),
        generations: ([0, 1, 2] as const).map(g => serials(heap.generationList(g))),
        thresholds: heap.counts(),
        stats: heap.stats(),
        watched: heap.watchedStats(),
        last: heap.lastCollection(),
      };
    });
    expect(ends[0]?.last.collected).toBeGreaterThan(4096);
    expect(ends[1]).toEqual(ends[0]);
  });

  it('resets the score to what lives', () => {
    const heap = new Heap();
    const a = node(heap);
    ring(heap);
    heap.collect(2);
    heap.resetScore();
    expect(heap.watchedStats()).toEqual({
      live: 1,
      peak: 1,
      traversed: 0,
      collections: [0, 0, 0],
      collected: [0, 0, 0],
      uncollectable: [0, 0, 0],
    });
    expect(heap.stats()[2].collected).toBe(2);
    heap.decref(a);
    expect(heap.watchedStats().live).toBe(0);
  });
});

const bySerial = (a: readonly number[], b: readonly number[]): number => (a[0] ?? 0) - (b[0] ?? 0);

/** Nodes that nobody holds, each with two references; now and then to a leaf, an old object or a living list. */
function randomGraph(heap: Heap, count: number, old: Ref): number {
  let state = 7;
  const random = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  const held = heap.alloc(Kind.list, 0, 0);
  const nodes = Array.from({ length: count }, () => node(heap));
  for (const [i, from] of nodes.entries()) {
    for (const slot of [0, 1]) {
      const kind = random(40);
      if (kind === 0) heap.exchange(from, slot, heap.alloc(Kind.leaf, 0, 0));
      else if (kind === 1) heap.store(from, slot, old);
      else if (kind === 2 && i % 8 === 0) heap.store(from, slot, held);
      else heap.store(from, slot, nodes[random(count)] ?? 0);
    }
  }
  // Only what nobody refers to dies by counting; the rest is garbage.
  for (const ref of nodes) heap.decref(ref);
  return heap.objectCount;
}

describe('queries', () => {
  it('find the holders, what is reachable and the shortest path', () => {
    const heap = new Heap();
    const globals = heap.alloc(Kind.module, 0, 2);
    const list = heap.alloc(Kind.list, 0, 0);
    const [a, b] = ring(heap);
    const [c] = ring(heap);
    heap.exchange(globals, 1, list);
    heap.listAppend(list, -1);
    heap.incref(a);
    heap.listAppend(list, a);
    expect(rootPath(heap, b)).toEqual([
      { holder: globals, slot: 1 },
      { holder: list, slot: 1 },
      { holder: a, slot: 0 },
    ]);
    expect(rootPath(heap, globals)).toEqual([]);
    expect(rootPath(heap, c)).toBeUndefined();
    expect([...reachable(heap)]).toEqual([globals, list, a, b]);
    expect(referrers(heap, a)).toEqual([
      { holder: list, slot: 1 },
      { holder: b, slot: 0 },
    ]);
  });
});

describe('a frame', () => {
  it('is untracked while it runs, and an ordinary object if it outlives its call', () => {
    const heap = new Heap();
    const frame = heap.alloc(Kind.frame, 0, 2);
    heap.exchange(frame, 0, node(heap));
    expect([heap.generation(frame), heap.counts()[0], heap.isRoot(frame)]).toEqual([-1, 1, true]);
    heap.unpin(frame);
    heap.track(frame);
    expect([heap.generation(frame), heap.isRoot(frame)]).toEqual([0, false]);
    heap.decref(frame);
    expect(heap.objectCount).toBe(0);
  });
});

describe('invariants', () => {
  it('notice a count that is wrong', () => {
    const heap = new Heap();
    const a = node(heap);
    const b = node(heap);
    heap.exchange(a, 0, b);
    heap.exchange(a, 1, b);
    expect(invariants(heap)).toEqual([`the count of ${b} is 1, but 2 references to it are known`]);
  });
});

it('starts with the thresholds of its version', () => {
  expect(Object.values(programProfiles).map(profile => new Heap({ profile }).thresholds())).toEqual([
    [700, 10, 10],
    [700, 10, 10],
    [2000, 10, 10],
  ]);
});
