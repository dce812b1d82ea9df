import { afterEach, expect, test } from 'vitest';
import { openLevel } from '../../../src/level/index.ts';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { PlayScreen } from '../../../src/ui/play-screen/play-screen.tsx';
import { reducePlay } from '../../../src/ui/play-screen/reduce.ts';
import { type PlayState, shownGhosts, startPlay } from '../../../src/ui/play-screen/state.ts';
import { frameTime } from '../../../src/ui/play-screen/watched-run.ts';
import { renderAt, unmountAll } from '../../helpers/ink.tsx';
import { press, somewhere } from './play.ts';

afterEach(unmountAll);

const size = { columns: 80, rows: 24 };

const watching = (program: string): PlayState =>
  startPlay(
    openLevel({
      id: 'watched',
      title: 'Watched',
      program,
      allow: { cut: true, wire: [], collect: [], statements: [], keep: [] },
      goals: ['freed("ada")'],
      budget: 2,
      solution: [],
      tempting: [],
      hints: [],
      sources: [],
    }),
    { place: somewhere, size, isSeen: false },
  );

const tick = (state: PlayState): PlayState => reducePlay(state, { type: 'tick' });

/** `next line: who has died`, frame by frame to the end of the run. */
function story(state: PlayState): readonly string[] {
  const line = state.watched?.frames[state.watched.at]?.line ?? 'stop';
  const frame = `${line}: ${shownGhosts(state)
    .map(({ title, during }) => `${title} by ${during}`)
    .join(', ')}`;
  return state.watched === undefined ? [frame] : [frame, ...story(tick(state))];
}

const program = 'a = Node("ada")\nb = Node("bob")\ndel a\nb = None\n# moves\n';

test('the first run shows each death behind the line that brought it', () => {
  expect(story(watching(program))).toEqual([
    '1: ',
    '2: ',
    '3: ',
    '4: ada by del a',
    'stop: ada by del a, bob by b = None',
  ]);
});

test('who has died in the first run lies where the card stood, during the run and after it', async () => {
  const after = tick(tick(tick(watching(program))));
  for (const state of [after, tick(after), tick(tick(after))]) {
    const app = await renderAt(80, 24, <PlayScreen state={state} glyphs={unicodeGlyphs} />);
    expect(app.frame()).toMatch(/· ada ·/);
    unmountAll();
  }
});

test('a continue shows the deaths one by one, those of the moves first', () => {
  const start = watching('a = Node("ada")\nb = Node("bob")\nc = Node("cy")\n# moves\ndel b\ndel c\n');
  const running = press(press(start, 'x'), 'c');

  expect(story(running)).toEqual([
    '5: ada by del a',
    '6: ada by del a, bob by del b',
    'stop: ada by del a, bob by del b, cy by del c',
  ]);
});

test('a frame with a death stands longer', () => {
  const running = press(watching('a = Node("ada")\nb = 1\n# moves\ndel a\nb = 2\n'), 'c');
  const times = [running, tick(running)].map(({ watched }) => (watched ? frameTime(watched) : 0));

  expect(times).toEqual([300, 600]);
});

test('a loop of many rounds is shown for a while, then the run is at its stop', () => {
  const running = press(watching('a = Node("ada")\n# moves\nfor i in range(500):\n    b = i\n'), 'c');

  expect(story(running).length).toBeLessThan(50);
});
