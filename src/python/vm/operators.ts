/** Arithmetic, comparison and membership. Operands are borrowed, results are new references; 0 if it raises. */
import { Kind, type Ref } from '../../engine/index.ts';
import { fitsInteger, integer, isBuiltin, isNumber, isText, numberOf, textIndex, truth } from '../atoms.ts';
import type { binaryOperators, comparisonOperators, unaryOperators } from '../compile/code.ts';
import { Limits } from '../limits.ts';
import { areEqual, findItem, findKey, isHashable, isTrue } from './equality.ts';
import { extendList, items } from './iteration.ts';
import { refuseSize } from './subscripts.ts';
import { reprOf, stringOf } from './text.ts';
import { typeName } from './types.ts';
import type { Vm } from './vm.ts';

type Binary = (typeof binaryOperators)[number];
type Comparing = (typeof comparisonOperators)[number];

export function unary(vm: Vm, operator: (typeof unaryOperators)[number], operand: Ref): Ref {
  if (operator === 'not') return truth(!isTrue(vm, operand));
  if (isNumber(operand)) return number(vm, -numberOf(operand));
  return vm.raise('TypeError', `bad operand type for unary -: '${typeName(vm, operand)}'`);
}

export function binary(vm: Vm, operator: Binary, left: Ref, right: Ref): Ref {
  if (isNumber(left) && isNumber(right)) return arithmetic(vm, operator, numberOf(left), numberOf(right));
  if (operator === '+') return concatenate(vm, left, right);
  if (operator === '*') return multiply(vm, left, right);
  if (operator === '%' && isText(left)) return format(vm, left, right);
  return unsupported(vm, operator, left, right);
}

/** `x += y`: lists grow in place, everything else is made anew. */
export function inplace(vm: Vm, operator: Binary, left: Ref, right: Ref): Ref {
  const isList = left > 0 && vm.heap.kind(left) === Kind.list;
  if (!isList || operator !== '+') return binary(vm, operator, left, right);
  if (!extendList(vm, left, right)) return 0;
  vm.heap.incref(left);
  return left;
}

function arithmetic(vm: Vm, operator: Binary, left: number, right: number): Ref {
  switch (operator) {
    case '+':
      return number(vm, left + right);
    case '-':
      return number(vm, left - right);
    case '*':
      return number(vm, left * right);
    case '//':
      if (right === 0) return vm.raise('ZeroDivisionError', 'integer division or modulo by zero');
      return number(vm, Math.floor(left / right));
    case '%':
      if (right === 0) return vm.raise('ZeroDivisionError', 'integer modulo by zero');
      return number(vm, left - right * Math.floor(left / right));
  }
}

function number(vm: Vm, value: number): Ref {
  if (fitsInteger(value)) return integer(value === 0 ? 0 : value);
  const range = `${-Limits.integer} and ${Limits.integer - 1}`;
  return vm.raise('Limit', `an integer leaves the range between ${range} that is supported here`);
}

function concatenate(vm: Vm, left: Ref, right: Ref): Ref {
  const type = typeName(vm, left);
  if (type !== typeName(vm, right)) {
    return type === 'str' || type === 'list' || type === 'tuple'
      ? vm.raise('TypeError', `can only concatenate ${type} (not "${typeName(vm, right)}") to ${type}`)
      : unsupported(vm, '+', left, right);
  }
  if (isText(left)) return joined(vm, stringOf(vm, left) + stringOf(vm, right));
  if (type !== 'list' && type !== 'tuple') return unsupported(vm, '+', left, right);
  return copies(vm, type, [...items(vm, left), ...items(vm, right)]);
}

function multiply(vm: Vm, left: Ref, right: Ref): Ref {
  if (isNumber(left))
    return isSequence(vm, right) ? multiply(vm, right, left) : unsupported(vm, '*', left, right);
  if (!isSequence(vm, left)) {
    if (!isSequence(vm, right)) return unsupported(vm, '*', left, right);
    return vm.raise('TypeError', `can't multiply sequence by non-int of type '${typeName(vm, left)}'`);
  }
  if (!isNumber(right)) {
    return vm.raise('TypeError', `can't multiply sequence by non-int of type '${typeName(vm, right)}'`);
  }
  const times = Math.max(0, numberOf(right));
  if (isText(left)) {
    const part = stringOf(vm, left);
    return part.length * times > Limits.size ? refuseSize(vm) : vm.textAtom(part.repeat(times));
  }
  const one = items(vm, left);
  if (one.length * times > Limits.size) return refuseSize(vm);
  const all = Array.from({ length: one.length * times }, (_, index) => one[index % one.length] ?? 0);
  return copies(vm, typeName(vm, left) === 'list' ? 'list' : 'tuple', all);
}

const isSequence = (vm: Vm, ref: Ref): boolean => ['str', 'list', 'tuple'].includes(typeName(vm, ref));

/** A list or tuple with new references to these. */
function copies(vm: Vm, type: 'list' | 'tuple', all: readonly Ref[]): Ref {
  if (all.length > Limits.size) return refuseSize(vm);
  for (const item of all) vm.heap.incref(item);
  return vm.sequence(type === 'list' ? Kind.list : Kind.tuple, all);
}

function joined(vm: Vm, value: string): Ref {
  return value.length > Limits.size ? refuseSize(vm) : vm.textAtom(value);
}

/** `"%s %d" % (a, b)` with the conversions s, d and r. */
function format(vm: Vm, pattern: Ref, values: Ref): Ref {
  const isTuple = typeName(vm, values) === 'tuple';
  const all = isTuple ? items(vm, values) : [values];
  let used = 0;
  let problem: string | undefined;
  const written = vm.library.strings.text(textIndex(pattern)).replace(/%(.|$)/gs, (_, conversion: string) => {
    if (conversion === '%') return '%';
    const value = all[used];
    used += 1;
    if (value === undefined) problem ??= 'not enough arguments for format string';
    else if (conversion === 's') return stringOf(vm, value);
    else if (conversion === 'r') return reprOf(vm, value);
    else if (conversion !== 'd') problem ??= `unsupported format character '${conversion}'`;
    else if (isNumber(value)) return String(numberOf(value));
    else problem ??= `%d format: a real number is required, not ${typeName(vm, value)}`;
    return '';
  });
  if (problem === undefined && used < all.length)
    problem = 'not all arguments converted during string formatting';
  return problem === undefined ? joined(vm, written) : vm.raise('TypeError', problem);
}

function unsupported(vm: Vm, operator: Binary, left: Ref, right: Ref): 0 {
  const types = `'${typeName(vm, left)}' and '${typeName(vm, right)}'`;
  return vm.raise('TypeError', `unsupported operand type(s) for ${operator}: ${types}`);
}

export function compare(vm: Vm, operator: Comparing, left: Ref, right: Ref): Ref {
  switch (operator) {
    case 'is':
      return truth(left === right);
    case 'is not':
      return truth(left !== right);
    case '==':
      return truth(areEqual(vm, left, right));
    case '!=':
      return truth(!areEqual(vm, left, right));
    case 'in':
    case 'not in': {
      const found = contains(vm, right, left);
      return found === undefined ? 0 : truth(found === (operator === 'in'));
    }
    default:
      return order(vm, operator, left, right);
  }
}

function order(vm: Vm, operator: '<' | '<=' | '>' | '>=', left: Ref, right: Ref): Ref {
  if (isNumber(left) && isNumber(right)) return truth(holds(operator, numberOf(left), numberOf(right)));
  if (isText(left) && isText(right)) return truth(holds(operator, stringOf(vm, left), stringOf(vm, right)));
  const types = `'${typeName(vm, left)}' and '${typeName(vm, right)}'`;
  return vm.raise('TypeError', `'${operator}' not supported between instances of ${types}`);
}

function holds<T>(operator: '<' | '<=' | '>' | '>=', left: T, right: T): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

/** `value in container`; undefined if it raises. */
function contains(vm: Vm, container: Ref, value: Ref): boolean | undefined {
  if (isText(container)) {
    if (isText(value)) return stringOf(vm, container).includes(stringOf(vm, value));
    vm.raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(vm, value)}`);
    return undefined;
  }
  switch (typeName(vm, container)) {
    case 'set':
      if (typeName(vm, value) === 'set') return false;
      return isHashable(vm, value) ? findKey(vm, container, value) >= 0 : undefined;
    case 'dict':
      return isHashable(vm, value) ? findKey(vm, container, value) >= 0 : undefined;
    case 'list':
    case 'tuple':
      return findItem(vm, container, value) >= 0;
    case 'range':
    case 'dict_keys':
    case 'dict_values':
      return items(vm, container).some(item => areEqual(vm, item, value));
  }
  vm.raise(
    'TypeError',
    `argument of type '${isBuiltin(container) ? 'type' : typeName(vm, container)}' is not iterable`,
  );
  return undefined;
}
