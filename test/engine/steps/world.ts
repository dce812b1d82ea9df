import fc from 'fast-check';
import {
  canBeReferredToWeakly,
  type Generation,
  Heap,
  type Hook,
  Kind,
  type Profile,
  profiles,
  type Ref,
} from '../../../src/engine/index.ts';

/** One statement of a random program; in a finalizer or a callback the name 0 is the object it is about. */
export type Action =
  | { do: 'new'; name: number; kind: Kind; items: number[]; script: Action[] | undefined }
  | { do: 'copy'; name: number; from: number }
  | { do: 'drop'; name: number }
  | { do: 'put'; name: number; slot: number; value: number }
  | { do: 'take'; name: number; slot: number; to: number }
  | { do: 'weakref'; name: number; target: number; script: Action[] | undefined }
  | { do: 'collect'; generation: Generation }
  | { do: 'freeze' }
  | { do: 'unfreeze' };

export type Settings = {
  readonly profile: Profile;
  /** DEBUG_SAVEALL. */
  readonly saveAll: boolean;
  /** What `gc.callbacks` do at the start and at the end of each collection. */
  readonly callbacks: readonly Action[];
  /** Whether collections start by themselves. @default false */
  readonly automatic?: boolean;
};

const nameCount = 9;
const instanceSize = 3;
const deepest = 4;
const plain: Settings = { profile: profiles['3.13'], saveAll: false, callbacks: [] };

/**
 * A program and its heap. The names are slots of a module, and an object's tag says which script its finalizer or the
 * callback that it is runs: so the same world goes on with any fork of the heap.
 */
export class World {
  heap: Heap;
  private readonly globals: Ref;
  private readonly settings: Settings;
  private readonly scripts: (readonly Action[])[] = [[]];
  private depth = 0;

  constructor(settings: Settings = plain) {
    this.settings = settings;
    this.heap = new Heap({ profile: settings.profile });
    this.heap.saveAll = settings.saveAll;
    this.heap.hasGcCallbacks = settings.callbacks.length > 0;
    this.heap.automatic = settings.automatic ?? false;
    this.heap.setThresholds(3, 2, 2);
    if (settings.saveAll) this.heap.garbage();
    this.globals = this.heap.alloc(Kind.module, 0, nameCount);
  }

  /** Does something on a copy, which is returned. */
  on(copy: Heap, act: () => void): Heap {
    const { heap } = this;
    this.heap = copy;
    act();
    this.heap = heap;
    return copy;
  }

  collect(generation: Generation): void {
    this.heap.collect(generation);
    this.settle();
  }

  run(step: Action, me: Ref = 0): void {
    this.perform(step, me);
    this.heap.check();
    this.settle();
  }

  private perform(step: Action, me: Ref): void {
    const { heap } = this;
    const read = (name: number): Ref => (name === 0 ? me : heap.get(this.globals, name));
    switch (step.do) {
      case 'new':
        this.bind(step.name, this.create(step, read));
        break;
      case 'copy':
        this.bind(step.name, this.held(read(step.from)));
        break;
      case 'drop':
        this.bind(step.name, 0);
        break;
      case 'collect':
        this.collect(step.generation);
        break;
      case 'freeze':
        heap.freeze();
        break;
      case 'unfreeze':
        heap.unfreeze();
        break;
      case 'weakref': {
        const target = read(step.target);
        if (target <= 0 || !canBeReferredToWeakly(heap.kind(target))) break;
        // Held as by the operand stack: the births may run collections.
        heap.incref(target);
        const callback = this.callback(step.script);
        this.bind(step.name, this.settled(heap.weakref(target, callback)));
        this.release(target);
        break;
      }
      case 'put':
        if (read(step.name) > 0) this.put(read(step.name), step.slot, this.held(read(step.value)));
        break;
      case 'take':
        if (read(step.name) > 0) this.bind(step.to, this.take(read(step.name), step.slot));
    }
  }

  runHook(hook: Hook): void {
    if (hook.type === 'gc callbacks') this.runScript(this.settings.callbacks, 0);
    else if (hook.type === 'finalizer') this.runScript(this.scriptOf(hook.object), hook.object);
    else this.runScript(this.scriptOf(hook.callback), hook.weakref);
  }

  private scriptOf(code: Ref): readonly Action[] {
    return this.scripts[this.heap.tag(code)] ?? [];
  }

  private runScript(script: readonly Action[], me: Ref): void {
    this.depth++;
    for (const step of this.depth < deepest ? script : []) this.run(step, me);
    this.depth--;
  }

  private settle(): void {
    for (let hook = this.heap.takeHook(); hook !== undefined; hook = this.heap.takeHook()) {
      this.runHook(hook);
      this.heap.resume();
    }
  }

  private settled(ref: Ref): Ref {
    this.settle();
    return ref;
  }

  private held(ref: Ref): Ref {
    this.heap.incref(ref);
    return ref;
  }

  private release(ref: Ref): void {
    this.heap.decref(ref);
    this.settle();
  }

  private bind(name: number, owned: Ref): void {
    if (name === 0) this.release(owned);
    else this.release(this.heap.exchange(this.globals, name, owned));
  }

  private create(step: Action & { do: 'new' }, read: (name: number) => Ref): Ref {
    const { heap } = this;
    const { kind, script } = step;
    const items = step.items.map(item => read(item) || -1);
    const sizes: Partial<Record<Kind, number>> = {
      [Kind.instance]: instanceSize,
      [Kind.tuple]: items.length,
      [Kind.cell]: 1,
      [Kind.method]: 2,
      [Kind.function]: 4,
    };
    for (const item of items) heap.incref(item);
    const ref = heap.alloc(kind, 0, sizes[kind] ?? 0, {
      finalizer: script !== undefined && kind === Kind.instance,
    });
    this.setScript(ref, script);
    this.settle();
    const fills = kind === Kind.tuple || kind === Kind.method;
    for (const [slot, item] of items.entries()) {
      if (fills) heap.exchange(ref, slot, item);
      else this.release(item);
    }
    return ref;
  }

  private callback(script: Action[] | undefined): Ref {
    if (script === undefined) return 0;
    const ref = this.heap.alloc(Kind.function, 0, 4);
    this.setScript(ref, script);
    return this.settled(ref);
  }

  private setScript(ref: Ref, script: Action[] | undefined): void {
    if (script !== undefined) this.heap.setTag(ref, this.scripts.push(script) - 1);
  }

  private put(object: Ref, slot: number, value: Ref): void {
    const { heap } = this;
    const size = heap.size(object);
    switch (heap.kind(object)) {
      case Kind.instance:
      case Kind.cell:
      case Kind.function:
        this.release(heap.exchange(object, slot % size, value));
        break;
      case Kind.list:
        heap.listAppend(object, value);
        break;
      case Kind.set:
        heap.setAdd(object, value);
        this.settle();
        break;
      case Kind.dict:
        heap.dictSet(object, -2 - slot, value);
        this.settle();
        break;
      default:
        this.release(value);
    }
  }

  /** Hands out what it takes. */
  private take(object: Ref, slot: number): Ref {
    const { heap } = this;
    const size = heap.size(object);
    const kind = heap.kind(object);
    if (size === 0) return 0;
    if (kind === Kind.instance || kind === Kind.cell) return heap.exchange(object, slot % size, 0);
    if (kind === Kind.list) return heap.listRemove(object, slot % size);
    if (kind === Kind.dict) heap.dictRemove(object, heap.get(object, (slot % size) & ~1));
    this.settle();
    return 0;
  }
}

const name = fc.integer({ min: 1, max: nameCount - 1 });
const anyName = fc.oneof({ weight: 3, arbitrary: name }, { weight: 1, arbitrary: fc.constant(0) });
const slot = fc.nat(instanceSize - 1);
const kind = fc.oneof(
  { weight: 8, arbitrary: fc.constant(Kind.instance) },
  ...[Kind.list, Kind.dict, Kind.tuple, Kind.set, Kind.cell, Kind.method, Kind.function, Kind.leaf].map(
    k => ({
      weight: 1,
      arbitrary: fc.constant(k),
    }),
  ),
);
const items = fc.array(anyName, { minLength: 1, maxLength: 2 });
const generation = fc.constantFrom<Generation>(0, 1, 2);

const act = <Name extends Action['do'], Rest extends object>(
  weight: number,
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
): { weight: number; arbitrary: fc.Arbitrary<{ do: Name } & Rest> } => ({
  weight,
  arbitrary: fc.record({ ...rest }).map(fields => ({ do: name, ...(fields as Rest) })),
});

const steps = (
  target: fc.Arbitrary<number>,
  script: fc.Arbitrary<Action[] | undefined>,
  weights: { readonly new: number; readonly drop: number; readonly collect: number },
): fc.Arbitrary<Action> =>
  fc.oneof(
    act(weights.new, 'new', { name, kind, items, script }),
    act(4, 'copy', { name, from: target }),
    act(weights.drop, 'drop', { name }),
    act(16, 'put', { name: target, slot, value: target }),
    act(1, 'take', { name: target, slot, to: name }),
    act(6, 'weakref', { name, target, script }),
    act(weights.collect, 'collect', { generation }),
    act(1, 'freeze', {}),
    act(1, 'unfreeze', {}),
  );

const none = fc.constant(undefined);
const script = fc.array(steps(anyName, none, { new: 2, drop: 5, collect: 1 }), { maxLength: 5 });

const programOf = (scripts: fc.Arbitrary<Action[] | undefined>): fc.Arbitrary<Action[]> =>
  fc
    .tuple(
      fc.array(act(1, 'new', { name, kind, items, script: scripts }).arbitrary, {
        minLength: 5,
        maxLength: 20,
      }),
      fc.array(steps(name, scripts, { new: 10, drop: 3, collect: 1 }), {
        minLength: 10,
        maxLength: 80,
        size: 'max',
      }),
      fc.array(act(1, 'drop', { name }).arbitrary, { minLength: 3, maxLength: nameCount }),
    )
    .map(parts => parts.flat());

/** Programs without host code in a collection. */
export const quietProgram = programOf(none);

/** Programs with finalizers and callbacks. */
export const program = programOf(fc.oneof(none, script));

/** Of any version of CPython that the engine knows. */
export const settings: fc.Arbitrary<Settings> = fc.record({
  profile: fc.constantFrom<Profile[]>(...Object.values(profiles)),
  saveAll: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  callbacks: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: script }),
});

/** Everything that can be seen of a heap. */
export function visible(heap: Heap): unknown {
  return {
    objects: [...heap.objects()].map(ref => [
      heap.serial(ref),
      heap.refcount(ref),
      heap.generation(ref),
      heap.isFinalized(ref),
      Array.from({ length: heap.size(ref) }, (_, i) => nameOf(heap, heap.get(ref, i))),
      heap.kind(ref) === Kind.weakref ? nameOf(heap, heap.referent(ref)) : '',
    ]),
    generations: ([0, 1, 2, 3] as const).map(g => heap.generationList(g).map(ref => heap.serial(ref))),
    counts: heap.counts(),
    stats: heap.stats(),
    watched: heap.watchedStats(),
    last: heap.lastCollection(),
  };
}

const nameOf = (heap: Heap, ref: Ref): number => (ref > 0 ? heap.serial(ref) : ref);
