import { expect, test } from 'vitest';
import { livingHeaplings } from '../../src/play/facts.ts';
import { Holding } from '../../src/play/holding.ts';
import { machineOf, makeLevel } from './make.ts';

function heldIn(program: readonly string[], label: string, ...steps: readonly string[]) {
  const machine = machineOf(makeLevel(program), ...steps);
  const ref = livingHeaplings(machine).get(label);
  if (ref === undefined) throw new Error(`${label} does not live`);
  const { held, places } = {
    held: new Holding(machine).held(ref),
    places: new Holding(machine).placesOf(ref),
  };
  return [held?.type, held?.place, places];
}

test.each<[readonly string[], string, readonly string[], unknown]>([
  [['ada = Node("ada")', 'pal = ada'], 'ada', [], ['path', 'ada', ['ada', 'pal']]],
  [['q = [1, Node("ada")]'], 'ada', [], ['path', 'q[1]', ['q[1]']]],
  [['d = {"k": Node("ada")}'], 'ada', [], ['path', 'd["k"]', ['d["k"]']]],
  [['s = {Node("ada")}'], 'ada', [], ['path', "s's element", ["s's element"]]],
  [['d = {Node("ada"): 1}'], 'ada', [], ['path', "d's key", ["d's key"]]],
  [['def f(x=Node("ada")):', '    return x'], 'ada', [], ['path', "f's defaults[0]", ["f's defaults[0]"]]],
  [['def f():', '    return 1', 'f.memo = Node("ada")'], 'ada', [], ['path', 'f.memo', ['f.memo']]],
  [
    ['a = Node("a")', ...Array.from({ length: 40 }, (_, index) => `a.n${index} = 1`), 'a.pal = Node("ada")'],
    'ada',
    [],
    ['path', 'a.pal', ['a.pal']],
  ],
  [
    ['def f(x):', '    # moves', '    return x', 'f(Node("ada"))'],
    'ada',
    [],
    ['path', "f()'s x", ["f()'s x"]],
  ],
  [
    ['for x in [Node("ada"), 1]:', '    # moves', '    n = x', 'n = 1'],
    'ada',
    ['del x'],
    ['path', 'the running loop[0]', ['the running loop[0]']],
  ],
  [['a = Node("a")', 'a.next = a'], 'a', ['del a'], ['unreachable', 'a.next', ['a.next']]],
  [['a = Node("a")', 'a.bag = [a]'], 'a', ['del a'], ['unreachable', 'a list[0]', ['a list[0]']]],
])('%j: %s, after %j', (program, label, steps, expected) => {
  expect(heldIn(program, label, ...steps)).toEqual(expected);
});
