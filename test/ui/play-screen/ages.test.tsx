/** The chapter of the three ages as it is seen: whole frames, and what is said about generations. */
import { afterEach, expect, test } from 'vitest';
import { unicodeGlyphs } from '../../../src/ui/board/index.ts';
import { PlayScreen } from '../../../src/ui/play-screen/play-screen.tsx';
import type { PlayState } from '../../../src/ui/play-screen/state.ts';
import { renderAt, unmountAll } from '../../helpers/ink.tsx';
import { open, panelText, press, somewhere } from './play.ts';

afterEach(unmountAll);

const place = { ...somewhere, chapter: 'Three ages', knows: ['generations'] } as const;
const enter = (name: string): PlayState => open(`07-ages/${name}`, { place });

async function frameOf(state: PlayState): Promise<readonly string[]> {
  const app = await renderAt(80, 24, <PlayScreen state={state} glyphs={unicodeGlyphs} />);
  return app.lines();
}

test('twenty old heaplings do not drown the ring', async () => {
  expect(await frameOf(enter('02-young-and-cheap'))).toEqual([
    ' heaplings · Three ages 1/2 · A ring and a long row                moves 0 of 4',
    ' program ─────────────────── heap ──────────────────── gen0 2  gen1 0  gen2 20 ─',
    ' 1  world = spawn("old", 2… ╭ globals ╮   ┏ old1 ×1 ━━━━━┓',
    ' 2  gc.collect()            │▸world   ●━━▶┃ …old20 (20)  ┃',
    ' 3  r = ring("r", 2)        │ r       ●─╮ ┗━━━━━━━━━━━━g2┛',
    ' 4  # go                    ╰─────────╯ │',
    ' 5▸ # moves                             │',
    '                                        │ ╭ r1 ×2 ───────╮   ╭ r2 ×1 ───────╮',
    '                                        ╰▶│ next         ⊘──▶│ next         ⊘─╮',
    '                                          ╰ kept ──────g0╯   ╰ kept ──────g0╯ │',
    '                                                        ▲                     │',
    '                                                        ╰─────────────────────╯',
    '',
    '',
    '',
    ' goals ──────────────────────────── since # go: collections 0/0/0  traversed 0 ─',
    '  ○ r1 and r2 are freed',
    '  ● at most 2 heaplings traversed',
    '  ● world is old1',
    ' world ▸ old1 · the first of 20 in a row',
    '',
    '',
    ' ↑↓ choose  ←→ follow  x cut  g collect  o open the row  v view  ? keys',
  ]);
});

test('a promotion is seen on the card until the next step, and said', async () => {
  const moved = press(enter('01-birthdays'), 'g 1');
  const next = press(moved, 'g 1');

  expect((await frameOf(moved)).slice(1, 6)).toEqual([
    ' program ─────────────── heap ───────────────────────── gen0 0  gen1 0  gen2 1 ─',
    ' 1  a = Node("a")       ╭ globals ╮       ┏ a ×1 ━━━┓',
    ' 2▸ # slot 1            │▸a       ●━━━━━━▶┃         ┃',
    '  ▸ gc.collect(1)   you ╰─────────╯       ┗━━━━g0→g2┛',
    ' 3· b = Node("b")',
  ]);
  expect(panelText(moved)).toContain(
    'gc.collect(1) looked at 1 heapling and freed none. a moved to generation 2.',
  );
  unmountAll();
  expect((await frameOf(next)).join('\n')).toContain('━━━━━━━g2┛');
});

test('every level of the chapter fits its board without scrolling', async () => {
  const names = [
    '01-birthdays',
    '02-young-and-cheap',
    '03-missed-the-bus',
    '04-before-the-bell',
    '05-old-money',
    '06-young-ring-old-tail',
    '07-three-requests',
  ];
  const hidden = names.filter(name => {
    const { cards } = enter(name).board.layout;
    const { window } = enter(name).board;
    return [...cards.values()].some(
      card => card.y + card.height > window.rows || card.x + card.width > window.columns,
    );
  });
  expect(hidden).toEqual([]);
});

test('y where every name is gone: who holds what the goal wants, and which collection would find it', () => {
  const lost = press(enter('05-old-money'), 'x x');

  expect(panelText(press(lost, 'y')).slice(0, 4)).toEqual([
    expect.stringContaining('why y1 lives'),
    'y1 has 2 references. Held by kid of o and next of y2.',
    'No name leads to it any more. A collection of generation 2 would find it.',
    'The goals let none run.',
  ]);
});

test('? explains every sign that this screen shows, and no other', () => {
  const legend = (state: PlayState): string => {
    const help = press(state, '?');
    const pages = [0, 10, 20].map(steps =>
      press(
        help,
        Array(steps + 1)
          .fill('down')
          .join(' '),
      ),
    );
    return [panelText(help), ...pages.map(panelText)].flat().join('\n');
  };
  const ages = legend(enter('02-young-and-cheap'));
  const first = legend(open('01-names/01-three-arrows'));

  expect(ages).toMatch(/g0 +the generation it stands in/);
  expect(ages).toMatch(/gen0 2 +heaplings that stand in generation 0/);
  expect(ages).toMatch(/collections +how many ran, of generation 0\/1\/2/);
  expect(ages).toMatch(/…old20 \(20\) +a row of heaplings/);
  expect(ages).toMatch(/○ goal +does not hold yet/);
  expect(first).toMatch(/×2 +so many references/);
  expect(first).not.toMatch(/generation|collections|chain/);
});

test('g and a generation that is not listed: the sentence that typing it would give', () => {
  const state = press(open('05-circles/03-dragon-tail'), 'g 0');
  expect(panelText(state)).toContain('Here only gc.collect(2) can be run.');
});
