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
import { HostChanges } from './host-changes.ts';
import { HostObjects, idOf, none, Senseless } from './host-objects.ts';
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
  private readonly changes: HostChanges;
  private events: string[] = [];
  private answer: Observation = {};

  constructor(trace: Trace, profile: Profile) {
    this.ops = trace.ops;
    this.objects = new HostObjects(profile);
    this.observer = new HostObserver(this.objects, trace.auto === true);
    this.changes = new HostChanges(this);
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

  release(ref: Ref): void {
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
        if (objects.attribute(me, name) !== 0) this.changes.deleteAttribute(me, name);
        break;
      case 'take': {
        const value = objects.attribute(me, name);
        if (value !== 0) this.bind(variable, objects.held(value));
        break;
      }
      case 'loop':
        this.changes.setAttribute(me, name, self);
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
        if (!this.collector(op)) this.changes.perform(op);
    }
  }

  private bearWeakref(op: Op, variable: string | undefined): void {
    const { objects } = this;
    const { id = '' } = op;
    this.bind(variable, bearWeakref(this, op));
    // Only now, and by its name, the recorder looks at it: finalizers of what stood there may have named the shared one,
    // or put another one there.
    const ref = objects.read(variable);
    const there = objects.id(ref);
    if (there === undefined && ref > 0) objects.named(id, ref);
    else if (there !== undefined && (there !== id || op.cb === undefined)) this.answer.same = there;
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
