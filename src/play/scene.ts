/** The scene of a machine: what the board draws, and what may be done with each reference. */
import { Kind, type Ref, reachable } from '../engine/index.ts';
import type { LoadedLevel } from '../level/index.ts';
import type { FrameView, Machine } from '../python/index.ts';
import { type Cards, cardsOf } from './cards.ts';
import { isKept, type Options, optionsOf, wiresOf } from './legal.ts';
import type { Place } from './legal-types.ts';
import { isScenery, type Member } from './members.ts';
import { keyWord, memberPlace, placeKey } from './places.ts';
import { memberExpression } from './reach.ts';
import { lockedBecause, runIsOver } from './refusal.ts';
import { type Rules, rulesOf } from './rules.ts';
import type { Holder, HolderId, HolderKind, Row, RowTarget, Scene, WireChoice } from './scene-types.ts';

export function sceneOf(level: LoadedLevel, machine: Machine): Scene {
  const options = optionsOf(level, machine);
  const view: View = {
    level,
    machine,
    rules: rulesOf(level),
    options,
    cards: cardsOf(machine),
    reached: reachable(machine.heap),
    sockets: socketsByHolder(options),
  };
  const frames = machine.frames();
  return {
    holders: [
      ...frames.map((frame, index) => frameHolder(view, frame, index, frames.length - 1)),
      ...view.cards.refs.map(ref => objectHolder(view, ref)),
    ],
  };
}

type View = {
  readonly level: LoadedLevel;
  readonly machine: Machine;
  readonly rules: Rules;

  /** Undefined where the machine stands at no slot: then nothing may be done. */
  readonly options: Options | undefined;

  readonly cards: Cards;
  readonly reached: ReadonlySet<Ref>;

  /** Places that can be wired, by the holder that they stand in. */
  readonly sockets: ReadonlyMap<Ref | 'frame', readonly Place[]>;
};

const holderId = (machine: Machine, ref: Ref): HolderId => `o${machine.heap.serial(ref)}`;

const frameId = (index: number): HolderId => (index === 0 ? 'globals' : `frame:${index}`);

function frameHolder(view: View, frame: FrameView, index: number, current: number): Holder {
  const { machine } = view;
  const isCurrent = index === current;
  const place = (name: string): Place => ({ type: 'name', frame: index, name });
  const bound = frame.names
    .filter(({ ref }) => !isBuiltin(machine, ref))
    .map(
      ({ name, ref }): Row => ({
        id: name,
        name,
        target: targetOf(view, ref),
        ...(isCurrent ? { expression: name } : {}),
        ...choices(view, place(name), ref, isCurrent ? undefined : callersName(frame, machine)),
      }),
    );
  const names = new Set(frame.names.map(({ name }) => name));
  const missing = isCurrent
    ? (view.sockets.get('frame') ?? []).filter(socket => !names.has(socketName(socket)))
    : [];
  return {
    id: frameId(index),
    kind: 'frame',
    title: index === 0 ? 'globals' : `${frame.name}()`,
    type: '',
    isCurrent,
    isReachable: true,
    isHeapling: false,
    isKept: false,
    rows: [...bound, ...missing.map(socket => socketRow(view, socket, ''))],
  };
}

function callersName(frame: FrameView, machine: Machine): string {
  const current = machine.frames().at(-1)?.name ?? '';
  const whose = frame.name === '<module>' ? 'the module' : `${frame.name}()`;
  return `You stand in ${current}(): names of ${whose} are out of reach.`;
}

function objectHolder(view: View, ref: Ref): Holder {
  const { machine, rules } = view;
  const { heap } = machine;
  const label = machine.label(ref);
  const type = machine.typeName(ref);
  const generation = heap.generation(ref);
  const rows = view.cards.rowsOf(ref).map(member => memberRow(view, ref, member));
  const present = new Set(rows.map(({ id }) => id));
  const missing = (view.sockets.get(ref) ?? [])
    .map(socket => socketRow(view, socket, view.options?.reach.expressions.get(ref) ?? ''))
    .filter(({ id }) => !present.has(id));
  return {
    id: holderId(machine, ref),
    kind: kindNames[heap.kind(ref)] ?? 'leaf',
    title: label ?? titleOf(machine, ref, type),
    type,
    refcount: heap.refcount(ref),
    ...(generation === -1 ? {} : { generation: generation === 3 ? 'frozen' : generation }),
    isCurrent: false,
    isReachable: view.reached.has(ref),
    isHeapling: label !== undefined,
    isKept: isKept(machine, rules, ref),
    rows: [...rows, ...missing],
  };
}

const kindNames: Readonly<Record<number, HolderKind>> = {
  [Kind.instance]: 'instance',
  [Kind.slots]: 'slots',
  [Kind.list]: 'list',
  [Kind.dict]: 'dict',
  [Kind.tuple]: 'tuple',
  [Kind.set]: 'set',
  [Kind.function]: 'function',
  [Kind.cell]: 'cell',
  [Kind.method]: 'method',
  [Kind.frame]: 'frame',
  [Kind.class]: 'class',
  [Kind.iterator]: 'iterator',
};

/** Code is called what its definition calls it. */
function titleOf(machine: Machine, ref: Ref, type: string): string {
  const kind = machine.heap.kind(ref);
  return kind === Kind.function || kind === Kind.class ? machine.describeAtom(ref) : type;
}

function memberRow(view: View, holder: Ref, member: Member): Row {
  const { machine, options } = view;
  const place = memberPlace(machine, holder, member);
  const path = options?.reach.expressions.get(holder);
  const expression =
    path === undefined
      ? undefined
      : memberExpression(path, member, ref => options?.reach.expressions.get(ref));
  return {
    id: rowId(machine, member),
    name: rowName(machine, member),
    target: targetOf(view, member.ref),
    ...(expression === undefined ? {} : { expression }),
    ...(place === undefined ? lockedRow(view, member) : choices(view, place, member.ref, undefined)),
  };
}

/** What may be done with the reference that stands at a place, or why nothing may. */
function choices(
  view: View,
  place: Place,
  ref: Ref,
  because: string | undefined,
): Pick<Row, 'cut' | 'locked' | 'wires'> {
  const { level, machine, options } = view;
  if (options === undefined) return lockedAtEnd(machine, ref);
  const cut = options.cuts.get(placeKey(place))?.text;
  const wires = wireChoices(view, place);
  const isObject = !isScenery(machine, ref);
  const locked =
    cut === undefined && isObject ? (because ?? lockedBecause(level, machine, options, place)) : undefined;
  return {
    ...(cut === undefined ? {} : { cut }),
    ...(locked === undefined ? {} : { locked }),
    ...(wires === undefined ? {} : { wires }),
  };
}

/** While a program runs nobody can ask; once it is over the answer is the same everywhere. */
function lockedAtEnd(machine: Machine, ref: Ref): Pick<Row, 'locked'> {
  const isOver = machine.state === 'done' || machine.state === 'raised';
  return isOver && !isScenery(machine, ref) ? { locked: runIsOver } : {};
}

/** More than this many wires are no choice on a board; they stay legal when typed. */
const mostWires = 20_000;

function wireChoices({ machine, options }: View, place: Place): readonly WireChoice[] | undefined {
  const socket = options?.sockets.get(placeKey(place));
  if (options === undefined || socket === undefined) return undefined;
  if (options.sockets.size * options.targets.length > mostWires) return undefined;
  return wiresOf(options, socket).map(({ target, text }) => ({
    target: target === undefined ? 'None' : holderId(machine, target),
    statement: text,
  }));
}

/** Nothing ever changes these but code. */
function lockedRow({ machine, options }: View, { part, ref }: Member): Pick<Row, 'locked'> {
  if (options === undefined) return lockedAtEnd(machine, ref);
  if (isScenery(machine, ref)) return {};
  if (part === 'fixed-item') return { locked: 'A tuple cannot be changed.' };
  return { locked: 'No statement reaches this reference. Change the code, or drop what holds it.' };
}

function targetOf({ machine, cards }: View, ref: Ref): RowTarget {
  if (cards.has(ref)) return { type: 'object', holder: holderId(machine, ref) };
  const isCall = ref > 0 && machine.heap.kind(ref) === Kind.function;
  return { type: 'atom', text: isCall ? `${machine.describeAtom(ref)}()` : machine.describeAtom(ref) };
}

/** Stable while the object lives: entries and elements are told apart by what they are, not by where they stand. */
function rowId(machine: Machine, member: Member): string {
  switch (member.part) {
    case 'item':
    case 'fixed-item':
      return `[${member.index}]`;
    case 'key':
      return `k:${wordOf(machine, member.key)}`;
    case 'value':
      return `v:${wordOf(machine, member.key)}`;
    case 'element':
      return `e:${wordOf(machine, member.ref)}`;
    case 'attribute':
    case 'class-attribute':
      return member.name;
    case 'hidden':
      return `(${member.name}:${member.at})`;
  }
}

/** Rows of the heap are used again; ordinals of birth are not. */
const wordOf = (machine: Machine, ref: Ref): string =>
  isScenery(machine, ref) ? keyWord(machine, ref) : holderId(machine, ref);

function rowName(machine: Machine, member: Member): string {
  switch (member.part) {
    case 'item':
    case 'fixed-item':
      return `[${member.index}]`;
    case 'key':
      return 'key';
    case 'value':
      return isScenery(machine, member.key) ? member.name : 'value';
    case 'element':
      return '∙';
    default:
      return member.name === '' ? '∙' : member.name;
  }
}

/** Places that can be wired, by holder. */
function socketsByHolder(options: Options | undefined): ReadonlyMap<Ref | 'frame', readonly Place[]> {
  const sockets = new Map<Ref | 'frame', Place[]>();
  for (const { place } of options?.sockets.values() ?? []) {
    const holder = place.type === 'name' ? 'frame' : place.holder;
    sockets.set(holder, [...(sockets.get(holder) ?? []), place]);
  }
  return sockets;
}

/** A place that a wire would make. */
function socketRow(view: View, place: Place, path: string): Row {
  const name = socketName(place);
  const wires = wireChoices(view, place);
  return {
    id: place.type === 'entry' ? `v:${name}` : name,
    name,
    target: { type: 'missing' },
    expression:
      place.type === 'name' ? name : place.type === 'attribute' ? `${path}.${name}` : `${path}[${name}]`,
    ...(wires === undefined ? {} : { wires }),
  };
}

function socketName(place: Place): string {
  switch (place.type) {
    case 'name':
    case 'attribute':
      return place.name;
    case 'item':
      return `[${place.index}]`;
    case 'entry':
      return place.key;
    case 'element':
      return '∙';
  }
}

/** Names of modules are scenery and have no row. */
const isBuiltin = (machine: Machine, ref: Ref): boolean => ref < 0 && machine.typeName(ref) === 'module';
