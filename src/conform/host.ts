import {
  type Generation,
  getReferents,
  getReferrers,
  type Heap,
  type Hook,
  Kind,
  type Profile,
  type Ref,
} from '../engine/index.ts';
import { bear, bearWeakref, type Midwife } from './host-births.ts';
import { HostObjects, none, Senseless } from './host-objects.ts';
import { HostObserver } from './host-observer.ts';
import type { Input, Observation, Op, Step, Trace } from './trace.ts';
import { TraceError } from './trace-error.ts';

/**
 * Runs a trace on a heap as the interpreter would: names are slots of a module and of frames, and an operation holds
 * what it names for as long as CPython's operand stack does.
 */
export class Host implements Midwife {
  readonly objects: HostObjects;
  /** Called before each hook is run; for tests. */
  beforeHook: (() => void) | undefined = undefined;
  private readonly ops: readonly Op[];
  private readonly observer: HostObserver;
  private events: string[] = [];
  private answer: Observation = {};

  constructor(trace: Trace, profile: Profile) {
    this.ops = trace.ops;
    this.objects = new HostObjects(profile);
    this.observer = new HostObserver(this.objects, trace.auto === true);
    if (trace.auto === true) {
      this.heap.automatic = true;
      this.heap.setThresholds(...(trace.threshold ?? [700, 10, 10]));
    }
    this.listen();
  }

  get heap(): Heap {
    return this.objects.heap;
  }

  /** Goes on with a copy of the heap, as if nothing had happened. */
  fork(): void {
    this.objects.heap = this.heap.fork();
    this.listen();
  }

  /**
   * Runs the operation of that index and says what changed. Operations are to be performed in order.
   *
   * @throws {TraceError} if the operation makes no sense where it stands
   */
  perform(index: number, input: Input): Observation {
    const op = this.ops[index];
    if (op === undefined) throw new TraceError(index, 'There is no such operation.');
    this.events = [];
    this.answer = {};
    try {
      this.statement(op, index);
      this.check();
    } catch (error) {
      if (error instanceof Senseless) throw new TraceError(index, error.message);
      throw error;
    }
    for (const [set, order] of Object.entries(input.so ?? {})) this.arrange(set, order);
    const observation = { ...this.answer, ...this.observer.changes() };
    if (this.events.length > 0) observation.ev = this.events;
    return observation;
  }

  // What happens.

  private listen(): void {
    this.heap.listener = {
      onFinalizer: object => this.note('f', object),
      onResurrected: object => this.note('r', object),
      onDealloc: object => {
        this.note('d', object);
        this.objects.forget(object);
      },
    };
  }

  private note(event: string, object: Ref): void {
    const id = this.objects.id(object);
    if (id !== undefined) this.events.push(`${this.heap.isCollecting ? 'g' : ''}${event}:${id}`);
  }

  settle(): void {
    for (let hook = this.heap.takeHook(); hook !== undefined; hook = this.heap.takeHook()) {
      this.beforeHook?.();
      // A function is entered.
      this.check();
      this.run(hook);
      this.heap.resume();
    }
  }

  check(): void {
    this.settle();
    this.heap.check();
    this.settle();
  }

  private run(hook: Hook): void {
    if (hook.type === 'gc callbacks') return;
    const me = hook.type === 'finalizer' ? hook.object : hook.weakref;
    const id = this.objects.id(me);
    if (id === undefined) throw new Error(`a ${hook.type} of an object that is not in the trace`);
    this.objects.held(me);
    for (const step of this.scriptOf(hook, id)) this.step(step, id);
    this.release(me);
  }

  private scriptOf(hook: Hook, id: string): readonly Step[] {
    if (hook.type === 'finalizer') return this.objects.finalizers.get(id) ?? [];
    const callback = this.objects.callbacks.get(id);
    if (callback === undefined) throw new Error(`${id} has no callback`);
    if ('function' in callback) {
      this.note('c', this.objects.ref(callback.function));
      return [];
    }
    this.note('w', this.objects.ref(id));
    return callback.script;
  }

  private release(ref: Ref): void {
    this.heap.decref(ref);
    this.settle();
  }

  private bind(variable: string | undefined, owned: Ref): void {
    const [holder, slot] = this.objects.place(variable);
    this.release(this.heap.exchange(holder, slot, owned));
  }

  // Scripts. What does not apply is skipped.

  private step(step: Step, me: string): void {
    const { objects } = this;
    const self = objects.ref(me);
    const { var: variable, name = '', id = '' } = step;
    switch (step.do) {
      case 'bind':
        this.bind(variable, objects.held(self));
        break;
      case 'unbind':
        this.bind(variable, 0);
        break;
      case 'delattr':
        if (objects.attribute(me, name) !== 0) this.deleteAttribute(me, name);
        break;
      case 'take': {
        const value = objects.attribute(me, name);
        if (value !== 0) this.bind(variable, objects.held(value));
        break;
      }
      case 'loop':
        this.setAttribute(me, name, self);
        break;
      case 'new':
        this.bind(variable, bear(this, { op: 'new', kind: 'inst', id }));
        break;
      case 'weakref':
        this.bearWeakref({ op: 'new', kind: 'weakref', id, target: me }, variable);
        break;
      case 'deref':
        if (step.wr !== undefined && objects.refs.has(step.wr)) this.dereference(step.wr, variable);
        break;
      default:
        throw new Senseless(`There is no step ${step.do}.`);
    }
  }

  // Operations.

  private statement(op: Op, index: number): void {
    const { objects } = this;
    switch (op.op) {
      case 'new':
        if (op.kind === 'weakref') this.bearWeakref(op, op.var);
        else this.bind(op.var, bear(this, op));
        break;
      case 'bind':
        this.bind(op.var, objects.held(objects.ref(idOf(op.to))));
        break;
      case 'del':
        if (objects.read(op.var) === 0) throw new Senseless(`${op.var} is not bound.`);
        this.bind(op.var, 0);
        break;
      case 'unbind':
        this.bind(op.var, 0);
        break;
      case 'copy':
        this.bind(op.var, objects.held(objects.read(op.from) || none));
        break;
      case 'deref':
        this.dereference(op.wr, op.var);
        break;
      case 'push':
        objects.push(op, this.ops.slice(index + 1));
        break;
      case 'ret':
        this.return(op);
        break;
      default:
        if (!this.collector(op)) this.change(op);
    }
  }

  private bearWeakref(op: Op, variable: string | undefined): void {
    const { objects } = this;
    const { id = '' } = op;
    const ref = bearWeakref(this, op);
    const serial = this.heap.serial(ref);
    this.bind(variable, ref);
    // Only now the recorder looks at it: a finalizer of what stood there may have made and named the shared one.
    const there = objects.id(ref);
    if (there !== undefined && there !== id) this.answer.same = there;
    else if (there === undefined && this.heap.isAlive(ref) && this.heap.serial(ref) === serial) {
      objects.named(id, ref);
    }
  }

  private dereference(weakref: string | undefined, variable: string | undefined): void {
    const target = this.heap.referent(this.objects.of(weakref, Kind.weakref));
    this.bind(variable, this.objects.held(target || none));
  }

  /** RC-15: the value is held while the locals go; then the arguments that the caller held, the last first (RC-14). */
  private return(op: Op): void {
    const value = op.to === undefined ? none : this.objects.held(this.objects.ref(idOf(op.to)));
    const { ref, held } = this.objects.pop();
    this.release(ref);
    for (const argument of held.toReversed()) this.release(argument);
    if (op.var === undefined) this.release(value);
    else this.bind(op.var, value);
  }

  /** What is asked of the collector. Returns whether it was that. */
  private collector(op: Op): boolean {
    const { heap, objects } = this;
    switch (op.op) {
      case 'collect':
        this.collect(op.gen ?? 2);
        break;
      case 'threshold':
        if (!Array.isArray(op.to)) throw new Senseless('Three thresholds are needed.');
        heap.setThresholds(op.to[0], op.to[1], op.to[2]);
        break;
      case 'enable':
        heap.enable();
        break;
      case 'disable':
        heap.disable();
        break;
      case 'freeze':
        heap.freeze();
        break;
      case 'unfreeze':
        heap.unfreeze();
        break;
      case 'saveall':
        heap.saveAll = op.on === true;
        break;
      case 'garbage_clear':
        heap.listClear(heap.garbage());
        this.settle();
        break;
      case 'referrers':
        this.answer.q = this.named(getReferrers(heap, objects.ref(op.obj)));
        break;
      case 'referents':
        this.answer.q = this.named(getReferents(heap, objects.ref(op.obj)));
        break;
      default:
        return false;
    }
    return true;
  }

  private collect(generation: Generation): void {
    this.heap.collect(generation);
    this.settle();
    this.answer.ret = this.heap.lastCollection().collected;
  }

  /** Objects of the trace only, sorted. */
  private named(refs: readonly Ref[]): string[] {
    return refs
      .flatMap(ref => this.objects.id(ref) ?? [])
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  // Changes of an object.

  /** It and the value are held until the change is complete and the old value was released. */
  private change(op: Op): void {
    const { objects } = this;
    const object = objects.held(objects.of(op.obj, ...(kindsFor[op.op] ?? [])));
    const value = op.to === undefined ? 0 : objects.held(objects.ref(idOf(op.to)));
    const popped = this.changeHeld(op, object, value);
    this.release(value);
    this.release(object);
    this.release(popped);
  }

  /** Hands out what was popped, 0 if nothing was. */
  private changeHeld(op: Op, object: Ref, value: Ref): Ref {
    const { heap, objects } = this;
    const { obj: id = '', name = '', key = '' } = op;
    switch (op.op) {
      case 'attr':
        this.setAttribute(id, name, value);
        break;
      case 'delattr':
        this.deleteAttribute(id, name);
        break;
      case 'append':
        heap.listAppend(object, objects.held(value));
        break;
      case 'insert':
        heap.listInsert(object, Math.min(op.at ?? 0, heap.size(object)), objects.held(value));
        break;
      case 'setitem':
        this.release(heap.exchange(object, this.position(op, object), objects.held(value)));
        break;
      case 'delitem':
        this.release(heap.listRemove(object, this.position(op, object)));
        break;
      case 'pop':
        return heap.listRemove(object, this.position(op, object));
      case 'dset':
        heap.dictSet(object, objects.text(key), objects.held(value));
        break;
      case 'ddel':
        if (!heap.dictRemove(object, objects.text(key))) throw new Senseless(`${id} has no key ${key}.`);
        break;
      case 'sadd':
        // The value's `__hash__` is written in Python: a function is entered.
        this.check();
        heap.setAdd(object, objects.held(objects.of(idOf(op.to), Kind.instance, Kind.slots)));
        break;
      case 'sdiscard':
        this.check();
        heap.setDiscard(object, value);
        break;
      case 'clear':
        heap.clear(object);
        break;
      case 'cellset':
        this.release(heap.exchange(object, 0, objects.held(value)));
        break;
      case 'celldel':
        this.release(heap.exchange(object, 0, 0));
        break;
    }
    this.settle();
    return 0;
  }

  private position(op: Op, list: Ref): number {
    const size = this.heap.size(list);
    const at = op.at ?? size - 1;
    if (at >= 0 && at < size) return at;
    throw new Senseless(`${op.obj} has no item ${op.at ?? 'to pop'}.`);
  }

  private setAttribute(id: string, name: string, value: Ref): void {
    const { objects } = this;
    const object = objects.ref(id);
    let dict = objects.dictOf(object);
    if (dict === 0) {
      this.release(this.heap.exchange(object, objects.slotOf(id, name), objects.held(value)));
      return;
    }
    if (dict < 0) {
      dict = this.heap.alloc(Kind.dict, 0, 0);
      this.settle();
      this.heap.exchange(object, 0, dict);
    }
    this.heap.dictSet(dict, objects.text(name), objects.held(value));
    this.settle();
  }

  private deleteAttribute(id: string, name: string): void {
    const { objects } = this;
    if (objects.attribute(id, name) === 0) throw new Senseless(`${id} has no attribute ${name}.`);
    const object = objects.ref(id);
    const dict = objects.dictOf(object);
    if (dict === 0) {
      this.release(this.heap.exchange(object, objects.slotOf(id, name), 0));
    } else {
      this.heap.dictRemove(dict, objects.text(name));
      this.settle();
    }
  }

  /** The order of a set's table depends on hashes: it is told. Told of other elements, the set stays as it is. */
  private arrange(set: string, order: readonly string[]): void {
    const { heap, objects } = this;
    const ref = objects.refs.get(set);
    if (ref === undefined) return;
    const elements = order.map(id => objects.refs.get(id) ?? 0);
    const there = new Set(objects.contents(ref));
    if (there.size !== elements.length || elements.some(element => !there.has(element))) return;
    for (const [slot, element] of elements.entries()) heap.exchange(ref, slot, element);
  }
}

/** The object that an operation is about; not the thresholds. */
function idOf(to: Op['to']): string | null | undefined {
  if (typeof to === 'object' && to !== null) throw new Senseless('This is no object.');
  return to;
}

/** What an operation can be done to. */
const kindsFor: Readonly<Record<string, readonly Kind[]>> = {
  attr: [Kind.instance, Kind.slots, Kind.module],
  delattr: [Kind.instance, Kind.slots, Kind.module],
  append: [Kind.list],
  insert: [Kind.list],
  setitem: [Kind.list],
  delitem: [Kind.list],
  pop: [Kind.list],
  dset: [Kind.dict],
  ddel: [Kind.dict],
  sadd: [Kind.set],
  sdiscard: [Kind.set],
  clear: [Kind.list, Kind.dict, Kind.set],
  cellset: [Kind.cell],
  celldel: [Kind.cell],
};
