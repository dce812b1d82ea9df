import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/python/index.ts';
import { expectSound, finish, perform, programOf, stateOf, stoppedAt } from './machines.ts';

const source = `
class App(Node):
    kind = Node("kind")
    def __init__(self, label, part):
        Node.__init__(self, label)
        self.part = part
    def send(self, n=Node("default")):
        # slot 2
        self.sent = n
        return self.send
app = App("app", [Node("p"), Node("q")])
d = {"m": app.send(), app: None}
s = {app}
for x in [Node("q"), Node("q")]:
    x.next = app
    # slot 1
    use(x.next.part[0])
d["m"]()
del app
gc.collect(0)
del d, s
gc.collect()
nope
`;

describe('a fork', () => {
  it('is independent: what one plays, the other does not see', () => {
    const one = stoppedAt(source);
    const other = one.fork();
    const before = stateOf(other);
    perform(one, 'self.part.clear()');
    perform(one, 'new = Node("new")');
    finish(one);
    expect(stateOf(other)).toEqual(before);
    perform(other, 'del self.part');
    finish(other);
    const again = stoppedAt(source);
    perform(again, 'del self.part');
    finish(again);
    expect(stateOf(other)).toEqual(stateOf(again));
  });

  it('remembers where it has stopped, and keeps its own order of names', () => {
    const original = stoppedAt('a = Node("a")\nb = a\nfor i in range(2):\n    # slot 1\n    mark("turn")\n');
    const fork = original.fork();
    perform(fork, 'del a');
    perform(fork, 'a = b');
    const names = (machine: Machine): string[] =>
      machine.frames().flatMap(frame => frame.names.map(({ name }) => name));
    expect(names(fork)).toEqual(['b', 'i', 'a']);
    expect(names(original)).toEqual(['a', 'b', 'i']);
    const late = original.fork();
    late.resume();
    expect([late.state, late.log]).toEqual(['done', ['@turn', '@turn']]);
  });

  it('made before any line, and run to the end, ends as the original', () => {
    const original = Machine.start(programOf(source));
    while (original.state === 'ready' || original.state === 'slot') {
      const fork = original.fork();
      expect(stateOf(fork)).toEqual(stateOf(original));
      finish(fork);
      original.runLine();
      expectSound(original);
      const rest = original.fork();
      finish(rest);
      expect(stateOf(rest)).toEqual(stateOf(fork));
    }
    expect(original.error).toMatchObject({ type: 'NameError', line: 23 });
  });

  it('keeps labels, class orders and names apart', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 6 }), attributes => {
        const base = stoppedAt('a = Node("a")\nb = Node("b")\n');
        const straight = stoppedAt('a = Node("a")\nb = Node("b")\n');
        for (const [index, name] of attributes.entries()) {
          const detour = base.fork();
          perform(detour, `b.z${index} = Node("z")`);
          perform(detour, `t${index} = Node("z")`);
          perform(base, `a.${name} = Node("z")`);
          perform(straight, `a.${name} = Node("z")`);
        }
        for (const machine of [base, straight]) perform(machine, 'del a');
        expect(base.log).toEqual(straight.log);
        expect(
          base
            .frames()
            .at(0)
            ?.names.map(({ name }) => name),
        ).toEqual(['b']);
        expectSound(base);
      }),
    );
  });
});

describe('counts', () => {
  it('are all accounted for at every line', () => {
    const machine = Machine.start(programOf(source));
    while (machine.state === 'ready' || machine.state === 'slot') {
      machine.runLine();
      expectSound(machine);
    }
    machine.letGo();
    expectSound(machine);
  });
});
