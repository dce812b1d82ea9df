/**
 * What tells two states of a run apart, as one text: the heap up to the rows that objects happen to have, names,
 * log, output, statistics and where the program stands. Two states with the same text have the same future.
 *
 * The text is made for proofs that must be right, not fast. What is not in it:
 *
 * - rows, serials and the order in which rows are used again: nothing that a goal or a move can ask shows them;
 * - how often each label was given: living and dead heaplings together tell it;
 * - locals that moves have added to a function: the moves of its slots are in the `history`;
 * - how many statements have run: that only ends programs that run away.
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
    machine.standing(),
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
  const kind = heap.kind(ref);
  // The type of an instance is the row of its class.
  const type = kind === Kind.instance || kind === Kind.slots ? word(heap.type(ref)) : heap.type(ref);
  const what = [kind, type, heap.word(ref), machine.label(ref) ?? ''];
  return [...what, heap.refcount(ref), heap.generation(ref), heap.isFinalized(ref), ...slots].join(' ');
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
