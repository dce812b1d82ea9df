/** What goals ask, answered from a machine. */
import { type Ref, reachable } from '../engine/index.ts';
import { aheadOf, type Evaluated, type Facts, type LoadedLevel } from '../level/index.ts';
import type { Machine, Value } from '../python/index.ts';
import { isAnythingAhead } from './ahead.ts';
import { Holding } from './holding.ts';
import { prospectsOf, runsCodeAtDeath } from './prospects.ts';
import { type Rules, rulesOf } from './rules.ts';

/** The machine must not run on while the facts are in use. Where nothing follows, nothing is decided later. */
export function factsOf(level: LoadedLevel, machine: Machine, moves: number): Facts {
  const { heap } = machine;
  const living = once(() => livingHeaplings(machine));
  const freed = once(() => new Map(machine.freed.map(({ label, by }) => [label, by])));
  const reached = once(() => reachable(heap));
  const holding = once(() => new Holding(machine));
  const prospects = once(() => prospectsOf(level, machine));
  const ahead = aheadOf(machine.program.module, isAnythingAhead(machine) ? machine.line : undefined);
  // Scoring that starts over gives back what the goals do not allow now.
  const isSettling = !ahead.changes && !ahead.go;
  const { collections, traversed, peak } = machine.statistics();
  const read = <T>(label: string, from: (ref: Ref) => T): T | undefined => {
    const ref = living().get(label);
    return ref === undefined ? undefined : from(ref);
  };

  return {
    freed: label => freed().has(label) && !living().has(label),
    isAlive: label => living().has(label),
    refcount: label => read(label, ref => heap.refcount(ref)),
    generation: label => read(label, ref => collectable(heap.generation(ref))),
    by: label => (living().has(label) ? undefined : freed().get(label)),
    held: label => read(label, ref => holding().held(ref)),
    garbage: () => [...living()].filter(([, ref]) => !reached().has(ref)).map(([label]) => label),
    unreachable: () => countUnreachable(machine, reached()),
    log: machine.log,
    output: machine.output,
    evaluate: expression => evaluated(machine, machine.evaluate(expression, { scope: 'module' })),
    canBind: name => canBind(rulesOf(level), name),
    canBeFreed: label => !isSettling || (read(label, ref => prospects().canBeFreed(ref)) ?? true),
    canBeCollected: label => !isSettling || (read(label, ref => prospects().canBeCollected(ref)) ?? true),
    canGrowYounger: runsCodeAtDeath(machine),
    collections,
    traversed,
    peak,
    moves,
    ahead,
  };
}

/** By label, in the order of their birth. */
export function livingHeaplings(machine: Machine): ReadonlyMap<string, Ref> {
  const { heap } = machine;
  const found: [string, Ref][] = [];
  for (const ref of heap.objects()) {
    const label = heap.isAlive(ref) ? machine.label(ref) : undefined;
    if (label !== undefined) found.push([label, ref]);
  }
  return new Map(found.sort(([, a], [, b]) => heap.serial(a) - heap.serial(b)));
}

/** A listed statement may do anything; a wire of all existing names makes no new one. */
const canBind = ({ statements, wire }: Rules, name: string): boolean =>
  statements.length > 0 ||
  (wire !== true && wire.some(target => target.type === 'name' && target.id === name));

function countUnreachable({ heap }: Machine, reached: ReadonlySet<Ref>): number {
  let count = 0;
  for (const ref of heap.objects()) if (heap.generation(ref) >= 0 && !reached.has(ref)) count += 1;
  return count;
}

function evaluated(machine: Machine, value: Value): Evaluated {
  switch (value.type) {
    case 'raised':
      return { type: 'raised', message: value.error.message };
    case 'atom':
      return value;
    case 'object': {
      const label = value.ref === 0 ? undefined : machine.label(value.ref);
      return label === undefined
        ? { type: 'object', text: value.text }
        : { type: 'object', label, text: label };
    }
  }
}

const collectable = (standing: number): number | undefined =>
  standing >= 0 && standing <= 2 ? standing : undefined;

/** Computed when first asked for. */
function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
