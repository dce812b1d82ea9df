import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/python/index.ts';
import { expectSound, finish, perform, programOf, report, stateOf, stoppedAt } from './machines.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/programs/${name}`, import.meta.url), 'utf8');

const speaking = `
class D(Node):
    def __del__(self):
        mark("del " + self.label)
`;

describe('finalizers', () => {
  it('run before anything of the object is let go, and the object dies after its finalizer', () => {
    expect(report(`${speaking}a = D("a")\na.b = D("b")\ndel a\n`).log).toEqual([
      '@del a',
      'a',
      '@del b',
      'b',
    ]);
  });

  it('that break a cycle let its members die by counting: they are not collected (FN-9)', () => {
    const { output, freed, stats } = report(`
class Breaker(Node):
    def __del__(self):
        self.me = None
a = Breaker("a")
a.me = a
del a
said(gc.collect())
`);
    expect({ output, freed, collected: stats.collected }).toEqual({
      output: ['0'],
      freed: [{ label: 'a', by: 'gc', line: 8 }],
      collected: [0, 0, 0],
    });
  });

  it('whose exceptions nobody hears let go of their locals before the object dies (FN-13)', () => {
    const { ok, log } = report(`
class A(Node):
    def __del__(self):
        x = Node("local")
        [Node("operand"), x.missing]
A("a")
mark("on")
`);
    expect({ ok, log }).toEqual({ ok: true, log: ['operand', 'local', 'a', '@on'] });
  });

  it('that reach a limit end the program', () => {
    const { error } = report(`
class A(Node):
    def __del__(self):
        while True:
            pass
A("a")
`);
    expect(error).toMatchObject({ type: 'Limit' });
  });

  it('that use what is outside of the subset end the program', () => {
    const { error } = report('class A(Node):\n    def __del__(self):\n        [].sort()\nA("a")\n');
    expect(error).toMatchObject({ type: 'Unsupported' });
  });

  it('that recurse for ever end in an error that is swallowed', () => {
    const { ok, log } = report(
      'class A(Node):\n    def __del__(self):\n        self.__del__()\nA("a")\nmark("on")\n',
    );
    expect({ ok, log }).toEqual({ ok: true, log: ['a', '@on'] });
  });

  it('of a chain of a thousand run one after the other', () => {
    const { log, ok } = report(`${speaking}
head = None
for i in range(1000):
    link = D("link")
    link.next = head
    head = link
link = None
head = None
`);
    expect([ok, log.length, log[0], log[1]]).toEqual([true, 2000, '@del link', 'link#1000']);
  });

  it('may be stopped in, with moves of the player in their scope', () => {
    const machine = stoppedAt(`
class A(Node):
    def __del__(self):
        # slot 1
        mark("after")
xs = [A("a"), Node("b")]
xs.clear()
`);
    expectSound(machine);
    expect(machine.frames().map(({ name, line }) => ({ name, line }))).toEqual([
      { name: '<module>', line: 7 },
      { name: '__del__', line: 4 },
    ]);
    expect(machine.log).toEqual(['b']);
    expect(perform(machine, 'xs.append(self)')).toBeUndefined();
    expectSound(machine);
    finish(machine);
    expectSound(machine);
    expect([machine.state, machine.log]).toEqual(['done', ['b', '@after']]);
  });

  it('do not swallow what a move raises', () => {
    const machine = stoppedAt(
      'class A(Node):\n    def __del__(self):\n        # slot 1\n        pass\nA("a")\n',
    );
    expect(perform(machine, 'nope')).toMatchObject({ type: 'NameError' });
    expect(machine.state).toBe('raised');
    expectSound(machine);
  });

  it('of what an uncaught exception holds run when it is let go', () => {
    const machine = Machine.start(
      programOf(`${speaking}def f():\n    x = D("x")\n    # slot 1\n    nope\nf()\n`),
    );
    finish(machine);
    expect([machine.state, machine.log]).toEqual(['raised', []]);
    machine.letGo();
    expect([machine.state, machine.log, machine.error?.type]).toEqual([
      'raised',
      ['@del x', 'x'],
      'NameError',
    ]);
    expect(machine.freed).toEqual([{ label: 'x', by: 'refcount', line: undefined }]);
    expectSound(machine);
  });
});

describe.each(['finalizers.py', 'error-finalizers.py'])('%s', name => {
  it('is sound at every line, and a fork made there ends as the original', () => {
    const original = Machine.start(programOf(fixture(name)));
    const whole = Machine.start(programOf(fixture(name)));
    finish(whole);
    whole.letGo();
    for (let line = 0; original.state === 'ready' || original.state === 'slot'; line++) {
      expectSound(original);
      if (line % 7 === 0) {
        const fork = original.fork();
        finish(fork);
        fork.letGo();
        expect({ log: fork.log, output: fork.output, freed: fork.freed }).toEqual({
          log: whole.log,
          output: whole.output,
          freed: whole.freed,
        });
        expectSound(fork);
      }
      original.runLine();
    }
    original.letGo();
    expect(original.log).toEqual(whole.log);
  });
});

describe('a fork', () => {
  it('of a machine that waits in a finalizer is independent', () => {
    const one = stoppedAt(
      'class A(Node):\n    def __del__(self):\n        # slot 1\n        pass\na = A("a")\na.b = Node("b")\na.me = a\ndel a\nsaid(gc.collect())\n',
    );
    const other = one.fork();
    const before = stateOf(other);
    perform(one, 'del self.me');
    finish(one);
    expect(stateOf(other)).toEqual(before);
    finish(other);
    expect([one.output, other.output]).toEqual([['0'], ['2']]);
    expectSound(one);
    expectSound(other);
  });
});
