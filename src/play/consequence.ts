/** What a step did, in facts and in one or two sentences: found by comparing the machines before and after it. */
import { type Ref, reachable } from '../engine/index.ts';
import { counted, list } from '../level/goal-sentence.ts';
import type { LoadedLevel } from '../level/index.ts';
import type { Machine } from '../python/index.ts';
import { livingHeaplings } from './facts.ts';
import { Holding } from './holding.ts';
import type { LegalMove } from './legal-types.ts';
import type { Move } from './move.ts';
import { memberAtPlace } from './places.ts';
import type { Consequence } from './position-types.ts';
import { reachOf } from './reach.ts';
import { meaningOf } from './refusal.ts';
import type { Stage } from './run.ts';
import { sceneOf } from './scene.ts';
import type { Generation, Ghost, Holder, HolderId, Scene } from './scene-types.ts';

/** Undefined at the start. */
export function consequenceOf(level: LoadedLevel, stage: Stage): Consequence | undefined {
  const { before, step, machine } = stage;
  if (before === undefined || step === undefined || step.type === 'restart') return undefined;

  const deaths = deathsBetween(stage, before);
  const stranded = strandedBetween(before.machine, machine);
  const told = { before: before.machine, after: machine, deaths, stranded };
  return {
    statement: step.type === 'move' ? step.move.text : lineText(machine, machine.line),
    sentence: step.type === 'move' ? moveSentence(level, told, step.move) : continueSentence(told),
    deaths,
    ...changesBetween(sceneOf(level, before.machine), sceneOf(level, machine)),
    stranded: stranded.map(label => idOf(before.machine, label)),
  };
}

const ghosts = new WeakMap<Stage, readonly Ghost[]>();

/** Everybody who died on the way to a stage, in order. */
export function ghostsOf(stage: Stage): readonly Ghost[] {
  const known = ghosts.get(stage) ?? [
    ...(stage.before === undefined ? [] : ghostsOf(stage.before)),
    ...deathsBetween(stage, stage.before),
  ];
  ghosts.set(stage, known);
  return known;
}

type Told = {
  readonly before: Machine;
  readonly after: Machine;
  readonly deaths: readonly Ghost[];
  readonly stranded: readonly string[];
};

function deathsBetween({ machine, step }: Stage, before: Stage | undefined): Ghost[] {
  const known = before?.machine.freed.length ?? 0;
  return machine.freed.slice(known).map(({ label, by, line }) => ({
    id: before === undefined ? `gone:${label}` : idOf(before.machine, label),
    title: label,
    by,
    during: step?.type === 'move' ? step.move.text : lineText(machine, line),
  }));
}

/** The holder of a heapling that lives before a step; one that was born and died within it never had a card. */
function idOf(machine: Machine, label: string): HolderId {
  const ref = livingHeaplings(machine).get(label);
  return ref === undefined ? `gone:${label}` : `o${machine.heap.serial(ref)}`;
}

const lineText = (machine: Machine, line: number | undefined): string =>
  line === undefined ? '' : (machine.program.source.split('\n')[line - 1] ?? '').trim();

/** Labels of heaplings that a root reached before, and that live on although none reaches them now. */
function strandedBetween(before: Machine, after: Machine): readonly string[] {
  const past = livingHeaplings(before);
  const reachedThen = reachable(before.heap);
  const reachedNow = reachable(after.heap);
  return [...livingHeaplings(after)].flatMap(([label, ref]) => {
    const then = past.get(label);
    const wasReached = then === undefined || reachedThen.has(then);
    return wasReached && !reachedNow.has(ref) ? [label] : [];
  });
}

function changesBetween(before: Scene, after: Scene): Pick<Consequence, 'changed' | 'promoted'> {
  const past = new Map(before.holders.map(holder => [holder.id, holder]));
  return {
    changed: after.holders.flatMap(holder => changedRows(past.get(holder.id), holder)),
    promoted: promotionsBetween(before, after),
  };
}

/** Who stands in another generation than before, and in which one it stood. */
export function promotionsBetween(before: Scene, after: Scene): ReadonlyMap<HolderId, Generation> {
  const past = new Map(before.holders.map(({ id, generation }) => [id, generation]));
  return new Map(
    after.holders.flatMap(({ id, generation }) => {
      const old = past.get(id);
      return old === undefined || old === generation ? [] : [[id, old] as const];
    }),
  );
}

function changedRows(before: Holder | undefined, { id, rows }: Holder): Consequence['changed'] {
  const old = targetsOf(before);
  return rows.flatMap(row => {
    const isSame = old.get(row.id) === JSON.stringify(row.target);
    return isSame || row.target.type === 'missing' ? [] : [{ holder: id, row: row.id }];
  });
}

const targetsOf = (holder: Holder | undefined): ReadonlyMap<string, string> =>
  new Map((holder?.rows ?? []).map(row => [row.id, JSON.stringify(row.target)]));

function moveSentence(level: LoadedLevel, told: Told, move: Move): string {
  const meaning = meaningOf(level, told.before, move);
  switch (meaning?.verb) {
    case 'cut':
      return cutSentence(told, move, meaning);
    case 'wire':
      return wireSentence(told, move, meaning);
    case 'collect':
      return collectSentence(told, move);
    default:
      return join(`${move.text}.`, arrivals(told), fates(told));
  }
}

function cutSentence(told: Told, move: Move, { place }: LegalMove): string {
  const object = place && objectAt(told.before, place);
  if (object === undefined) return join(`${move.text}.`, fates(told));
  if (!isSameObject(told, object)) return join(`${move.text}.`, lastReference(told, object));
  const what = place?.type === 'name' ? 'a name' : 'a reference';
  return join(`${move.text} removed ${what}, not an object.`, survival(told, object));
}

function wireSentence(told: Told, move: Move, { place, target }: LegalMove): string {
  const old = place && objectAt(told.before, place);
  const written = move.text.slice(0, move.text.indexOf(' = '));
  if (target !== undefined && old === target) return `${move.text}: ${written} held it already.`;
  if (old === undefined) {
    const held = target === undefined ? 'now holds None' : `now holds ${nameOf(told.before, target)}`;
    return join(`${written} ${held}.`, fates(told));
  }
  const turned = `${move.text} turned ${written}'s arrow.`;
  return join(turned, isSameObject(told, old) ? survival(told, old) : lastReference(told, old));
}

function collectSentence({ before, after, deaths }: Told, move: Move): string {
  const looked = after.statistics().traversed - before.statistics().traversed;
  return `${move.text} looked at ${counted(looked, 'heapling')} and ${freedBy(deaths)}.`;
}

/** Counting frees what a collection lets go of, wherever it stands. */
function freedBy(deaths: readonly Ghost[]): string {
  const found = deaths.filter(({ by }) => by === 'gc').map(({ title }) => title);
  const others = deaths.filter(({ by }) => by !== 'gc').map(({ title }) => title);
  if (others.length === 0) return `freed ${found.length === 0 ? 'none' : list(found)}`;
  if (found.length === 0) return `freed none itself; ${list(others)} went by counting`;
  return `freed ${list(found)}; ${list(others)} went with ${found.length === 1 ? 'it' : 'them'}, by counting`;
}

function continueSentence(told: Told): string {
  const { error, state } = told.after;
  if (error !== undefined) return join(fates(told), `${error.type} in line ${error.line}: ${error.message}.`);
  return join(
    collectionsRun(told),
    told.deaths.length === 0 ? 'Nothing was freed.' : '',
    fates(told),
    state === 'done' ? 'The program has ended.' : '',
  );
}

/** Collections that the lines have run, by a call or by the bell. */
function collectionsRun({ before, after }: Told): string {
  const generations = after.log
    .slice(before.log.length)
    .flatMap(event => /^gc([012])$/.exec(event)?.[1] ?? []);
  if (generations.length === 0) return '';
  const looked = after.statistics().traversed - before.statistics().traversed;
  const ran = `${whichRan(generations)} ran`;
  // Where scoring starts between the two, the number says nothing.
  return looked < 0 ? `${ran}.` : `${ran} and looked at ${counted(looked, 'heapling')}.`;
}

function whichRan(generations: readonly string[]): string {
  const [first] = generations;
  if (generations.length === 1) return `A collection of generation ${first}`;
  if (generations.every(generation => generation === first)) {
    return `${generations.length} collections of generation ${first}`;
  }
  return `Collections of generations ${list(generations)}`;
}

/** The object that stood at the place of a move. */
function objectAt(machine: Machine, place: NonNullable<LegalMove['place']>): Ref | undefined {
  const reach = reachOf(machine);
  if (reach === undefined) return undefined;
  if (place.type === 'element') return place.element;
  const ref =
    place.type === 'name'
      ? reach.frame.names.find(({ name }) => name === place.name)?.ref
      : memberAtPlace(machine, reach, place)?.ref;
  return ref !== undefined && ref > 0 ? ref : undefined;
}

/** Rows are reused, so the serial tells whether an object of before still lives. */
function isSameObject({ before, after }: Told, ref: Ref): boolean {
  return after.heap.isAlive(ref) && after.heap.serial(ref) === before.heap.serial(ref);
}

function nameOf(machine: Machine, ref: Ref): string {
  return machine.label(ref) ?? `the ${machine.typeName(ref)}`;
}

/** The object that lost its last reference, and whom it took along. */
function lastReference(told: Told, ref: Ref): string {
  const name = nameOf(told.before, ref);
  const others = told.deaths.filter(({ title }) => title !== name).map(({ title }) => title);
  const along = others.length === 0 ? '' : ` Then died ${list(others)}.`;
  return join(`${capital(name)} lost its last reference and died.${along}`, leftBehind(told));
}

function survival(told: Told, ref: Ref): string {
  const name = nameOf(told.before, ref);
  const holding = new Holding(told.after);
  const places = holding.placesOf(ref);
  const held = holding.held(ref);
  if (held === undefined || held.type === 'unreachable') return join(fates(told));
  const others = places.length - 1;
  const more = others > 0 ? ` and ${counted(others, 'other')} still hold ${name}` : ` still holds ${name}`;
  // `b still holds b` would puzzle.
  const place = held.place === name ? `The name ${name}` : held.place;
  return join(`${place}${more}.`, fates(told));
}

/** Who was born in a statement, and whose count it changed. */
function arrivals({ before, after, deaths }: Told): string {
  const past = livingHeaplings(before);
  const living = [...livingHeaplings(after)];
  const born = living.filter(([label]) => !past.has(label)).map(([label]) => label);
  const changed = living.flatMap(([label, ref]) => {
    const then = past.get(label);
    const count = after.heap.refcount(ref);
    if (then === undefined || before.heap.refcount(then) === count) return [];
    return [`${label} now has ${counted(count, 'reference')}`];
  });
  if (born.length === 0 && changed.length === 0 && deaths.length === 0) return 'No count has changed.';
  return join(
    born.length === 0 ? '' : `Born: ${born.join(', ')}.`,
    changed.length === 0 || changed.length > mostCounts ? '' : `${list(changed)}.`,
  );
}

/** More counts than this are no sentence. */
const mostCounts = 2;

/** Who died, and who lives on out of reach. */
function fates(told: Told): string {
  const dead = told.deaths.map(({ title }) => title);
  return join(dead.length === 0 ? '' : `Freed: ${dead.join(', ')}.`, leftBehind(told));
}

function leftBehind({ stranded }: Told): string {
  if (stranded.length === 0) return '';
  const fate = stranded.length === 1 ? 'it lives on: its count is' : 'they live on: their counts are';
  return `No name leads to ${list(stranded)} now, and ${fate} not zero.`;
}

const join = (...sentences: readonly string[]): string => sentences.filter(text => text !== '').join(' ');

/** Labels keep their own case. */
const capital = (name: string): string => (name.startsWith('the ') ? `T${name.slice(1)}` : name);
