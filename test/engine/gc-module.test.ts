import { describe, expect, it } from 'vitest';
import {
  getObjects,
  getReferents,
  getReferrers,
  Heap,
  type Hook,
  invariants,
  Kind,
  profiles,
  type Ref,
} from '../../src/engine/index.ts';

const node = (heap: Heap, options = {}): Ref => heap.alloc(Kind.instance, 0, 2, options);

/** Two objects that refer to each other, and nobody else to them. */
function garbage(heap: Heap, options = {}): [Ref, Ref] {
  const a = node(heap, options);
  const b = node(heap);
  heap.exchange(a, 0, b);
  heap.exchange(b, 0, a);
  return [a, b];
}

const collected = (heap: Heap, generation: 0 | 1 | 2 = 2): number => {
  heap.collect(generation);
  return heap.lastCollection().collected;
};

describe('freezing', () => {
  it('takes objects out of all generations, the youngest first, and back into the oldest', () => {
    const heap = new Heap();
    const old = node(heap);
    heap.collect(0);
    const young = node(heap);
    heap.freeze();
    expect([heap.generationList(3), heap.freezeCount, heap.counts()]).toEqual([[young, old], 2, [0, 0, 0]]);
    expect([heap.generation(old), heap.isTracked(old), getObjects(heap)]).toEqual([3, true, []]);
    expect(invariants(heap, new Map([old, young].map(ref => [ref, 1])))).toEqual([]);
    heap.unfreeze();
    expect([heap.generationList(2), heap.freezeCount]).toEqual([[young, old], 0]);
  });

  it('keeps garbage, and what it refers to, from being found', () => {
    const heap = new Heap();
    const [a] = garbage(heap);
    heap.freeze();
    const [b] = garbage(heap);
    heap.store(a, 1, b);
    expect(collected(heap)).toBe(0);
    heap.unfreeze();
    expect(collected(heap)).toBe(4);
  });
});

describe('DEBUG_SAVEALL', () => {
  it('keeps what was collected in gc.garbage, until that is cleared', () => {
    const heap = new Heap();
    const pair = garbage(heap);
    heap.saveAll = true;
    expect(collected(heap)).toBe(2);
    const list = heap.garbage();
    expect([heap.get(list, 0), heap.get(list, 1), heap.size(list)]).toEqual([...pair, 2]);
    expect([heap.generationList(2), heap.generation(list), heap.isRoot(list)]).toEqual([pair, -1, true]);
    expect(invariants(heap, new Map())).toEqual([]);
    heap.saveAll = false;
    heap.listClear(list);
    expect(collected(heap)).toBe(2);
    expect(heap.objectCount).toBe(1);
  });
});

describe('referrers and referents', () => {
  it('are each holder once, and each reference', () => {
    const heap = new Heap();
    const target = node(heap);
    const list = heap.alloc(Kind.list, 0, 0);
    const names = heap.alloc(Kind.module, 0, 1);
    for (const item of [target, -5, target]) {
      heap.incref(item);
      heap.listAppend(list, item);
    }
    heap.store(list, 1, names);
    heap.exchange(names, 0, target);
    expect(getReferrers(heap, target)).toEqual([list]);
    expect(getReferents(heap, list)).toEqual([target, names, target]);
    heap.freeze();
    expect(getReferrers(heap, target)).toEqual([]);
  });

  it('of a weak reference are its callback only', () => {
    const heap = new Heap();
    const target = node(heap);
    const callback = heap.alloc(Kind.function, 0, 4);
    const weakref = heap.weakref(target, callback);
    expect([getReferents(heap, weakref), getReferrers(heap, target)]).toEqual([[callback], []]);
  });
});

describe('gc.callbacks', () => {
  it('are called at the start and at the stop of every collection', () => {
    const heap = new Heap();
    heap.hasGcCallbacks = true;
    garbage(heap, { finalizer: true });
    heap.collect(1);
    const hooks: (Hook | undefined)[] = [];
    while (heap.hook !== undefined) {
      hooks.push(heap.takeHook());
      // Inside of a collection nothing is collected.
      expect([heap.isCollecting, collected(heap)]).toEqual([true, 0]);
      heap.resume();
    }
    expect(hooks).toMatchObject([
      { type: 'gc callbacks', phase: 'start', generation: 1, collected: 0, uncollectable: 0 },
      { type: 'finalizer' },
      { type: 'gc callbacks', phase: 'stop', generation: 1, collected: 2, uncollectable: 0 },
    ]);
    expect([heap.isCollecting, heap.lastCollection().collected]).toEqual([false, 2]);
  });
});

describe('a version', () => {
  /** A ring whose finalizer keeps the first of it alive. */
  function resurrected(version: keyof typeof profiles): Heap {
    const heap = new Heap({ profile: profiles[version] });
    const [a] = garbage(heap, { finalizer: true });
    garbage(heap);
    const weakref = heap.weakref(a, 0);
    heap.collect(2);
    heap.takeHook();
    heap.incref(a);
    heap.resume();
    heap.setTag(a, heap.referent(weakref));
    return heap;
  }

  it.each([
    ['3.8', 0],
    ['3.9', 2],
  ] as const)('saves what one finalizer brought back, or all: %s collects %i', (version, count) => {
    expect(resurrected(version).lastCollection().collected).toBe(count);
  });

  it.each([
    ['3.13', false],
    ['3.15', true],
  ] as const)('keeps a weak reference to what was brought back or not: %s, %s', (version, isKept) => {
    const heap = resurrected(version);
    const [saved = 0] = heap.generationList(2).filter(ref => heap.kind(ref) === Kind.instance);
    expect(heap.tag(saved) !== 0).toBe(isKept);
  });

  it.each([
    ['3.13', [-1, 0]],
    ['3.15', [0, -1]],
  ] as const)('tracks an empty dict and a tuple of atoms from birth or not: %s', (version, generations) => {
    const heap = new Heap({ profile: profiles[version] });
    const dict = heap.alloc(Kind.dict, 0, 0);
    const tuple = heap.alloc(Kind.tuple, 0, 1);
    heap.exchange(tuple, 0, -3);
    expect([heap.generation(dict), heap.generation(tuple)]).toEqual(generations);
    const other = heap.alloc(Kind.tuple, 0, 1);
    heap.exchange(other, 0, dict);
    expect(heap.generation(other)).toBe(0);
  });
});
