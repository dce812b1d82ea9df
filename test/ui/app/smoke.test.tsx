import { cleanup, render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { noProgress } from '../../../src/play/index.ts';
import { App } from '../../../src/ui/app/app.tsx';
import { startApp } from '../../../src/ui/app/reduce.ts';
import type { Load } from '../../../src/ui/app/state.ts';
import { createStore } from '../../../src/ui/app/store.ts';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { PlayScreen } from '../../../src/ui/play-screen/play-screen.tsx';
import { stillClock } from '../../helpers/clock.ts';
import { open } from '../play-screen/play.ts';
import { catalogue } from './levels.ts';

afterEach(cleanup);

const neverLoaded: Load = level => {
  throw new Error(`${level.id} should only be listed`);
};

test('the game draws itself in Ink’s own test terminal, too, not only in ours', () => {
  const size = { columns: 100, rows: 24 };
  const options = { catalogue, progress: noProgress, size, isStill: true, start: { type: 'title' } } as const;
  const store = createStore(startApp(options, { load: neverLoaded, at: '' }), {
    load: neverLoaded,
    clock: stillClock,
    onEffect: () => {},
  });
  const app = render(<App store={store} clock={stillClock} glyphs={unicodeGlyphs} art={['h ──▶ e']} />);

  expect(app.lastFrame()).toContain('▸ Start');
});

test('so does the first frame of a level', () => {
  const state = open('01-names/01-three-arrows', { size: { columns: 100, rows: 24 } });
  const frame = render(<PlayScreen state={state} glyphs={unicodeGlyphs} />).lastFrame() ?? '';

  expect(frame).toContain('a = Node("ada")');
  expect(frame).toContain('ada ×1');
  expect(frame).toContain('○ a is cy');
  expect(frame).toContain('x cut  w wire');
});
