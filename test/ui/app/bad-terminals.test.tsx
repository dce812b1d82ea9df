import { afterEach, expect, test } from 'vitest';
import { openLevel } from '../../../src/level/index.ts';
import { noProgress } from '../../../src/play/index.ts';
import { App } from '../../../src/ui/app/app.tsx';
import { startApp } from '../../../src/ui/app/reduce.ts';
import { createStore } from '../../../src/ui/app/store.ts';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { handClock } from '../../helpers/clock.ts';
import { renderAt, unmountAll } from '../../helpers/ink.tsx';
import { shipped } from '../shipped.ts';

afterEach(unmountAll);

const level = shipped('01-names/01-three-arrows');

/** The first level, its first run over. */
async function play() {
  const clock = handClock();
  const options = {
    catalogue: [{ title: 'Names', isPrologue: false, knows: [], levels: [level.level] }],
    progress: noProgress,
    size: { columns: 80, rows: 24 },
    isStill: true,
    start: { type: 'level', id: level.level.id },
  } as const;
  const store = createStore(startApp(options, { load: openLevel, at: clock.stamp() }), {
    load: openLevel,
    clock,
    onEffect: () => {},
  });
  const app = await renderAt(80, 24, <App store={store} clock={clock} glyphs={unicodeGlyphs} art={['']} />);
  return { ...app, clock };
}

const junk: readonly (readonly [string, string])[] = [
  ['a paste of 10 kB', 'xwcR:q'.repeat(1700)],
  ['a marked paste', '\u001B[200~xwcR\rq\u001B[201~'],
  ['a mouse click', '\u001B[<0;30;8M\u001B[<0;30;8m'],
  ['the mouse wheel', '\u001B[<64;30;8M'.repeat(5)],
  ['a sequence that breaks off', '\u001B[<0;12;'],
  ['the answer to a question nobody asked', '\u001B[?62;22c'],
  ['focus in and out', '\u001B[I\u001B[O'],
  ['Ctrl-Z', '\u001A'],
  ['Ctrl-S and Ctrl-Q', '\u0013\u0011'],
  ['a null', '\u0000'],
];

test.each(junk)('%s does nothing to a level', async (_, bytes) => {
  const { press, frame } = await play();
  const before = frame();

  await press(bytes);
  expect(frame()).toBe(before);
});

test.each(junk)('%s does not end up in a typed statement', async (_, bytes) => {
  const { press, frame } = await play();
  await press(':', 'del ');
  const before = frame();

  await press(bytes);
  expect(frame()).toBe(before);
});

test('behind a paste the keys work again', async () => {
  const { press, frame, clock } = await play();
  await press('xwcR:q'.repeat(1700), 'the rest');

  clock.pass(200);
  await press(':', 'del a', '\r');
  expect(frame()).toContain('▸ del a');
});
