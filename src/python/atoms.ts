/**
 * Atoms: values that are no rows of the heap (SPEC RC-19). An atom is a negative reference that says itself what it
 * is: two bits of sort, the rest a payload.
 */
import type { Ref } from '../engine/index.ts';
import { Limits } from './limits.ts';

const Sort = { single: 0, integer: 1, text: 2, builtin: 3 } as const;

const atom = (sort: number, payload: number): Ref => -1 - (payload * 4 + sort);
const sortOf = (ref: Ref): number => (ref < 0 ? (-1 - ref) & 3 : -1);
const payloadOf = (ref: Ref): number => (-1 - ref) >>> 2;

export const none: Ref = atom(Sort.single, 0);
export const yes: Ref = atom(Sort.single, 1);
export const no: Ref = atom(Sort.single, 2);
/** `()`: CPython has only one, and never tracks it (TR-5). */
export const emptyTuple: Ref = atom(Sort.single, 3);

export const truth = (value: boolean): Ref => (value ? yes : no);
export const isBoolean = (ref: Ref): boolean => ref === yes || ref === no;

export const fitsInteger = (value: number): boolean => value >= -Limits.integer && value < Limits.integer;
/** The atom of an integer within `Limits.integer`. */
export const integer = (value: number): Ref => atom(Sort.integer, value < 0 ? -2 * value - 1 : 2 * value);
export const isInteger = (ref: Ref): boolean => sortOf(ref) === Sort.integer;
export function integerOf(ref: Ref): number {
  const payload = payloadOf(ref);
  return payload % 2 === 0 ? payload / 2 : -(payload + 1) / 2;
}

/** A number, as arithmetic sees it: integers, and `True` and `False` as 1 and 0. */
export const isNumber = (ref: Ref): boolean => isInteger(ref) || isBoolean(ref);
export const numberOf = (ref: Ref): number => (isInteger(ref) ? integerOf(ref) : ref === yes ? 1 : 0);

/** A string, by its number in `Strings`. */
export const text = (index: number): Ref => atom(Sort.text, index);
export const isText = (ref: Ref): boolean => sortOf(ref) === Sort.text;
export const textIndex = (ref: Ref): number => payloadOf(ref);

/** A built-in function, type or module, by its number in `builtins/names.ts`. */
export const builtin = (index: number): Ref => atom(Sort.builtin, index);
export const isBuiltin = (ref: Ref): boolean => sortOf(ref) === Sort.builtin;
export const builtinIndex = (ref: Ref): number => payloadOf(ref);

/** Strings by number: append-only, so that a number means the same in every fork. */
export class Strings {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.texts.push(value);
    this.numbers.set(value, this.texts.length - 1);
    return this.texts.length - 1;
  }

  text(number: number): string {
    const value = this.texts[number];
    if (value === undefined) throw new Error(`no string has the number ${number}`);
    return value;
  }
}
