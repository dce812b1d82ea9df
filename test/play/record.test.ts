import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeRecord,
  type GameRecord,
  hintRecord,
  lostRecord,
  movesOf,
  noteRecord,
  positionOf,
  progressFrom,
  reduceSession,
  restoreSession,
  standingOf,
  stepsRecord,
  wonRecord,
} from '../../src/play/index.ts';
import { makeLevel, move, play } from './make.ts';

const level = makeLevel(['a = Node("a")', '# slot 1', 'b = a', '# slot 2'], {
  allow: { cut: true, wire: ['keep'] },
  goals: ['freed("a")'],
  solution: ['[2] del a', '[2] del b'],
});
const at = '2026-01-02T03:04:05.000Z';

describe('a session', () => {
  const session = reduceSession(
    reduceSession(reduceSession(play(level, 'keep = a', 'c', '[2] del a'), { type: 'restart' }), {
      type: 'undo',
    }),
    { type: 'undo' },
  );

  test('comes back exactly, undone steps included', () => {
    const record = stepsRecord(session, at);
    expect(record).toMatchObject({ done: ['keep = a', '[continue]'], undone: ['[restart]', '[2] del a'] });
    const decoded = decodeRecord(JSON.parse(JSON.stringify(record)));
    if (decoded?.kind !== 'steps') throw new Error('no steps');
    const restored = restoreSession(level, decoded);
    expect(restored.ok && stepsRecord(restored.value, at)).toEqual(record);
    expect(restored.ok && positionOf(restored.value).metrics).toEqual(positionOf(session).metrics);
    const redone = restored.ok && reduceSession(restored.value, { type: 'redo' });
    expect(redone && movesOf(redone).map(({ text }) => text)).toEqual(['keep = a', 'del a']);
  });

  test('stops before the first step that is not legal any more', () => {
    const restored = restoreSession(level, { done: ['keep = a', 'del zoo', '[continue]'], undone: [] });
    expect(restored.ok).toBe(false);
    if (restored.ok) return;
    expect(restored.issues[0]?.step).toBe('del zoo');
    const [issue] = restored.issues;
    expect(issue && movesOf(issue.session).map(({ text }) => text)).toEqual(['keep = a']);
  });

  test('forgets what was undone when that could not be redone', () => {
    const restored = restoreSession(level, { done: ['keep = a'], undone: ['del zoo'] });
    expect(restored.ok && restored.value.undone).toEqual([]);
  });
});

describe('records', () => {
  const records: readonly GameRecord[] = [
    stepsRecord(play(level), at),
    wonRecord(level, [move('del a')], { moves: 1, traversed: 0, peak: 1 }, at, true),
    lostRecord(level, [move('[2] del a')], at),
    noteRecord(level, 'seen', at),
    noteRecord(level, 'peek', at),
    hintRecord(level, 2, at),
  ];

  test.each(records)('$kind survives JSON', record => {
    expect(decodeRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  test('what a newer game wrote is kept and means nothing', () => {
    expect(decodeRecord({ v: 1, kind: 'dreamt', at, level: 'x', hash: 'y' })).toEqual({ kind: 'foreign' });
    expect(decodeRecord({ v: 2, kind: 'won' })).toEqual({ kind: 'foreign' });
  });

  test.each([
    [null],
    ['text'],
    [[1]],
    [{}],
    [{ v: 1, kind: 'won', at, level: 'x', hash: 'y' }],
    [
      {
        v: 1,
        kind: 'won',
        at,
        level: 'x',
        hash: 'y',
        moves: [],
        metrics: { moves: -1, traversed: 0, peak: 0 },
      },
    ],
    [{ v: 1, kind: 'steps', at, level: 'x', hash: 'y', done: [1], undone: [] }],
    [{ v: 1, kind: 'hint', at, level: 'x', hash: 'y', hint: 'all' }],
    [{ v: 1, kind: 'seen', at: 5, level: 'x', hash: 'y' }],
  ])('%j is no record', value => {
    expect(decodeRecord(value)).toBeUndefined();
  });

  test('any JSON is taken without an exception', () => {
    fc.assert(fc.property(fc.jsonValue(), value => void decodeRecord(value)));
  });
});

describe('progress', () => {
  const won = (moves: number, traversed: number, peak: number, when = at) =>
    wonRecord(level, [], { moves, traversed, peak }, when);

  test('bests never get worse, each number by itself', () => {
    const { best, stars } = standingOf(progressFrom([won(4, 0, 3), won(2, 5, 2), won(3, 9, 9)]), level);
    expect(best).toEqual({ moves: 2, traversed: 0, peak: 2 });
    expect(stars).toEqual({ solved: true, par: true, foresight: false });
  });

  test('two journals can be put together in any order', () => {
    const entry = fc.oneof(
      fc
        .tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(9))
        .map(([m, t, p, s]) => won(m, t, p, `2026-01-0${s}`)),
      fc.nat(9).map(second => noteRecord(level, 'seen', `2026-01-0${second}`)),
      fc.uniqueArray(fc.nat(9), { maxLength: 1 }).map(() => hintRecord(level, 1, at)),
    );
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (one, other) => {
        expect(progressFrom([...one, ...other])).toEqual(progressFrom([...other, ...one]));
      }),
    );
  });

  test('the later session counts, wherever it stands in the file', () => {
    const later = stepsRecord(play(level, 'keep = a'), '2026-02-01');
    const earlier = stepsRecord(play(level), '2026-01-01');
    for (const records of [
      [later, earlier],
      [earlier, later],
    ]) {
      expect(standingOf(progressFrom(records), level).steps?.done).toEqual(['keep = a']);
    }
  });

  test('bests of another version of the level are told apart', () => {
    const old: GameRecord = { ...won(1, 1, 1), hash: 'old' };
    const standing = standingOf(progressFrom([old, won(2, 2, 2)]), level);
    expect([standing.best?.moves, standing.earlier?.moves]).toEqual([2, 1]);
    expect(standingOf(progressFrom([old]), level).stars.solved).toBe(false);
  });

  test('a level that nobody touched', () => {
    expect(standingOf(progressFrom([]), level)).toEqual({
      hasForesight: false,
      losses: 0,
      hints: 0,
      hasSeen: false,
      hasPeeked: false,
      stars: { solved: false, par: false, foresight: false },
    });
  });
});
