import { Heap, Kind, type Ref } from '../src/engine/index.ts';

/** Nanoseconds of each phase of a case. */
export type Phases = { readonly build?: number; readonly drop?: number; readonly collect?: number };

/** Builds and runs the heaps that `cpython-heap.py` has, with the same names. */
export class HeapCases {
  private readonly heap: Heap;
  private kept = 0;
  private readonly targets = new Map<number, Uint32Array>();

  /** @param rows room from the start, so that a run does not pay for growing */
  constructor(rows: number, slots: number) {
    this.heap = new Heap({ rows, slots, labels: false });
  }

  /** Keeps an object with a finalizer alive from now on: then all deaths happen in CPython's order, none in bulk. */
  keepOrder(): void {
    this.kept++;
    this.heap.alloc(Kind.leaf, 0, 0, { finalizer: true });
  }

  run(name: string, n: number): Phases {
    switch (name) {
      case 'list':
        return this.dropped(() => this.list(n));
      case 'tree':
        return this.dropped(() => this.tree(n));
      case 'ring live':
      case 'ring dead':
        return this.collected(() => this.ring(n), name.endsWith('live'));
      case 'two-node cycles':
        return this.collected(() => this.pairs(n), false);
      case 'random live':
      case 'random dead':
        return this.collected(() => this.randomGraph(n), name.endsWith('live'));
      default:
        throw new Error(`no case ${name}`);
    }
  }

  private dropped(build: () => Ref): Phases {
    const start = performance.now();
    const held = build();
    const built = performance.now();
    this.heap.decref(held);
    const end = performance.now();
    this.expectEmpty();
    return { build: (built - start) * 1e6, drop: (end - built) * 1e6 };
  }

  private collected(build: () => Ref, isAlive: boolean): Phases {
    const { heap } = this;
    const held = build();
    if (!isAlive) heap.decref(held);
    const start = performance.now();
    heap.collect(2);
    const end = performance.now();
    if (isAlive) {
      heap.decref(held);
      heap.collect(2);
    }
    this.expectEmpty();
    return { collect: (end - start) * 1e6 };
  }

  private expectEmpty(): void {
    if (this.heap.objectCount !== this.kept) throw new Error(`${this.heap.objectCount} objects are left`);
  }

  private node(slots: number): Ref {
    return this.heap.alloc(Kind.slots, 0, slots);
  }

  private list(n: number): Ref {
    let head = 0;
    for (let i = 0; i < n; i++) {
      const node = this.node(1);
      this.heap.exchange(node, 0, head);
      head = node;
    }
    return head;
  }

  private tree(n: number): Ref {
    const { heap } = this;
    const nodes = new Int32Array(n);
    for (let i = 0; i < n; i++) nodes[i] = this.node(2);
    for (let i = 0; i < n; i++) {
      const left = 2 * i + 1;
      if (left < n) heap.exchange(nodes[i] ?? 0, 0, nodes[left] ?? 0);
      if (left + 1 < n) heap.exchange(nodes[i] ?? 0, 1, nodes[left + 1] ?? 0);
    }
    return nodes[0] ?? 0;
  }

  private ring(n: number): Ref {
    const { heap } = this;
    const first = this.node(1);
    let last = first;
    for (let i = 1; i < n; i++) {
      const node = this.node(1);
      heap.exchange(last, 0, node);
      last = node;
    }
    heap.incref(first);
    heap.exchange(last, 0, first);
    return first;
  }

  private pairs(n: number): Ref {
    const { heap } = this;
    for (let i = 0; i < n; i += 2) {
      const a = this.node(1);
      const b = this.node(1);
      heap.exchange(a, 0, b);
      heap.exchange(b, 0, a);
    }
    return 0;
  }

  /** A list that holds n nodes, each of which refers to three. */
  private randomGraph(n: number): Ref {
    const { heap } = this;
    const targets = this.targetsOf(n);
    const held = heap.alloc(Kind.list, 0, n);
    for (let i = 0; i < n; i++) heap.exchange(held, i, this.node(3));
    for (let i = 0; i < 3 * n; i++) {
      const target = heap.get(held, targets[i] ?? 0);
      heap.store(heap.get(held, Math.floor(i / 3)), i % 3, target);
    }
    return held;
  }

  private targetsOf(n: number): Uint32Array {
    const known = this.targets.get(n);
    if (known !== undefined) return known;
    const targets = new Uint32Array(3 * n);
    let x = 12345;
    for (let i = 0; i < targets.length; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      targets[i] = (x >>> 0) % n;
    }
    this.targets.set(n, targets);
    return targets;
  }
}
