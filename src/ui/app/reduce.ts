/** What happens in the game: an event in, the next state out. Knows which screen follows which, nothing of their insides. */
import { moveCursor } from '../keys/menu-keys.ts';
import type { Press } from '../keys/press.ts';
import type { Size } from '../play-screen/layout.ts';
import { isTooSmall } from '../play-screen/layout.ts';
import { reducePlay } from '../play-screen/reduce.ts';
import { type PlayState, startPlay } from '../play-screen/state.ts';
import { followingSpot, levelAt, nextSpot, placeOf, type Spot, spotOf } from './catalogue.ts';
import { reduceMap } from './map.ts';
import {
  type AppState,
  type Load,
  outsidePlace,
  type PlayScreen,
  type Start,
  type TitleScreen,
} from './state.ts';
import { titleItems } from './title.ts';

export type AppEvent =
  | { readonly type: 'press'; readonly press: Press }
  | { readonly type: 'tick' }
  | { readonly type: 'resize'; readonly size: Size };

export type AppOptions = Pick<AppState, 'catalogue' | 'bests' | 'size' | 'isStill'> & {
  readonly start: Start;
};

export function startApp({ start, ...options }: AppOptions, load: Load): AppState {
  const state: AppState = { ...options, seen: new Set(), screen: { type: 'title', at: 0 }, outbox: [] };
  switch (start.type) {
    case 'title':
      return state;
    case 'level': {
      const spot = spotOf(state.catalogue, start.id);
      return spot === undefined ? state : openLevel(state, spot, load);
    }
    case 'outside': {
      const place = outsidePlace(start.name, start.isSandbox);
      const best = state.bests.get(start.level.level.id);
      const play = startPlay(start.level, { place, size: state.size, best, isSeen: state.isStill });
      return { ...state, screen: { type: 'play', play, spot: undefined } };
    }
  }
}

export function reduceApp(before: AppState, event: AppEvent, load: Load): AppState {
  const state = before.outbox.length === 0 ? before : { ...before, outbox: [] };
  switch (event.type) {
    case 'resize':
      return resize(state, event.size);
    case 'tick':
      return state.screen.type === 'play' ? playOn(state, state.screen, event, load) : state;
    case 'press':
      return press(state, event.press, load);
  }
}

function resize(state: AppState, size: Size): AppState {
  const { screen } = state;
  // What cannot be shown is not laid out either; the next larger size will be.
  if (screen.type !== 'play' || isTooSmall(size)) return { ...state, size };
  const play = reducePlay(screen.play, { type: 'resize', size });
  return { ...state, size, screen: { ...screen, play } };
}

function press(state: AppState, key: Press, load: Load): AppState {
  if (key === 'ctrl-c') return leave(state, 'interrupted');
  const { screen } = state;
  // Nobody should change what cannot be seen.
  if (isTooSmall(state.size)) return key === 'q' ? leave(state, 'quit') : state;
  switch (screen.type) {
    case 'title':
      return pressTitle(state, screen, key, load);
    case 'map': {
      const next = reduceMap(state, screen, key);
      if (next === 'title') return { ...state, screen: { type: 'title', at: 0 } };
      return next.type === 'open' ? openLevel(state, next.spot, load) : { ...state, screen: next };
    }
    case 'play':
      return playOn(state, screen, { type: 'press', press: key }, load);
    case 'left':
      return state;
  }
}

function pressTitle(state: AppState, screen: TitleScreen, key: Press, load: Load): AppState {
  const items = titleItems(state);
  if (key === 'q' || key === 'escape') return leave(state, 'quit');
  if (key !== 'enter') {
    // The three stand beside each other in the mind of some: left and right move, too.
    const step = key === 'right' ? 'down' : key === 'left' ? 'up' : key;
    return { ...state, screen: { ...screen, at: moveCursor(screen.at, items.length, step) } };
  }
  const item = items[screen.at];
  switch (item?.key) {
    case 'start': {
      const spot = nextSpot(state.catalogue, state.bests) ?? { section: 0, level: 0 };
      return openLevel(state, spot, load);
    }
    case 'map':
      return openMap(state, nextSpot(state.catalogue, state.bests));
    case 'quit':
      return leave(state, 'quit');
    case undefined:
      return state;
  }
}

const openMap = (state: AppState, spot: Spot | undefined): AppState => ({
  ...state,
  screen: { type: 'map', spot: spot ?? { section: 0, level: 0 }, list: 'chapters' },
});

function openLevel(state: AppState, spot: Spot, load: Load): AppState {
  const level = levelAt(state.catalogue, spot);
  if (level === undefined) return state;
  const best = state.bests.get(level.id);
  const isSeen = state.isStill || best !== undefined || state.seen.has(level.id);
  const place = placeOf(state.catalogue, spot);
  const play = startPlay(load(level), { place, size: state.size, best, isSeen });
  return { ...state, seen: new Set([...state.seen, level.id]), screen: { type: 'play', play, spot } };
}

function playOn(state: AppState, screen: PlayScreen, event: AppEvent, load: Load): AppState {
  const play = reducePlay(screen.play, event);
  if (play === screen.play) return state;
  const next = recordWin({ ...state, screen: { ...screen, play } }, screen.play, play);
  switch (play.leaving) {
    case undefined:
      return next;
    case 'next':
      return goOn(next, screen.spot, load);
    case 'map':
      return screen.spot === undefined ? leave(next, 'quit') : openLevels(next, screen.spot);
  }
}

const openLevels = (state: AppState, spot: Spot): AppState => ({
  ...state,
  screen: { type: 'map', spot, list: 'levels' },
});

function goOn(state: AppState, spot: Spot | undefined, load: Load): AppState {
  const next = spot === undefined ? undefined : followingSpot(state.catalogue, spot);
  if (next !== undefined) return openLevel(state, next, load);
  return spot === undefined ? leave(state, 'quit') : openLevels(state, spot);
}

/** A win is told once, when it happens; bests never get worse. */
function recordWin(state: AppState, before: PlayState, after: PlayState): AppState {
  if (after.mode.type !== 'won' || before.mode.type === 'won') return state;
  const { session, position } = after;
  const { id } = session.level.level;
  const moves = Math.min(position.metrics.moves, state.bests.get(id) ?? Number.POSITIVE_INFINITY);
  return {
    ...state,
    bests: new Map([...state.bests, [id, moves]]),
    outbox: [...state.outbox, { type: 'won', session, position }],
  };
}

const leave = (state: AppState, how: 'quit' | 'interrupted'): AppState => ({
  ...state,
  screen: { type: 'left', how },
  outbox: [...state.outbox, { type: 'left', how }],
});
