/**
 * The play screen as plain data. Everything that is drawn follows from it, and only `reduce.ts` changes it.
 *
 * Heap, score and goals are never kept apart from the session: `position` and `scene` are what the session gives,
 * kept beside it so that a frame need not run the program again.
 */
import type { LoadedLevel, Topic } from '../../level/index.ts';
import {
  type Best,
  type Ghost,
  type HolderId,
  type Position,
  positionOf,
  restoreSession,
  type Scene,
  type Session,
  sceneOf,
  startSession,
} from '../../play/index.ts';
import {
  type BoardState,
  type FocusWalk,
  focusAt,
  initialFocus,
  keepFocus,
  nextBoard,
  type Tags,
} from '../board/index.ts';
import { culpritOf } from './culprit.ts';
import { type Focused, focusedIn } from './focus.ts';
import { foldScene } from './fold.ts';
import { type Pane, playLayout, type Size } from './layout.ts';

import { widestLine } from './program-view.ts';
import { openingLines, type WatchedRun, watchOpening } from './watched-run.ts';
import type { Why } from './why.ts';

/** Where a level stands in the campaign. */
export type LevelPlace = {
  /** Title of the chapter, `Prologue`, or the name of a file. */
  readonly chapter: string;

  /** Counted from 1; absent for a level that stands alone. */
  readonly number?: number;
  readonly of?: number;
  readonly isPrologue: boolean;
  readonly hasNext: boolean;

  /** Present in the last level of a chapter and of the campaign: what ends with it. */
  readonly ending?: Ending;

  /** A program without goals, to look around in. */
  readonly isSandbox: boolean;

  /** What the chapters up to here have introduced. */
  readonly knows: readonly Topic[];
};

/** `next` is the title of the chapter that follows; `open` counts the other levels that wait to be solved. */
export type Ending =
  | { readonly type: 'chapter'; readonly title: string; readonly next: string }
  | { readonly type: 'campaign'; readonly open: number; readonly levels: number };

export type PlayOptions = {
  readonly place: LevelPlace;
  readonly size: Size;

  /** Of earlier wins. */
  readonly best?: Best | undefined;

  /** Runs lost earlier. */
  readonly losses?: number;

  /** Hints shown earlier. @default 0 */
  readonly hints?: number;

  /** The session that the player left, as text; it goes on there. */
  readonly steps?: { readonly done: readonly string[]; readonly undone: readonly string[] } | undefined;

  /** Whether the program's first run has been watched before, or is not to be watched at all. */
  readonly isSeen: boolean;

  /** No run is shown line by line. @default false */
  readonly isStill?: boolean;
};

type MenuChoice = { readonly type: 'statement'; readonly text: string } | { readonly type: 'continue' };

export type MenuEntry = {
  readonly label: string;
  readonly note?: string;

  /** Chooses it at once. */
  readonly press?: string;

  /** Absent for a line that only says something; the cursor passes over it. */
  readonly choice?: MenuChoice;
};

/** What the keys go to. */
export type Mode =
  | { readonly type: 'board' }
  | { readonly type: 'wire'; readonly choices: readonly WireTarget[]; readonly at: number | undefined }
  | { readonly type: 'jump'; readonly tags: Tags; readonly typed: string }
  | {
      readonly type: 'menu';
      readonly title: string;
      readonly entries: readonly MenuEntry[];
      readonly at: number;
    }
  | {
      readonly type: 'prompt';
      readonly text: string;
      readonly problem?: string;
      readonly offers: readonly string[];
    }
  | PageMode;

/** A page to read; `top` is its first line in sight. */
export type PageMode =
  | { readonly type: 'why'; readonly why: Why; readonly top: number }
  | { readonly type: 'hints'; readonly isBeforeTry: boolean; readonly top: number }
  | { readonly type: 'help'; readonly top: number }
  | { readonly type: 'won'; readonly top: number };

/** A wire of the focused place; `target` is a holder, or None. */
export type WireTarget = {
  readonly target: string;
  readonly title: string;
  readonly letter: string | undefined;
  readonly statement: string;
};

type Notice = { readonly text: string; readonly kind: 'said' | 'refused' };

export type PlayState = {
  readonly place: LevelPlace;
  readonly size: Size;
  readonly session: Session;
  readonly position: Position;
  readonly scene: Scene;

  /** First objects of the chains that are drawn card by card; all others are folded. */
  readonly opened: ReadonlySet<HolderId>;

  /** Where the cards of the shown scene stand. They outlive undo: who lives keeps the place. */
  readonly board: BoardState;

  /** The reference in focus, and the way that led to it. */
  readonly walk: FocusWalk | undefined;
  readonly mode: Mode;
  readonly pane: Pane;
  readonly notice: Notice | undefined;
  readonly hintsShown: number;

  /** Runs that ended without a win. */
  readonly failures: number;
  readonly best: Best | undefined;

  /** Lines that have run. */
  readonly ran: ReadonlySet<number>;

  /** The run that is being watched. Everything else stands already where it leads. */
  readonly watched: WatchedRun | undefined;
  readonly isStill: boolean;

  /** Cards of those who were born and died while somebody watched; a position does not know them. */
  readonly homes: ReadonlyMap<string, HolderId>;

  /** Where the player wants to go; the app answers. */
  readonly leaving: 'next' | 'map' | undefined;
};

export function startPlay(level: LoadedLevel, options: PlayOptions): PlayState {
  const session = resumed(level, options.steps);
  const start = freshPlay(level, { ...options, isSeen: options.isSeen || session.done.length > 0 });
  // Step by step, so that every card stands where it stood, and the dead lie where they died.
  const replayed = session.done.reduce(
    (state, _, index) => withSession(state, { ...session, done: session.done.slice(0, index + 1) }),
    start,
  );
  return { ...replayed, mode: start.mode, notice: start.notice, failures: start.failures };
}

function freshPlay(level: LoadedLevel, options: PlayOptions): PlayState {
  const { place, size, best, losses = 0, hints = 0, isSeen, isStill = false } = options;
  const session = startSession(level);
  const position = positionOf(session);
  const opened: PlayState['opened'] = new Set();
  const scene = foldScene(sceneOf(level, position.machine), opened);
  const watched = isSeen || isStill ? undefined : watchOpening(level, position);
  const [first] = watched?.frames ?? [];
  const shown = first === undefined ? scene : foldScene(first.scene, opened);
  return {
    place,
    size,
    session,
    position,
    scene,
    opened,
    board: boardOf(level, shown, { expected: scene, size, pane: 'split' }),
    walk: initialFocus(scene),
    mode: { type: 'board' },
    pane: 'split',
    notice: undefined,
    hintsShown: Math.min(hints, level.level.hints.length),
    failures: losses,
    best,
    ran: openingLines(level),
    watched,
    isStill,
    homes: new Map(),
    leaving: undefined,
  };
}

/** Where the player left off; a level that was left as won begins anew. */
function resumed(level: LoadedLevel, steps: PlayOptions['steps']): Session {
  if (steps === undefined) return startSession(level);
  const restored = restoreSession(level, steps);
  const session = restored.ok ? restored.value : (restored.issues[0]?.session ?? startSession(level));
  return positionOf(session).status === 'won' ? startSession(level) : session;
}

/** The state after the session has changed: a new position, and everything on the screen found again in it. */
export function withSession(state: PlayState, session: Session, watched?: WatchedRun): PlayState {
  const position = positionOf(session);
  const scene = foldScene(sceneOf(session.level, position.machine), state.opened);
  const hasFailed = isFailed(position) && !isFailed(state.position);
  const isWon = position.status === 'won' && state.position.status !== 'won' && !state.place.isSandbox;
  const walk = state.walk === undefined ? initialFocus(scene) : keepFocus(state.walk, state.scene, scene);
  return withBoard({
    ...state,
    session,
    position,
    scene,
    walk: hasFailed ? (lookAtCulprit(session, scene, position) ?? walk) : walk,
    mode: isWon ? { type: 'won', top: 0 } : { type: 'board' },
    notice: undefined,
    failures: state.failures + (hasFailed ? 1 : 0),
    best: isWon ? bestOf(state.best, position.metrics) : state.best,
    watched,
  });
}

/** A win of this visit counts for the next one. */
const bestOf = (best: Best | undefined, { moves, traversed, peak }: Best): Best => ({
  moves: Math.min(moves, best?.moves ?? moves),
  traversed: Math.min(traversed, best?.traversed ?? traversed),
  peak: Math.min(peak, best?.peak ?? peak),
});

function lookAtCulprit({ level }: Session, scene: Scene, { goals }: Position): FocusWalk | undefined {
  const culprit = culpritOf(scene, level.goals, goals);
  return culprit === undefined ? undefined : focusAt(culprit);
}

/** The state with the player looking elsewhere. */
export const lookingAt = (state: PlayState, walk: FocusWalk | undefined): PlayState =>
  walk === undefined ? state : withBoard({ ...state, walk });

/** The state with other chains folded. */
export function withOpened(state: PlayState, opened: PlayState['opened']): PlayState {
  const whole = sceneOf(state.session.level, state.position.machine);
  const scene = foldScene(whole, opened);
  const walk = state.walk && keepFocus(state.walk, state.scene, scene);
  return withBoard({ ...state, opened, scene, walk });
}

/** The state in a terminal of another size, or with other panes. */
export const resized = (state: PlayState, size: Size, pane: Pane): PlayState =>
  withBoard({ ...state, size, pane });

/** Goes to a frame of the run that is watched; at the last one it is over. */
export function atFrame(state: PlayState, at: number): PlayState {
  const { watched } = state;
  if (watched === undefined) return state;
  const { frames } = watched;
  if (at < frames.length - 1) return withBoard({ ...state, watched: { ...watched, at } });
  const ghosts = frames.at(-1)?.ghosts ?? [];
  const homes = new Map([...state.homes, ...ghosts.map(({ title, id }) => [title, id] as const)]);
  return withBoard({ ...state, watched: undefined, homes });
}

/** The board that follows from everything else, with cards and arrows where they were. */
function withBoard(state: PlayState): PlayState {
  const { session, board, size, pane, walk, scene } = state;
  const expected = state.watched === undefined ? undefined : scene;
  const options = { expected, size, pane, previous: board, focus: walk?.at };
  return { ...state, board: boardOf(session.level, shownScene(state), options) };
}

/** What the board shows: a frame of the run that is watched, or the heap as it is. */
export function shownScene({ watched, scene, opened }: PlayState): Scene {
  const frame = watched?.frames[watched.at];
  return frame === undefined ? scene : foldScene(frame.scene, opened);
}

export const shownGhosts = ({ watched, position, board, homes }: PlayState): readonly Ghost[] =>
  watched?.frames[watched.at]?.ghosts ??
  position.ghosts.map(ghost =>
    board.layout.former.has(ghost.id) ? ghost : { ...ghost, id: homes.get(ghost.title) ?? ghost.id },
  );

/** The state as the rest of the screen shows it: what the run will lead to is not told before it has been seen. */
export const asWatched = (state: PlayState): PlayState =>
  state.watched === undefined
    ? state
    : { ...state, position: state.watched.before, mode: { type: 'board' }, notice: undefined };

/** The reference in focus, as far as there is one. */
export const focusedOf = ({ scene, walk }: PlayState): Focused | undefined => focusedIn(scene, walk?.at);

export const isFailed = ({ status }: Position): boolean => status === 'lost' || status === 'raised';

export const layoutOf = (state: PlayState): ReturnType<typeof playLayout> => {
  const { level } = state.session;
  return playLayout(state.size, state.pane, level.goals.length, widestLine(level.program.source));
};

type BoardFacts = {
  readonly size: Size;
  readonly pane: Pane;
  readonly expected?: Scene | undefined;
  readonly previous?: BoardState | undefined;
  readonly focus?: FocusWalk['at'] | undefined;
};

function boardOf(level: LoadedLevel, scene: Scene, facts: BoardFacts): BoardState {
  const { size, pane, expected, previous, focus } = facts;
  // The board keeps its places while the program covers it.
  const shownPane = pane === 'code' ? 'split' : pane;
  const { source } = level.program;
  const { boardColumns, bodyRows } = playLayout(size, shownPane, level.goals.length, widestLine(source));
  return nextBoard(previous, scene, {
    columns: boardColumns,
    rows: bodyRows,
    places: level.level.places,
    expected,
    focus,
  });
}
