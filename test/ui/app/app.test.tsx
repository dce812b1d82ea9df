import { afterEach, expect, test } from 'vitest';
import { hashLevel } from '../../../src/level/index.ts';
import { type GameRecord, noProgress, type Progress, progressFrom } from '../../../src/play/index.ts';
import { App } from '../../../src/ui/app/app.tsx';
import { startApp } from '../../../src/ui/app/reduce.ts';
import type { Effect, Load } from '../../../src/ui/app/state.ts';
import { createStore } from '../../../src/ui/app/store.ts';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { stillClock } from '../../helpers/clock.ts';
import { keys, renderAt, unmountAll } from '../../helpers/ink.tsx';
import { catalogue } from './levels.ts';

afterEach(unmountAll);

const neverLoaded: Load = level => {
  throw new Error(`${level.id} should only be listed`);
};

/** Progress with these wins: moves by level id. */
function won(wins: Readonly<Record<string, number>>): Progress {
  const levels = catalogue.flatMap(section => section.levels).filter(({ id }) => wins[id] !== undefined);
  return progressFrom(
    levels.map(level => {
      const metrics = { moves: wins[level.id] ?? 0, traversed: 0, peak: 1 };
      return { v: 1, at: '', level: level.id, hash: hashLevel(level), kind: 'won', moves: [], metrics };
    }),
  );
}

/** The session of a level, left at a time. */
function played(id: string, at: string): GameRecord {
  const level = catalogue.flatMap(section => section.levels).find(other => other.id === id);
  if (level === undefined) throw new Error(`no level ${id}`);
  return { v: 1, at, level: id, hash: hashLevel(level), kind: 'steps', done: [], undone: [] };
}

async function start(columns: number, rows: number, progress: Progress = noProgress) {
  const effects: Effect[] = [];
  const options = {
    catalogue,
    progress,
    size: { columns, rows },
    isStill: true,
    start: { type: 'title' },
  } as const;
  const store = createStore(startApp(options, { load: neverLoaded, at: '' }), {
    load: neverLoaded,
    clock: stillClock,
    onEffect: effect => effects.push(effect),
  });
  const app = await renderAt(
    columns,
    rows,
    <App store={store} clock={stillClock} glyphs={unicodeGlyphs} art={['  h ──▶ e']} />,
  );
  return { ...app, effects, store };
}

test('the title has the picture, one sentence and the cursor on the way in', async () => {
  const { lines } = await start(60, 20);

  expect(lines()).toEqual([
    ...Array(5).fill(''),
    '   h ──▶ e',
    ' Every Python program leaves a heap. You hold the scissors.',
    '',
    '  ▸ Start',
    '    Choose a level',
    '    Quit',
  ]);
});

test('somebody who has been here continues', async () => {
  const { frame } = await start(80, 24, won({ first: 1 }));

  expect(frame()).toContain('▸ Continue  1 level of 4 solved');
});

test('keys that arrive joined all count, on one screen and on the next', async () => {
  const { press, frame, effects } = await start(80, 24);

  await press(`${keys.down}${keys.down}${keys.enter}`);

  expect(effects).toEqual([{ type: 'left', how: 'quit' }]);
  expect(frame()).toBe('');
});

test('the map shows every chapter, what is solved, and which level is next', async () => {
  const { press, lines } = await start(80, 24, won({ first: 1, three: 2 }));

  await press(keys.down, keys.enter);

  expect(lines().slice(0, 6)).toEqual([
    ' heaplings · Chapters',
    '───────────────────────────────── Names are not boxes ──────────────────────────',
    '       Prologue  ✓                  ✓★ 1  Three names  2/2  Assignment turns a …',
    ' ▸  1  Names are not boxes  1/2   ▸    2  Team  next',
    '    2  Circles  0/1',
    '',
  ]);
  expect(lines().at(-1)).toBe(' ↑↓ choose  Enter its levels  → levels  q title');
});

test('below the lists stands the chapter, and of a solved level its whole earned title', async () => {
  const { press, lines } = await start(80, 24, won({ first: 1, three: 2 }));

  await press(keys.down, keys.enter);
  expect(lines().at(-3)).toBe(' References are all you ever move.');

  await press(keys.right, keys.up);
  expect(lines().at(-3)).toBe(' Assignment turns a reference. Your best: 2 moves, par 2.');
});

test('an earned title that has hardly any room is left out, a score never is', async () => {
  const { press, lines, resize } = await start(79, 24, won({ first: 1, three: 2 }));

  await press(keys.down, keys.enter);
  expect(lines()[2]).toBe('       Prologue  ✓                  ✓★ 1  Three names  2/2');

  await resize(80, 24);
  expect(lines()[2]).toMatch(/Three names {2}2\/2 {2}Assignment turns a …$/);
});

test('the map opens with the cursor on the level played last', async () => {
  const { press, lines } = await start(
    80,
    24,
    progressFrom([played('team', '2026-01-02'), played('friends', '2026-01-01')]),
  );

  await press(keys.down, keys.enter);

  expect(lines()[1]).toContain(' Names are not boxes ');
  expect(lines()[3]).toContain('▸    2  Team');
  expect(lines().at(-1)).toContain('Enter play');
});

test('digits choose at once, as printed', async () => {
  const { press, lines, store } = await start(80, 24);

  await press('2', '2');
  expect(lines()[1]).toContain(' Circles ');
  expect(store.state().screen).toMatchObject({ type: 'map', spot: { section: 2, level: 0 }, list: 'levels' });

  await press('7');
  expect(store.state().screen).toMatchObject({ type: 'map', spot: { section: 2, level: 0 } });
});

test('the map fits the smallest terminal', async () => {
  const { press, lines } = await start(60, 20);

  await press(keys.down, keys.enter, keys.right);

  expect(lines()).toHaveLength(19);
  expect(Math.max(...lines().map(line => line.length))).toBeLessThanOrEqual(60);
});

test('a terminal that is too small gets one sentence, and the game back when it grows', async () => {
  const { resize, frame, press } = await start(80, 24);

  await resize(59, 20);
  expect(frame()).toBe('heaplings needs 60×20; this is 59×20.');
  await press(keys.down);

  await resize(60, 20);
  expect(frame()).toContain('▸ Start');
});

test('Ctrl-C leaves from anywhere, and says so', async () => {
  const { press, effects } = await start(80, 24);

  await press(keys.down, keys.enter, keys.ctrlC);

  expect(effects).toEqual([{ type: 'left', how: 'interrupted' }]);
});

test('a paste, a mouse report and broken escape sequences change nothing', async () => {
  const { press, frame } = await start(80, 24);
  const before = frame();

  await press(
    'q'.repeat(10_000),
    '\u001B[<0;10;10M',
    '\u001B[200~q\rq\u001B[201~',
    '\u001B[999;',
    '\u001B]0;q',
  );

  expect(frame()).toBe(before);
});
