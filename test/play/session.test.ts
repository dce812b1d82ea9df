import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  legalMoves,
  makeMove,
  movesOf,
  parseMove,
  positionOf,
  reduceSession,
  type Session,
  type SessionAction,
  startSession,
} from '../../src/play/index.ts';
import { makeLevel, move, play } from './make.ts';

const level = makeLevel(
  [
    'a = Node("a")',
    'b = Node("b")',
    'a.next = b',
    'b.next = a',
    '# slot 1',
    'xs = [a, b]',
    '# slot 2',
    'n = 1',
  ],
  { allow: { cut: true, wire: ['keep'], collect: [0] }, budget: 6 },
);

/** A legal action, chosen by a number; nothing to choose from leaves the session alone. */
function act(session: Session, choice: number): Session {
  const { canContinue, machine, movesUsed, budget, status } = positionOf(session);
  const moves = status === 'playing' && movesUsed < budget ? legalMoves(level, machine) : [];
  const actions: SessionAction[] = [
    { type: 'undo' },
    { type: 'redo' },
    { type: 'restart' },
    ...(canContinue ? [{ type: 'continue' } as const] : []),
    ...moves.map(({ text }) => {
      const parsed = parseMove(text);
      if (!parsed.ok) throw new Error(text);
      return { type: 'play', move: makeMove(machine.slot ?? 1, parsed.value.statement) } as const;
    }),
  ];
  const action = actions[choice % actions.length];
  return action === undefined ? session : reduceSession(session, action);
}

const sessions = fc
  .array(fc.nat(), { maxLength: 14 })
  .map(choices => choices.reduce(act, startSession(level)));

test('undo takes back exactly the last step, and redo brings it back', () => {
  fc.assert(
    fc.property(sessions, fc.nat(), (session, choice) => {
      const after = act({ ...session, undone: [] }, choice);
      if (after.done.length <= session.done.length) return;
      const undone = reduceSession(after, { type: 'undo' });
      expect(positionOf(undone)).toBe(positionOf(session));
      expect(reduceSession(undone, { type: 'redo' })).toEqual(after);
      expect(positionOf(reduceSession(undone, { type: 'redo' }))).toBe(positionOf(after));
    }),
    { numRuns: 100 },
  );
});

test('a position follows from the steps alone, whatever was tried and taken back', () => {
  fc.assert(
    fc.property(sessions, session => {
      const fresh = session.done.map(step => ({ ...step }));
      const { machine, ...position } = positionOf({ ...session, done: fresh });
      const { machine: known, ...expected } = positionOf(session);
      expect(position).toEqual(expected);
      expect(machine.log).toEqual(known.log);
    }),
    { numRuns: 60 },
  );
});

test('something new cuts off what was undone', () => {
  const undone = reduceSession(play(level, 'del a', 'del b'), { type: 'undo' });
  const session = reduceSession(undone, { type: 'play', move: move('gc.collect(0)') });
  expect(movesOf(session).map(({ text }) => text)).toEqual(['del a', 'gc.collect(0)']);
  expect(session.undone).toEqual([]);
});

test('restart gives everything back, and undo gives the restart back', () => {
  const session = play(level, 'del a', 'c');
  const restarted = reduceSession(session, { type: 'restart' });
  expect(movesOf(restarted)).toEqual([]);
  expect(positionOf(restarted)).toBe(positionOf(startSession(level)));
  expect(positionOf(reduceSession(restarted, { type: 'undo' }))).toBe(positionOf(session));
});

test('nothing to take back, to redo or to restart leaves the session as it is', () => {
  const session = startSession(level);
  for (const type of ['undo', 'redo', 'restart'] as const)
    expect(reduceSession(session, { type })).toBe(session);
});
