/**
 * What may be done: the one definition that the board offers, the solver searches and a level file means.
 *
 * - **cut**: every reference held by a name of the current scope, or by an object that has an expression there and
 *   is not kept, written through its shortest expression. Not cut: references to values and modules, and what no
 *   statement deletes or no ordinary expression reaches (items of tuples, cells, defaults, `__self__`, attributes
 *   of classes, set elements and dict keys that nothing else names). A dict entry is one move.
 * - **wire**: a listed place, or with `wire: true` every existing name and attribute (but `label`, which is what
 *   an object is called), bound to any object that has an expression in scope, or to None.
 * - **collect**: the generations listed.
 * - **statements**: the listed ones; one without a mark at every slot, one with a mark only there.
 *
 * Inside a function the scope is its own locals. A move that raises is illegal.
 */
import { Kind, type Ref } from '../engine/index.ts';
import type { LoadedLevel } from '../level/index.ts';
import { type Machine, parseStatement, print } from '../python/index.ts';
import type { LegalMove, Place } from './legal-types.ts';
import { isAtom, isScenery, type Member } from './members.ts';
import { memberAtPlace, memberPlace, namePlace, placeKey, placeOf } from './places.ts';
import { memberExpression, type Reach, reachOf } from './reach.ts';
import { type Rules, rulesOf } from './rules.ts';

/** Everything that may be done at one stop, by place; one pass over the heap. */
export type Options = {
  readonly reach: Reach;

  /** By `placeKey`. */
  readonly cuts: ReadonlyMap<string, LegalMove>;

  /** Places that can be bound, by `placeKey`. */
  readonly sockets: ReadonlyMap<string, Socket>;

  /** What each of them can be bound to, besides None: in the order of birth, with the shortest expression. */
  readonly targets: readonly (readonly [Ref, string])[];

  readonly collects: readonly LegalMove[];

  /** Listed statements that do not read like one of the above. Some may raise: see `legalMoves`. */
  readonly statements: readonly LegalMove[];
};

/** A place as a wire writes it. */
export type Socket = { readonly text: string; readonly place: Place };

/** Undefined where the machine does not stand at a slot. */
export function optionsOf(level: LoadedLevel, machine: Machine): Options | undefined {
  const reach = machine.state === 'slot' ? reachOf(machine) : undefined;
  if (reach === undefined) return undefined;

  const rules = rulesOf(level);
  const cuts = rules.cut ? cutsOf(machine, reach, rules) : [];
  const sockets = socketsOf(machine, reach, rules);
  const targets = objectsInScope(machine, reach);
  const collects = rules.collect.map(
    (generation): LegalMove => ({
      verb: 'collect',
      text: `gc.collect(${generation})`,
    }),
  );
  const wired = new Set(['None', ...targets.map(([, expression]) => expression)]);
  const isWire = (text: string) =>
    sockets.some(
      socket => text.startsWith(`${socket.text} = `) && wired.has(text.slice(socket.text.length + 3)),
    );
  const others = new Set([...cuts, ...collects].map(({ text }) => text));
  return {
    reach,
    cuts: new Map(cuts.map(cut => [placeKey(cut.place), cut])),
    sockets: new Map(sockets.map(socket => [placeKey(socket.place), socket])),
    targets,
    collects,
    statements: statementsOf(rules, machine.slot).filter(({ text }) => !others.has(text) && !isWire(text)),
  };
}

/** All that a place can be bound to: targets in the order of their birth, None last. */
export const wiresOf = ({ targets }: Options, socket: Socket): readonly LegalMove[] => [
  ...targets.map(([target, expression]) => wire(socket, expression, target)),
  wire(socket, 'None', undefined),
];

export const wire = ({ text, place }: Socket, expression: string, target: Ref | undefined): LegalMove => ({
  verb: 'wire',
  text: `${text} = ${expression}`,
  place,
  ...(target === undefined ? {} : { target }),
});

/** What is offered, in a stable order: cuts, wires, collections, statements. Statements that raise are in it. */
export function offeredMoves(level: LoadedLevel, machine: Machine): readonly LegalMove[] {
  const options = optionsOf(level, machine);
  if (options === undefined) return [];
  return [
    ...options.cuts.values(),
    ...[...options.sockets.values()].flatMap(socket => wiresOf(options, socket)),
    ...options.collects,
    ...options.statements,
  ];
}

/** What may be done: `offeredMoves` without what would raise. */
export const legalMoves = (level: LoadedLevel, machine: Machine): readonly LegalMove[] =>
  offeredMoves(level, machine).filter(
    move => move.verb !== 'statement' || !raises(level, machine, move.text),
  );

function raises(level: LoadedLevel, machine: Machine, text: string): boolean {
  const listed = rulesOf(level).statements.find(({ move }) => move.text === text);
  return listed !== undefined && machine.fork().perform(listed.move.statement) !== undefined;
}

type Placed = LegalMove & { readonly place: Place };

function cutsOf(machine: Machine, reach: Reach, rules: Rules): Placed[] {
  const cuts: Placed[] = [];
  for (const { name, ref } of reach.frame.names) {
    if (isScenery(machine, ref) || rules.isKeptName(name)) continue;
    cuts.push({ verb: 'cut', text: `del ${name}`, place: namePlace(reach, name) });
  }
  for (const [holder, path] of objectsInScope(machine, reach)) {
    if (isKept(machine, rules, holder)) continue;
    for (const member of reach.members(holder)) {
      const place = cutPlace(machine, holder, member);
      const text = place && cutText(reach, path, member);
      if (place !== undefined && text !== undefined) cuts.push({ verb: 'cut', text, place });
    }
  }
  return cuts;
}

/** A dict entry is cut by its value, or by its key where only that is an object. */
function cutPlace(machine: Machine, holder: Ref, member: Member): Place | undefined {
  if (isScenery(machine, member.ref) || member.part === 'class-attribute') return undefined;
  if (member.part === 'key' && !isScenery(machine, machine.heap.get(holder, member.at + 1))) return undefined;
  return memberPlace(machine, holder, member);
}

/** Undefined where nothing in scope names the element or the key. */
function cutText(reach: Reach, holder: string, member: Member): string | undefined {
  const expressionOf = (ref: Ref) => reach.expressions.get(ref);
  if (member.part === 'element') {
    const element = expressionOf(member.ref);
    return element === undefined ? undefined : `${holder}.discard(${element})`;
  }
  const entry: Member = member.part === 'key' ? { ...member, part: 'value' } : member;
  const path = memberExpression(holder, entry, expressionOf);
  return path === undefined ? undefined : `del ${path}`;
}

/** Each place once, however many expressions of the level mean it. */
function socketsOf(machine: Machine, reach: Reach, rules: Rules): Socket[] {
  const places =
    rules.wire === true ? existingPlaces(machine, reach) : listedPlaces(machine, reach, rules.wire);
  const seen = new Set<string>();
  return places.filter(({ text, place }) => {
    const key = placeKey(place);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew && !isKeptPlace(machine, rules, place) && canBeLocal(machine, reach, place, text);
  });
}

/** A function cannot bind a name that it reads from the module elsewhere; only trying tells. */
function canBeLocal(machine: Machine, reach: Reach, place: Place, text: string): boolean {
  if (place.type !== 'name' || place.frame === 0 || isBound(machine, reach, place)) return true;
  const parsed = parseStatement(`${text} = None`);
  return parsed.ok && machine.fork().perform(parsed.value) === undefined;
}

function existingPlaces(machine: Machine, reach: Reach): Socket[] {
  const names = reach.frame.names
    .filter(({ ref }) => isAtom(machine, ref) || machine.heap.kind(ref) !== Kind.module)
    .map(({ name }) => ({ text: name, place: namePlace(reach, name) }));
  const attributes = objectsInScope(machine, reach).flatMap(([holder, path]) =>
    reach.members(holder).flatMap(member => {
      const place = member.part === 'attribute' ? memberPlace(machine, holder, member) : undefined;
      return place === undefined || member.name === 'label'
        ? []
        : [{ text: `${path}.${member.name}`, place }];
    }),
  );
  return [...names, ...attributes];
}

/** Listed places that can be bound here: their holder exists and takes such a place. */
function listedPlaces(machine: Machine, reach: Reach, targets: Exclude<Rules['wire'], true>): Socket[] {
  return targets.flatMap(target => {
    const place = placeOf(machine, reach, target);
    const isFixed = place?.type === 'item' && machine.heap.kind(place.holder) === Kind.tuple;
    return place === undefined || isFixed ? [] : [{ text: print(target), place }];
  });
}

function statementsOf(rules: Rules, slot: number | undefined): LegalMove[] {
  const texts = rules.statements.filter(entry => entry.slot === undefined || entry.slot === slot);
  return [...new Set(texts.map(({ move }) => move.text))].map(text => ({ verb: 'statement', text }));
}

/** In the order of their birth, each with its shortest expression. */
function objectsInScope(machine: Machine, reach: Reach): [Ref, string][] {
  return [...reach.expressions].sort(([a], [b]) => machine.heap.serial(a) - machine.heap.serial(b));
}

/** Whether the level says that this object's references are not the player's to change. */
export function isKept(machine: Machine, rules: Rules, ref: Ref): boolean {
  const label = machine.label(ref);
  return label !== undefined && rules.isKeptLabel(label);
}

function isKeptPlace(machine: Machine, rules: Rules, place: Place): boolean {
  return place.type === 'name' ? rules.isKeptName(place.name) : isKept(machine, rules, place.holder);
}

/** Whether an object or a value stands at the place now. */
export function isBound(machine: Machine, reach: Reach, place: Place): boolean {
  if (place.type === 'name') return reach.frame.names.some(({ name }) => name === place.name);
  return place.type === 'item' || memberAtPlace(machine, reach, place) !== undefined;
}
