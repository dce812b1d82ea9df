import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, expectSound, finish, perform, report, stateOf, stoppedAt } from './machines.ts';

const names = (machine: ReturnType<typeof stoppedAt>): string[] =>
  machine
    .frames()
    .at(-1)
    ?.names.map(({ name }) => name) ?? [];

describe('stops', () => {
  it('stand behind the last line where the text has no slot', () => {
    const machine = stoppedAt('a = Node("a")\nb = a\n');
    expect([machine.state, machine.slot, machine.line]).toEqual(['slot', 1, 3]);
    machine.resume();
    expect([machine.state, machine.slot, machine.line]).toEqual(['done', undefined, undefined]);
  });

  it('come in the order of the run', () => {
    const machine = stoppedAt('def f():\n    # slot 1\n    pass\n# slot 2\nf()\n');
    expect([machine.slot, machine.line]).toEqual([2, 4]);
    machine.resume();
    expect([machine.slot, machine.line, machine.frames().map(frame => frame.name)]).toEqual([
      1,
      2,
      ['<module>', 'f'],
    ]);
  });

  it('go line by line, into calls and round loops', () => {
    const machine = stoppedAt('x = 0\n# slot 1\ndef f(y):\n    return y\nwhile x < 1:\n    x = f(x) + 1\n');
    const lines: (number | undefined)[] = [];
    for (machine.runLine(); machine.state === 'ready'; machine.runLine()) lines.push(machine.line);
    expect(lines).toEqual([3, 5, 6, 4, 5]);
    expect(machine.state).toBe('done');
  });
});

describe('a move', () => {
  it('runs in the scope of the innermost call', () => {
    const machine = stoppedAt('def f(x):\n    y = x\n    # slot 1\n    return y\na = Node("a")\nb = f(a)\n');
    expect(perform(machine, 'y.k = Node("k")')).toBeUndefined();
    expect(perform(machine, 'z = y.k')).toBeUndefined();
    expect(names(machine)).toEqual(['x', 'y', 'z']);
    finish(machine);
    expect(evaluate(machine, 'b.k.label')).toEqual({ type: 'atom', text: 'k' });
    expectSound(machine);
  });

  it('that raises says so', () => {
    const machine = stoppedAt('a = Node("a")\n');
    expect(perform(machine, 'del b')).toEqual({
      type: 'NameError',
      message: "name 'b' is not defined",
      line: 2,
    });
  });

  it('is part of the text: it runs again at every later visit', () => {
    const machine = stoppedAt('for i in range(3):\n    # slot 1\n    mark("end")\n');
    perform(machine, 'mark("mine")');
    machine.resume();
    expect(machine.state).toBe('done');
    expect(machine.log).toEqual(['@mine', '@end', '@mine', '@end', '@mine', '@end']);
  });

  it('runs in each call that comes by, also in a recursion', () => {
    const machine = stoppedAt('def f(n):\n    # slot 1\n    if n > 0:\n        f(n - 1)\nf(2)\n');
    perform(machine, 'said(n)');
    perform(machine, 'k = Node("k")');
    finish(machine);
    expect(machine.output).toEqual(['2', '1', '0']);
    expect(machine.freed.map(({ label, line }) => [label, line])).toEqual([
      ['k#3', 4],
      ['k#2', 4],
      ['k', 5],
    ]);
    expectSound(machine);
  });

  it('may raise at a later visit: the run is lost there', () => {
    const machine = stoppedAt('a = Node("a")\nfor i in range(2):\n    # slot 1\n    pass\n');
    expect(perform(machine, 'del a')).toBeUndefined();
    machine.resume();
    expect(machine.error).toEqual({ type: 'NameError', message: "name 'a' is not defined", line: 3 });
  });

  it('may call a function with a slot of its own, and comes back to its own slot', () => {
    const machine = stoppedAt('def f():\n    # slot 1\n    mark("f")\n# slot 2\nmark("end")\n');
    perform(machine, 'f()');
    expect([machine.state, machine.slot]).toEqual(['slot', 1]);
    perform(machine, 'mark("in")');
    machine.resume();
    expect([machine.state, machine.slot, machine.line]).toEqual(['slot', 2, 4]);
    machine.resume();
    expect(machine.log).toEqual(['@in', '@f', '@end']);
  });

  it('cannot bind a name that the function reads from the module', () => {
    const machine = stoppedAt('t = Node("t")\ndef f():\n    # slot 1\n    return t\nf()\n');
    const before = stateOf(machine);
    expect(perform(machine, 't = None')).toEqual({
      type: 'UnboundLocalError',
      message: "f() reads the global name 't', so it cannot also bind it",
      line: 3,
    });
    expect(stateOf(machine)).toEqual(before);
  });

  it('cannot bind a name that an earlier move has read from the module', () => {
    const machine = stoppedAt('t = Node("t")\ndef f():\n    # slot 1\n    pass\nf()\n');
    expect(perform(machine, 'said(t.label)')).toBeUndefined();
    expect(perform(machine, 't = None')?.type).toBe('UnboundLocalError');
  });

  it('is one simple statement', () => {
    const machine = stoppedAt('a = Node("a")\n');
    expect(perform(machine, 'pass')).toBeUndefined();
    const definition = {
      type: 'break',
      span: { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } },
    } as const;
    expect(machine.perform(definition)).toEqual({
      type: 'Unsupported',
      message: 'A move is one simple statement',
      line: 2,
    });
  });
});

describe('scoring', () => {
  it('starts over at # go', () => {
    const machine = stoppedAt('a = ring("r", 2)\ngc.collect()\ndel a\n# go\n# moves\n');
    expect(machine.statistics()).toEqual({
      collections: [0, 0, 0],
      collected: [0, 0, 0],
      uncollectable: [0, 0, 0],
      traversed: 0,
      peak: 2,
      live: 2,
    });
    perform(machine, 'gc.collect(1)');
    perform(machine, 'gc.collect()');
    expect(machine.statistics()).toMatchObject({
      collections: [0, 1, 1],
      collected: [0, 0, 2],
      traversed: 2,
    });
  });
});

describe('a question', () => {
  it('has no effect', () => {
    const machine = stoppedAt('xs = [Node("a")]\n');
    const before = stateOf(machine);
    expect(evaluate(machine, 'xs.pop().label')).toEqual({ type: 'atom', text: 'a' });
    expect(evaluate(machine, 'Node("new")')).toEqual({ type: 'object', ref: 0, text: '<new>' });
    expect(evaluate(machine, 'nope')).toMatchObject({ type: 'raised', error: { type: 'NameError' } });
    expect(stateOf(machine)).toEqual(before);
  });

  it('gives the row of an object', () => {
    const machine = stoppedAt('xs = [Node("a")]\n');
    const answer = evaluate(machine, 'xs[0]');
    expect(answer.type === 'object' && machine.label(answer.ref)).toBe('a');
  });
});

/** Moves for the property below; `k` and `m` are names that the text does not have. */
const moves = fc.constantFrom(
  'k = x',
  'm = y',
  'z.p = x',
  'z = k',
  'del z',
  'y = Node("n")',
  'x.next = Node("n")',
  'del x',
  'said(sys.getrefcount(y))',
  'gc.collect(0)',
  'xs.append(x)',
  'k.q = k',
);

const program = (first: readonly string[], second: readonly string[]): string => `
xs = []
def work(x):
    y = Node("y")
${['# slot 1', ...first].map(line => `    ${line}`).join('\n')}
    z = Node("z")
    mark("middle")
    for i in range(2):
${['# slot 2', ...second].map(line => `        ${line}`).join('\n')}
        mark("turn")
    return y
r = work(Node("x"))
work(Node("x"))
`;

describe('moves are text', () => {
  it('so playing them is the same as running the program with them in it (CA-2)', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 4 }), fc.array(moves, { maxLength: 4 }), (first, second) => {
        const machine = stoppedAt(program([], []));
        const done: { [slot: number]: string[] } = { 1: [], 2: [] };
        const play = (slot: number, texts: readonly string[]): void => {
          for (const text of texts) {
            const fork = machine.fork();
            if (machine.slot !== slot || perform(fork, text) !== undefined) continue;
            perform(machine, text);
            done[slot]?.push(text);
            expectSound(machine);
          }
        };
        play(1, first);
        machine.resume();
        play(2, second);
        finish(machine);
        machine.letGo();
        const text = report(program(done[1] ?? [], done[2] ?? []));
        expect(machine.log).toEqual(text.log);
        expect(machine.output).toEqual(text.output);
        expect(machine.freed.map(death => death.label)).toEqual(text.freed.map(death => death.label));
        expect(machine.error?.type).toBe(text.error?.type);
      }),
      { numRuns: 300 },
    );
  });
});
