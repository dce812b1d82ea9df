import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canBeReferredToWeakly,
  type Generation,
  invariants,
  Kind,
  type Profile,
  profiles,
} from '../../src/engine/index.ts';
import { Oracle } from './oracle.ts';
import { EngineSubject, type Setup, type Subject } from './subject.ts';

/** One statement of a random program over a few names; in a finalizer the name 0 is the object itself. */
type Action =
  | { do: 'new'; name: number; kind: Kind; items: number[]; finalizer: Action[] | undefined }
  | { do: 'copy'; name: number; from: number }
  | { do: 'drop'; name: number }
  | { do: 'put'; name: number; slot: number; value: number }
  | { do: 'take'; name: number; slot: number; to: number }
  | { do: 'clear'; name: number }
  | { do: 'weakref'; name: number; target: number; callback: Action[] | undefined }
  | { do: 'deref'; name: number; weakref: number }
  | { do: 'freeze' | 'unfreeze' | 'enable' | 'disable' | 'save all' | 'save none' | 'clear gc.garbage' }
  | { do: 'collect'; generation: Generation };

const nameCount = 6;
const name = fc.integer({ min: 1, max: nameCount - 1 });
const anyName = fc.integer({ min: 0, max: nameCount - 1 });
const slot = fc.nat(2);
const kind = fc.oneof(
  { weight: 5, arbitrary: fc.constant(Kind.instance) },
  ...[Kind.list, Kind.dict, Kind.tuple, Kind.set, Kind.cell, Kind.method, Kind.leaf].map(k => ({
    weight: 1,
    arbitrary: fc.constant(k),
  })),
);

const plain = (target: fc.Arbitrary<number>): fc.Arbitrary<Action> =>
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('new' as const),
        name,
        kind,
        items: fc.array(anyName, { minLength: 1, maxLength: 2 }),
        finalizer: fc.constant(undefined),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('copy' as const), name, from: target }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('drop' as const), name }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('deref' as const), name, weakref: target }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('weakref' as const),
        name,
        target,
        callback: fc.constant(undefined),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('put' as const), name: target, slot, value: target }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), name: target, slot, to: name }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), name: target }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('collect' as const),
        generation: fc.constantFrom<Generation>(0, 1, 2),
      }),
    },
  );

const finalized: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('new' as const),
  name,
  kind: fc.constant(Kind.instance),
  items: fc.array(anyName, { maxLength: 2 }),
  finalizer: fc.array(plain(anyName), { maxLength: 4 }),
});

const weakref: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('weakref' as const),
  name,
  target: name,
  callback: fc.option(fc.array(plain(anyName), { maxLength: 4 }), { nil: undefined, freq: 4 }),
});

const told: fc.Arbitrary<Action> = fc.record({
  do: fc.constantFrom(
    'freeze' as const,
    'unfreeze' as const,
    'enable' as const,
    'disable' as const,
    'save all' as const,
    'save none' as const,
    'clear gc.garbage' as const,
  ),
});

const action = fc.oneof(
  { weight: 12, arbitrary: plain(name) },
  { weight: 2, arbitrary: finalized },
  { weight: 3, arbitrary: weakref },
  { weight: 1, arbitrary: told },
);
const program = fc.array(action, { minLength: 5, maxLength: 120, size: 'max' });

/** Runs actions on a subject; its names are the slots of a module. */
class Runner {
  readonly subject: Subject;
  readonly globals: number;
  private readonly finalizers = new Map<number, Action[]>();
  private readonly callbacks = new Map<number, Action[]>();
  /** How deep finalizers run inside of finalizers: each level doubles the work. */
  private depth = 0;

  constructor(situation: Situation, create: (setup: Setup) => Subject) {
    this.subject = create({
      ...situation,
      finalize: object => this.runCode(this.finalizers.get(object), object),
      call: (weakref, callback) => this.runCode(this.callbacks.get(callback), weakref),
      inform: () => this.runCode(situation.gcCallback, 0),
    });
    this.globals = this.subject.alloc(Kind.module, nameCount, false);
  }

  /** A function is entered: the interpreter checks. */
  private runCode(steps: readonly Action[] = [], me: number): void {
    this.depth++;
    this.subject.check();
    for (const step of this.depth < 5 ? steps : []) this.run(step, me);
    this.depth--;
  }

  run(step: Action, me = 0): void {
    const { subject } = this;
    const read = (index: number): number => (index === 0 ? me : subject.get(this.globals, index));
    const held = (object: number): number => {
      subject.incref(object);
      return object;
    };
    const bind = (index: number, owned: number): void =>
      subject.decref(subject.exchange(this.globals, index, owned));
    switch (step.do) {
      case 'new':
        bind(step.name, this.create(step, read, held));
        break;
      case 'copy':
        bind(step.name, held(read(step.from)));
        break;
      case 'drop':
        bind(step.name, 0);
        break;
      case 'weakref':
        this.refer(step, read(step.target));
        break;
      case 'deref': {
        const from = read(step.weakref);
        if (from > 0 && subject.kind(from) === Kind.weakref) bind(step.name, held(subject.referent(from)));
        break;
      }
      case 'freeze':
        subject.freeze();
        break;
      case 'unfreeze':
        subject.unfreeze();
        break;
      case 'enable':
      case 'disable':
        subject.enable(step.do === 'enable');
        break;
      case 'save all':
      case 'save none':
        subject.saveAll = step.do === 'save all';
        break;
      case 'clear gc.garbage':
        subject.clear(1);
        break;
      case 'collect':
        subject.log.push(`collected ${subject.collect(step.generation)}`);
        break;
      default: {
        const object = held(read(step.name));
        if (object <= 0) break;
        if (step.do === 'clear' && canClear(subject.kind(object))) subject.clear(object);
        if (step.do === 'put') this.put(object, step.slot, held(read(step.value)));
        if (step.do === 'take') bind(step.to, this.take(object, step.slot));
        subject.decref(object);
      }
    }
  }

  private refer(step: Action & { do: 'weakref' }, target: number): void {
    const { subject } = this;
    if (target <= 0 || !canBeReferredToWeakly(subject.kind(target))) return;
    subject.incref(target);
    let callback = -1;
    if (step.callback !== undefined) {
      callback = subject.alloc(Kind.function, 4, false);
      this.callbacks.set(callback, step.callback);
    }
    const weakref = subject.weakref(target, callback);
    subject.decref(subject.exchange(this.globals, step.name, weakref));
    subject.decref(target);
  }

  private create(
    step: Action & { do: 'new' },
    read: (index: number) => number,
    held: (object: number) => number,
  ): number {
    const { subject } = this;
    const items = step.items.map(item => held(read(item) || -1));
    const sizes: Partial<Record<Kind, number>> = {
      [Kind.instance]: 3,
      [Kind.tuple]: items.length,
      [Kind.cell]: 1,
      [Kind.method]: 2,
    };
    const object = subject.alloc(step.kind, sizes[step.kind] ?? 0, step.finalizer !== undefined);
    if (step.finalizer !== undefined) this.finalizers.set(object, step.finalizer);
    if (step.kind === Kind.tuple || step.kind === Kind.method) {
      for (const [i, item] of items.entries()) subject.exchange(object, i, item);
    } else {
      for (const item of items) subject.decref(item);
    }
    return object;
  }

  private put(object: number, at: number, value: number): void {
    const { subject } = this;
    switch (subject.kind(object)) {
      case Kind.instance:
      case Kind.function:
      case Kind.cell:
        subject.decref(subject.exchange(object, at % subject.size(object), value));
        break;
      case Kind.list:
        subject.listAppend(object, value);
        break;
      case Kind.dict:
        if (value > 0 && at === 2) {
          subject.incref(value);
          subject.dictSet(object, value, value);
        } else subject.dictSet(object, -2 - at, value);
        break;
      case Kind.set:
        subject.setAdd(object, value);
        break;
      default:
        subject.decref(value);
    }
  }

  /** Hands out what it takes. */
  private take(object: number, at: number): number {
    const { subject } = this;
    const size = subject.size(object);
    if (size === 0) return 0;
    switch (subject.kind(object)) {
      case Kind.instance:
      case Kind.cell:
        return subject.exchange(object, at % size, 0);
      case Kind.list:
        return subject.listRemove(object, at % size);
      case Kind.dict:
        subject.dictRemove(object, subject.get(object, (at % size) & ~1));
        return 0;
      case Kind.set:
        subject.setDiscard(object, subject.get(object, at % size));
        return 0;
      default:
        return 0;
    }
  }
}

const canClear = (of: Kind): boolean =>
  of !== Kind.tuple && of !== Kind.method && of !== Kind.leaf && of !== Kind.weakref;

type Situation = Pick<Setup, 'profile' | 'automatic' | 'thresholds' | 'hasGcCallbacks'> & {
  readonly gcCallback: readonly Action[];
};

const situation: fc.Arbitrary<Situation> = fc.record({
  profile: fc.constantFrom<Profile>(...Object.values(profiles)),
  automatic: fc.boolean(),
  thresholds: fc.tuple(
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 2 }),
  ),
  hasGcCallbacks: fc.oneof(
    { weight: 3, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  gcCallback: fc.array(plain(name), { maxLength: 3 }),
});

describe('random programs', () => {
  it('does what the oracle does, and stays sound, also as copies made at each hook', () => {
    fc.assert(
      fc.property(program, situation, fc.boolean(), (steps, given, forksAtHook) => {
        const oracle = new Runner(given, setup => new Oracle(setup));
        const engine = new Runner(given, setup => new EngineSubject(setup, forksAtHook));
        for (const step of steps) {
          for (const runner of [oracle, engine]) {
            runner.run(step);
            runner.subject.check();
          }
          expect(engine.subject.log).toEqual(oracle.subject.log);
          expect(engine.subject.state()).toEqual(oracle.subject.state());
          const { heap, held } = engine.subject as EngineSubject;
          expect(invariants(heap, held)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
