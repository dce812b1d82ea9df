import { Kind, type Ref } from '../engine/index.ts';
import { type HostObjects, idOf, none, Senseless } from './host-objects.ts';
import type { Op } from './trace.ts';

/** What a birth needs of the host that runs the trace. */
export type Midwife = {
  readonly objects: HostObjects;
  /** Runs the hooks that have come up. */
  settle(): void;
  /** A point at which the interpreter checks for what is due. */
  check(): void;
  /** Lets go of a reference, and runs what follows. */
  release(ref: Ref): void;
};

/**
 * A new object, which the caller owns; operands are held until it is made. Where the interpreter makes it by a call, it
 * checks before the object is bound; displays are bound at once.
 */
export function bear(host: Midwife, op: Op): Ref {
  const { objects } = host;
  const id = op.id ?? '';
  switch (op.kind) {
    case 'inst':
    case 'slots':
      return called(host, bearInstance(host, op));
    case 'list':
      return filled(host, id, Kind.list, itemsOf(op));
    case 'tuple':
      return filled(host, id, Kind.tuple, itemsOf(op));
    case 'set':
      return bearSet(host, id, itemsOf(op));
    case 'dict':
      return bearDict(host, op);
    case 'cell':
      return called(host, withSlot(host, id, Kind.cell, 1, 0, op.to));
    case 'func':
      if (op.closure !== undefined) objects.of(op.closure, Kind.tuple);
      return called(host, withSlot(host, id, Kind.function, 4, 3, op.closure));
    case 'method':
      return called(host, withSlot(host, id, Kind.method, 2, 1, op.self));
    case 'module':
      return called(host, bearModule(host, op));
    case 'int':
    case 'str':
      return objects.named(id, objects.heap.alloc(Kind.leaf, 0, 0));
    default:
      throw new Senseless(`There is no kind ${op.kind}.`);
  }
}

/** A collection that started by itself in the allocation is over when the next thing happens. */
function born(host: Midwife, id: string, ref: Ref): Ref {
  host.objects.named(id, ref);
  host.settle();
  return ref;
}

function called(host: Midwife, ref: Ref): Ref {
  host.check();
  return ref;
}

function itemsOf(op: Op): (string | null)[] {
  return (op.items ?? []).map(item => {
    if (typeof item === 'string' || item === null) return item;
    throw new Senseless(`A ${op.kind} has no keys.`);
  });
}

function bearInstance(host: Midwife, op: Op): Ref {
  const { objects } = host;
  const id = op.id ?? '';
  const isSlotted = op.kind === 'slots';
  const names = isSlotted ? (op.slots ?? ['a', 'b', 'c', 'd']) : [];
  if (op.fin !== undefined) objects.finalizers.set(id, op.fin);
  objects.haveSlots(id, names);
  const size = isSlotted || !objects.profile.hasInstanceDicts ? names.length : 1;
  const kind = isSlotted ? Kind.slots : Kind.instance;
  const ref = objects.heap.alloc(kind, 0, size, { finalizer: op.fin !== undefined });
  return born(host, id, ref);
}

/** A container that takes the references of the operand stack over. */
function filled(host: Midwife, id: string, kind: Kind, items: readonly (string | null)[]): Ref {
  const { objects } = host;
  const refs = items.map(item => objects.held(objects.ref(item)));
  const ref = born(host, id, objects.heap.alloc(kind, 0, refs.length));
  for (const [slot, item] of refs.entries()) objects.heap.exchange(ref, slot, item);
  return ref;
}

/** Adding calls `__hash__`, which is written in Python: a function is entered. */
function bearSet(host: Midwife, id: string, items: readonly (string | null)[]): Ref {
  const { objects } = host;
  const refs = items.map(item => objects.held(objects.of(item, Kind.instance, Kind.slots)));
  const set = born(host, id, objects.heap.alloc(Kind.set, 0, 0));
  for (const ref of refs) {
    host.check();
    objects.heap.setAdd(set, ref);
    host.settle();
  }
  return refs.length === 0 ? called(host, set) : set;
}

function bearDict(host: Midwife, op: Op): Ref {
  const { objects } = host;
  const entries = (op.items ?? []).map(item => {
    if (typeof item === 'string' || item === null) throw new Senseless('A dict needs keys.');
    return [objects.text(item[0]), objects.held(objects.ref(item[1]))] as const;
  });
  const dict = born(host, op.id ?? '', objects.heap.alloc(Kind.dict, 0, 0));
  for (const [key, value] of entries) {
    objects.heap.dictSet(dict, key, value);
    host.settle();
  }
  return dict;
}

function withSlot(host: Midwife, id: string, kind: Kind, size: number, slot: number, content: Op['to']): Ref {
  const { objects } = host;
  const held = content === undefined ? 0 : objects.held(objects.ref(idOf(content)));
  const ref = born(host, id, objects.heap.alloc(kind, 0, size));
  objects.heap.exchange(ref, slot, held);
  return ref;
}

/** TR-8: where the dict is tracked from birth, it stands before its module. */
function bearModule(host: Midwife, op: Op): Ref {
  const { objects } = host;
  const tracked = objects.profile.tracksModuleDict;
  const dict = born(host, op.dict ?? '', objects.heap.alloc(Kind.dict, 0, 0, { tracked }));
  const module = born(host, op.id ?? '', objects.heap.alloc(Kind.module, 0, 1, { tracked: true }));
  objects.heap.exchange(module, 0, dict);
  return module;
}

/** A weak reference, which the caller owns; one without callback may have been there, and has no id yet if it was not. */
export function bearWeakref(host: Midwife, op: Op): Ref {
  const { objects } = host;
  const id = op.id ?? '';
  const target = objects.held(objects.weakTarget(op.target));
  const callback = objects.held(callbackOf(host, op));
  const ref = objects.heap.weakref(target, callback);
  if (callback > 0) objects.named(id, ref);
  host.settle();
  host.release(target);
  host.check();
  return ref;
}

/** A script is a function that lives elsewhere: to the heap an object that is never tracked, held for good. */
function callbackOf({ objects }: Midwife, op: Op): Ref {
  const { id = '', cb } = op;
  if (cb === undefined) return none;
  if (typeof cb === 'string') {
    objects.callbacks.set(id, { function: cb });
    return objects.of(cb, Kind.function);
  }
  objects.callbacks.set(id, { script: cb });
  return objects.heap.alloc(Kind.leaf, 0, 0);
}
