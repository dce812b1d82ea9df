/** The helpers of the game: `Node`, `spawn`, `ring`, `mark`, `use`, `said`. */
import type { Ref } from '../../../engine/index.ts';
import { none } from '../../atoms.ts';
import { Limits } from '../../limits.ts';
import { storeAttribute } from '../attributes.ts';
import { bear, fixLabel } from '../instances.ts';
import { stringOf } from '../text.ts';
import type { Vm } from '../vm.ts';
import { integerArgument, type Native, native, share, tupleOf } from './native.ts';
import { isCleared } from './weakref.ts';

/**
 * `Node.__init__(self, label="", *values)`: `.label` is an ordinary attribute; what else is handed over stands in
 * `.values`. The label by which the game knows the object is fixed before.
 */
const initNode: Native = (vm, start, count, keywords) => {
  const self = vm.argument(start, 0);
  const label = labelArgument(vm, start + 1, count - 1, keywords);
  storeAttribute(vm, self, vm.library.strings.number('label'), share(vm, label));
  if (count > 2) {
    const values = Array.from({ length: count - 2 }, (_, index) => share(vm, vm.argument(start, index + 2)));
    storeAttribute(vm, self, vm.library.strings.number('values'), tupleOf(vm, values));
  }
  return none;
};

/** The label among the arguments of a call of a heapling's class: the first one, or `label=`. Borrowed. */
export function labelArgument(vm: Vm, start: number, count: number, keywords: readonly string[]): Ref {
  if (count > 0) return vm.argument(start, 0);
  const keyword = keywords.indexOf('label');
  return keyword < 0 ? vm.textAtom('') : vm.argument(start, count + keyword);
}

function makeNode(vm: Vm, prefix: Ref, number: number): Ref {
  const node = bear(vm, 0);
  const label = vm.textAtom(`${stringOf(vm, prefix)}${number}`);
  fixLabel(vm, node, label);
  storeAttribute(vm, node, vm.library.strings.number('label'), label);
  return node;
}

/** The second argument of `spawn` and `ring`; undefined if it raises. */
function lengthArgument(vm: Vm, start: number): number | undefined {
  const length = integerArgument(vm, vm.argument(start, 1));
  if (length === undefined) return undefined;
  if (length <= Limits.size) return length;
  vm.raise('Limit', `at most ${Limits.size} heaplings are made at once here`);
  return undefined;
}

/** The tail is made first; gives the head, or None for an empty chain. */
const spawn: Native = (vm, start) => {
  const length = lengthArgument(vm, start);
  if (length === undefined) return 0;
  const next = vm.library.strings.number('next');
  let head: Ref = none;
  for (let number = length; number > 0; number--) {
    const node = makeNode(vm, vm.argument(start, 0), number);
    if (head !== none) storeAttribute(vm, node, next, head);
    head = node;
  }
  return head;
};

/** All are made, then linked in order. */
const ring: Native = (vm, start) => {
  const length = lengthArgument(vm, start);
  if (length === undefined) return 0;
  const next = vm.library.strings.number('next');
  const nodes = Array.from({ length: Math.max(0, length) }, (_, index) =>
    makeNode(vm, vm.argument(start, 0), index + 1),
  );
  for (const [index, node] of nodes.entries()) {
    const after = nodes[(index + 1) % nodes.length];
    if (after !== undefined) storeAttribute(vm, node, next, share(vm, after));
  }
  for (const node of nodes.slice(1)) vm.release(node);
  return nodes[0] ?? none;
};

const mark: Native = (vm, start) => {
  vm.journal.log.push(`@${stringOf(vm, vm.argument(start, 0))}`);
  return none;
};

/** The program needs these here: it asks for their values, also through weak references, and keeps nothing. */
const use: Native = (vm, start, count) => {
  for (let index = 0; index < count; index++) {
    if (isCleared(vm, vm.argument(start, index))) return vm.raise('RuntimeError', 'used after its death');
  }
  return none;
};

const said: Native = (vm, start) => {
  vm.journal.output.push(stringOf(vm, vm.argument(start, 0)));
  return none;
};

export const helperFunctions = {
  'Node.__init__': {
    ...native(initNode, 0, Number.POSITIVE_INFINITY),
    keywords: 'any' as const,
    owner: 'Node' as const,
  },
  spawn: { ...native(spawn, 2), keywords: ['label', 'n'] },
  ring: { ...native(ring, 2), keywords: ['label', 'n'] },
  mark: native(mark, 1),
  use: native(use, 0, Number.POSITIVE_INFINITY),
  said: native(said, 1),
};
