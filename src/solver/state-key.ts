/**
 * What tells two states of a run apart, as one text: the heap up to the rows that objects happen to have, names,
 * log, output, statistics and where the program stands. Two states with the same text have the same future.
 *
 * The text is made for proofs that must be right, not fast.
 */
import { Kind, type Ref } from '../engine/index.ts';
import type { Machine } from '../python/index.ts';

/** `history`: what else decides the future, and only the caller knows: see `plain-search.ts`. */
export function stateKey(machine: Machine, history: string): string {
  const { heap } = machine;
  const order = objectsInOrder(machine);
  const numbers = new Map(order.map((ref, index) => [ref, index]));
  const word = (ref: Ref): string => {
    if (ref === 0) return '-';
    return ref > 0 ? `#${numbers.get(ref)}` : machine.describeAtom(ref);
  };
  return JSON.stringify([
    machine.state,
    machine.slot ?? null,
    machine.frames().map(({ name, line, names }) => [name, line ?? null, names.map(bound => bound.name)]),
    order.map(ref => objectText(machine, ref, word)),
    ([0, 1, 2, 3] as const).map(generation => heap.generationList(generation).map(word).join(' ')),
    heap.counts(),
    heap.thresholds(),
    heap.isEnabled(),
    heap.stats(),
    machine.statistics(),
    machine.log,
    machine.output,
    machine.freed.map(({ label, by }) => `${label} ${by}`),
    history,
  ]);
}

function objectText(machine: Machine, ref: Ref, word: (ref: Ref) => string): string {
  const { heap } = machine;
  const slots = Array.from({ length: heap.size(ref) }, (_, index) => word(heap.get(ref, index)));
  const what = [heap.kind(ref), heap.type(ref), heap.word(ref), machine.label(ref) ?? ''];
  const names = heap.kind(ref) === Kind.instance ? learnedNames(machine, ref) : [];
  return [...what, heap.refcount(ref), heap.generation(ref), ...slots, ...names].join(' ');
}

/** Attribute names of its class in order: they decide where the next attribute goes, and so who dies first. */
function learnedNames(machine: Machine, ref: Ref): readonly string[] {
  const names: string[] = [];
  for (let index = 0; ; index += 1) {
    const name = machine.slotName(ref, index);
    if (name === undefined || name === '__dict__') return names;
    names.push(name);
  }
}

/** Living objects, numbered by how they are found: from the roots, then from the lists of the generations. */
function objectsInOrder({ heap }: Machine): readonly Ref[] {
  const found = new Set<Ref>();
  for (const ref of heap.objects()) if (heap.isRoot(ref)) found.add(ref);
  addReferents(heap, found);
  for (const generation of [0, 1, 2, 3] as const) {
    for (const ref of heap.generationList(generation)) found.add(ref);
  }
  addReferents(heap, found);
  for (const ref of heap.objects()) found.add(ref);
  return [...found];
}

function addReferents(heap: Machine['heap'], found: Set<Ref>): void {
  // A set is walked in order of insertion, and what is added meanwhile is walked too.
  for (const ref of found) {
    for (let index = 0; index < heap.size(ref); index += 1) {
      const referent = heap.get(ref, index);
      if (referent > 0) found.add(referent);
    }
  }
}
