/**
 * Host code of the heap: finalizers and callbacks of weak references, run as calls in the middle of whatever lets go of
 * something (SPEC FN, WR).
 *
 * An instruction does not let go at once: it hands what it drops to `Vm.release`, and all of it goes when the instruction
 * is over. If a hook comes up then, a call record is put on top with a row of its own, which holds what is still to be let
 * go; when the hook's code has returned, the heap is told to go on, and the record stays until no hook comes up any more.
 * So nothing is ever half done in JavaScript, and the machine forks and stops inside of hooks as everywhere.
 */
import { Kind, type Ref } from '../../engine/index.ts';
import { none, text } from '../atoms.ts';
import { HookEntry } from '../compile/code.ts';
import { isBoundBy } from './attributes.ts';
import { dictOf } from './builtins/gc.ts';
import { classIndexOf, classValue } from './classes.ts';
import { Mode, type Vm } from './vm.ts';

/** Operands of a hook's code: callable, self, arguments. */
const roomForCall = 4;
/** One place below them is for the info that `gc.callbacks` are given. */
const roomForInfo = 1;

/** Lets go of what the last instruction has dropped, in order, and starts the first hook that comes up. */
export function settle(vm: Vm): void {
  const { heap, released } = vm;
  let gone = 0;
  while (heap.hook === undefined && gone < released.length) heap.decref(released[gone++] as Ref);
  if (heap.hook === undefined) {
    released.length = 0;
    return;
  }
  vm.released = [];
  enterHooks(vm, released.slice(gone));
}

/** A record for hooks: below its operands lies what goes afterwards, one slot after the other. */
function enterHooks(vm: Vm, afterwards: readonly Ref[]): void {
  const { heap } = vm;
  const code = vm.library.hookCode;
  const base = afterwards.length + roomForInfo;
  const row = heap.alloc(Kind.frame, code.number, base + roomForCall);
  for (const [index, ref] of afterwards.entries()) heap.exchange(row, index, ref);
  vm.suspended = [...vm.suspended, vm.unwinding];
  vm.unwinding = undefined;
  vm.enter(Mode.hook, code, row, row, base, vm.line);
  vm.extra = base;
  startHook(vm);
}

/** Prepares the call of the hook that has come up: the code of the record makes it. */
function startHook(vm: Vm): void {
  const hook = vm.heap.takeHook();
  if (hook === undefined) throw new Error('no hook has come up');
  vm.sp = vm.extra;
  switch (hook.type) {
    case 'finalizer':
      vm.pc = HookEntry.finalizer;
      prepare(vm, finalizerOf(vm, hook.object));
      break;
    case 'callback':
      vm.pc = HookEntry.callback;
      prepare(vm, [hook.callback, 0, hook.weakref]);
      break;
    case 'gc callbacks': {
      vm.pc = HookEntry.gcCallbacks;
      vm.heap.setTag(vm.stack, vm.library.strings.number(hook.phase));
      const { generation, collected, uncollectable } = hook;
      const info = dictOf(vm, Object.entries({ generation, collected, uncollectable }));
      vm.release(vm.heap.exchange(vm.stack, vm.extra - roomForInfo, info));
    }
  }
}

function prepare(vm: Vm, operands: readonly Ref[]): void {
  for (const operand of operands) {
    vm.heap.incref(operand);
    vm.push(operand);
  }
}

/** GC-20: one after the other, as the list is when its turn comes. */
export function nextGcCallback(vm: Vm): void {
  const { heap, stack } = vm;
  const callbacks = heap.get(vm.gcModule, 0);
  if (vm.progress >= heap.size(callbacks)) {
    vm.progress = 0;
    vm.pc = HookEntry.end;
    return;
  }
  vm.progress += 1;
  const info = heap.get(stack, vm.extra - roomForInfo);
  prepare(vm, [heap.get(callbacks, vm.progress - 1), 0, text(heap.tag(stack)), info]);
}

/** What is called, and with which self. A `__del__` that is no function is called as it is, and fails as in CPython. */
function finalizerOf(vm: Vm, object: Ref): readonly [callable: Ref, self: Ref] {
  const found = classValue(vm, classIndexOf(vm, object), vm.library.finalizerName);
  return [found === 0 ? none : found, isBoundBy(vm, object, found) ? object : 0];
}

/** The hook's code is over: the heap goes on, then what was to go afterwards, up to the next hook. */
export function endHook(vm: Vm): void {
  vm.heap.resume();
  letGoAfterwards(vm);
}

function letGoAfterwards(vm: Vm): void {
  const { heap, stack, extra } = vm;
  while (heap.hook === undefined) {
    const gone = heap.word(stack);
    if (gone === extra) {
      leaveHooks(vm);
      return;
    }
    heap.setWord(stack, gone + 1);
    heap.decref(heap.exchange(stack, gone, 0));
  }
  startHook(vm);
}

/** Back to what was interrupted. The row of the record may still hold something if an exception has ended it. */
export function leaveHooks(vm: Vm): void {
  const { stack } = vm;
  vm.leave();
  vm.unwinding = vm.suspended.at(-1);
  vm.suspended = vm.suspended.slice(0, -1);
  vm.release(stack);
}
