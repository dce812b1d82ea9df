/** What the play screen shows, as lines of styled text already fitted to their panes. Components only draw it. */
import { footerOf, type KeyHint } from '../keys/keymap.ts';
import {
  boardKeys,
  hintKeys,
  jumpKeys,
  pageKeys,
  panelKeys,
  promptKeys,
  winKeys,
  wireKeys,
} from '../keys/play-keys.ts';
import { ends, type Line, run, textOf } from '../runs.ts';
import type { Signs } from '../signs.ts';
import { words } from '../words.ts';
import { bellOf, censusOf, heapNote } from './census.ts';
import { codeOf } from './code-view.ts';
import { engineFacts, keyFacts } from './facts.ts';
import { footerLine } from './footer.ts';
import { panelRows } from './layout.ts';
import { canScroll, pageView, ruleLine } from './pages.ts';
import { boardPanel } from './panel-view.ts';
import { asWatched, type LevelPlace, layoutOf, type MenuEntry, type PlayState, shownScene } from './state.ts';

/** A menu is not lines: `components/menu.tsx` draws it. */
export type Panel =
  | { readonly type: 'lines'; readonly lines: readonly Line[] }
  | {
      readonly type: 'menu';
      readonly title: Line;
      readonly entries: readonly MenuEntry[];
      readonly at: number;
    };

export type PlayView = {
  readonly header: Line;
  readonly rule: Line;
  readonly code: readonly Line[];
  readonly codeColumns: number;
  readonly boardColumns: number;

  /** Rows of the program and the board above the panel. */
  readonly bodyRows: number;
  readonly panel: Panel;
  readonly panelRows: number;
  readonly footer: Line;
};

/** More lines of a menu scroll: some of the board should stay in sight. */
const mostEntries = 10;

export function playView(full: PlayState, signs: Signs, isSaved = true): PlayView {
  const state = asWatched(full);
  const layout = layoutOf(state);
  const { panel, rows } = panelOf(state, signs);
  // Header, its rule and the footer have a row each.
  const bodyRows = layout.rows - 3 - rows;
  return {
    header: headerOf(state, signs, layout.columns, isSaved),
    rule: ruleOf(full, signs, layout.codeColumns, layout.boardColumns),
    code: layout.codeColumns === 0 ? [] : codeOf(state, signs, layout.codeColumns, bodyRows),
    codeColumns: layout.codeColumns,
    boardColumns: layout.boardColumns,
    bodyRows,
    panel,
    panelRows: rows,
    footer: footerLine(footerHints(state), signs, layout.columns),
  };
}

function headerOf(
  { place, session, position, best }: PlayState,
  { dot }: Signs,
  columns: number,
  isSaved: boolean,
): Line {
  const { level } = session.level;
  const where =
    place.number === undefined
      ? words.outside(place.isSandbox)
      : `${place.chapter} ${place.number}/${place.of}`;
  const title = [run(`${where} ${dot} `, 'muted'), run(level.title, 'strong')];
  const left = [run(' heaplings', 'heading'), run(` ${dot} `, 'muted'), ...title];
  const par = best === undefined || level.par === undefined ? '' : ` ${dot} par ${level.par}`;
  const score = `${words.budgetLeft(position.movesUsed, position.budget)}${par} `;
  const warning = isSaved ? [] : [run(`${words.notSaved} `, 'warning')];
  const right = [...warning, ...(place.isPrologue || place.isSandbox ? [] : [run(score, 'muted')])];
  // The name of the game is the first thing that a narrow terminal does without.
  const fits = textOf(left).length + textOf(right).length < columns;
  return ends(fits ? left : [run(' '), ...title], right, columns);
}

/** ` program ─────── heap ─── gen0 2  gen1 0  gen2 20 ─`. */
function ruleOf(state: PlayState, { rule }: Signs, codeColumns: number, boardColumns: number): Line {
  const code = ` ${state.watched === undefined ? 'program' : words.programRuns} `;
  const heap = ' heap ';
  const note = heapNoteOf(state, boardColumns - heap.length - 4);
  const end = note === '' ? '' : ` ${note} ${rule}`;
  return [
    run(codeColumns === 0 ? '' : code.padEnd(codeColumns, rule).slice(0, codeColumns), 'muted'),
    run(boardColumns === 0 ? '' : heap.padEnd(boardColumns - end.length, rule), 'muted'),
    run(boardColumns === 0 ? '' : end, 'muted'),
  ];
}

/** What stands where, and when the bell will ring: of the heap that is shown, also while it is watched. */
function heapNoteOf(state: PlayState, columns: number): string {
  const { watched, position } = state;
  const facts = engineFacts(state);
  const frame = watched?.frames[watched.at];
  const bell = frame === undefined ? bellOf(position.machine) : frame.bell;
  return heapNote(facts.generations ? censusOf(shownScene(state)) : undefined, bell, columns);
}

// The panel below the board

type Sized = { readonly panel: Panel; readonly rows: number };

function panelOf(state: PlayState, signs: Signs): Sized {
  const { mode } = state;
  const layout = layoutOf(state);
  switch (mode.type) {
    case 'board':
    case 'wire':
    case 'jump':
    case 'prompt': {
      const lines = boardPanel(state, signs, layout.columns);
      return { panel: { type: 'lines', lines }, rows: layout.bottomRows - 1 };
    }
    case 'menu': {
      const position = words.position(choicesIn(mode.entries.slice(0, mode.at + 1)), choicesIn(mode.entries));
      const title = ruleLine(mode.title, signs, layout.columns, position);
      const panel = { type: 'menu', title, entries: mode.entries, at: mode.at } as const;
      return { panel, rows: panelRows(layout, Math.min(mode.entries.length, mostEntries) + 2, 4) - 1 };
    }
    case 'why':
    case 'help':
    case 'hints':
    case 'won': {
      const { lines, rows } = pageView(state, mode, signs);
      return { panel: { type: 'lines', lines }, rows };
    }
  }
}

const choicesIn = (entries: readonly MenuEntry[]): number =>
  entries.filter(({ choice }) => choice !== undefined).length;

// The footer

function footerHints(state: PlayState): readonly KeyHint[] {
  if (state.watched !== undefined) return [];
  const { mode, place } = state;
  switch (mode.type) {
    case 'board':
      return footerOf(boardKeys, keyFacts(state, isOtherPaneWanted(state)));
    case 'wire':
      return footerOf(wireKeys, { mayBeNone: mode.choices.some(({ target }) => target === 'None') });
    case 'jump':
      return footerOf(jumpKeys, null);
    case 'menu':
      return footerOf(panelKeys, null);
    case 'prompt':
      return footerOf(promptKeys, null);
    case 'why':
    case 'help':
      return footerOf(pageKeys, { scrolls: canScroll(state, mode) });
    case 'hints':
      return footerOf(hintKeys, { scrolls: canScroll(state, mode), hintsLeft: keyFacts(state).hintsLeft });
    case 'won':
      return footerOf(winKeys, { ...winFacts(place), scrolls: canScroll(state, mode) });
  }
}

const winFacts = ({ number, hasNext, isPrologue, ending }: LevelPlace) =>
  ({
    goesTo: number === undefined ? 'leave' : hasNext && ending === undefined ? 'next' : 'chapters',
    isPrologue,
  }) as const;

/** Whether a line of the program does not fit into its pane, or only one pane is there. */
function isOtherPaneWanted(state: PlayState): boolean {
  if (state.pane !== 'split') return true;
  const { codeColumns } = layoutOf(state);
  const { source } = state.session.level.program;
  const lines = source.split('\n');
  const gutter = String(lines.length).length + 4;
  return codeColumns > 0 && lines.some(line => line.length + gutter > codeColumns);
}
