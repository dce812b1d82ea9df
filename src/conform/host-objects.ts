import { canBeReferredToWeakly, Heap, Kind, type Profile, type Ref } from '../engine/index.ts';
import { localsOf } from './host-locals.ts';
import type { Op, Step } from './trace.ts';

/** None, as a reference. */
export const none = -1;

/** What a callback of a weak reference does: a script of its own, or the function of the trace that it is. */
export type Callback = { readonly script: readonly Step[] } | { readonly function: string };

type Frame = {
  readonly ref: Ref;
  readonly names: readonly string[];
  /** What the caller holds until the call is over (RC-14). */
  readonly held: readonly Ref[];
};

/** Thrown for what a trace must not do; the host adds the operation. */
export class Senseless extends Error {}

/** The object that an operation is about; not the thresholds. */
export function idOf(to: Op['to']): string | null | undefined {
  if (typeof to === 'object' && to !== null) throw new Senseless('This is no object.');
  return to;
}

/** The objects, names and calls of a trace that runs: which id is which row, and what stands where. */
export class HostObjects {
  heap: Heap;
  /** Names of globals in order of appearance: the slots of the module. */
  readonly globalNames: string[] = [];
  readonly finalizers = new Map<string, readonly Step[]>();
  readonly callbacks = new Map<string, Callback>();
  /** Living objects of the trace, in order of birth. */
  readonly refs = new Map<string, Ref>();
  private readonly globals: Ref;
  private readonly frames: Frame[] = [];
  private readonly ids = new Map<Ref, string>();
  private readonly texts: string[] = [];
  private readonly attributes = new Map<string, string[]>();

  constructor(profile: Profile) {
    this.heap = new Heap({ profile });
    this.globals = this.heap.alloc(Kind.module, 0, 0);
  }

  get profile(): Profile {
    return this.heap.profile;
  }

  // Ids.

  id(ref: Ref): string | undefined {
    return this.ids.get(ref);
  }

  /** A living object; null is None. */
  ref(id: string | null | undefined): Ref {
    if (id === null) return none;
    const ref = id === undefined ? undefined : this.refs.get(id);
    if (ref === undefined) throw new Senseless(`There is no living object ${id}.`);
    return ref;
  }

  named(id: string, ref: Ref): Ref {
    if (this.refs.has(id)) throw new Senseless(`There is an object ${id} already.`);
    this.refs.set(id, ref);
    this.ids.set(ref, id);
    return ref;
  }

  forget(ref: Ref): void {
    const id = this.ids.get(ref);
    if (id === undefined) return;
    this.ids.delete(ref);
    this.refs.delete(id);
  }

  /** The object, which has to be of one of these kinds. */
  of(id: string | null | undefined, ...kinds: readonly Kind[]): Ref {
    const ref = this.ref(id);
    if (ref <= 0 || !kinds.includes(this.heap.kind(ref))) {
      throw new Senseless(`This cannot be done to ${id ?? 'None'}.`);
    }
    return ref;
  }

  weakTarget(id: string | null | undefined): Ref {
    const ref = this.ref(id);
    if (ref > 0 && canBeReferredToWeakly(this.heap.kind(ref))) return ref;
    throw new Senseless(`There can be no weak reference to ${id ?? 'None'}.`);
  }

  /** A string, as a reference: an atom. */
  text(string: string): Ref {
    if (!this.texts.includes(string)) this.texts.push(string);
    return -2 - this.texts.indexOf(string);
  }

  contents(ref: Ref): Ref[] {
    return Array.from({ length: this.heap.size(ref) }, (_, slot) => this.heap.get(ref, slot));
  }

  held(ref: Ref): Ref {
    this.heap.incref(ref);
    return ref;
  }

  // Names and calls.

  /** Where a name stands; it is made if it is a global that was not there. */
  place(variable: string | undefined): readonly [Ref, number] {
    if (variable === undefined) throw new Senseless('This needs a name.');
    if (!variable.startsWith('g_')) {
      const frame = this.frames.at(-1);
      const index = frame === undefined ? -1 : frame.names.indexOf(variable);
      if (frame === undefined || index < 0)
        throw new Senseless(`There is no call to have a local ${variable}.`);
      return [frame.ref, this.localSlot(frame.names.length, index)];
    }
    if (!this.globalNames.includes(variable)) {
      this.globalNames.push(variable);
      this.heap.grow(this.globals, this.globalNames.length);
    }
    return [this.globals, this.globalNames.indexOf(variable)];
  }

  /** Frames let their slots go from the first to the last: RC-14 decides which local stands in which. */
  private localSlot(count: number, index: number): number {
    return this.profile.releasesLocals === 'first to last' ? index : count - 1 - index;
  }

  read(variable: string | undefined): Ref {
    return this.heap.get(...this.place(variable));
  }

  /** A call begins; its parameters are bound. */
  push(op: Op, rest: readonly Op[]): void {
    const args = op.args ?? [];
    const refs = args.map(([, id]) => this.ref(id));
    const names = localsOf(
      args.map(([name]) => name),
      rest,
    );
    const ref = this.heap.alloc(Kind.frame, 0, names.length);
    for (const [index, arg] of refs.entries()) {
      this.heap.exchange(ref, this.localSlot(names.length, index), this.held(arg));
    }
    const held = this.profile.holdsArguments ? refs.map(arg => this.held(arg)) : [];
    this.frames.push({ ref, names, held });
  }

  /** The innermost call is over; the caller has to let go of its frame, then of what was held, the last first. */
  pop(): Frame {
    const frame = this.frames.pop();
    if (frame === undefined) throw new Senseless('There is no call to return from.');
    return frame;
  }

  // Attributes.

  /** The object in which attributes stand as in a dict: a module's dict, or an instance's (TR-9); 0 if they have slots. */
  dictOf(object: Ref): Ref {
    const kind = this.heap.kind(object);
    if (kind !== Kind.module && !(kind === Kind.instance && this.profile.hasInstanceDicts)) return 0;
    const dict = this.heap.get(object, 0);
    // No attribute was ever set: no dict was made.
    return dict === 0 ? none : dict;
  }

  /** The slot of an attribute. One that was never set gets the next one (RC-5). */
  slotOf(id: string, name: string): number {
    const object = this.ref(id);
    const names = this.attributes.get(id) ?? [];
    if (!names.includes(name)) {
      if (this.heap.kind(object) !== Kind.instance) throw new Senseless(`${id} has no slot ${name}.`);
      names.push(name);
      this.attributes.set(id, names);
      this.heap.grow(object, names.length);
    }
    return names.indexOf(name);
  }

  /** Slots stand in alphabetical order (RC-6). */
  haveSlots(id: string, names: readonly string[]): void {
    this.attributes.set(id, [...names].sort());
  }

  /** The value of an attribute, 0 if there is none. */
  attribute(id: string, name: string): Ref {
    const object = this.ref(id);
    const dict = this.dictOf(object);
    if (dict !== 0) {
      const slot = dict < 0 ? -1 : this.heap.dictFind(dict, this.text(name));
      return slot < 0 ? 0 : this.heap.get(dict, slot + 1);
    }
    return this.attributes.get(id)?.includes(name) === true
      ? this.heap.get(object, this.slotOf(id, name))
      : 0;
  }
}
