/** A goal that a position calls lost is lost: no line of play from there wins. All lines of the shipped levels are tried. */
import { expect, test } from 'vitest';
import type { LoadedLevel } from '../../src/level/index.ts';
import { legalMoves, parseMove } from '../../src/play/index.ts';
import { judge } from '../../src/play/position.ts';
import { startMachine } from '../../src/play/run.ts';
import type { Machine } from '../../src/python/index.ts';
import { stateKey } from '../../src/solver/state-key.ts';
import { shipped, shippedNames } from '../ui/shipped.ts';

type Node = {
  readonly machine: Machine;
  readonly moves: readonly string[];
  readonly from: Set<Node>;
  readonly lost: readonly string[];
  isWon: boolean;
};

/** More states than this are not looked at; the wins among the others still tell. */
const mostStates = 2500;

/** Every state within the budget, level by level of moves, each with all that lead to it. */
function explore(level: LoadedLevel): readonly Node[] {
  const nodes = new Map<string, Node>();
  const queue: Node[] = [];
  const meet = (machine: Machine, moves: readonly string[], from?: Node) => {
    const key = stateKey(
      machine,
      `${moves.length} ${level.level.program.includes('def ') ? moves.join() : ''}`,
    );
    const { goals, status } = judge(level, machine, moves.length);
    const lost = goals.flatMap(({ state, sentence }) => (state === 'lost' ? [sentence] : []));
    const node = nodes.get(key) ?? { machine, moves, from: new Set(), lost, isWon: status === 'won' };
    if (from !== undefined) node.from.add(from);
    if (!nodes.has(key)) queue.push(node);
    nodes.set(key, node);
  };
  meet(startMachine(level), []);
  for (const node of queue) {
    if (nodes.size > mostStates) break;
    if (node.machine.state !== 'slot') continue;
    const on = node.machine.fork();
    on.resume();
    meet(on, [...node.moves, 'c'], node);
    if (node.moves.filter(move => move !== 'c').length >= level.level.budget) continue;
    for (const { text } of legalMoves(level, node.machine)) {
      const parsed = parseMove(text);
      const machine = node.machine.fork();
      if (parsed.ok && machine.perform(parsed.value.statement) === undefined) {
        meet(machine, [...node.moves, text], node);
      }
    }
  }
  return [...nodes.values()];
}

/** All from which a win was met. */
function winnable(nodes: readonly Node[]): ReadonlySet<Node> {
  const found = new Set(nodes.filter(({ isWon }) => isWon));
  // A set is walked in order of insertion, and what is added meanwhile is walked too.
  for (const node of found) for (const before of node.from) found.add(before);
  return found;
}

test.each(shippedNames())(
  '%s',
  name => {
    const nodes = explore(shipped(name));
    const hopeful = winnable(nodes);
    expect(hopeful.size).toBeGreaterThan(0);
    expect(
      [...hopeful].filter(({ lost }) => lost.length > 0).map(({ moves, lost }) => [moves, lost]),
    ).toEqual([]);
  },
  60_000,
);
