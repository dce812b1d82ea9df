/**
 * The content hash of a level: equal for the same puzzle, different for another one. Texts do not enter, so they
 * may be improved without making old bests strangers.
 *
 * The hash is FNV-1a with 64 bits over the UTF-8 bytes of a canonical JSON (keys sorted, absent fields left out).
 * It tells versions of a level apart; it is no protection against anybody who wants two to look alike.
 */
import type { Level } from './level.ts';

/** Goes up whenever the rules of play change what a level's fields mean. */
const rulesVersion = 1;

/** 16 hexadecimal digits. */
export function hashLevel({
  program,
  allow,
  goals,
  budget,
  bell,
}: Pick<Level, 'program' | 'allow' | 'goals' | 'budget' | 'bell'>): string {
  const content = { rules: rulesVersion, program, allow, goals, budget };
  // A level without a bell keeps the hash that it had before there were any.
  return fnv1a(canonical(bell === undefined ? content : { ...content, bell }));
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON with the keys of every object in order, so that equal data gives equal text. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] =>
  Array.isArray(value);

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** The published test vectors hold: `fnv1a('')` is `cbf29ce484222325`. */
export function fnv1a(text: string): string {
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(16, '0');
}
