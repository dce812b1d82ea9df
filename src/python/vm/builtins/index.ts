/** Everything built in that can be called, by name. */
import { dictMethods } from './dict.ts';
import { generalFunctions } from './functions.ts';
import { collectorFunctions } from './gc.ts';
import { helperFunctions } from './helpers.ts';
import { listMethods } from './list.ts';
import type { NativeSpec } from './native.ts';
import { setMethods } from './set.ts';
import { weakrefFunctions } from './weakref.ts';

export const natives: ReadonlyMap<string, NativeSpec> = new Map<string, NativeSpec>(
  Object.entries({
    ...generalFunctions,
    ...collectorFunctions,
    ...helperFunctions,
    ...listMethods,
    ...dictMethods,
    ...setMethods,
    ...weakrefFunctions,
  }),
);
