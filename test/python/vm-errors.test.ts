import { describe, expect, it } from 'vitest';
import { Limits } from '../../src/python/index.ts';
import { finish, refusals, report, stoppedAt } from './machines.ts';

const scenery = `class Box:
    pass
class K:
    def m(self):
        pass
    def __init__(self, a):
        pass
def f(x, y=1):
    pass
def g(x):
    del x
    x
a = Node("a")
xs = [1]
d = {}
s = set()
t = (1,)
`;
const line = scenery.split('\n').length;

/** As CPython 3.13.0 words them. */
const errors: readonly (readonly [string, string, string])[] = [
  ['nope', 'NameError', "name 'nope' is not defined"],
  ['del nope', 'NameError', "name 'nope' is not defined"],
  ['a.x', 'AttributeError', "'Node' object has no attribute 'x'"],
  ['del a.x', 'AttributeError', "'Node' object has no attribute 'x'"],
  ['a.x.y', 'AttributeError', "'Node' object has no attribute 'x'"],
  ['None.x', 'AttributeError', "'NoneType' object has no attribute 'x'"],
  [
    'None.x = 1',
    'AttributeError',
    "'NoneType' object has no attribute 'x' and no __dict__ for setting new attributes",
  ],
  [
    'xs.x = 1',
    'AttributeError',
    "'list' object has no attribute 'x' and no __dict__ for setting new attributes",
  ],
  ['Node.x', 'AttributeError', "type object 'Node' has no attribute 'x'"],
  ['f.x', 'AttributeError', "'function' object has no attribute 'x'"],
  ['K(1).m.x', 'AttributeError', "'function' object has no attribute 'x'"],
  ['gc.x', 'AttributeError', "module 'gc' has no attribute 'x'"],
  ['a()', 'TypeError', "'Node' object is not callable"],
  ['Box(1)', 'TypeError', 'Box() takes no arguments'],
  ['f()', 'TypeError', "f() missing 1 required positional argument: 'x'"],
  ['f(1, 2, 3)', 'TypeError', 'f() takes from 1 to 2 positional arguments but 3 were given'],
  ['f(1, z=2)', 'TypeError', "f() got an unexpected keyword argument 'z'"],
  ['f(1, x=2)', 'TypeError', "f() got multiple values for argument 'x'"],
  ['K()', 'TypeError', "K.__init__() missing 1 required positional argument: 'a'"],
  ['K(1).m(2)', 'TypeError', 'K.m() takes 1 positional argument but 2 were given'],
  ['K.m()', 'TypeError', "K.m() missing 1 required positional argument: 'self'"],
  ['xs[5]', 'IndexError', 'list index out of range'],
  ['xs[-2] = 1', 'IndexError', 'list assignment index out of range'],
  ['del xs[5]', 'IndexError', 'list assignment index out of range'],
  ['xs["a"]', 'TypeError', 'list indices must be integers or slices, not str'],
  ['t[5]', 'IndexError', 'tuple index out of range'],
  ['t[0] = 1', 'TypeError', "'tuple' object does not support item assignment"],
  ['del t[0]', 'TypeError', "'tuple' object doesn't support item deletion"],
  ['del a["k"]', 'TypeError', "'Node' object does not support item deletion"],
  ['"abc"[7]', 'IndexError', 'string index out of range'],
  ['d["k"]', 'KeyError', "'k'"],
  ['del d["k"]', 'KeyError', "'k'"],
  ['d[xs] = 1', 'TypeError', "unhashable type: 'list'"],
  ['s.add([])', 'TypeError', "unhashable type: 'list'"],
  ['s.remove(3)', 'KeyError', '3'],
  ['a[0]', 'TypeError', "'Node' object is not subscriptable"],
  ['1 + "a"', 'TypeError', "unsupported operand type(s) for +: 'int' and 'str'"],
  ['"a" + 1', 'TypeError', 'can only concatenate str (not "int") to str'],
  ['xs * xs', 'TypeError', "can't multiply sequence by non-int of type 'list'"],
  ['-a', 'TypeError', "bad operand type for unary -: 'Node'"],
  ['1 // 0', 'ZeroDivisionError', 'integer division or modulo by zero'],
  ['1 % 0', 'ZeroDivisionError', 'integer modulo by zero'],
  ['a < 1', 'TypeError', "'<' not supported between instances of 'Node' and 'int'"],
  ['1 in 1', 'TypeError', "argument of type 'int' is not iterable"],
  ['len(a)', 'TypeError', "object of type 'Node' has no len()"],
  ['len()', 'TypeError', 'len() takes exactly one argument (0 given)'],
  ['xs.append()', 'TypeError', 'list.append() takes exactly one argument (0 given)'],
  ['xs.clear(1)', 'TypeError', 'list.clear() takes no arguments (1 given)'],
  ['xs.insert(1)', 'TypeError', 'insert expected 2 arguments, got 1'],
  ['xs.pop(9)', 'IndexError', 'pop index out of range'],
  ['[].pop()', 'IndexError', 'pop from empty list'],
  ['xs.remove(7)', 'ValueError', 'list.remove(x): x not in list'],
  ['xs.append(x=1)', 'TypeError', 'list.append() takes no keyword arguments'],
  [
    'list.append(1, 2)',
    'TypeError',
    "descriptor 'append' for 'list' objects doesn't apply to a 'int' object",
  ],
  ['d.pop("k")', 'KeyError', "'k'"],
  ['d.popitem()', 'KeyError', "'popitem(): dictionary is empty'"],
  ['gc.collect(3)', 'ValueError', 'invalid generation'],
  ['gc.collect(1, 2)', 'TypeError', 'collect() takes at most 1 argument (2 given)'],
  ['isinstance(1, 2)', 'TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union'],
  ['range(1, 2, 0)', 'ValueError', 'range() arg 3 must not be zero'],
  ['set(1)', 'TypeError', "'int' object is not iterable"],
  ['int("x")', 'ValueError', "invalid literal for int() with base 10: 'x'"],
];

describe('errors in CPython’s words', () => {
  it.each(errors)('%s', (text, type, message) => {
    expect(report(`${scenery}${text}\n`).error).toEqual({ type, message, line });
  });

  it('names the line that raises, in the function', () => {
    expect(report(`${scenery}g(1)\n`).error).toEqual({
      type: 'UnboundLocalError',
      message: "cannot access local variable 'x' where it is not associated with a value",
      line: 12,
    });
  });

  it('notices that a dict changes under a loop', () => {
    const { error } = report('d = {"a": 1}\nfor k in d:\n    d["b"] = 2\n');
    expect(error?.message).toBe('dictionary changed size during iteration');
  });
});

describe('an uncaught exception', () => {
  it('lets operands go at once, last pushed first, and holds the frames it has left', () => {
    const source = `
def f(p):
    b = Node("b")
    [Node("t1"), Node("t2"), p.nope]
a = Node("a")
x = [Node("u"), f(a)]
`;
    const machine = stoppedAt(source);
    expect(machine.state).toBe('raised');
    expect(machine.log).toEqual(['t2', 't1', 'u']);
    expect(machine.frames().map(frame => frame.name)).toEqual(['<module>']);
    machine.letGo();
    expect(machine.freed).toEqual([
      { label: 't2', by: 'refcount', line: 4 },
      { label: 't1', by: 'refcount', line: 4 },
      { label: 'u', by: 'refcount', line: 6 },
      { label: 'b', by: 'refcount', line: undefined },
    ]);
    expect(report(source).objects.map(object => [object.label, object.refcount])).toEqual([['a', 1]]);
  });

  it('lets frames go innermost first', () => {
    const source = `
def g():
    b = Node("b")
    nope
def f():
    a = Node("a")
    g()
f()
`;
    expect(report(source).log).toEqual(['b', 'a']);
  });

  it('holds the key that was missing and the object that was asked', () => {
    const machine = stoppedAt('d = {}\nd[Node("k")]\n');
    expect(machine.log).toEqual([]);
    machine.letGo();
    expect(machine.log).toEqual(['k']);
    expect(report('Node("n").x\n').freed).toEqual([{ label: 'n', by: 'refcount', line: null }]);
  });

  it('holds a half-made instance and its arguments in the frame of the initialiser', () => {
    const source = `
class K(Node):
    def __init__(self, label, x):
        nope
K("k", Node("arg"))
`;
    expect(stoppedAt(source).log).toEqual([]);
    expect(report(source).log).toEqual(['k', 'arg']);
  });
});

describe('limits', () => {
  it('ends an endless loop', () => {
    expect(report('while True:\n    pass\n').error).toEqual({
      type: 'Limit',
      message: `stopped after ${Limits.statements} statements`,
      line: expect.any(Number),
    });
  });

  it('ends a recursion without end as CPython does', () => {
    expect(report('def f(n):\n    return f(n + 1)\nf(0)\n').error).toEqual({
      type: 'RecursionError',
      message: 'maximum recursion depth exceeded',
      line: 2,
    });
  });

  it('keeps integers, lists and strings small', () => {
    expect(report(`n = ${Limits.integer - 1}\nn + 1\n`).error?.type).toBe('Limit');
    expect(report('xs = [None] * 2000000\n').error?.type).toBe('Limit');
    expect(report('s = "x" * 2000000\n').error?.type).toBe('Limit');
    expect(report(`n = -${Limits.integer}\nsaid(n)\n`).output).toEqual([String(-Limits.integer)]);
    expect(refusals(`n = ${Limits.integer}\n`)).toEqual([expect.stringContaining('Integers lie between')]);
  });

  it('drops a long chain without a limit', () => {
    const machine = stoppedAt('a = spawn("c", 20000)\ndel a\n');
    finish(machine);
    expect(machine.statistics()).toMatchObject({ live: 0, peak: 20_000 });
    expect(machine.log.at(-1)).toBe('c20000');
  });
});

describe('refused before the run', () => {
  it.each([
    ['print("x")\n', '`print` is not part of this subset'],
    ['def f():\n    x = 1\n    def g():\n        return x\n', "'x' is a local of f()"],
    ['class K:\n    def __eq__(self, o):\n        pass\n', "'__eq__' is not supported in a class"],
    ['a = Node("a")\na.__dict__\n', '`__dict__` is not supported here'],
    ['class K(list):\n    pass\n', 'A class based on list is not supported'],
  ])('%j', (source, sentence) => {
    expect(refusals(source)).toEqual([expect.stringContaining(sentence)]);
  });

  it('lets a program bind such a name itself', () => {
    expect(report('next = Node("a")\nsaid(next.label)\n').output).toEqual(['a']);
  });
});
