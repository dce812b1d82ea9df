/** Calls of built-ins: who takes which arguments. */
import type { Ref } from '../../engine/index.ts';
import { natives } from './builtins/index.ts';
import { type NativeSpec, paused } from './builtins/native.ts';
import { dropCall, finishCall } from './call-end.ts';
import { typeName } from './types.ts';
import type { Vm } from './vm.ts';

export const noKeywords: readonly string[] = [];

export function callNative(
  vm: Vm,
  base: number,
  name: string,
  count: number,
  keywords: readonly string[],
): void {
  const spec = natives.get(name);
  if (spec === undefined) {
    vm.raise('TypeError', `cannot create '${name}' instances`);
    dropCall(vm, base);
    return;
  }
  const hasSelf = vm.heap.get(vm.stack, base + 1) !== 0;
  const start = hasSelf ? base + 1 : base + 2;
  const given = hasSelf ? count + 1 : count;
  const result = runNative(vm, name, spec, start, given, keywords);
  if (result === paused) vm.pc -= 1;
  else if (result === 0) dropCall(vm, base);
  else finishCall(vm, base, result);
}

function runNative(
  vm: Vm,
  name: string,
  spec: NativeSpec,
  start: number,
  given: number,
  keywords: readonly string[],
): Ref {
  const short = name.slice(name.indexOf('.') + 1);
  if (spec.owner !== undefined) {
    if (given === 0) return vm.raise('TypeError', `unbound method ${name}() needs an argument`);
    const self = vm.argument(start, 0);
    if (spec.owner !== 'Node' && typeName(vm, self) !== spec.owner) {
      const problem = `descriptor '${short}' for '${spec.owner}' objects doesn't apply to a '${typeName(vm, self)}' object`;
      return vm.raise('TypeError', problem);
    }
  }
  if (keywords.length > 0 && spec.keywords === undefined) {
    return vm.raise('TypeError', `${name === 'weakref.ref' ? 'ref' : name}() takes no keyword arguments`);
  }
  const own = spec.owner === undefined ? given : given - 1;
  const named = namedArguments(vm, short, spec, start, own, given, keywords);
  if (named < 0) return 0;
  if (own + named < spec.least || own + named > spec.most) {
    return vm.raise('TypeError', arityMessage(name, short, spec, own + named));
  }
  return spec.run(vm, start, given + named, named === 0 ? keywords : noKeywords);
}

/** How many keyword values become ordinary arguments, having been put in their order; -1 if it raises. */
function namedArguments(
  vm: Vm,
  short: string,
  spec: NativeSpec,
  start: number,
  own: number,
  given: number,
  keywords: readonly string[],
): number {
  const names = spec.keywords;
  if (names === undefined || names === 'any') return 0;
  const values: Ref[] = [];
  for (const [index, keyword] of keywords.entries()) {
    const at = names.indexOf(keyword) - own;
    if (at < 0) {
      const problem = names.includes(keyword) ? 'multiple values for' : 'an unexpected keyword';
      vm.raise('TypeError', `${short}() got ${problem} argument '${keyword}'`);
      return -1;
    }
    values[at] = vm.argument(start, given + index);
  }
  for (let index = 0; index < values.length; index++) {
    vm.heap.exchange(vm.stack, start + given + index, values[index] ?? 0);
  }
  return values.length;
}

function arityMessage(
  name: string,
  short: string,
  { least, most, keywords }: NativeSpec,
  given: number,
): string {
  if (name.startsWith('gc.') && keywords !== undefined) {
    return `${short}() takes at most ${most} argument (${given} given)`;
  }
  if (most === 0) return `${name}() takes no arguments (${given} given)`;
  if (least === 1 && most === 1) return `${name}() takes exactly one argument (${given} given)`;
  const bound = least === most ? '' : given < least ? 'at least ' : 'at most ';
  const number = given < least ? least : most;
  return `${short} expected ${bound}${number} argument${number === 1 ? '' : 's'}, got ${given}`;
}
