import { afterEach, expect, test } from 'vitest';
import { openLevel } from '../../../src/level/index.ts';
import { noProgress, type Progress } from '../../../src/play/index.ts';
import { App } from '../../../src/ui/app/app.tsx';
import type { Catalogue } from '../../../src/ui/app/catalogue.ts';
import { startApp } from '../../../src/ui/app/reduce.ts';
import { createStore } from '../../../src/ui/app/store.ts';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { handClock } from '../../helpers/clock.ts';
import { keys, renderAt, unmountAll } from '../../helpers/ink.tsx';
import { shipped } from '../shipped.ts';

afterEach(unmountAll);

const catalogue: Catalogue = [
  {
    title: 'Prologue',
    isPrologue: true,
    knows: [],
    levels: [shipped('00-prologue/01-first-cut').level, shipped('00-prologue/02-two-names').level],
  },
  {
    title: 'Names are not boxes',
    isPrologue: false,
    knows: [],
    levels: [shipped('01-names/01-three-arrows').level],
  },
];

async function play(progress: Progress = noProgress, levels: Catalogue = catalogue) {
  const clock = handClock();
  const records: string[] = [];
  const size = { columns: 80, rows: 24 };
  const options = { catalogue: levels, progress, size, isStill: false, start: { type: 'title' } } as const;
  const store = createStore(startApp(options, { load: openLevel, at: clock.stamp() }), {
    load: openLevel,
    clock,
    onEffect(effect) {
      if (effect.type === 'record') records.push(`${effect.record.kind} ${effect.record.level}`);
    },
  });
  const app = await renderAt(
    80,
    24,
    <App store={store} clock={clock} glyphs={unicodeGlyphs} art={['heaplings']} />,
  );
  return { ...app, clock, records, store };
}

test('the first ten seconds: one line runs, one cut, a win', async () => {
  const { press, settle, frame, clock, records } = await play();

  await press(keys.enter);
  expect(frame()).toContain('1▸ ada = Node("ada")');
  expect(frame()).not.toContain('ada ×1');

  clock.pass(400);
  await settle();
  expect(frame()).toContain('ada ×1');
  expect(frame()).toContain(' x cut the arrow');
  expect(records).toEqual(['seen first-cut']);

  await press('x');
  expect(frame()).toContain('When its last reference goes, a heapling goes.');
  expect(records).toEqual(['seen first-cut', 'steps first-cut', 'won first-cut']);
});

test('keys typed ahead play the prologue and the first level in one go', async () => {
  const { press, frame, records } = await play();

  await press(`\rx\rxx\rwc${keys.down}${keys.down}x`);

  expect(frame()).toContain('✓ ★ 2 moves: nobody known needs fewer.');
  expect(records.filter(record => record.startsWith('won'))).toEqual([
    'won first-cut',
    'won two-names',
    'won three-arrows',
  ]);
});

test('behind the last level of a chapter the map stands on the first of the next', async () => {
  const { press, frame, store } = await play(noProgress, [
    ...catalogue,
    {
      title: 'Counting to zero',
      isPrologue: false,
      knows: [],
      levels: [shipped('02-counting/01-domino').level],
    },
  ]);
  await press(`\rx\rxx\rwc${keys.down}${keys.down}x`);
  expect(frame()).toContain('That was Names are not boxes. Next comes Counting to zero.');

  await press('\r');
  expect(store.state().screen).toMatchObject({ type: 'map', spot: { section: 2, level: 0 }, list: 'levels' });
});

test('behind the last level of all the map shows what is left', async () => {
  const { press, frame, store } = await play();
  await press(`\rx\rxx\rwc${keys.down}${keys.down}x`);
  expect(frame()).toContain('That was the last level. All 3 are solved.');

  await press('\r');
  expect(store.state().screen).toMatchObject({ type: 'map', spot: { section: 1, level: 0 }, list: 'levels' });
});

test('the map stays at the last chapter, even if levels before it are unsolved', async () => {
  const { press, frame, store } = await play();
  await press('2', '1', '1', 'wc', keys.down, keys.down, 'x');
  expect(frame()).toContain('That was the last level. 2 of 3 are still to be solved.');

  await press('\r');
  expect(store.state().screen).toMatchObject({ type: 'map', spot: { section: 1, level: 0 }, list: 'levels' });
});

test('nothing is lost on the way to the map and back', async () => {
  const { press, frame } = await play();
  await press('\r', 'x', '\r', 'x');

  await press('q');
  expect(frame()).toContain('Chapters');

  await press('\r');
  expect(frame()).toContain('▸ del ada         you');
});

test('a terminal that shrinks too far keeps the level alive', async () => {
  const { press, frame, resize } = await play();
  await press('\r', 'x', '\r', 'x');
  const before = frame();

  await resize(40, 10);
  expect(frame()).toBe('heaplings needs 60×20; this is 40×10.');
  await press('x');

  await resize(80, 24);
  expect(frame()).toBe(before);
});

test('while records cannot be kept the header says so, in a level and on the map', async () => {
  const { press, settle, frame, store } = await play();
  await press(keys.enter, 'x', keys.enter, 'x', keys.down, 'x', keys.enter);

  store.dispatch({ type: 'kept', isSaved: false });
  await settle();
  expect(frame().split('\n')[0]).toMatch(/Three names +not saved moves 0 of 4$/);

  await press('q');
  expect(frame().split('\n')[0]).toBe(' heaplings · Chapters · not saved');

  store.dispatch({ type: 'kept', isSaved: true });
  await settle();
  expect(frame()).not.toContain('not saved');
});
