import { Heap, Kind, type Profile, type Ref, referrers } from '../../src/engine/index.ts';
import type { Observation, Op, Step } from './trace.ts';

const none = -1;

type Frame = { readonly ref: Ref; readonly names: readonly string[] };

/**
 * Runs a trace as the interpreter would: names are slots of a module and of frames, an operation holds what it names.
 */
export class Host {
  heap: Heap;
  private readonly ops: readonly Op[];
  private readonly globals: Ref;
  private readonly globalNames: string[] = [];
  private readonly frames: Frame[] = [];
  private readonly refs = new Map<string, Ref>();
  private readonly ids = new Map<Ref, string>();
  private readonly dead = new Set<string>();
  private readonly strings: string[] = [];
  private readonly attributes = new Map<string, string[]>();
  private readonly scripts = new Map<string, readonly Step[]>();
  private readonly results = new Map<string, Ref>();
  private before = new Map<string, { count: number; generation: number; isFinalized: boolean }>();
  private varsBefore = new Map<string, string | null>();
  private events: string[] = [];
  private extra: Observation = {};

  constructor(ops: readonly Op[], profile: Profile) {
    this.ops = ops;
    this.heap = new Heap({ profile });
    this.globals = this.heap.alloc(Kind.module, 0, 0);
    this.listen();
  }

  /** Goes on with a copy of the heap, as if nothing had happened. */
  fork(): void {
    this.heap = this.heap.fork();
    this.listen();
  }

  private listen(): void {
    const note = (event: string, object: Ref): void => {
      const id = this.ids.get(object);
      if (id !== undefined) this.events.push(`${this.heap.isCollecting ? 'g' : ''}${event}:${id}`);
    };
    this.heap.listener = {
      onFinalizer: object => note('f', object),
      onResurrected: object => note('r', object),
      onDealloc: object => {
        note('d', object);
        const id = this.ids.get(object);
        if (id !== undefined) this.dead.add(id);
        this.ids.delete(object);
      },
    };
  }

  /**
   * Runs the operation of that index and says what changed.
   *
   * @param setOrders the order of sets afterwards: an input, since it depends on hashes
   */
  perform(index: number, setOrders: Readonly<Record<string, readonly string[]>>): Observation {
    const op = this.ops[index];
    if (op === undefined) throw new Error(`no operation ${index}`);
    this.events = [];
    this.extra = {};
    this.statement(op, index);
    for (const [id, order] of Object.entries(setOrders)) this.arrange(id, order);
    return this.observe(op);
  }

  // Looking things up.

  private ref(id: string | null | undefined): Ref {
    if (id === null) return none;
    const ref = id === undefined ? undefined : this.refs.get(id);
    if (ref === undefined || ref === 0) throw new Error(`no object ${id}`);
    return ref;
  }

  private text(string: string): Ref {
    if (!this.strings.includes(string)) this.strings.push(string);
    return -2 - this.strings.indexOf(string);
  }

  private place(variable: string): readonly [Ref, number] {
    const frame = this.frames.at(-1);
    if (!variable.startsWith('g_') && frame !== undefined) return [frame.ref, frame.names.indexOf(variable)];
    if (!this.globalNames.includes(variable)) {
      this.globalNames.push(variable);
      this.heap.grow(this.globals, this.globalNames.length);
    }
    return [this.globals, this.globalNames.indexOf(variable)];
  }

  private read(variable: string): Ref {
    return this.heap.get(...this.place(variable));
  }

  private slotOf(id: string, name: string): number {
    const names = this.attributes.get(id) ?? [];
    if (!names.includes(name)) {
      names.push(name);
      this.attributes.set(id, names);
      this.heap.grow(this.ref(id), names.length);
    }
    return names.indexOf(name);
  }

  // Reference by reference.

  private held(ref: Ref): Ref {
    this.heap.incref(ref);
    return ref;
  }

  private release(ref: Ref): void {
    this.heap.decref(ref);
    this.runHooks();
  }

  private bind(variable: string, owned: Ref): void {
    const [holder, slot] = this.place(variable);
    this.release(this.heap.exchange(holder, slot, owned));
  }

  private runHooks(): void {
    for (let hook = this.heap.takeHook(); hook !== undefined; hook = this.heap.takeHook()) {
      if (hook.type !== 'finalizer') throw new Error('no callbacks here');
      const id = this.ids.get(hook.object);
      if (id === undefined) throw new Error('a finalizer of nothing');
      this.held(hook.object);
      for (const step of this.scripts.get(id) ?? []) this.step(step, id);
      this.release(hook.object);
      this.heap.resume();
    }
  }

  // Operations.

  private step(step: Step, me: string): void {
    const self = this.ref(me);
    const { var: variable = '', name = '' } = step;
    const has =
      (this.attributes.get(me) ?? []).includes(name) && this.heap.get(self, this.slotOf(me, name)) !== 0;
    if (step.do === 'bind') this.bind(variable, this.held(self));
    else if (step.do === 'unbind') this.bind(variable, 0);
    else if (step.do === 'delattr' && has) this.release(this.heap.exchange(self, this.slotOf(me, name), 0));
    else if (step.do === 'take' && has)
      this.bind(variable, this.held(this.heap.get(self, this.slotOf(me, name))));
    else if (step.do === 'loop') {
      this.release(this.heap.exchange(self, this.slotOf(me, name), this.held(self)));
    } else if (step.do === 'new') {
      this.bind(variable, this.create({ op: 'new', kind: 'inst', id: step.id ?? '' }));
    }
  }

  private statement(op: Op, index: number): void {
    const { heap } = this;
    const variable = op.var ?? '';
    switch (op.op) {
      case 'new':
        this.bind(variable, this.create(op));
        break;
      case 'bind':
        this.bind(variable, this.held(this.ref(op.to)));
        break;
      case 'del':
      case 'unbind':
        this.bind(variable, 0);
        break;
      case 'copy':
        this.bind(variable, this.held(this.read(op.from ?? '') || none));
        break;
      case 'push':
        this.call(op, index);
        break;
      case 'ret':
        this.return(op);
        break;
      case 'collect':
        heap.collect(op.gen ?? 2);
        this.runHooks();
        this.extra.ret = heap.lastCollection().collected;
        break;
      case 'referrers':
        this.extra.q = this.names(
          referrers(heap, this.ref(op.obj))
            .map(place => place.holder)
            .filter(ref => heap.generation(ref) >= 0),
        );
        break;
      case 'referents':
        this.extra.q = this.names(this.contents(this.ref(op.obj)));
        break;
      default:
        this.change(op);
    }
  }

  /** Changes of an object: it and the value handed in are held until all is over. */
  private change(op: Op): void {
    const object = this.held(this.ref(op.obj));
    const value = op.to === undefined ? 0 : this.held(this.ref(op.to));
    const popped = this.changeHeld(op, object, value);
    this.release(value);
    this.release(object);
    this.release(popped);
  }

  private changeHeld(op: Op, object: Ref, value: Ref): Ref {
    const { heap } = this;
    const id = op.obj ?? '';
    const position = op.at ?? heap.size(object) - 1;
    switch (op.op) {
      case 'attr':
        if (heap.kind(object) === Kind.module) this.setItem(heap.get(object, 0), op.name ?? '', value);
        else this.release(heap.exchange(object, this.slotOf(id, op.name ?? ''), this.held(value)));
        break;
      case 'delattr':
        if (heap.kind(object) === Kind.module) heap.dictRemove(heap.get(object, 0), this.text(op.name ?? ''));
        else heap.decref(heap.exchange(object, this.slotOf(id, op.name ?? ''), 0));
        break;
      case 'append':
        heap.listAppend(object, this.held(value));
        break;
      case 'insert':
        heap.listInsert(object, Math.min(op.at ?? 0, heap.size(object)), this.held(value));
        break;
      case 'setitem':
        this.release(heap.exchange(object, position, this.held(value)));
        break;
      case 'delitem':
        heap.decref(heap.listRemove(object, position));
        break;
      case 'pop':
        return heap.listRemove(object, position);
      case 'dset':
        this.setItem(object, op.key ?? '', value);
        break;
      case 'ddel':
        heap.dictRemove(object, this.text(op.key ?? ''));
        break;
      case 'sadd':
        heap.setAdd(object, this.held(value));
        break;
      case 'sdiscard':
        heap.setDiscard(object, value);
        break;
      case 'clear':
        heap.clear(object);
        break;
      case 'cellset':
        this.release(heap.exchange(object, 0, this.held(value)));
        break;
      case 'celldel':
        heap.decref(heap.exchange(object, 0, 0));
        break;
      default:
        throw new Error(`unknown operation ${op.op}`);
    }
    this.runHooks();
    return 0;
  }

  private setItem(dict: Ref, key: string, value: Ref): void {
    this.heap.dictSet(dict, this.text(key), this.held(value));
    this.runHooks();
  }

  private call(op: Op, index: number): void {
    const args = op.args ?? [];
    const names = localsOf(
      args.map(([name]) => name),
      this.ops.slice(index + 1),
    );
    const ref = this.heap.alloc(Kind.frame, 0, names.length);
    for (const [slot, [, id]] of args.entries()) this.heap.store(ref, slot, this.ref(id));
    this.frames.push({ ref, names });
  }

  private return(op: Op): void {
    const frame = this.frames.pop();
    if (frame === undefined) throw new Error('return without a call');
    const value = op.to === undefined ? none : this.held(this.ref(op.to));
    this.release(frame.ref);
    if (op.var === undefined) this.release(value);
    else this.bind(op.var, value);
  }

  /** A new object, which the caller owns; its operands are let go. */
  private create(op: Op): Ref {
    const { heap } = this;
    const id = op.id ?? '';
    const items = (op.items ?? []).filter(item => !Array.isArray(item)) as (string | null)[];
    const fill = (ref: Ref): Ref => {
      for (const [slot, item] of items.entries()) heap.store(ref, slot, this.ref(item));
      return ref;
    };
    switch (op.kind) {
      case 'inst':
      case 'slots': {
        if (op.fin !== undefined) this.scripts.set(id, op.fin);
        const names = op.kind === 'slots' ? [...(op.slots ?? ['a', 'b', 'c', 'd'])].sort() : [];
        this.attributes.set(id, names);
        const kind = op.kind === 'slots' ? Kind.slots : Kind.instance;
        return this.name(id, heap.alloc(kind, 0, names.length, { finalizer: op.fin !== undefined }));
      }
      case 'list':
        return this.name(id, fill(heap.alloc(Kind.list, 0, items.length)));
      case 'tuple':
        return this.name(id, fill(heap.alloc(Kind.tuple, 0, items.length)));
      case 'set': {
        const set = this.name(id, heap.alloc(Kind.set, 0, 0));
        for (const item of items) heap.setAdd(set, this.held(this.ref(item)));
        return set;
      }
      case 'dict': {
        const dict = this.name(id, heap.alloc(Kind.dict, 0, 0));
        for (const item of op.items ?? [])
          if (typeof item === 'object' && item !== null) this.setItem(dict, item[0], this.ref(item[1]));
        return dict;
      }
      case 'cell': {
        const cell = this.name(id, heap.alloc(Kind.cell, 0, 1));
        if (op.to !== undefined) heap.store(cell, 0, this.ref(op.to));
        return cell;
      }
      case 'func': {
        const func = this.name(id, heap.alloc(Kind.function, 0, 4));
        if (op.closure !== undefined) heap.store(func, 3, this.ref(op.closure));
        return func;
      }
      case 'method': {
        const method = this.name(id, heap.alloc(Kind.method, 0, 2));
        heap.store(method, 1, this.ref(op.self));
        return method;
      }
      case 'module': {
        const tracked = heap.profile.tracksModuleDict;
        const dict = this.name(op.dict ?? '', heap.alloc(Kind.dict, 0, 0, { tracked }));
        const module = this.name(id, heap.alloc(Kind.module, 0, 1, { tracked: true }));
        heap.exchange(module, 0, dict);
        return module;
      }
      default:
        return this.name(id, heap.alloc(Kind.leaf, 0, 0));
    }
  }

  private name(id: string, ref: Ref): Ref {
    this.refs.set(id, ref);
    this.ids.set(ref, id);
    return ref;
  }

  private arrange(id: string, order: readonly string[]): void {
    for (const [slot, element] of order.entries()) this.heap.exchange(this.ref(id), slot, this.ref(element));
  }

  // Observing.

  private contents(ref: Ref): Ref[] {
    return Array.from({ length: this.heap.size(ref) }, (_, slot) => this.heap.get(ref, slot));
  }

  private names(refs: readonly Ref[]): string[] {
    return refs
      .map(ref => this.ids.get(ref))
      .filter(id => id !== undefined)
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }

  private observe(op: Op): Observation {
    const { heap, extra } = this;
    const observed: Observation = { ...extra };
    if (this.events.length > 0) observed.ev = this.events;
    const rc: Record<string, number> = {};
    const gen: Record<string, number | null> = {};
    const fin: string[] = [];
    const now: typeof this.before = new Map();
    for (const [id, ref] of this.refs) {
      if (this.dead.has(id)) continue;
      const state = {
        count: heap.refcount(ref),
        generation: heap.generation(ref),
        isFinalized: heap.isFinalized(ref),
      };
      const old = this.before.get(id);
      now.set(id, state);
      if (state.count !== old?.count) rc[id] = state.count;
      const isLeaf = heap.kind(ref) === Kind.leaf;
      if (!isLeaf && state.generation !== old?.generation)
        gen[id] = state.generation < 0 ? null : state.generation;
      if (state.isFinalized && old?.isFinalized !== true) fin.push(id);
    }
    this.before = now;
    if (Object.keys(rc).length > 0) observed.rc = rc;
    if (Object.keys(gen).length > 0) observed.gen = gen;
    if (fin.length > 0) observed.fin = fin.sort();
    this.observeNames(observed);
    if (op.op === 'collect') this.observeCollection(observed);
    return observed;
  }

  private observeNames(observed: Observation): void {
    const vars: Record<string, string | null> = {};
    for (const [slot, variable] of this.globalNames.entries()) {
      const ref = this.heap.get(this.globals, slot);
      const value = ref === 0 ? '-' : (this.ids.get(ref) ?? null);
      if (value !== (this.varsBefore.get(variable) ?? (this.varsBefore.has(variable) ? null : '-'))) {
        vars[variable] = value;
      }
      this.varsBefore.set(variable, value);
    }
    if (Object.keys(vars).length > 0) observed.vars = vars;
  }

  private observeCollection(observed: Observation): void {
    observed.gcs = [];
    for (const [generation, stats] of this.heap.stats().entries()) {
      const before = this.results.get(`runs ${generation}`) ?? 0;
      const collectedBefore = this.results.get(`collected ${generation}`) ?? 0;
      if (stats.collections > before) {
        observed.gcs.push([generation, stats.collections - before, stats.collected - collectedBefore, 0]);
      }
      this.results.set(`runs ${generation}`, stats.collections);
      this.results.set(`collected ${generation}`, stats.collected);
    }
    observed.order = {};
    for (const generation of [0, 1, 2] as const) {
      const list = this.heap.generationList(generation).map(ref => this.ids.get(ref) ?? '?');
      if (list.length > 0) observed.order[generation] = list;
    }
  }
}

/** Locals of a call in slot order: parameters, then names in order of first appearance (RC-14). */
function localsOf(parameters: readonly string[], rest: readonly Op[]): string[] {
  const names = [...parameters];
  let depth = 0;
  for (const op of rest) {
    if (op.op === 'ret' && depth === 0) break;
    if (op.op === 'ret') depth--;
    const isHere = depth === 0;
    if (op.op === 'push') depth++;
    if (isHere && op.var?.startsWith('l_') === true && !names.includes(op.var)) names.push(op.var);
  }
  return names;
}
