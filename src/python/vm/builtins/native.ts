/** What a built-in function is to the machine. */
import { Kind, type Ref } from '../../../engine/index.ts';
import { isNumber, numberOf } from '../../atoms.ts';
import { typeName } from '../types.ts';
import type { Vm } from '../vm.ts';

/**
 * Runs a built-in. The arguments stand in the stack row from `start` on, self first, and stay there until it is
 * over; keyword values stand behind them, in the order of `keywords`. Gives a new reference, or 0 if it raises.
 */
export type Native = (vm: Vm, start: number, count: number, keywords: readonly string[]) => Ref;

/**
 * What a built-in gives that has let something go and is not done: finalizers run, then it is called again with the same
 * arguments. How far it has come stands in `Vm.progress`, which it sets to 0 again at its end.
 */
export const paused: Ref = Number.MIN_SAFE_INTEGER;

/** A built-in and how many arguments it takes, self not counted. */
export type NativeSpec = {
  readonly run: Native;
  readonly least: number;
  readonly most: number;
  /**
   * Names of arguments that may be given by keyword, in their order; `any`: it takes keywords as they are. Without
   * this, keywords are refused.
   */
  readonly keywords?: readonly string[] | 'any';
  /** For methods: the type whose values they belong to. */
  readonly owner?: 'list' | 'dict' | 'set' | 'tuple' | 'Node';
};

export const native = (run: Native, least: number, most = least): NativeSpec => ({ run, least, most });

type Owner = NonNullable<NativeSpec['owner']>;
export const methodOf =
  (owner: Owner) =>
  (run: Native, least: number, most = least): NativeSpec => ({ run, least, most, owner });

/** An argument as a number; undefined if it raises. */
export function integerArgument(vm: Vm, ref: Ref): number | undefined {
  if (isNumber(ref)) return numberOf(ref);
  vm.raise('TypeError', `'${typeName(vm, ref)}' object cannot be interpreted as an integer`);
  return undefined;
}

/** A new list that takes over these references. */
export const listOf = (vm: Vm, items: readonly Ref[]): Ref => vm.sequence(Kind.list, items);
export const tupleOf = (vm: Vm, items: readonly Ref[]): Ref => vm.sequence(Kind.tuple, items);

/** One more reference to it. */
export function share(vm: Vm, ref: Ref): Ref {
  vm.heap.incref(ref);
  return ref;
}
