/**
 * Which objects have an expression in the scope of the current frame, and the shortest one of each: fewest
 * characters, then alphabetical.
 *
 * This is Dijkstra's algorithm with texts for distances. It is correct because every step makes a text longer,
 * and the better of two texts stays the better one whatever is appended to both. An entry whose key is an
 * object needs two expressions (`d[a]`); it becomes a candidate when the later one of them is settled.
 */
import type { Ref } from '../engine/index.ts';
import type { FrameView, Machine } from '../python/index.ts';
import { isScenery, type Member, membersOf } from './members.ts';

export type Reach = {
  /** The frame whose scope moves run in. */
  readonly frame: FrameView;
  readonly frameIndex: number;

  /** Shortest expressions; the order is that of settling: short ones first. */
  readonly expressions: ReadonlyMap<Ref, string>;

  readonly members: (holder: Ref) => readonly Member[];
};

export function reachOf(machine: Machine): Reach | undefined {
  const frames = machine.frames();
  const frame = frames.at(-1);
  if (frame === undefined) return undefined;

  const cache = new Map<Ref, readonly Member[]>();
  const members = (holder: Ref): readonly Member[] => {
    const known = cache.get(holder) ?? membersOf(machine, holder);
    cache.set(holder, known);
    return known;
  };
  const expressions = shortestTexts(machine, frame.names, members, memberExpression);
  return { frame, frameIndex: frames.length - 1, expressions, members };
}

type Name = { readonly name: string; readonly ref: Ref };

/** How a member of a holder is written; undefined where it is not. A key's own text comes from `expressionOf`. */
type MemberText = (
  holder: string,
  member: Member,
  expressionOf: (ref: Ref) => string | undefined,
) => string | undefined;

/** The shortest text for every object that `textOf` leads to from the names. */
export function shortestTexts(
  machine: Machine,
  names: readonly Name[],
  members: (holder: Ref) => readonly Member[],
  textOf: MemberText,
): Map<Ref, string> {
  const settled = new Map<Ref, string>();
  const queue = new CandidateQueue();
  const offer = (ref: Ref, text: string | undefined) => {
    if (text !== undefined && !isScenery(machine, ref) && !settled.has(ref)) queue.push(ref, text);
  };
  /** Entries that wait for the expression of their key. */
  const waiting = new Map<Ref, { readonly holder: string; readonly member: Member }[]>();

  for (const { name, ref } of names) offer(ref, name);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [ref, text] = next;
    if (settled.has(ref)) continue;
    settled.set(ref, text);
    const offerMember = (holder: string, member: Member) =>
      offer(
        member.ref,
        textOf(holder, member, key => settled.get(key)),
      );
    for (const { holder, member } of waiting.get(ref) ?? []) offerMember(holder, member);
    for (const member of members(ref)) {
      offerMember(text, member);
      if (member.part === 'value' && !isScenery(machine, member.key) && !settled.has(member.key)) {
        waiting.set(member.key, [...(waiting.get(member.key) ?? []), { holder: text, member }]);
      }
    }
  }
  return settled;
}

/** The expression that reads this reference of an object, if there is one: `a.next`, `xs[0]`, `d[key]`. */
export function memberExpression(
  holder: string,
  member: Member,
  expressionOf: (ref: Ref) => string | undefined,
): string | undefined {
  switch (member.part) {
    case 'attribute':
    case 'class-attribute':
      return `${holder}.${member.name}`;
    case 'item':
    case 'fixed-item':
      return `${holder}[${member.index}]`;
    case 'value': {
      const key = member.name === '' ? expressionOf(member.key) : member.name;
      return key === undefined ? undefined : `${holder}[${key}]`;
    }
    case 'key':
    case 'element':
    case 'hidden':
      return undefined;
  }
}

/** Texts by length; within one length sorted when their turn comes. Lengths only grow, so none is missed. */
class CandidateQueue {
  readonly #byLength: [Ref, string][][] = [];
  #length = 0;
  #isSorted = false;

  push(ref: Ref, text: string): void {
    const bucket = this.#byLength[text.length];
    if (bucket === undefined) this.#byLength[text.length] = [[ref, text]];
    else bucket.push([ref, text]);
  }

  pop(): [Ref, string] | undefined {
    for (; this.#length < this.#byLength.length; this.#length += 1, this.#isSorted = false) {
      const bucket = this.#byLength[this.#length];
      if (bucket === undefined || bucket.length === 0) continue;
      if (!this.#isSorted) bucket.sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
      this.#isSorted = true;
      return bucket.pop();
    }
    return undefined;
  }
}
