import { expect, test } from 'vitest';
import type { Scene } from '../../../src/play/scene-types.ts';
import { type BoardState, nextBoard } from '../../../src/ui/board/board-state.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/board/glyphs.ts';
import { type BoardView, paintBoard, plainText } from '../../../src/ui/board/paint.ts';
import { referenceKey } from '../../../src/ui/board/types.ts';
import { fixtures, sceneFrom } from './scenes.ts';

const size = { columns: 52, rows: 14 };

/** The window as plain text between two empty lines; rows that are empty at its end are left out. */
function frame(board: BoardState, view: Partial<BoardView> = {}): string {
  const rows = paintBoard(board.layout, board.routes, { glyphs: unicodeGlyphs, ...view }, board.window);
  return `\n${plainText(rows).replace(/\n*$/, '\n')}`;
}

function fixture(name: string): Scene {
  const scene = fixtures[name];
  if (!scene) throw new Error(`no fixture ${name}`);
  return scene;
}

test('the focused reference is heavy all along, and so is the card it points at', () => {
  const board = nextBoard(undefined, fixture('two names'), size);
  expect(frame(board, { focus: { holder: 'globals', row: 'pal' } })).toBe(`
╭ globals ╮       ┏ ada ×2 ━┓
│ ada     ●─────┲▶┃         ┃
│▸pal     ●━━━━━┛ ┗━━━━━━━━━┛
╰─────────╯
`);
});

test('a chain runs to the right and then back, row by row', () => {
  expect(frame(nextBoard(undefined, fixture('domino'), size))).toBe(`
╭ globals ╮    ╭ d1 ×1 ╮    ╭ d2 ×1 ╮    ╭ d3 ×1 ╮
│ first   ●───▶│ next  ●───▶│ next  ●───▶│ next  ●─╮
╰─────────╯    ╰───────╯    ╰───────╯    ╰───────╯ │
                                                   │
                                                   │
                            ╭ d5 ×1 ╮    ╭ d4 ×1 ╮ │
                            │       │◀───● next  │◀╯
                            ╰───────╯    ╰───────╯
`);
});

test('a ring looks like a ring', () => {
  expect(frame(nextBoard(undefined, fixture('ring of six'), size))).toBe(`
╭ globals ╮    ╭ r1 ×2 ╮    ╭ r2 ×1 ╮    ╭ r3 ×1 ╮
│ r       ●──┬▶│ next  ●───▶│ next  ●───▶│ next  ●─╮
╰─────────╯  │ ╰───────╯    ╰───────╯    ╰───────╯ │
             │                                     │
             │                                     │
             │ ╭ r6 ×1 ╮    ╭ r5 ×1 ╮    ╭ r4 ×1 ╮ │
             ╰─● next  │◀───● next  │◀───● next  │◀╯
               ╰───────╯    ╰───────╯    ╰───────╯
`);
});

test('in a doubly linked list there and back lie beside each other', () => {
  const scene = sceneFrom(`
    globals: head>a
    a: next>b
    b: next>c prev>a
    c: prev>b
  `);
  expect(frame(nextBoard(undefined, scene, size))).toBe(`

╭ globals ╮    ╭ a ×2 ─╮    ╭ b ×2 ─╮    ╭ c ×1 ─╮
│ head    ●───▶│ next  ●───▶│ next  ●───▶│ prev  ●─╮
╰─────────╯    │       │◀───● prev  │    │       │ │
               ╰───────╯    ╰───────╯    ╰───────╯ │
                                   ▲               │
                                   ╰───────────────╯
`);
});

test('garbage is dashed and says so; the arrows among it, too', () => {
  expect(frame(nextBoard(undefined, fixture('ring of four, lost'), size))).toBe(`
╭ globals ╮    ╭ x ×1 ─╮    ╭ a ×1 ┄╮    ╭ b ×1 ┄╮
│ x       ●───▶│ val 3 │  ╭▶┆ next  ●┄┄┄▶┆ next  ●┄╮
╰─────────╯    ╰───────╯  ┆ ╰garbage╯    ╰garbage╯ ┆
                          ┆                        ┆
                          ┆                        ┆
                          ┆ ╭ d ×1 ┄╮    ╭ c ×1 ┄╮ ┆
                          ╰┄● next  ┆◀┄┄┄● next  ┆◀╯
                            ╰garbage╯    ╰garbage╯
`);
});

test('callers stand above the frame in which moves run, which has a double border', () => {
  expect(frame(nextBoard(undefined, fixture('frames'), size))).toBe(`
╭ globals ╮       ╭ list ×1 ╮
│ team    ●──────▶│ [0]     ●─╮
│ star    ●─────╮ │ [1]     ●─┼╮
╰─────────╯     │ ╰─────────╯ ││
                │             ││
╭ play() ─╮     │ ╭ ada ×3 ─╮ ││
│ p       ●─────┤ │ pal     ●─┼┤
│ q       ●────╮╰▶│         │◀╯│
╰─────────╯    │  ╰─────────╯  │
               │               │
╔ work() ═╗    │  ╭ bob ×4 ─╮  │
║ self    ●────┴─▶│ val 7   │◀─╯
║ keep    ◌       │         │
╚═════════╝       ╰─────────╯
`);
});

test('who has died leaves an outline, as long as nobody takes the place', () => {
  const before = nextBoard(undefined, fixture('three names'), size);
  const rest = sceneFrom(`
    globals: a>ada c>cy
    ada:
    cy:
  `);
  const ghosts = [{ id: 'bob', title: 'bob', by: 'refcount' as const, during: 'del b' }];
  expect(frame(nextBoard(before, rest, size), { ghosts })).toBe(`
╭ globals ╮       ╭ ada ×1 ─╮
│ a       ●──────▶│         │
│ c       ●─────╮ ╰─────────╯
╰─────────╯     │
                │
                │ · bob · · ·
                │ · freed   ·
                │ · · · · · ·
                │
                │
                │ ╭ cy ×1 ──╮
                ╰▶│         │
                  ╰─────────╯
`);
});

test('letters stand on ports and in the corners of cards', () => {
  const board = nextBoard(undefined, fixture('two names'), size);
  const tags = new Map([
    ['ada', 'a'],
    [referenceKey('globals', 'pal'), 'sd'],
  ]);
  expect(frame(board, { tags, mode: 'wire' })).toBe(`
╭ globals ╮       a ada ×2 ─╮
│ ada     ●─────┬▶│         │
│ pal    sd─────╯ ╰─────────╯
╰─────────╯
`);
});

test('a reference that may not be cut is locked, a kept object says so, generations are small', () => {
  const scene = sceneFrom(`
    globals: a>ada
    ada: pal>bob!
    bob:
  `);
  const holders = scene.holders.map(holder => ({ ...holder, isKept: holder.id === 'bob' }));
  expect(frame(nextBoard(undefined, { holders }, size), { showsGenerations: true })).toBe(`
╭ globals ╮       ╭ ada ×1 ─╮       ╭ bob ×1 ─╮
│ a       ●──────▶│ pal     ⊘──────▶│         │
╰─────────╯       ╰───────g0╯       ╰ kept ─g0╯
`);
});

test('values are written out, long ones cut off, and what a terminal would obey is not passed on', () => {
  const scene = sceneFrom(`
    globals: a>ada
    ada\u001b[2J: 名前=1 s="\u0007\u202eabcdefgh"
  `);
  const holders = scene.holders.map(holder => ({ ...holder, id: holder.id.slice(0, 3), isReachable: true }));
  expect(frame(nextBoard(undefined, { holders }, { columns: 30, rows: 10 }))).toBe(`
╭ globals ╮    ╭ ada?[2J ×0 ╮
│ a       ●───▶│ 名前 1     │
╰─────────╯    │ s "??abcde…│
               ╰────────────╯
`);
});

test('in ASCII the vertical line bridges the horizontal one', () => {
  const scene = sceneFrom(`
    globals: a>ada b>bob
    ada: pal>bob
    bob: pal>ada
  `);
  const view = { glyphs: asciiGlyphs, focus: { holder: 'ada', row: 'pal' } };
  expect(frame(nextBoard(undefined, scene, size), view)).toBe(`
. globals .       . ada x2 -.
| a       *----+->|>pal     *=#
| b       *----|. '---------' #
'---------'    |'--.          #
               |   v          #
               |  # bob x2 =# #
               '--* pal     #<#
                  #=========#
`);
});

test('a level may say where its objects stand', () => {
  const places = { ada: [1, 1], bob: [0, 0] } as const;
  const scene = sceneFrom(`
    globals: a>ada
    ada: pal>bob
    bob:
  `);
  expect(nextBoard(undefined, scene, { ...size, places }).layout.places).toEqual(
    new Map([
      ['ada', { column: 1, row: 1 }],
      ['bob', { column: 0, row: 0 }],
    ]),
  );
});

test('the window follows the focus, and says how many cards lie outside', () => {
  const scene = fixture('twenty');
  const small = { columns: 40, rows: 8 };
  const board = nextBoard(undefined, scene, { ...small, focus: { holder: 'globals', row: 'a' } });
  const far = nextBoard(board, scene, { ...small, focus: { holder: 'n17', row: 'next' } });

  expect(board.window.top).toBe(0);
  expect(frame(board)).toMatch(/↓\d+\n$/);
  expect(frame(far)).toContain(' n17 ');
  expect(frame(far)).toMatch(/↑\d+\n/);
  expect(far.layout).toBe(board.layout);
});

test('another width lays the board out afresh, another height does not', () => {
  const scene = fixture('which one is round');
  const board = nextBoard(undefined, scene, size);

  expect(nextBoard(board, scene, { ...size, rows: 30 }).layout).toBe(board.layout);
  expect(nextBoard(board, scene, { columns: 90, rows: 14 }).layout.geometry.columns).toBeGreaterThan(
    board.layout.geometry.columns,
  );
});
