/** Whether a statement, as somebody typed it, may be done; and if not, one sentence why. */
import { Kind, type Ref } from '../engine/index.ts';
import { list } from '../level/goal-sentence.ts';
import type { LoadedLevel } from '../level/index.ts';
import { type Expression, type Machine, print, type Statement, type Target } from '../python/index.ts';
import { isBound, isKept, type Options, optionsOf, wire } from './legal.ts';
import type { LegalMove, Place } from './legal-types.ts';
import { isAtom, isScenery } from './members.ts';
import type { Move } from './move.ts';
import { follow, memberAtPlace, placeKey, placeOf } from './places.ts';
import { rulesOf } from './rules.ts';

/** Why nothing can be done in a run that is over. */
export const runIsOver = 'The program has ended. u takes the last step back.';

/** What a refusal is judged by. */
type Scene = { readonly level: LoadedLevel; readonly machine: Machine; readonly options: Options };

/**
 * One sentence why the move may not be done here, or undefined if it may. A move may be done if it prints like an
 * offered one, or is a `del`, an assignment or a `discard` whose place and target are offered, and does not raise.
 * The budget is the session's business: see `refusal` in `position.ts`.
 */
export function refusalAt(level: LoadedLevel, machine: Machine, move: Move): string | undefined {
  const options = optionsOf(level, machine);
  if (options === undefined) return 'The program has ended: no statement can follow.';
  if (machine.slot !== move.slot)
    return `The program stands at slot ${machine.slot}, not at slot ${move.slot}.`;

  const scene = { level, machine, options };
  if (findOffered(scene, move) === undefined) return whyNotOffered(scene, move.statement);
  const raised = machine.fork().perform(move.statement);
  return raised === undefined ? undefined : `It would raise ${raised.type}: ${raised.message}.`;
}

/** The offered move that a typed statement means, if there is one. */
export function meaningOf(level: LoadedLevel, machine: Machine, move: Move): LegalMove | undefined {
  const options = optionsOf(level, machine);
  return options && findOffered({ level, machine, options }, move);
}

/** Why a reference to an object cannot be cut; undefined if a cut of this place is offered. */
export function lockedBecause(
  level: LoadedLevel,
  machine: Machine,
  options: Options,
  place: Place,
): string | undefined {
  if (options.cuts.has(placeKey(place))) return undefined;
  return whyNoCut({ level, machine, options }, place, undefined);
}

function findOffered(scene: Scene, move: Move): LegalMove | undefined {
  const { collects, statements } = scene.options;
  const isSame = ({ text }: LegalMove) => text === move.text;
  return collects.find(isSame) ?? statements.find(isSame) ?? byPlace(scene, move.statement);
}

/** Cuts and wires are known by their place and target, however they are written. */
function byPlace(scene: Scene, statement: Statement): LegalMove | undefined {
  const { cuts, sockets, reach } = scene.options;
  const removed = removedPlace(scene, statement);
  if (removed !== undefined) return cuts.get(placeKey(removed));

  const binding = bindingOf(scene, statement);
  const socket = binding && sockets.get(placeKey(binding.place));
  if (binding === undefined || socket === undefined) return undefined;
  const { target } = binding;
  const expression = target === undefined ? 'None' : reach.expressions.get(target);
  return expression === undefined ? undefined : wire(socket, expression, target);
}

/** The place that `del PLACE` or `s.discard(x)` empties. */
function removedPlace({ machine, options: { reach } }: Scene, statement: Statement): Place | undefined {
  if (statement.type === 'delete') {
    const [target, ...others] = statement.targets;
    return target === undefined || others.length > 0 ? undefined : placeOf(machine, reach, target);
  }
  const discard = discardOf(statement);
  if (discard === undefined) return undefined;
  const holder = follow(machine, reach, discard.set);
  const element = follow(machine, reach, discard.element);
  if (isAtom(machine, holder) || machine.heap.kind(holder) !== Kind.set) return undefined;
  return { type: 'element', holder, element };
}

function discardOf(
  statement: Statement,
): { readonly set: Expression; readonly element: Expression } | undefined {
  if (statement.type !== 'expression' || statement.value.type !== 'call') return undefined;
  const { callee, args, keywords } = statement.value;
  const [element] = args;
  if (callee.type !== 'attribute' || callee.name !== 'discard') return undefined;
  if (element === undefined || args.length !== 1 || keywords.length > 0) return undefined;
  return { set: callee.object, element };
}

/** `PLACE = PATH` or `PLACE = None`; the target of None, or of a path that holds None, is undefined. */
function bindingOf(
  { machine, options: { reach } }: Scene,
  statement: Statement,
): { readonly place: Place; readonly target: Ref | undefined } | undefined {
  if (statement.type !== 'assign') return undefined;
  const [target, ...others] = statement.targets;
  if (target === undefined || others.length > 0) return undefined;
  const place = placeOf(machine, reach, target);
  if (place === undefined) return undefined;
  if (statement.value.type === 'constant' && statement.value.value === null)
    return { place, target: undefined };
  const object = follow(machine, reach, statement.value);
  if (object < 0 && machine.describeAtom(object) === 'None') return { place, target: undefined };
  return isScenery(machine, object) ? undefined : { place, target: object };
}

function whyNotOffered(scene: Scene, statement: Statement): string {
  switch (statement.type) {
    case 'delete': {
      const [target, ...others] = statement.targets;
      if (target === undefined || others.length > 0) return 'Delete one reference at a time.';
      return whyNoDelete(scene, target);
    }
    case 'assign': {
      const [target, ...others] = statement.targets;
      if (target === undefined || others.length > 0) return 'Bind one place at a time.';
      return whyNoWire(scene, target, statement.value);
    }
    default:
      return whyNoStatement(scene, statement);
  }
}

function whyNoDelete(scene: Scene, target: Target): string {
  const { machine, options } = scene;
  const place = placeOf(machine, options.reach, target);
  if (place === undefined || !isBound(machine, options.reach, place)) return nothingThere(scene, target);
  return whyNoCut(scene, place, print(target));
}

function whyNoCut({ level, machine, options }: Scene, place: Place, written: string | undefined): string {
  const rules = rulesOf(level);
  const { reach } = options;
  if (!rules.cut) return notOffered(level, 'This level offers no cuts');
  if (place.type === 'name') {
    if (rules.isKeptName(place.name)) return `The name ${place.name} is not yours to change.`;
    return holdsValue(written ?? place.name);
  }
  if (isKept(machine, rules, place.holder)) return `${machine.label(place.holder)} is not yours to change.`;
  if (machine.heap.kind(place.holder) === Kind.tuple) return 'A tuple cannot be changed.';
  if (machine.heap.kind(place.holder) === Kind.class)
    return 'An attribute of a class: only the code changes it.';
  const member = memberAtPlace(machine, reach, place);
  if (member === undefined || isScenery(machine, member.ref)) return holdsValue(written ?? 'It');
  if (!reach.expressions.has(place.holder)) return outOfReach(machine, reach.frame.name);
  return 'Nothing in scope names it, so no statement can take it out.';
}

function whyNoWire(scene: Scene, target: Target, value: Expression): string {
  const { level, machine, options } = scene;
  const rules = rulesOf(level);
  const place = placeOf(machine, options.reach, target);
  if (place === undefined) return nothingThere(scene, target);
  if (options.sockets.has(placeKey(place))) {
    const isPath = ['name', 'attribute', 'subscript'].includes(value.type);
    if (isPath && follow(machine, options.reach, value) === 0) return nothingThere(scene, value);
    return `${print(target)} can be bound to an object in reach or to None, to nothing else.`;
  }
  if (place.type === 'name' ? rules.isKeptName(place.name) : isKept(machine, rules, place.holder)) {
    const kept = place.type === 'name' ? `The name ${place.name}` : machine.label(place.holder);
    return `${kept} is not yours to change.`;
  }
  if (rules.wire === true) return 'Here only existing names and attributes can be bound.';
  if (rules.wire.length === 0) return notOffered(level, 'This level offers no wires');
  return `Here only ${list(rules.wire.map(print))} can be bound.`;
}

function whyNoStatement({ level, machine }: Scene, statement: Statement): string {
  const rules = rulesOf(level);
  const text = print(statement);
  if (/^gc\.collect\(.*\)$/.test(text)) {
    if (rules.collect.length === 0) return 'This level offers no collections.';
    return `Here only ${list(rules.collect.map(generation => `gc.collect(${generation})`))} can be run.`;
  }
  const elsewhere = rules.statements.find(({ slot, move }) => move.text === text && slot !== machine.slot);
  if (elsewhere?.slot !== undefined) return `This statement is offered at slot ${elsewhere.slot} only.`;
  return 'This level does not offer that statement.';
}

/** Why a path leads nowhere: the first part of it that does not exist. */
function nothingThere(scene: Scene, path: Expression): string {
  const { machine, options } = scene;
  if (path.type === 'name') return noSuchName(machine, path.id);
  if (path.type !== 'attribute' && path.type !== 'subscript') return `${print(path)} is not a path.`;
  const holder = follow(machine, options.reach, path.object);
  if (holder === 0) return nothingThere(scene, path.object);
  if (path.type === 'attribute') return `${print(path.object)} has no ${path.name}.`;
  return `${print(path.object)} has no entry ${print(path.index)}.`;
}

function noSuchName(machine: Machine, name: string): string {
  const frames = machine.frames();
  const current = frames.at(-1);
  const owner = frames.slice(0, -1).findLast(({ names }) => names.some(bound => bound.name === name));
  if (owner === undefined) return `There is no name ${name} here.`;
  const whose = owner.name === '<module>' ? 'the module' : `${owner.name}()`;
  return `The name ${name} belongs to ${whose}; moves in ${current?.name}() reach its own names only.`;
}

const outOfReach = (machine: Machine, frame: string): string =>
  frame === '<module>' || machine.frames().length === 1
    ? 'No path from a name leads here.'
    : `You stand in ${frame}(): only what its own names lead to can be changed.`;

const holdsValue = (what: string): string =>
  `${what} holds a value, not a reference to an object of the game.`;

function notOffered({ level }: LoadedLevel, start: string): string {
  return level.allow.statements.length === 0 ? `${start}.` : `${start}, only its listed statements.`;
}
