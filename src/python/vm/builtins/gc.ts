/** The modules `gc` and `sys` (CPython: Modules/gcmodule.c, Python/sysmodule.c). */
import { type Generation, Kind, type Ref, referrers } from '../../../engine/index.ts';
import { integer, isNumber, none, numberOf, truth } from '../../atoms.ts';
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
    vm.heap.stats().map(stats => {
      const dict = vm.heap.alloc(Kind.dict, 0, 0);
      for (const [name, value] of Object.entries(stats)) {
        vm.heap.dictSet(dict, vm.textAtom(name), integer(value));
      }
      return dict;
    }),
  );

const isTracked: Native = (vm, start) => {
  const object = vm.argument(start, 0);
  return truth(object > 0 && vm.heap.generation(object) >= 0);
};

/** GC-16: tracked objects of generations 0 to 2 that refer directly to one of the arguments. */
const getReferrers: Native = (vm, start, count) => {
  const found = new Set<Ref>();
  for (let index = 0; index < count; index++) {
    const object = vm.argument(start, index);
    if (object <= 0) continue;
    for (const { holder } of referrers(vm.heap, object)) {
      const generation = vm.heap.generation(holder);
      if (generation >= 0 && generation < 3) found.add(holder);
    }
  }
  const all = generations.flatMap(generation => vm.heap.generationList(generation));
  return listOf(
    vm,
    all.filter(object => found.has(object)).map(object => share(vm, object)),
  );
};

const generations: readonly Generation[] = [0, 1, 2];

const getReferents: Native = (vm, start, count) => {
  const found: Ref[] = [];
  for (let index = 0; index < count; index++) {
    const object = vm.argument(start, index);
    if (object <= 0) continue;
    const slots = Array.from({ length: vm.heap.size(object) }, (_, slot) => vm.heap.get(object, slot));
    // CPython's traversal looks at lists and tuples from their end.
    const kind = vm.heap.kind(object);
    if (kind === Kind.list || kind === Kind.tuple) slots.reverse();
    for (const referent of slots) if (referent !== 0) found.push(share(vm, referent));
  }
  return listOf(vm, found);
};

const getObjects: Native = (vm, start, count) => {
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
  const wanted = generations.filter(generation => chosen === none || generation === numberOf(chosen));
  const objects = wanted.flatMap(generation => vm.heap.generationList(generation));
  return listOf(
    vm,
    objects.map(object => share(vm, object)),
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
  'gc.get_referrers': native(getReferrers, 0, Number.POSITIVE_INFINITY),
  'gc.get_referents': native(getReferents, 0, Number.POSITIVE_INFINITY),
  'gc.get_objects': { ...native(getObjects, 0, 1), keywords: ['generation'] },
  'sys.getrefcount': native(getRefCount, 1),
};
