/**
 * Who holds an object, in words for players: `queue[1]`, `work()'s x`, `on_click's view`.
 *
 * Unlike the expressions of `reach.ts`, these words also name what no statement reaches, from every root.
 */
import { Kind, type Ref } from '../engine/index.ts';
import type { Held } from '../level/index.ts';
import type { Machine } from '../python/index.ts';
import { attributeDicts, type Member, membersOf } from './members.ts';
import { memberExpression, shortestTexts } from './reach.ts';

/** Answers questions about one machine; built once, because one pass over the heap answers all of them. */
export class Holding {
  readonly #machine: Machine;
  readonly #words: ReadonlyMap<Ref, string>;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#words = shortestTexts(
      machine,
      rootNames(machine),
      holder => membersOf(machine, holder),
      (holder, member, expressionOf) => wordsOf(holder, member, expressionOf),
    );
  }

  /** Why an object lives: the shortest path from a root, or else a place inside an unreachable object. */
  held(ref: Ref): Held | undefined {
    const path = this.#words.get(ref);
    if (path !== undefined) return { type: 'path', place: path };
    const place = this.placesOf(ref)[0];
    return place === undefined ? undefined : { type: 'unreachable', place };
  }

  /** Every reference to an object, as a place; names first, then in order of the holders' birth. */
  placesOf(ref: Ref): readonly string[] {
    const names = rootNames(this.#machine).filter(root => root.ref === ref);
    return [...names.map(({ name }) => name), ...this.#holders(ref)];
  }

  /** Whether some root leads to it. */
  isReached(ref: Ref): boolean {
    return this.#words.has(ref);
  }

  #holders(ref: Ref): string[] {
    const { heap } = this.#machine;
    const dicts = attributeDicts(this.#machine);
    const holders = [...heap.objects()]
      .filter(holder => heap.kind(holder) !== Kind.frame && heap.kind(holder) !== Kind.module)
      .filter(holder => !dicts.has(holder))
      .sort((a, b) => heap.serial(a) - heap.serial(b));
    return holders.flatMap(holder =>
      membersOf(this.#machine, holder)
        .filter(member => member.ref === ref)
        .map(member => wordsOf(this.#nameOf(holder), member, key => this.#words.get(key))),
    );
  }

  #nameOf(holder: Ref): string {
    return this.#words.get(holder) ?? this.#machine.label(holder) ?? `a ${this.#machine.typeName(holder)}`;
  }
}

type Root = { readonly name: string; readonly ref: Ref };

/** Names of the module as they are, those of calls as `work()'s x`; then what running lines hold without a name. */
function rootNames(machine: Machine): readonly Root[] {
  const named = machine
    .frames()
    .flatMap(({ name: frame, names }, index) =>
      names.map(({ name, ref }) => ({ name: index === 0 ? name : `${frame}()'s ${name}`, ref })),
    );
  const known = new Set(named.map(({ ref }) => ref));
  return [...named, ...operands(machine).filter(({ ref }) => !known.has(ref))];
}

/** What stands on the operand stacks of running frames: the list that a loop runs over, arguments of calls. */
function operands(machine: Machine): Root[] {
  const { heap } = machine;
  const frames = [...heap.objects()].filter(ref => heap.kind(ref) === Kind.frame && heap.isRoot(ref));
  return frames.flatMap(frame =>
    membersOf(machine, frame).map(
      ({ ref }): Root =>
        ref > 0 && heap.kind(ref) === Kind.iterator
          ? { name: 'the running loop', ref: heap.get(ref, 0) }
          : { name: 'the running line', ref },
    ),
  );
}

function wordsOf(holder: string, member: Member, expressionOf: (ref: Ref) => string | undefined): string {
  const expression = memberExpression(holder, member, expressionOf);
  if (expression !== undefined) return expression;
  switch (member.part) {
    case 'element':
      return `${holder}'s element`;
    case 'key':
      return `${holder}'s key`;
    case 'value':
      return `${holder}'s value`;
    default:
      return `${holder}'s ${partNames[member.name] ?? member.name}`;
  }
}

/** What players are told instead of CPython's names. */
const partNames: Readonly<Record<string, string>> = {
  '': 'inside',
  __defaults__: 'defaults',
  __kwdefaults__: 'keyword defaults',
  __closure__: 'closure',
  __func__: 'function',
  __self__: 'object',
};
