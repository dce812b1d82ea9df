/** What happens on the play screen: a press, a tick of a run that is watched or a new size in, the next state out. */
import { allowedCollections, reduceSession } from '../../play/index.ts';
import { type FocusStep, walkFocus } from '../board/index.ts';
import { intentFor } from '../keys/keymap.ts';
import {
  type BoardIntent,
  boardKeys,
  hintKeys,
  type PageIntent,
  pageKeys,
  winKeys,
} from '../keys/play-keys.ts';
import type { Press } from '../keys/press.ts';
import { asSentence, words } from '../words.ts';
import { culpritOf } from './culprit.ts';
import { continued, perform, refuse } from './do.ts';
import { focusedIn } from './focus.ts';
import type { Pane, Size } from './layout.ts';
import { actionMenu, collectMenu, pressMenu } from './menu-mode.ts';
import { canScroll, scrolled } from './pages.ts';
import { openPrompt, pressPrompt } from './prompt-mode.ts';
import {
  atFrame,
  focusedOf,
  isFailed,
  lookingAt,
  type PageMode,
  type PlayState,
  resized,
  withOpened,
  withSession,
} from './state.ts';
import { enterJump, enterWire, pressJump, pressWire } from './target-modes.ts';
import { type Why, whyOf } from './why.ts';

export type PlayEvent =
  | { readonly type: 'press'; readonly press: Press }
  /** Time for the next line of the run that is watched. */
  | { readonly type: 'tick' }
  | { readonly type: 'resize'; readonly size: Size };

export function reducePlay(state: PlayState, event: PlayEvent): PlayState {
  switch (event.type) {
    case 'press':
      return pressAnytime(state, event.press);
    case 'tick':
      return state.watched === undefined ? state : atFrame(state, state.watched.at + 1);
    case 'resize':
      return resized(state, event.size, state.pane);
  }
}

/**
 * Any key ends a run that is watched. It is not lost, it acts on the board that the run arrives at; only the keys that
 * say nothing but "on with it" have done their work then, and leave neither the level nor a win unread.
 */
function pressAnytime(state: PlayState, press: Press): PlayState {
  if (state.watched === undefined) return pressKey(state, press);
  const arrived = atFrame(state, state.watched.frames.length);
  return ['enter', ' ', 'escape'].includes(press) ? arrived : pressKey(arrived, press);
}

function pressKey(state: PlayState, press: Press): PlayState {
  switch (state.mode.type) {
    case 'board':
      return pressBoard(state, press);
    case 'wire':
      return pressWire(state, state.mode, press);
    case 'jump':
      return pressJump(state, state.mode, press);
    case 'menu':
      return pressMenu(state, state.mode, press);
    case 'prompt':
      return pressPrompt(state, state.mode, press);
    case 'why':
    case 'help':
      return turnPage(state, state.mode, intentFor(pageKeys, press), press);
    case 'hints':
      return turnPage(state, state.mode, intentFor(hintKeys, press), press);
    case 'won':
      return pressWon(state, state.mode, press);
  }
}

function pressBoard(state: PlayState, press: Press): PlayState {
  const intent = intentFor(boardKeys, press);
  return intent === undefined ? state : onBoard({ ...state, notice: undefined }, intent);
}

function onBoard(state: PlayState, intent: BoardIntent): PlayState {
  switch (intent) {
    case 'down':
    case 'up':
    case 'left':
    case 'right':
    case 'next-referrer':
    case 'previous-referrer':
      return walk(state, intent);
    case 'cut':
      return cut(state);
    case 'wire':
      return enterWire(state);
    case 'jump':
      return enterJump(state);
    case 'chain':
      return toggleChain(state);
    case 'collect':
      return collectMenu(state);
    case 'actions':
      return actionMenu(state);
    case 'continue':
      return runOn(state);
    case 'undo':
    case 'redo':
      return travel(state, intent);
    case 'restart':
      return withSession(state, reduceSession(state.session, { type: 'restart' }));
    case 'type':
      return openPrompt(state);
    case 'why':
      return askWhy(state);
    case 'hint':
      return showHint(state);
    case 'view':
      return resized(state, state.size, nextPane[state.pane]);
    case 'help':
      return { ...state, mode: { type: 'help', top: 0 } };
    case 'leave':
      return { ...state, leaving: 'map' };
  }
}

const nextPane: Readonly<Record<Pane, Pane>> = { split: 'code', code: 'board', board: 'split' };

function walk(state: PlayState, step: FocusStep): PlayState {
  if (state.walk === undefined) return state;
  // An arrow key that leads nowhere else leads into the row.
  if (step === 'right' && focusedOf(state)?.holder.chain !== undefined) return toggleChain(state);
  return lookingAt(state, walkFocus(state.walk, step, state.scene, state.board.layout));
}

/** Opens the chain in focus, or all where none is; what is open is folded again. */
function toggleChain(state: PlayState): PlayState {
  const folded = state.scene.holders.filter(({ chain }) => chain !== undefined).map(({ id }) => id);
  const focused = focusedOf(state);
  const target = focused?.row?.target;
  const meant = folded.filter(
    id => id === focused?.holder.id || (target?.type === 'object' && id === target.holder),
  );
  if (folded.length > 0) {
    return withOpened(state, new Set([...state.opened, ...(meant.length > 0 ? meant : folded)]));
  }
  return state.opened.size > 0 ? withOpened(state, new Set()) : refuse(state, words.noChain);
}

function cut(state: PlayState): PlayState {
  if (isFailed(state.position)) return refuse(state, words.ended);
  const { row, holder } = focusedOf(state) ?? {};
  if (holder?.chain !== undefined) return refuse(state, words.openFirst);
  if (row?.cut !== undefined) return perform(state, row.cut);
  if (row?.target.type !== 'object') return refuse(state, words.nothingHere);
  return refuse(state, row.locked ?? (state.session.level.level.allow.cut ? words.notCuttable : words.noCut));
}

function runOn(state: PlayState): PlayState {
  return state.position.canContinue ? continued(state) : refuse(state, whyNoRun(state));
}

/** Without a line to run: what keeps the level from being won, if that cannot be mended by going on. */
function whyNoRun({ position }: PlayState): string {
  const { goals, movesUsed, budget } = position;
  const missed = isFailed(position) ? goals.filter(({ state }) => state !== 'holds') : [];
  const lost = goals.find(({ state }) => state === 'lost') ?? missed[0];
  if (lost?.culprit !== undefined) return words.noLineHelps(asSentence(lost.culprit));
  if (position.error !== undefined) return words.ended;
  return movesUsed < budget ? words.nothingToContinue : words.noLineHelps(words.movesUsed(budget));
}

function travel(state: PlayState, direction: 'undo' | 'redo'): PlayState {
  const { done, undone } = state.session;
  if (direction === 'undo' && done.length === 0) return refuse(state, words.nothingToUndo);
  if (direction === 'redo' && undone.length === 0) return refuse(state, words.nothingToRedo);
  return withSession(state, reduceSession(state.session, { type: direction }));
}

/** About the object that the arrow leads to, or the card itself where there is no arrow. */
function askWhy(state: PlayState): PlayState {
  const focused = focusedOf(state);
  if (focused === undefined) return state;
  const { holder, row } = focused;
  const asked = row?.target.type === 'object' ? row.target.holder : holder.id;
  const why = whyOf(state.scene, asked) ?? whyStray(state);
  return why === undefined
    ? refuse(state, words.nothingHere)
    : {
        ...state,
        mode: { type: 'why', why: isRuledOut(state, why) ? { ...why, isRuledOut: true } : why, top: 0 },
      };
}

/** Lines that follow may still run what the goals let nobody run now. */
function isRuledOut({ session, position }: PlayState, { found }: Why): boolean {
  if (typeof found !== 'number' || position.canContinue || session.level.level.allow.collect.length === 0)
    return false;
  return allowedCollections(session.level, position.machine).every(generation => generation < found);
}

/** Where no arrow is left to stand on, the question can only be about what was left behind: what a goal wants first. */
function whyStray({ scene, session, position }: PlayState): Why | undefined {
  const culprit = focusedIn(scene, culpritOf(scene, session.level.goals, position.goals));
  const wanted = culprit?.row?.target.type === 'object' ? culprit.row.target.holder : undefined;
  const stray = scene.holders.find(({ isHeapling, isReachable }) => isHeapling && !isReachable);
  const id = wanted ?? stray?.id;
  return id === undefined ? undefined : whyOf(scene, id);
}

function showHint(state: PlayState): PlayState {
  const { hints } = state.session.level.level;
  if (hints.length === 0) return refuse(state, words.noHints);
  const { hintsShown, failures, session } = state;
  const isBeforeTry = hintsShown === 0 && failures === 0 && session.done.length === 0;
  const mode = { type: 'hints', isBeforeTry, top: 0 } as const;
  return { ...state, hintsShown: Math.min(hintsShown + 1, hints.length), mode };
}

/** A page is in nobody's way: a key that it has no use for closes it and acts on the board. */
function turnPage(
  state: PlayState,
  mode: PageMode,
  intent: PageIntent | 'hint' | undefined,
  press: Press,
): PlayState {
  switch (intent) {
    case 'up':
    case 'down': {
      const next = scrolled(state, mode, intent === 'up' ? -1 : 1);
      return canScroll(state, mode) ? next : pressBoard(closed(state), press);
    }
    case 'hint':
      return showHint(state);
    case 'close':
      return closed(state);
    case undefined:
      return pressBoard(closed(state), press);
  }
}

const closed = (state: PlayState): PlayState => ({ ...state, mode: { type: 'board' } });

function pressWon(state: PlayState, mode: PageMode, press: Press): PlayState {
  switch (intentFor(winKeys, press)) {
    case 'up':
      return scrolled(state, mode, -1);
    case 'down':
      return scrolled(state, mode, 1);
    case 'next':
      return { ...state, leaving: 'next' };
    case 'again':
      return withSession(state, reduceSession(state.session, { type: 'restart' }));
    case 'undo':
      return travel(state, 'undo');
    case 'leave':
      return { ...state, leaving: 'map' };
    case undefined:
      return state;
  }
}
