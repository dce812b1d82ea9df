import { afterEach, expect, test } from 'vitest';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { PlayScreen } from '../../../src/ui/play-screen/play-screen.tsx';
import type { PlayState } from '../../../src/ui/play-screen/state.ts';
import { renderAt, unmountAll } from '../../helpers/ink.tsx';
import { open, press } from './play.ts';

afterEach(unmountAll);

async function frameOf(state: PlayState): Promise<readonly string[]> {
  const { columns, rows } = state.size;
  const app = await renderAt(columns, rows, <PlayScreen state={state} glyphs={unicodeGlyphs} />);
  return app.lines();
}

/** All but the board, which has tests of its own. */
const around = (lines: readonly string[], board: number): readonly string[] =>
  lines.map((line, index) => (index > 1 && index < 2 + board ? line.slice(0, 24).trimEnd() : line));

test('the first level at 80×24, one move made', async () => {
  const lines = await frameOf(press(open('01-names/01-three-arrows'), 'w c'));

  expect(around(lines, 13)).toEqual([
    ' heaplings · Somewhere 1/2 · Three names                           moves 1 of 4',
    ' program ─────────────── heap ──────────────────────────────────────────────────',
    ' 1  a = Node("ada")',
    ' 2  b = Node("bob")',
    ' 3  c = Node("cy")',
    ' 4▸ # moves',
    '  ▸ a = c           you',
    ...Array(8).fill(''),
    ' goals ─────────────────────────────────────────────────────────────────────────',
    '  ● a is cy',
    '  ● bob lives',
    '  ○ cy has exactly one reference',
    ' a ▸ cy · cy has 2 references',
    " a = c turned a's arrow. ada lost its last reference and died.",
    '',
    ' ↑↓ choose  x cut  w wire  u undo  ! hint  ? keys',
  ]);
});

test('a win at 60×20 keeps a strip of the board', async () => {
  const size = { columns: 60, rows: 20 };
  const lines = await frameOf(press(open('01-names/01-three-arrows', { size }), 'w c down down x'));

  expect(lines.slice(10)).toEqual([
    ' solved ────────────────────────────────────────────────────',
    '  ✓ ★ 2 moves: nobody known needs fewer.',
    '  del c removed a name, not an object. a still holds cy.',
    '  Earned: Assignment turns a reference. It never copies.',
    '  Assignment binds a name to an object and copies nothing.',
    '  The object that the name pointed to before loses a',
    '  reference, and ada had only that one. In other languages',
    '  a variable is a box; here it is a label on a string.',
    ' Enter next  R again  u undo  q chapters',
  ]);
});

test('a lost run names who is to blame', async () => {
  const lines = await frameOf(press(open('05-circles/03-dragon-tail'), 'c'));

  expect(lines.filter(line => line.includes('✗'))).toHaveLength(1);
  expect(lines.join('\n').replace(/\s+/g, ' ')).toContain(
    'big is still held by the name big. u takes the last step back.',
  );
});

test.each([
  [60, 20],
  [80, 24],
  [120, 40],
  [200, 60],
])('no frame is larger than a terminal of %i×%i, whatever the keys', async (columns, rows) => {
  const start = open('05-circles/03-dragon-tail', { size: { columns, rows } });
  for (const keys of ['x', 'w', 'f', 'enter', 'g', ':', 'y', '?', 'c', 'v', 'v v', '!']) {
    const lines = await frameOf(press(start, keys));
    expect(lines.length).toBeLessThan(rows);
    expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(columns);
    unmountAll();
  }
});
