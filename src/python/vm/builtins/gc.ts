/** The modules `gc` and `sys` (CPython: Modules/gcmodule.c, Python/sysmodule.c). */
import { type Generation, getObjects, getReferrers, Kind, type Ref } from '../../../engine/index.ts';
import { integer, isNumber, isText, none, numberOf, truth } from '../../atoms.ts';
import { addEntry } from '../changes.ts';
import { typeName } from '../types.ts';
import type { Vm } from '../vm.ts';
import { integerArgument, listOf, type Native, native, paused, share, tupleOf } from './native.ts';

/** The result is known when the finalizers and callbacks have run, too. */
const collect: Native = (vm, start, count) => {
  if (vm.progress === 0) {
    const generation = count === 0 ? 2 : integerArgument(vm, vm.argument(start, 0));
    if (generation === undefined) return 0;
    if (generation !== 0 && generation !== 1 && generation !== 2) {
      return vm.raise('ValueError', 'invalid generation');
    }
    vm.heap.collect(generation);
    if (vm.heap.hook !== undefined) {
      vm.progress = 1;
      return paused;
    }
  }
  vm.progress = 0;
  const { collected, uncollectable } = vm.heap.lastCollection();
  return integer(collected + uncollectable);
};

const enable: Native = vm => {
  vm.heap.enable();
  return none;
};

const disable: Native = vm => {
  vm.heap.disable();
  return none;
};

const isEnabled: Native = vm => truth(vm.heap.isEnabled());

const numbers = (vm: Vm, values: readonly number[]): Ref =>
  tupleOf(
    vm,
    values.map(value => integer(value)),
  );

const getCount: Native = vm => numbers(vm, vm.journal.bell?.numbers ?? vm.heap.counts());
const getThreshold: Native = vm => numbers(vm, vm.heap.thresholds());

const setThreshold: Native = (vm, start, count) => {
  if (count < 1 || count > 3) return vm.raise('TypeError', 'gc.set_threshold requires 1 to 3 arguments');
  const thresholds = vm.heap.thresholds();
  for (let index = 0; index < count; index++) {
    const value = integerArgument(vm, vm.argument(start, index));
    if (value === undefined) return 0;
    thresholds[index] = value;
  }
  vm.heap.setThresholds(...thresholds);
  return none;
};

const getStats: Native = vm =>
  listOf(
    vm,
    vm.heap.stats().map(stats => dictOf(vm, Object.entries(stats))),
  );

/** A dict of names and numbers. */
export function dictOf(vm: Vm, entries: readonly (readonly [string, number])[]): Ref {
  const dict = vm.heap.alloc(Kind.dict, 0, 0);
  for (const [name, value] of entries) addEntry(vm, dict, vm.textAtom(name), integer(value));
  return dict;
}

const isTracked: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  return truth(object > 0 && vm.heap.isTracked(object));
};

const isFinalized: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  return truth(object > 0 && vm.heap.isFinalized(object));
};

/** GC-14. */
const freeze: Native = vm => {
  vm.heap.freeze();
  vm.journal.bell?.reset();
  return none;
};

const unfreeze: Native = vm => {
  vm.heap.unfreeze();
  return none;
};

/** Objects of the program: what the interpreter has frozen of its own is not among them. */
const getFreezeCount: Native = vm => integer(vm.heap.freezeCount);

/** GC-15. Of the flags only DEBUG_SAVEALL does something here: the others write to the standard error stream. */
const setDebug: Native = (vm, start) => {
  const flags = integerArgument(vm, vm.argument(start, 0));
  if (flags === undefined) return 0;
  vm.debugFlags = flags;
  vm.heap.saveAll = (flags & DebugFlag.DEBUG_SAVEALL) !== 0;
  return none;
};

const getDebug: Native = vm => integer(vm.debugFlags);

const DebugFlag = {
  DEBUG_STATS: 1,
  DEBUG_COLLECTABLE: 2,
  DEBUG_UNCOLLECTABLE: 4,
  DEBUG_SAVEALL: 32,
  DEBUG_LEAK: 38,
} as const;

/** What the modules hold that is no function: borrowed, 0 if it is something else. */
export function moduleValue(vm: Vm, module: string, name: string): Ref {
  if (module !== 'gc') return 0;
  if (name === 'garbage') return vm.heap.garbage();
  if (name === 'callbacks') return callbackList(vm);
  const flag = Object.entries(DebugFlag).find(([known]) => known === name);
  return flag === undefined ? 0 : integer(flag[1]);
}

/** `gc.callbacks`: made when it is asked for; from then on collections tell of themselves. */
function callbackList(vm: Vm): Ref {
  const { heap } = vm;
  if (vm.gcModule === 0) {
    vm.gcModule = heap.alloc(Kind.module, 0, 1);
    heap.exchange(vm.gcModule, 0, heap.alloc(Kind.list, 0, 0, { tracked: false }));
    heap.hasGcCallbacks = true;
  }
  return heap.get(vm.gcModule, 0);
}

/** GC-16: tracked objects of generations 0 to 2 that refer directly to one of the arguments. */
const findReferrers: Native = (vm, start, count) => {
  const objects = Array.from({ length: count }, (_, index) => vm.argument(start, index));
  const found = getReferrers(vm.heap, ...objects.filter(object => object > 0));
  return listOf(
    vm,
    found.map(object => share(vm, object)),
  );
};

/** In the order in which CPython visits them: a dict whose keys are all strings does not tell of its keys. */
const findReferents: Native = (vm, start, count) => {
  const found: Ref[] = [];
  for (let index = 0; index < count; index++) {
    const object = vm.argument(start, index);
    if (object > 0 && [Kind.function, Kind.class].some(kind => kind === vm.heap.kind(object))) {
      const problem = `what a ${typeName(vm, object) === 'type' ? 'class' : 'function'} refers to is more than there is here`;
      return vm.raise('Unsupported', problem);
    }
    if (object > 0) found.push(...referentsOf(vm, object));
  }
  return listOf(
    vm,
    found.map(object => share(vm, object)),
  );
};

function referentsOf(vm: Vm, object: Ref): Ref[] {
  const { heap } = vm;
  const slots = Array.from({ length: heap.size(object) }, (_, slot) => heap.get(object, slot));
  switch (heap.kind(object)) {
    case Kind.list:
    case Kind.tuple:
      return slots.reverse();
    case Kind.dict: {
      const hasOnlyTexts = slots.every((ref, slot) => slot % 2 === 1 || isText(ref));
      const entries = Array.from({ length: slots.length / 2 }, (_, entry) =>
        slots.slice(2 * entry, 2 * entry + 2),
      );
      return entries.flatMap(([key = 0, value = 0]) => (hasOnlyTexts ? [value] : [value, key]));
    }
    case Kind.instance:
      return [...slots.filter(ref => ref !== 0), heap.type(object)];
    case Kind.leaf:
      return [];
    default:
      return slots.filter(ref => ref !== 0);
  }
}

const findObjects: Native = (vm, start, count) => {
  const chosen = count === 0 ? none : vm.argument(start, 0);
  if (chosen !== none && !isNumber(chosen)) {
    return vm.raise('TypeError', `argument should be integer or None, not '${typeName(vm, chosen)}'`);
  }
  if (chosen !== none && numberOf(chosen) < 0)
    return vm.raise('ValueError', 'generation parameter cannot be negative');
  if (chosen !== none && numberOf(chosen) > 2) {
    const problem = 'generation parameter must be less than the number of available generations (3)';
    return vm.raise('ValueError', problem);
  }
  const generation = chosen === none ? undefined : (numberOf(chosen) as Generation);
  return listOf(
    vm,
    getObjects(vm.heap, generation).map(object => share(vm, object)),
  );
};

/** The argument itself is one of the references counted. */
const getRefCount: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  if (object > 0) return integer(vm.heap.refcount(object));
  return vm.raise('Limit', 'the count of an immortal object, 4294967295, is too large an integer here');
};

export const collectorFunctions = {
  'gc.collect': { ...native(collect, 0, 1), keywords: ['generation'] },
  'gc.enable': native(enable, 0),
  'gc.disable': native(disable, 0),
  'gc.isenabled': native(isEnabled, 0),
  'gc.get_count': native(getCount, 0),
  'gc.get_threshold': native(getThreshold, 0),
  'gc.set_threshold': native(setThreshold, 0, Number.POSITIVE_INFINITY),
  'gc.get_stats': native(getStats, 0),
  'gc.is_tracked': native(isTracked, 1),
  'gc.is_finalized': native(isFinalized, 1),
  'gc.freeze': native(freeze, 0),
  'gc.unfreeze': native(unfreeze, 0),
  'gc.get_freeze_count': native(getFreezeCount, 0),
  'gc.set_debug': native(setDebug, 1),
  'gc.get_debug': native(getDebug, 0),
  'gc.get_referrers': native(findReferrers, 0, Number.POSITIVE_INFINITY),
  'gc.get_referents': native(findReferents, 0, Number.POSITIVE_INFINITY),
  'gc.get_objects': { ...native(findObjects, 0, 1), keywords: ['generation'] },
  'sys.getrefcount': native(getRefCount, 1),
};
