/** The `allow` of a level, parsed once: what its texts mean, before any machine is looked at. */
import { type LoadedLevel, splitMark } from '../level/index.ts';
import { parseExpression, print, type Target } from '../python/index.ts';
import { type Move, parseMove } from './move.ts';

export type Rules = {
  readonly cut: boolean;

  /** Places in the order of the level, or all existing names and attributes. */
  readonly wire: true | readonly Target[];

  readonly collect: readonly (0 | 1 | 2)[];

  /** Without a slot a statement is offered at every slot. */
  readonly statements: readonly { readonly slot: number | undefined; readonly move: Move }[];

  readonly isKeptName: (name: string) => boolean;
  readonly isKeptLabel: (label: string) => boolean;
};

const cache = new WeakMap<LoadedLevel, Rules>();

export function rulesOf(level: LoadedLevel): Rules {
  const known = cache.get(level) ?? parseRules(level);
  cache.set(level, known);
  return known;
}

function parseRules({ level: { allow } }: LoadedLevel): Rules {
  return {
    cut: allow.cut,
    wire: allow.wire === true ? true : allow.wire.map(parsePlace),
    collect: [...new Set(allow.collect)],
    statements: allow.statements.map(text => {
      const move = parseOffered(text);
      return { slot: splitMark(text).slot, move };
    }),
    ...parseKeep(allow.keep),
  };
}

function parseKeep(entries: readonly string[]): Pick<Rules, 'isKeptName' | 'isKeptLabel'> {
  const names = new Set<string>();
  const labels = new Set<string>();
  const starts: string[] = [];
  for (const entry of entries) {
    if (entry.startsWith('name:')) names.add(entry.slice('name:'.length));
    else if (entry.endsWith('*')) starts.push(entry.slice(0, -1));
    else labels.add(entry);
  }
  return {
    isKeptName: name => names.has(name),
    isKeptLabel: label => labels.has(label) || starts.some(start => label.startsWith(start)),
  };
}

/** Loading a level has checked its places and statements, so a failure here is ours. */
function parsePlace(text: string): Target {
  const parsed = parseExpression(text);
  if (parsed.ok) {
    const { value } = parsed;
    if (value.type === 'name' || value.type === 'attribute' || value.type === 'subscript') return value;
    throw new Error(`not a place: ${print(value)}`);
  }
  throw new Error(`not a place: ${text}`);
}

function parseOffered(text: string): Move {
  const parsed = parseMove(text);
  if (parsed.ok) return parsed.value;
  throw new Error(`not a statement: ${text}`);
}
