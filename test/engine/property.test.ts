import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Generation, invariants, Kind } from '../../src/engine/index.ts';
import { Oracle } from './oracle.ts';
import { EngineSubject, type Subject } from './subject.ts';

/** One statement of a random program over a few names; in a finalizer the name 0 is the object itself. */
type Action =
  | { do: 'new'; name: number; kind: Kind; items: number[]; finalizer: Action[] | undefined }
  | { do: 'copy'; name: number; from: number }
  | { do: 'drop'; name: number }
  | { do: 'put'; name: number; slot: number; value: number }
  | { do: 'take'; name: number; slot: number; to: number }
  | { do: 'clear'; name: number }
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

const action = fc.oneof({ weight: 6, arbitrary: plain(name) }, { weight: 1, arbitrary: finalized });
const program = fc.array(action, { minLength: 5, maxLength: 120, size: 'max' });

/** Runs actions on a subject; its names are the slots of a module. */
class Runner {
  readonly subject: Subject;
  readonly globals: number;
  private readonly finalizers = new Map<number, Action[]>();
  /** How deep finalizers run inside of finalizers: each level doubles the work. */
  private depth = 0;

  constructor(create: (finalize: (object: number) => void) => Subject) {
    this.subject = create(object => this.finalize(object));
    this.globals = this.subject.alloc(Kind.module, nameCount, false);
  }

  private finalize(object: number): void {
    this.depth++;
    for (const step of this.depth < 5 ? (this.finalizers.get(object) ?? []) : []) this.run(step, object);
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

  private create(
    step: Action & { do: 'new' },
    read: (index: number) => number,
    held: (object: number) => number,
  ): number {
    const { subject } = this;
    const items = step.items.map(item => read(item) || -1);
    const sizes: Partial<Record<Kind, number>> = {
      [Kind.instance]: 3,
      [Kind.tuple]: items.length,
      [Kind.cell]: 1,
      [Kind.method]: 2,
    };
    const object = subject.alloc(step.kind, sizes[step.kind] ?? 0, step.finalizer !== undefined);
    if (step.finalizer !== undefined) this.finalizers.set(object, step.finalizer);
    if (step.kind === Kind.tuple || step.kind === Kind.method) {
      for (const [i, item] of items.entries()) subject.exchange(object, i, held(item));
    }
    return object;
  }

  private put(object: number, at: number, value: number): void {
    const { subject } = this;
    switch (subject.kind(object)) {
      case Kind.instance:
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

const canClear = (of: Kind): boolean => of !== Kind.tuple && of !== Kind.method && of !== Kind.leaf;

describe('random programs', () => {
  it('does what the oracle does, and stays sound, also as a copy made in a finalizer', () => {
    fc.assert(
      fc.property(program, fc.boolean(), (steps, forksAtHook) => {
        const oracle = new Runner(finalize => new Oracle(finalize));
        const engine = new Runner(finalize => new EngineSubject(finalize, forksAtHook));
        for (const step of steps) {
          oracle.run(step);
          engine.run(step);
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
