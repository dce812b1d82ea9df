import { describe, expect, it } from 'vitest';
import { Heap, invariants, Kind, profiles, type Ref } from '../../src/engine/index.ts';

const node = (heap: Heap, options = {}): Ref => heap.alloc(Kind.instance, 0, 2, options);
const callback = (heap: Heap): Ref => heap.alloc(Kind.function, 0, 4);

/** Takes every hook that comes up and says which it was. */
function settle(heap: Heap, run: (hook: string) => void = () => undefined): string[] {
  const hooks: string[] = [];
  for (let hook = heap.takeHook(); hook !== undefined; hook = heap.takeHook()) {
    const name = hook.type === 'callback' ? `callback ${hook.weakref}` : hook.type;
    hooks.push(name);
    run(name);
    heap.resume();
  }
  return hooks;
}

describe('a weak reference', () => {
  it('counts nothing, and is cleared when its target dies', () => {
    const heap = new Heap();
    const target = node(heap);
    const weakref = heap.weakref(target, 0);
    expect([heap.refcount(target), heap.referent(weakref), heap.generation(weakref)]).toEqual([1, target, 0]);
    heap.decref(target);
    expect([heap.isAlive(target), heap.referent(weakref), heap.hook]).toEqual([false, 0, undefined]);
    expect(invariants(heap, new Map([[weakref, 1]]))).toEqual([]);
  });

  it('is shared without a callback, for as long as it lives', () => {
    const heap = new Heap();
    const target = node(heap);
    const first = heap.weakref(target, 0);
    const second = heap.weakref(target, -1);
    expect([second === first, heap.refcount(first)]).toEqual([true, 2]);
    heap.decref(first);
    heap.decref(second);
    expect(heap.weakrefs(target)).toEqual([]);
    expect(invariants(heap, new Map([[target, 1]]))).toEqual([]);
  });

  it('stands behind the shared one, the newest first', () => {
    const heap = new Heap();
    const target = node(heap);
    const called = callback(heap);
    const withCallback = (): Ref => {
      heap.incref(called);
      return heap.weakref(target, called);
    };
    const older = withCallback();
    const shared = heap.weakref(target, 0);
    const newer = withCallback();
    expect(heap.weakrefs(target)).toEqual([shared, newer, older]);
    heap.decref(target);
    expect(settle(heap)).toEqual([`callback ${newer}`, `callback ${older}`]);
    expect(heap.refcount(called)).toBe(1);
  });

  it('reads none of an object that is being deallocated, although it is not cleared yet', () => {
    const heap = new Heap({ profile: profiles['3.11'] });
    const target = node(heap);
    const weakref = heap.weakref(target, callback(heap));
    heap.decref(heap.weakref(target, callback(heap)));
    const second = heap.weakref(target, callback(heap));
    heap.automatic = true;
    heap.hasGcCallbacks = true;
    heap.setThresholds(1, 10, 10);
    // The tuple that holds the two callbacks is a birth, and makes a collection due.
    heap.decref(target);
    const seen = heap.hook?.type;
    expect([seen, heap.referent(weakref), heap.referent(second)]).toEqual(['gc callbacks', 0, 0]);
    expect(heap.weakrefs(target)).toHaveLength(2);
    expect(settle(heap)).toEqual([
      'gc callbacks',
      'gc callbacks',
      `callback ${second}`,
      `callback ${weakref}`,
    ]);
  });

  it('that dies first never calls back', () => {
    const heap = new Heap();
    const target = node(heap);
    heap.decref(heap.weakref(target, callback(heap)));
    heap.decref(target);
    expect([heap.hook, heap.objectCount]).toEqual([undefined, 0]);
  });

  it('reads none when its callback runs, and is held until then', () => {
    const heap = new Heap();
    const target = node(heap);
    const called = callback(heap);
    const weakref = heap.weakref(target, called);
    heap.decref(target);
    expect(heap.hook).toEqual({ type: 'callback', weakref, callback: called });
    heap.takeHook();
    expect([heap.referent(weakref), heap.isAlive(target)]).toEqual([0, false]);
    heap.decref(weakref);
    expect([heap.isAlive(weakref), heap.isAlive(called)]).toEqual([true, true]);
    heap.resume();
    expect([heap.objectCount, heap.hook]).toEqual([0, undefined]);
  });

  it.each([
    ['3.12', 'weakref callback'],
    ['3.13', 'callback weakref'],
  ] as const)('and its callback are let go in the order of %s: %s', (version, order) => {
    const heap = new Heap({ profile: profiles[version] });
    const target = node(heap);
    const called = callback(heap);
    const weakref = heap.weakref(target, called);
    const deaths: string[] = [];
    heap.listener = {
      onDealloc: ref => deaths.push(ref === weakref ? 'weakref' : ref === called ? 'callback' : 'target'),
    };
    heap.decref(target);
    settle(heap, () => heap.decref(weakref));
    expect(deaths.join(' ')).toBe(`target ${order}`);
  });

  it('is found among many, and the table grows and shrinks in use', () => {
    const heap = new Heap();
    const targets = Array.from({ length: 200 }, () => node(heap));
    const pairs = targets.map(target => [
      target,
      heap.weakref(target, 0),
      heap.weakref(target, callback(heap)),
    ]);
    for (const [target = 0, shared, other] of pairs) expect(heap.weakrefs(target)).toEqual([shared, other]);
    expect(invariants(heap)).toEqual([]);
    for (const target of targets) heap.decref(target);
    expect(settle(heap)).toHaveLength(1);
    for (const [, shared = 0, other = 0] of pairs)
      expect([heap.referent(shared), heap.referent(other)]).toEqual([0, 0]);
    expect(invariants(heap)).toEqual([]);
  });
});

describe('a collection', () => {
  /** A ring of two that nobody holds. */
  function garbage(heap: Heap, options = {}): Ref {
    const a = node(heap, options);
    const b = node(heap);
    heap.exchange(a, 0, b);
    heap.exchange(b, 0, a);
    return a;
  }

  it('clears and calls before the finalizers run, and moves what called', () => {
    const heap = new Heap();
    const target = garbage(heap, { finalizer: true });
    const weakref = heap.weakref(target, callback(heap));
    const young = node(heap);
    heap.collect(0);
    expect(settle(heap)).toEqual([`callback ${weakref}`, 'finalizer']);
    // The callback was set aside at first; the weak reference moves last, after its callback.
    expect(heap.generationList(1)).toEqual([young, heap.get(weakref, 0), weakref]);
    expect(heap.lastCollection().collected).toBe(2);
  });

  it('does not call back for a weak reference that is garbage itself', () => {
    const heap = new Heap();
    const target = garbage(heap);
    heap.exchange(target, 1, heap.weakref(target, callback(heap)));
    heap.collect(2);
    expect([heap.hook, heap.lastCollection().collected, heap.objectCount]).toEqual([undefined, 4, 0]);
  });

  it('counts a weak reference that died of its callback', () => {
    const heap = new Heap();
    const weakref = heap.weakref(garbage(heap), callback(heap));
    heap.collect(2);
    settle(heap, () => heap.decref(weakref));
    expect([heap.lastCollection().collected, heap.objectCount]).toEqual([3, 0]);
  });

  it('goes on alike in a fork made while a callback runs', () => {
    const heap = new Heap();
    const weakref = heap.weakref(garbage(heap), callback(heap));
    heap.collect(2);
    const fork = heap.fork();
    for (const each of [heap, fork]) {
      expect(settle(each)).toEqual([`callback ${weakref}`]);
      expect([each.lastCollection().collected, each.referent(weakref), each.generation(weakref)]).toEqual([
        2, 0, 2,
      ]);
      expect(invariants(each, new Map([[weakref, 1]]))).toEqual([]);
    }
  });

  it('frees thousands in one sweep to the same end as one by one', () => {
    const ends = [true, false].map(isWatched => {
      const heap = new Heap();
      // Old objects that only garbage holds die in the sweep, too, and so do the weak references to them.
      const old = Array.from({ length: 20 }, () => node(heap));
      const outside = old.map(ref => heap.weakref(ref, 0));
      heap.collect(1);
      const inside: Ref[] = [];
      for (let i = 0; i < 3000; i++) {
        const pair = garbage(heap);
        const weakref = heap.weakref(pair, 0);
        if (i % 3 === 0) heap.exchange(pair, 1, weakref);
        else inside.push(weakref);
        if (i < old.length * 30 && i % 30 === 1) heap.exchange(pair, 1, old[(i - 1) / 30] ?? 0);
      }
      if (isWatched) heap.listener = {};
      heap.collect(0);
      expect(invariants(heap)).toEqual([]);
      return {
        weakrefs: [...outside, ...inside].map(ref => [
          heap.serial(ref),
          heap.referent(ref),
          heap.refcount(ref),
        ]),
        objects: heap.objectCount,
        generations: ([0, 1, 2] as const).map(g => heap.generationList(g).map(ref => heap.serial(ref))),
        counts: heap.counts(),
        collected: heap.lastCollection().collected,
      };
    });
    expect(ends[0]?.collected).toBe(7000);
    expect(ends[1]).toEqual(ends[0]);
  });

  it('calls back in between for what dies of the end of garbage, however much that is', () => {
    const heap = new Heap();
    const old = node(heap);
    const weakref = heap.weakref(old, callback(heap));
    heap.collect(1);
    for (let i = 0; i < 3000; i++) heap.exchange(garbage(heap), 1, i === 0 ? old : 0);
    heap.collect(0);
    // It comes when the first piece of garbage is emptied: all the others are still there.
    expect(heap.objectCount).toBeGreaterThan(5990);
    expect(settle(heap)).toEqual([`callback ${weakref}`]);
    expect([heap.lastCollection().collected, heap.isAlive(old)]).toEqual([6000, false]);
  });
});
