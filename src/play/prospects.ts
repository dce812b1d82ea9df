/**
 * Who can still be freed, where no line that follows changes the heap.
 *
 * Both answers err on one side only: what is called impossible is impossible, whatever moves follow; what is called
 * possible may not be. Every place that moves might empty counts as empty, at once and for nothing, and a collection
 * that the goals still allow frees all that nothing else holds.
 */
import { Kind, type Ref, reachable } from '../engine/index.ts';
import type { Condition, LoadedLevel } from '../level/index.ts';
import type { Machine } from '../python/index.ts';
import { isKept } from './legal.ts';
import { attributeDicts } from './members.ts';
import { type Rules, rulesOf } from './rules.ts';

export type Prospects = {
  readonly canBeFreed: (ref: Ref) => boolean;

  /** By a collection, and not by counting. */
  readonly canBeCollected: (ref: Ref) => boolean;
};

const anything: Prospects = { canBeFreed: () => true, canBeCollected: () => true };

/** The machine must stand where nothing that follows changes the heap. */
export function prospectsOf(level: LoadedLevel, machine: Machine): Prospects {
  const rules = rulesOf(level);
  // Listed statements may do anything, births may ring the bell, and a call lets go of its names when it ends.
  const isOpen = rules.statements.length > 0 || level.level.bell !== undefined || machine.frames().length > 1;
  if (isOpen || runsCodeAtDeath(machine)) return anything;
  const holders = lastingHolders(machine, rules);
  const oldest = allowedCollections(level, machine).at(-1);
  const pays = traversalsLeft(level, machine) > 0;
  const isWithinReach = (ref: Ref): boolean =>
    oldest !== undefined &&
    machine.heap.generation(ref) <= oldest &&
    (pays || machine.label(ref) === undefined);
  const mortal = mortals(machine, holders, isWithinReach);
  return {
    canBeFreed: ref => mortal.has(ref),
    canBeCollected: ref => mortal.has(ref) && isWithinReach(ref),
  };
}

/** Whether the dead may be saved, or take others with them, by code of the program. */
export const runsCodeAtDeath = ({ program: { source } }: Machine): boolean => /__del__|weakref/.test(source);

/** Who holds each object and does not let go of it, whatever the moves: a holder, or 0 for a name. */
function lastingHolders(machine: Machine, rules: Rules): ReadonlyMap<Ref, readonly Ref[]> {
  const { heap } = machine;
  const mayTurn = rules.cut || rules.wire === true || rules.wire.length > 0;
  const reached = reachable(heap);
  const kept = keptHolders(machine, rules);
  const found = new Map<Ref, Ref[]>();
  const add = (ref: Ref, holder: Ref) => {
    if (ref > 0) found.set(ref, [...(found.get(ref) ?? []), holder]);
  };
  for (const { name, ref } of machine.frames()[0]?.names ?? []) {
    if (!mayTurn || rules.isKeptName(name)) add(ref, 0);
  }
  for (const holder of heap.objects()) {
    const kind = heap.kind(holder);
    const isLasting = !mayTurn || !reached.has(holder) || kept.has(holder);
    if (!isLasting || kind === Kind.frame || kind === Kind.module) continue;
    for (let at = 0; at < heap.size(holder); at += 1) add(heap.get(holder, at), holder);
  }
  return found;
}

/** Objects that the level keeps, with the dicts of their attributes. */
function keptHolders(machine: Machine, rules: Rules): ReadonlySet<Ref> {
  const { heap } = machine;
  const kept = new Set([...heap.objects()].filter(ref => isKept(machine, rules, ref)));
  const dicts = attributeDicts(machine);
  for (const holder of [...kept]) {
    for (let at = 0; at < heap.size(holder); at += 1) {
      if (dicts.has(heap.get(holder, at))) kept.add(heap.get(holder, at));
    }
  }
  return kept;
}

/** All that counting can free, and all that a collection can free that takes who is within its reach. */
function mortals(
  { heap }: Machine,
  holders: ReadonlyMap<Ref, readonly Ref[]>,
  isWithinReach: (ref: Ref) => boolean,
): ReadonlySet<Ref> {
  const all = [...heap.objects()];
  const mortal = new Set<Ref>();
  for (let known = -1; known < mortal.size; ) {
    known = mortal.size;
    // Those that are held by each other only: assumed of all, until somebody else turns out to hold them.
    const group = new Set(all.filter(ref => mortal.has(ref) || isWithinReach(ref)));
    removeHeld(group, mortal, holders);
    for (const ref of group) mortal.add(ref);
    for (const ref of all) if ((holders.get(ref) ?? []).every(holder => mortal.has(holder))) mortal.add(ref);
  }
  return mortal;
}

function removeHeld(
  group: Set<Ref>,
  mortal: ReadonlySet<Ref>,
  holders: ReadonlyMap<Ref, readonly Ref[]>,
): void {
  for (let size = group.size + 1; group.size < size; ) {
    size = group.size;
    for (const ref of group) {
      const isHeld = (holders.get(ref) ?? []).some(holder => !group.has(holder));
      if (isHeld && !mortal.has(ref)) group.delete(ref);
    }
  }
}

// What the goals allow

/** The generations that the level offers and whose collection breaks no goal for good, the youngest first. */
export function allowedCollections(level: LoadedLevel, machine: Machine): readonly (0 | 1 | 2)[] {
  const { collect } = rulesOf(level);
  const { collections } = machine.statistics();
  const total = collections.reduce((sum, count) => sum + count, 0);
  const limits = limitsOf(level).flatMap(({ measure, most }) =>
    measure.type === 'collections' ? [{ generation: measure.generation, most }] : [],
  );
  return collect
    .filter(generation =>
      limits.every(limit =>
        limit.generation === undefined
          ? total < limit.most
          : limit.generation !== generation || collections[generation] < limit.most,
      ),
    )
    .sort();
}

function traversalsLeft(level: LoadedLevel, machine: Machine): number {
  const most = limitsOf(level).flatMap(({ measure, most }) => (measure.type === 'traversed' ? [most] : []));
  return Math.min(...most, Number.POSITIVE_INFINITY) - machine.statistics().traversed;
}

type Comparison = Condition & { readonly type: 'compare' };
type Limit = { readonly measure: Comparison['measure']; readonly most: number };

/** Upper bounds that a win has to keep. */
const limitsOf = ({ goals }: LoadedLevel): readonly Limit[] =>
  goals.flatMap(({ condition }) => limitsIn(condition));

function limitsIn(condition: Condition): readonly Limit[] {
  if (condition.type === 'and') return condition.conditions.flatMap(limitsIn);
  if (condition.type !== 'compare' || typeof condition.value !== 'number') return [];
  const { measure, operator, value } = condition;
  switch (operator) {
    case '==':
    case '<=':
      return [{ measure, most: value }];
    case '<':
      return [{ measure, most: value - 1 }];
    default:
      return [];
  }
}
