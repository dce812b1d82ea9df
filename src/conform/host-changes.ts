import { Kind, type Ref } from '../engine/index.ts';
import type { Midwife } from './host-births.ts';
import { type HostObjects, idOf, Senseless } from './host-objects.ts';
import type { Op } from './trace.ts';

/** Operations that change an object: attributes, items, entries, elements, contents of cells. */
export class HostChanges {
  private readonly host: Midwife;
  private readonly objects: HostObjects;

  constructor(host: Midwife) {
    this.host = host;
    this.objects = host.objects;
  }

  /** It and the value are held until the change is complete and the old value was released. */
  perform(op: Op): void {
    const { objects } = this;
    const object = objects.held(objects.of(op.obj, ...(kindsFor[op.op] ?? [])));
    const value = op.to === undefined ? 0 : objects.held(objects.ref(idOf(op.to)));
    const popped = this.changeHeld(op, object, value);
    this.host.release(value);
    this.host.release(object);
    this.host.release(popped);
  }

  /** Hands out what was popped, 0 if nothing was. */
  private changeHeld(op: Op, object: Ref, value: Ref): Ref {
    const { objects } = this;
    const { heap } = objects;
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
        this.host.release(heap.exchange(object, this.position(op, object), objects.held(value)));
        break;
      case 'delitem':
        this.host.release(heap.listRemove(object, this.position(op, object)));
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
        this.host.check();
        heap.setAdd(object, objects.held(objects.of(idOf(op.to), Kind.instance, Kind.slots)));
        break;
      case 'sdiscard':
        this.host.check();
        heap.setDiscard(object, value);
        break;
      case 'clear':
        heap.clear(object);
        break;
      case 'cellset':
        this.host.release(heap.exchange(object, 0, objects.held(value)));
        break;
      case 'celldel':
        this.host.release(heap.exchange(object, 0, 0));
        break;
    }
    this.host.settle();
    return 0;
  }

  private position(op: Op, list: Ref): number {
    const size = this.objects.heap.size(list);
    const at = op.at ?? size - 1;
    if (at >= 0 && at < size) return at;
    throw new Senseless(`${op.obj} has no item ${op.at ?? 'to pop'}.`);
  }

  setAttribute(id: string, name: string, value: Ref): void {
    const { objects } = this;
    const object = objects.ref(id);
    let dict = objects.dictOf(object);
    if (dict === 0) {
      this.host.release(this.objects.heap.exchange(object, objects.slotOf(id, name), objects.held(value)));
      return;
    }
    if (dict < 0) {
      dict = this.objects.heap.alloc(Kind.dict, 0, 0);
      this.host.settle();
      this.objects.heap.exchange(object, 0, dict);
    }
    this.objects.heap.dictSet(dict, objects.text(name), objects.held(value));
    this.host.settle();
  }

  deleteAttribute(id: string, name: string): void {
    const { objects } = this;
    if (objects.attribute(id, name) === 0) throw new Senseless(`${id} has no attribute ${name}.`);
    const object = objects.ref(id);
    const dict = objects.dictOf(object);
    if (dict === 0) {
      this.host.release(this.objects.heap.exchange(object, objects.slotOf(id, name), 0));
    } else {
      this.objects.heap.dictRemove(dict, objects.text(name));
      this.host.settle();
    }
  }
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
