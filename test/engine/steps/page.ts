import {
  type AllocOptions,
  type Circumstance,
  Heap,
  type Hook,
  Kind,
  type RecordedCollection,
  type RecordedPhase,
  type Ref,
  recordCollection,
  type Step,
  type Subject,
  stepsOf,
} from '../../../src/engine/index.ts';

/** The attributes of every instance on a page, in the order of their class. */
const attributes = ['next', 'tail', 'keep'];

/** A heap for a page of a textbook: objects with names, held by the host until they are dropped. */
export class Page {
  readonly heap: Heap;
  private readonly refs = new Map<string, Ref>();
  private readonly names = new Map<number, string>();

  constructor(heap = new Heap()) {
    this.heap = heap;
  }

  /** New instances, one for each name. */
  nodes(...names: string[]): void {
    for (const name of names) this.make(name, Kind.instance, attributes.length);
  }

  make(name: string, kind: Kind, size: number, options: AllocOptions = {}): void {
    const ref = this.heap.alloc(kind, 0, size, options);
    this.refs.set(name, ref);
    this.names.set(this.heap.serial(ref), name);
  }

  /** `weakref.ref(target, callback)`, held by the host. */
  weakref(name: string, target: string, callback: string): void {
    const { heap } = this;
    heap.incref(this.ref(callback));
    const ref = heap.weakref(this.ref(target), this.ref(callback));
    this.refs.set(name, ref);
    this.names.set(heap.serial(ref), name);
  }

  ref(name: string): Ref {
    const ref = this.refs.get(name);
    if (ref === undefined) throw new Error(`nobody is called ${name}`);
    return ref;
  }

  /** `link('a.next', 'b')`; items are written `xs.0`. */
  link(place: string, target: string): void {
    this.heap.store(...this.place(place), this.ref(target));
  }

  cut(place: string): void {
    this.heap.store(...this.place(place), 0);
  }

  private place(place: string): [Ref, number] {
    const [holder = '', slot = ''] = place.split('.');
    const attribute = attributes.indexOf(slot);
    return [this.ref(holder), attribute >= 0 ? attribute : Number(slot)];
  }

  /** Lets go of what the host holds. */
  drop(...names: string[]): void {
    for (const name of names) this.heap.decref(this.ref(name));
  }

  readonly label = (ref: Ref): string | undefined => this.names.get(this.heap.serial(ref));

  record(generation: 0 | 1 | 2, runHook?: (copy: Heap, hook: Hook) => void): RecordedCollection {
    return recordCollection(this.heap, generation, runHook, { label: this.label });
  }
}

/** A recording as text: each phase that has steps, with its steps. */
export function pageOf(recording: RecordedCollection): Record<string, string[]> {
  const page: Record<string, string[]> = {};
  for (const phase of recording.phases) {
    const lines = stepsOf(recording, phase)
      .filter(({ step }) => step !== 'counters' && step !== 'statistics')
      .map(step => lineOf(recording, step));
    if (lines.length > 0) page[titleOf(phase)] = lines;
  }
  return page;
}

const titleOf = ({ phase, isCheck }: RecordedPhase): string => (isCheck ? `again: ${phase}` : phase);

export function lineOf(recording: RecordedCollection, step: Step): string {
  if (!('object' in step)) return step.step;
  const name = (subject: Subject): string => {
    const object = recording.objects[subject];
    return object?.label ?? `#${object?.serial}`;
  };
  const place = (holder: Subject, slot: number): string =>
    `${name(holder)}.${recording.objects[holder]?.kind === Kind.instance ? attributes[slot] : slot}`;
  const who = name(step.object);
  /** Of a change of a count or a death: whose reference it was, or who did it. */
  const because = ({ holder, clearing, finalizer, callback }: Circumstance): string => {
    if (holder !== undefined) return ` (${name(holder)})`;
    if (finalizer !== undefined) return ` (finalizer of ${name(finalizer)})`;
    if (callback !== undefined) return ` (callback of ${name(callback)})`;
    return clearing === undefined ? '' : ' (collector)';
  };
  switch (step.step) {
    case 'copied':
      return `${who}: ${step.gcRefs?.[1]}`;
    case 'subtract':
      return `${place(step.holder, step.slot)} → ${who}: ${step.gcRefs?.join(' → ')}`;
    case 'held':
      return `${who} is held from outside: ${step.outside}`;
    case 'reached':
    case 'rescued':
      return `${who} is ${step.step} through ${place(step.holder, step.slot)}`;
    case 'set aside':
    case 'unreachable':
    case 'untracked':
    case 'resurrected':
    case 'kept':
      return `${who} is ${step.step}`;
    case 'promoted':
      return `${who} is in generation ${step.generation}`;
    case 'count':
      return `${who} ×${step.count?.join(' → ')}${because(step)}`;
    case 'cleared':
      return step.empties ? `empty ${who}` : `${who} cannot be emptied`;
    case 'freed':
      return step.cause === 'gc' ? `${who} dies` : `${who} dies by counting`;
    case 'born':
    case 'frozen':
    case 'unfrozen':
    case 'tracked':
      return `${who} is ${step.step}${because(step)}`;
    case 'finalizer':
      return `${who}.__del__ begins`;
    case 'finalizer ended':
      return `${who}.__del__ ends`;
    case 'candidate':
      return who;
    case 'weak reference cleared':
      return `${who} no longer leads to ${name(step.target)}`;
    case 'callback queued':
      return `${who} is to be called`;
    case 'callback':
      return `${name(step.function)}(${who}) begins`;
    case 'callback ended':
      return `the callback of ${who} ends`;
  }
}
