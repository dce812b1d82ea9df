import { describe, expect, it } from 'vitest';
import { reachable } from '../../src/engine/index.ts';
import { Machine } from '../../src/python/index.ts';
import { expectSound, finish, perform, programOf, stateOf } from './machines.ts';

const belled = (source: string): Machine => Machine.start(programOf(source), { bell: 'heaplings' });

/** Runs to the end, with moves at the slots (`1: del a`), and is sound at each stop. */
function played(source: string, moves: readonly string[] = []): Machine {
  const machine = belled(source);
  machine.run();
  while (machine.state === 'slot') {
    const here = moves.filter(move => move.startsWith(`${machine.slot}: `));
    for (const move of here) expect(perform(machine, move.slice(3))).toBeUndefined();
    expectSound(machine);
    machine.resume();
  }
  expectSound(machine);
  return machine;
}

/** What the score of a level is made of: collections, by the collector, traversed, peak, garbage left. */
function figures(machine: Machine): object {
  const { collections, collected, traversed, peak } = machine.statistics();
  const found = reachable(machine.heap);
  const garbage = [...machine.heap.objects()].filter(
    ref => machine.label(ref) !== undefined && !found.has(ref),
  );
  return {
    collections: collections.join('/'),
    collected: collected.reduce((sum, count) => sum + count),
    traversed,
    peak,
    garbage: garbage.length,
  };
}

const setTheBell = (first: string): string => `${first}
gc.enable()
# go
for i in range(6):
    q = ring("r", 2)
    q = None
`;

const inFlight = (first: string): string => `${first}
gc.enable()
# go
for i in range(4):
    log = spawn("log", 3)
    log = None
    q = Node("q")
    q.me = q
    q.body = Node("body")
    q = None
gc.collect(0)
`;

const quietPlease = `world = spawn("old", 20)
gc.collect()
gc.set_threshold(3, 10, 10)
gc.enable()
# go
# slot 1
mark("fight")
for i in range(4):
    q = ring("r", 2)
    q = None
mark("safe")
# slot 2
`;

const quarterRule = `world = spawn("old", 40)
z = ring("z", 2)
gc.collect()
gc.set_threshold(1, 1, 1)
gc.enable()
# go
z = None
# slot 1
for i in range(6):
    t = Node("tmp")
    u = Node("tmp")
    t = None
    u = None
mark("deadline")
`;

const doNotHelp = (help: string): string => `gc.set_threshold(4, 1, 1)
gc.enable()
# go
for i in range(8):
    fig = ring("fig", 2)
    ${help}
mark("end")
`;

describe('a bell', () => {
  it('rings when births minus deaths exceed the threshold: the newest request survives it', () => {
    expect(figures(played(setTheBell('gc.set_threshold(5, 10, 10)')))).toEqual({
      collections: '2/0/0',
      collected: 8,
      traversed: 12,
      peak: 8,
      garbage: 4,
    });
    expect(figures(played(setTheBell('gc.set_threshold(9, 10, 10)')))).toMatchObject({
      collections: '1/0/0',
      peak: 10,
    });
    expect(figures(played(setTheBell('gc.set_threshold(0, 10, 10)')))).toMatchObject({
      collections: '0/0/0',
      garbage: 12,
    });
  });

  it('inside a request promotes what is in flight', () => {
    expect(figures(played(inFlight('gc.set_threshold(2, 10, 10)')))).toEqual({
      collections: '5/0/0',
      collected: 8,
      traversed: 20,
      peak: 5,
      garbage: 0,
    });
    const low = played(inFlight('gc.set_threshold(1, 1, 10)'));
    expect(low.statistics().collections[1]).toBeGreaterThan(0);
    expect(figures(low)).not.toMatchObject({ garbage: 0 });
  });

  it('does not ring when it is switched off, and switching it on does not collect', () => {
    const quiet = played(quietPlease, ['1: gc.disable()', '2: gc.collect(0)']);
    expect(figures(quiet)).toEqual({
      collections: '1/0/0',
      collected: 8,
      traversed: 8,
      peak: 28,
      garbage: 0,
    });
    expect(quiet.log.slice(0, 5)).toEqual(['gc2', '@fight', '@safe', 'gc0', 'r1']);
    const enabled = played(quietPlease, ['1: gc.disable()', '2: gc.enable()']);
    expect(figures(enabled)).toMatchObject({ collections: '0/0/0', garbage: 8 });
  });

  it('leaves the oldest generation alone until a quarter of it is new', () => {
    expect(figures(played(quarterRule, ['1: gc.collect()']))).toEqual({
      collections: '4/2/1',
      collected: 2,
      traversed: 54,
      peak: 42,
      garbage: 0,
    });
    const eager = played(quarterRule, ['1: gc.set_threshold(1, 0, 0)']);
    expect(figures(eager)).toMatchObject({ garbage: 2 });
    expect(eager.statistics().collections[2]).toBe(0);
  });

  it('does not look at what is frozen', () => {
    const world = `world = spawn("boot", 30)
junk = ring("junk", 2)
junk = None
# go
# slot 1
q = ring("r", 2)
q = None
gc.collect()
q = ring("s", 2)
q = None
gc.collect()
`;
    expect(figures(played(world, ['1: gc.collect()', '1: gc.freeze()']))).toEqual({
      collections: '0/0/3',
      collected: 6,
      traversed: 36,
      peak: 32,
      garbage: 0,
    });
    expect(figures(played(world, ['1: gc.freeze()']))).toMatchObject({ garbage: 2 });
  });

  it('leaves for good what was in flight when it was frozen', () => {
    const moment = `world = spawn("boot", 12)
gc.collect()
# go
# slot 1
q = ring("r", 2)
# slot 2
q = None
gc.collect()
# slot 3
q = ring("s", 2)
# slot 4
q = None
gc.collect()
`;
    expect(figures(played(moment, ['1: gc.freeze()']))).toEqual({
      collections: '0/0/2',
      collected: 4,
      traversed: 4,
      peak: 14,
      garbage: 0,
    });
    expect(figures(played(moment, ['2: gc.freeze()']))).toMatchObject({ garbage: 2 });
  });

  it('is off in the parent and on in the child', () => {
    const parent = `gc.set_threshold(6, 10, 10)
gc.enable()
# slot 1
world = spawn("boot", 10)
junk = ring("junk", 2)
junk = None
# slot 2
mark("fork")
# slot 3
for i in range(8):
    q = ring("r", 2)
    q = None
gc.collect()
`;
    const moves = ['1: gc.disable()', '2: gc.freeze()', '3: gc.enable()'];
    expect(figures(played(parent, moves))).toEqual({
      collections: '2/0/1',
      collected: 16,
      traversed: 20,
      peak: 22,
      garbage: 2,
    });
    const tidy = ['1: gc.disable()', '2: gc.collect()', '2: gc.freeze()', '3: gc.enable()'];
    expect(figures(played(parent, tidy))).toMatchObject({ traversed: 32, garbage: 0 });
  });

  it('is reset by a collection that was asked for', () => {
    expect(figures(played(doNotHelp('fig = None')))).toMatchObject({
      collections: '2/0/0',
      collected: 8,
      traversed: 12,
      peak: 8,
    });
    expect(figures(played(doNotHelp('gc.collect(1)\n    fig = None')))).toMatchObject({
      collections: '0/8/0',
      peak: 16,
    });
    expect(figures(played(doNotHelp('gc.collect(1)\n    fig = None\n    gc.collect()')))).toMatchObject({
      collections: '0/8/8',
      traversed: 32,
      peak: 2,
    });
  });

  it('shows its counter, and after how many births it rings', () => {
    const machine = belled(
      'gc.set_threshold(3)\na = ring("a", 3)\n# slot 1\ngc.enable()\n# slot 2\ndel a.next\n# slot 3\nb = Node("b")\nc = Node("c")\n',
    );
    machine.run();
    expect(machine.bell()).toEqual({
      enabled: false,
      counts: [3, 0, 0],
      thresholds: [3, 10, 10],
      births: undefined,
    });
    machine.resume();
    expect(machine.bell()).toMatchObject({ enabled: true, births: 1 });
    machine.resume();
    expect(machine.bell()).toMatchObject({ counts: [1, 0, 0], births: 3 });
    machine.resume();
    expect([machine.bell()?.counts, machine.log]).toEqual([
      [3, 0, 0],
      ['a2', 'a3'],
    ]);
  });

  it('looks at its counter after statements of functions and after moves, too', () => {
    const machine = belled(
      'gc.set_threshold(1)\ngc.enable()\ndef work():\n    a = Node("a")\n    b = Node("b")\n    mark("in")\n    # slot 1\nwork()\n',
    );
    machine.run();
    expect(machine.log).toEqual(['gc0', '@in']);
    perform(machine, 'c = ring("c", 2)');
    expect(machine.log).toEqual(['gc0', '@in', 'gc0']);
  });

  it('is copied with the machine', () => {
    const one = belled(quietPlease);
    one.run();
    const other = one.fork();
    finish(one);
    expect(other.bell()).toMatchObject({ counts: [0, 0, 0] });
    finish(other);
    expect([stateOf(other), other.bell()]).toEqual([stateOf(one), one.bell()]);
  });

  it('is not there where nobody asked for it', () => {
    const machine = Machine.start(programOf('gc.set_threshold(1)\ngc.enable()\nxs = spawn("x", 9)\n'));
    finish(machine);
    expect([machine.bell(), machine.log]).toEqual([undefined, []]);
  });
});
