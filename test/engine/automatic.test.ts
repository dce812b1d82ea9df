import { describe, expect, it } from 'vitest';
import { Heap, invariants, Kind, profiles, type Ref } from '../../src/engine/index.ts';

/** A heap whose collections start by themselves. */
function automatic(version: keyof typeof profiles, thresholds: [number, number, number]): Heap {
  const heap = new Heap({ profile: profiles[version] });
  heap.automatic = true;
  heap.setThresholds(...thresholds);
  return heap;
}

const node = (heap: Heap): Ref => heap.alloc(Kind.instance, 0, 1);

/** Births, each of which the host keeps; the generations that were collected. */
function bear(heap: Heap, births: number): string {
  let generations = '';
  heap.listener = {
    onCollectStart: generation => {
      generations += generation;
    },
  };
  for (let i = 0; i < births; i++) {
    node(heap);
    heap.check();
  }
  return generations;
}

describe('a collection that starts by itself', () => {
  it('does not, unless the host wants it', () => {
    const heap = new Heap();
    heap.setThresholds(1, 1, 1);
    expect(bear(heap, 10)).toBe('');
  });

  it('comes inside of the birth up to 3.11: the newborn is not part of it', () => {
    const heap = automatic('3.11', [2, 10, 10]);
    const old = [node(heap), node(heap)];
    const newborn = node(heap);
    expect([heap.generationList(1), heap.generationList(0), heap.counts()]).toEqual([
      old,
      [newborn],
      [0, 1, 0],
    ]);
  });

  it('waits for a check from 3.12 on: the newborn is part of it', () => {
    const heap = automatic('3.12', [2, 10, 10]);
    const objects = [node(heap), node(heap), node(heap)];
    expect(heap.generationList(0)).toEqual(objects);
    heap.check();
    expect([heap.generationList(1), heap.counts()]).toEqual([objects, [0, 1, 0]]);
  });

  it('leaves a hook of its own, behind which the newborn is tracked', () => {
    const heap = automatic('3.11', [1, 10, 10]);
    const garbage = heap.alloc(Kind.instance, 0, 1, { finalizer: true });
    heap.exchange(garbage, 0, garbage);
    const newborn = node(heap);
    expect([heap.hook?.type, heap.generation(newborn)]).toEqual(['finalizer', -1]);
    const fork = heap.fork();
    for (const each of [heap, fork]) {
      each.takeHook();
      each.resume();
      expect([each.generation(newborn), each.objectCount, each.stats()[0].collected]).toEqual([0, 1, 1]);
      expect(invariants(each, new Map([[newborn, 1]]))).toEqual([]);
    }
  });

  it('links a new weak reference only behind it', () => {
    const heap = automatic('3.11', [1, 10, 10]);
    const target = node(heap);
    const weakref = heap.weakref(target, 0);
    expect([heap.generationList(1), heap.generationList(0), heap.weakrefs(target)]).toEqual([
      [target],
      [weakref],
      [weakref],
    ]);
  });

  it.each(['3.11', '3.12', '3.13'] as const)(
    'takes the oldest generation that is due, as %s does',
    version => {
      const heap = automatic(version, [9, 3, 3]);
      expect(bear(heap, 260)).toMatch(/^00001000010000100001200001/);
    },
  );

  it('takes all of the heap only if a quarter of it is pending', () => {
    const heap = automatic('3.12', [9, 0, 0]);
    for (let i = 0; i < 1000; i++) node(heap);
    heap.collect(2);
    expect(bear(heap, 240)).toMatch(/^(01)+$/);
    expect(bear(heap, 600)).toContain('2');
  });

  it('does not with a threshold of 0 or while disabled, and catches up with the first birth', () => {
    const heap = automatic('3.12', [0, 0, 0]);
    expect(bear(heap, 10)).toBe('');
    heap.setThresholds(2, 10, 10);
    heap.disable();
    expect(bear(heap, 10)).toBe('');
    heap.enable();
    expect(bear(heap, 1)).toBe('0');
  });

  it.each([
    ['3.12', '0'],
    ['3.13', ''],
  ] as const)('runs at the check although disabled since, or not: %s', (version, generations) => {
    const heap = automatic(version, [2, 10, 10]);
    for (let i = 0; i < 3; i++) node(heap);
    heap.disable();
    expect(bear(heap, 0)).toBe('');
    let ran = '';
    heap.listener = {
      onCollectStart: generation => {
        ran += generation;
      },
    };
    heap.check();
    expect(ran).toBe(generations);
  });

  it('does not change the result of the last call of collect', () => {
    const heap = automatic('3.12', [2, 10, 10]);
    const loop = node(heap);
    heap.exchange(loop, 0, loop);
    heap.collect(1);
    bear(heap, 5);
    expect(heap.lastCollection()).toEqual({ generation: 1, collected: 1, uncollectable: 0 });
  });

  it('counts the tuple for callbacks once, and again when a full collection freed it', () => {
    const heap = automatic('3.13', [1000, 10, 10]);
    const counts: number[] = [];
    for (const isFull of [false, false, true, false]) {
      if (isFull) heap.collect(2);
      const target = node(heap);
      heap.weakref(target, heap.alloc(Kind.leaf, 0, 0));
      const before = heap.counts()[0];
      heap.decref(target);
      while (heap.takeHook() !== undefined) heap.resume();
      counts.push(heap.counts()[0] - before);
    }
    expect(counts).toEqual([0, -1, 0, -1]);
  });
});
