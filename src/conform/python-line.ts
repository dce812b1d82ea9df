/** An operation of a trace as a line that looks like Python, with objects under their ids. */
import type { Op, Step } from './trace.ts';

export function pythonLine(op: Op): string {
  const { op: name, obj = '', at = 0, var: variable = '' } = op;
  const to = value(op.to);
  switch (name) {
    case 'new':
      return `${variable} = ${born(op)}  # ${notes(op).join(', ')}`;
    case 'bind':
      return `${variable} = ${to}`;
    case 'del':
      return `del ${variable}`;
    case 'unbind':
      return `globals().pop(${text(variable)}, None)`;
    case 'copy':
      return `${variable} = globals().get(${text(op.from)})`;
    case 'attr':
      return `${obj}.${op.name} = ${to}`;
    case 'delattr':
      return `del ${obj}.${op.name}`;
    case 'append':
      return `${obj}.append(${to})`;
    case 'insert':
      return `${obj}.insert(${at}, ${to})`;
    case 'setitem':
      return `${obj}[${at}] = ${to}`;
    case 'delitem':
      return `del ${obj}[${at}]`;
    case 'pop':
      return `${obj}.pop(${op.at ?? ''})`;
    case 'clear':
      return `${obj}.clear()`;
    case 'dset':
      return `${obj}[${text(op.key)}] = ${to}`;
    case 'ddel':
      return `del ${obj}[${text(op.key)}]`;
    case 'sadd':
      return `${obj}.add(${to})`;
    case 'sdiscard':
      return `${obj}.discard(${to})`;
    case 'cellset':
      return `${obj}.cell_contents = ${to}`;
    case 'celldel':
      return `del ${obj}.cell_contents`;
    case 'deref':
      return `${variable} = ${op.wr}()`;
    case 'push':
      return `call(${(op.args ?? []).map(([local, id]) => `${local}=${id}`).join(', ')})`;
    case 'ret':
      return op.to === undefined
        ? 'return'
        : `return ${to}${op.var === undefined ? '' : `  # bound to ${variable}`}`;
    default:
      return collectorLine(op);
  }
}

function collectorLine({ op, gen = 2, to, on = false, obj = '' }: Op): string {
  switch (op) {
    case 'collect':
      return `gc.collect(${gen})`;
    case 'threshold':
      return `gc.set_threshold(${Array.isArray(to) ? to.join(', ') : ''})`;
    case 'saveall':
      return `gc.set_debug(${on ? 'gc.DEBUG_SAVEALL' : '0'})`;
    case 'garbage_clear':
      return 'gc.garbage.clear()';
    case 'referrers':
    case 'referents':
      return `gc.get_${op}(${obj})`;
    default:
      return `gc.${op}()`;
  }
}

const text = (name = ''): string => `'${name}'`;

const value = (to: Op['to']): string => (typeof to === 'string' ? to : 'None');

function born({ kind, items = [], to, closure, self = '', target = '', cb }: Op): string {
  const values = items.map(item => (isPair(item) ? `${text(item[0])}: ${value(item[1])}` : value(item)));
  switch (kind) {
    case 'list':
      return `[${values.join(', ')}]`;
    case 'tuple':
      return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
    case 'set':
      return values.length === 0 ? 'set()' : `{${values.join(', ')}}`;
    case 'dict':
      return `{${values.join(', ')}}`;
    case 'cell':
      return `CellType(${typeof to === 'string' ? to : ''})`;
    case 'func':
      return `FunctionType(code${closure === undefined ? '' : `, closure=${closure}`})`;
    case 'method':
      return `MethodType(function, ${self})`;
    case 'module':
      return "ModuleType('m')";
    case 'weakref':
      return `weakref.ref(${target}${cb === undefined ? '' : `, ${typeof cb === 'string' ? cb : 'callback'}`})`;
    case 'int':
    case 'str':
      return `${kind}(…)`;
    default:
      return 'Class()';
  }
}

type Item = NonNullable<Op['items']>[number];

const isPair = (item: Item): item is readonly [string, string | null] => Array.isArray(item);

/** What the line has no place for: the id, and what the class or the callback is like. */
function notes({ id = '', kind, slots, fin, cb, dict }: Op): readonly string[] {
  return [
    id,
    ...(dict === undefined ? [] : [`its dict ${dict}`]),
    ...(kind === 'slots' ? [`__slots__ ${(slots ?? ['a', 'b', 'c', 'd']).join(' ')}`] : []),
    ...(fin === undefined ? [] : [`__del__: ${script(fin)}`]),
    ...(cb === undefined || typeof cb === 'string' ? [] : [`callback: ${script(cb)}`]),
  ];
}

const script = (steps: readonly Step[]): string =>
  steps.length === 0 ? 'pass' : steps.map(step => Object.values(step).join(' ')).join('; ');
