import { describe, expect, it } from 'vitest';
import { report } from './machines.ts';

/**
 * Programs with what must happen on their lines: `# dies: a b` for the deaths that a line causes, in order, `# says: 1 | 2`
 * for what is said there, in order. What is not announced must not happen.
 */
const programs: Readonly<Record<string, string>> = {
  'a name that is rebound lets go after it holds the new object': `
a = Node("a")
a = Node("b")  # dies: a
del a  # dies: b
`,
  'one assignment of several targets evaluates its value once': `
a = b = Node("x")
said(a is b)  # says: True
del a
del b  # dies: x
`,
  'a chain falls from its head, attributes in the order of the class': `
a = Node("a")
a.y = Node("y")
a.x = Node("x")
b = Node("b")
b.x = Node("bx")
b.y = Node("by")
del b  # dies: b by bx
del a  # dies: a y x
`,
  'a deleted attribute gets its old place back': `
a = Node("a")
a.p = Node("p")
a.q = Node("q")
del a.p  # dies: p
a.p = Node("p2")
del a  # dies: a p2 q
`,
  'lists let go from the last item, dicts from the first': `
xs = [Node("a"), Node("b"), Node("c")]
d = {"k": Node("d"), Node("e"): Node("f")}
del xs  # dies: c b a
d.clear()  # dies: d e f
`,
  'a target is released after the value has moved into it': `
def make():
    return Node("target")
make().x = Node("value")  # dies: target value
`,
  'links of a chain are released one after the other': `
def make():
    x = Node("x")
    x.y = Node("y")
    x.y.z = Node("z")
    return x
k = make().y.z  # dies: x y
`,
  'an argument is handed over: the callee can free it': `
def eat(x):
    del x  # dies: cake
    mark("full")
eat(Node("cake"))
`,
  'locals go when the call ends, first to last, at the line of the call': `
def work():
    a = Node("a")
    b = Node("b")
    c = a
work()  # dies: b a
`,
  'a value is read before its target is met, and slots follow': `
def work(flag):
    if flag:
        x = y
    x = Node("x")
    y = Node("y")
work(False)  # dies: y x
`,
  'defaults live as long as the function': `
def f(x=Node("d")):
    return x
f()
del f  # dies: d
`,
  'a function object is held by its own call': `
def f(x=Node("d")):
    bus.clear()
    mark("cleared")
bus = [f]
del f
bus[0]()  # dies: d
`,
  'return in a loop lets go of the iterator first, then of the locals': `
def work():
    keep = Node("keep")
    for x in [Node("a"), Node("b")]:
        return 1  # dies: b
work()  # dies: keep a
`,
  'break lets go of the iterator at once': `
for x in [Node("a"), Node("b"), Node("c")]:
    break  # dies: c b
mark("after")
del x  # dies: a
`,
  'a loop that ends keeps its variable': `
for x in [Node("a"), Node("b")]:  # dies: a
    mark("turn")
mark("after")
del x  # dies: b
`,
  'a method call makes no bound method, a stored one is an object': `
class App(Node):
    def send(self):
        said(sys.getrefcount(self) - 1)  # says: 2 | 3
app = App("app")
app.send()
m = app.send
m()
said(m == app.send)  # says: True
said(m is app.send)  # says: False
del app
del m  # dies: app
`,
  'a bound method that is stored in its object is a ring': `
class App(Node):
    def send(self):
        pass
app = App("app")
app.routes = {"s": app.send}
del app
said(gc.collect())  # says: 3  # dies: app
`,
  'a class holds the values of its body': `
class Box:
    n = Node("one")
Box.n = Node("two")  # dies: one
del Box.n  # dies: two
`,
  'an initialiser binds what it is given, and the arguments wait with the caller': `
class Box(Node):
    def __init__(self, label, content):
        Node.__init__(self, label)
        self.content = content
        del content
        mark("init")
b = Box("b", Node("c"))
del b  # dies: b c
`,
  'values beyond the label stand in a tuple': `
a = Node("a", 3000, Node("b"))
said(a.values)  # says: (3000, <b>)
del a  # dies: a b
`,
  'the second of a label is numbered, the dead are counted': `
a = Node("q")
a = Node("q")  # dies: q
a = Node("q")  # dies: q#2
`,
  'rows of a grid are one list': `
row = [Node("seed")]
grid = [row] * 3
said(sys.getrefcount(row) - 1)  # says: 4
grid[2].clear()  # dies: seed
said(len(grid))  # says: 3
`,
  'a set refuses the duplicate, a dict entry holds key and value': `
a = Node("a")
s = {a}
s.add(a)
d = {}
d[a] = a
said(sys.getrefcount(a) - 1)  # says: 4
`,
  'a popped value that is not used dies after the work of the statement': `
xs = [Node("a"), Node("b")]
xs.pop()  # dies: b
d = {"k": Node("d")}
said(d.pop("k").label)  # says: d  # dies: d
`,
  'spawn makes the tail first, ring links in order': `
c = spawn("c", 3)
r = ring("r", 3)
said(c.next.next.label)  # says: c3
said(r.next.next.next is r)  # says: True
del c  # dies: c1 c2 c3
r.next.next.next = None
del r  # dies: r1 r2 r3
`,
  'a collection takes rings, and reports its garbage in the order of the list': `
a = Node("a")
b = Node("b")
a.peer = b
b.peer = a
b.big = Node("big")
del a, b
gc.collect()  # dies: a b big
`,
  'the collector returns what it collected, lists and dicts included': `
xs = []
xs.append(xs)
del xs
said(gc.collect())  # says: 1
d = {}
d["d"] = d
del d
said(gc.collect(0))  # says: 1
said(gc.isenabled())  # says: False
said(gc.get_threshold())  # says: (2000, 10, 10)
`,
  'arithmetic, comparisons and truth': `
said(7 // 2 + 7 % 2 - -1)  # says: 5
said(0 <= 1 < 3 and not 3 < 2)  # says: True
said("a" + "b" * 2)  # says: abb
said(None or [] or "last")  # says: last
said([1, (2,), {"k": None}, "it's"])  # says: [1, (2,), {'k': None}, "it's"]
said("%s has %d" % ("a", 3))  # says: a has 3
`,
  'operands are let go left before right': `
said(Node("l") == Node("r"))  # says: False  # dies: l r
said([Node("i")] + [Node("j")] == [])  # says: False  # dies: j i
`,
  'in-place operations': `
xs = [1]
ys = xs
xs += [2]
said(ys)  # says: [1, 2]
a = Node("a")
a.n = 1
a.n += 2
said(a.n)  # says: 3
d = {"k": 1}
d["k"] *= 5
said(d)  # says: {'k': 5}
`,
  'loops over dicts and ranges': `
d = {"a": 1, "b": 2}
for k in d:
    said(k)  # says: a | b
for v in d.values():
    said(v)  # says: 1 | 2
for e in d.items():
    said(e)  # says: ('a', 1) | ('b', 2)
for i in range(3, 0, -2):
    if i == 1:
        continue
    said(i)  # says: 3
n = 0
while n < 2:
    n += 1
said(n)  # says: 2
`,
};

/** Announcements of one kind, by line. */
function announced(source: string, kind: 'dies' | 'says', separator: string | RegExp): [number, string][] {
  return source.split('\n').flatMap((line, index) => {
    const found = new RegExp(`# ${kind}: (.*?)(?=  #|$)`).exec(line)?.[1];
    return (found?.split(separator) ?? []).map((item): [number, string] => [index + 1, item]);
  });
}

describe('what happens on which line', () => {
  it.each(Object.entries(programs))('%s', (_, source) => {
    const { error, freed, output } = report(source);
    expect(error).toBeUndefined();
    const byLine = freed.map(({ label, line }): [number | null, string] => [line, label]);
    // Deaths on one line keep their order; announcements are in the order of the text.
    expect(byLine.toSorted(([one], [other]) => (one ?? 0) - (other ?? 0))).toEqual(
      announced(source, 'dies', ' '),
    );
    expect(output).toEqual(announced(source, 'says', ' | ').map(([, item]) => item));
  });
});

describe('CL-6: how many names a class learns', () => {
  const names = (count: number): string =>
    Array.from({ length: count }, (_, index) => `a.n${index} = None\n`).join('');

  it.each([
    { more: 27, collected: '1' },
    { more: 28, collected: '2' },
  ])('with $more names beyond the label, $collected objects', ({ more, collected }) => {
    const source = `a = Node("a")\n${names(more)}a.me = a\ndel a\nsaid(gc.collect())\n`;
    expect(report(source).output).toEqual([collected]);
  });

  it('gives a dict in the instance’s own order when the class learns no more', () => {
    const source = `
a = Node("a")
a.x = None
a.y = None
for i in range(30):
    Node("k")
b = Node("b")
b.y = Node("by")
b.x = Node("bx")
b.last = None
b.new = Node("new")
mark("now")
del b.x
b.x = Node("bx2")
del b
`;
    const { log } = report(source);
    expect(log.slice(log.indexOf('@now'))).toEqual(['@now', 'bx', 'b', 'by', 'new', 'bx2']);
  });

  it('orders that dict as the instance got its attributes, not as the class knows them', () => {
    const names = 'b.y = Node("by")\nb.x = Node("bx")\nb.last = None\nb.new = Node("new")\n';
    const source = `a = Node("a")\na.x = a.y = None\nfor i in range(30):\n    Node("k")\nb = Node("b")\n${names}del b\n`;
    expect(report(source).log.slice(30)).toEqual(['b', 'by', 'bx', 'new']);
  });

  it('leaves room for one name however many are born', () => {
    const source = `
for i in range(50):
    Node("k")
a = Node("a")
a.x = a
del a
said(gc.collect())
b = Node("b")
b.y = b
del b
said(gc.collect())
`;
    expect(report(source).output).toEqual(['1', '2']);
  });
});
