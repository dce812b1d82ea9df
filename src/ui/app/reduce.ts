/** What happens in the game: an event in, the next state out. Knows which screen follows which, nothing of their insides. */
import type { LoadedLevel } from '../../level/index.ts';
import { addRecord, standingOf } from '../../play/index.ts';
import { moveCursor, numberOf } from '../keys/menu-keys.ts';
import type { Press } from '../keys/press.ts';
import type { Size } from '../play-screen/layout.ts';
import { isTooSmall } from '../play-screen/layout.ts';
import { type PlayEvent, reducePlay } from '../play-screen/reduce.ts';
import { type LevelPlace, type PlayState, startPlay } from '../play-screen/state.ts';
import {
  continueSpot,
  followingSpot,
  levelAt,
  nextSpot,
  placeOf,
  type Spot,
  spotOf,
  spotToShow,
} from './catalogue.ts';
import { reduceMap } from './map.ts';
import { recordsOf } from './records.ts';
import {
  type AppState,
  outsidePlace,
  type PlayScreen,
  type Start,
  type TitleScreen,
  type World,
} from './state.ts';
import { type TitleItem, titleItems } from './title.ts';

export type AppEvent =
  | { readonly type: 'press'; readonly press: Press }
  | { readonly type: 'tick' }
  /** What became of a record that was to be kept. */
  | { readonly type: 'kept'; readonly isSaved: boolean }
  | { readonly type: 'resize'; readonly size: Size };

export type AppOptions = Pick<AppState, 'catalogue' | 'progress' | 'size' | 'isStill'> & {
  readonly start: Start;
};

export function startApp({ start, ...options }: AppOptions, world: World): AppState {
  const state: AppState = { ...options, isSaved: true, screen: { type: 'title', at: 0 }, outbox: [] };
  switch (start.type) {
    case 'title':
      return state;
    case 'level': {
      const spot = spotOf(state.catalogue, start.id);
      return spot === undefined ? state : openLevel(state, spot, world);
    }
    case 'outside': {
      const play = enter(state, start.level, outsidePlace(start.name, start.isSandbox));
      return { ...state, screen: { type: 'play', play, spot: undefined } };
    }
  }
}

export function reduceApp(before: AppState, event: AppEvent, world: World): AppState {
  if (event.type === 'kept' && event.isSaved === before.isSaved) return before;
  const state = before.outbox.length === 0 ? before : { ...before, outbox: [] };
  switch (event.type) {
    case 'resize':
      return resize(state, event.size);
    case 'kept':
      return { ...state, isSaved: event.isSaved };
    case 'tick':
      return state.screen.type === 'play' ? playOn(state, state.screen, event, world) : state;
    case 'press':
      return press(state, event.press, world);
  }
}

function resize(state: AppState, size: Size): AppState {
  const { screen } = state;
  // What cannot be shown is not laid out either; the next larger size will be.
  if (screen.type !== 'play' || isTooSmall(size)) return { ...state, size };
  const play = reducePlay(screen.play, { type: 'resize', size });
  return { ...state, size, screen: { ...screen, play } };
}

function press(state: AppState, key: Press, world: World): AppState {
  if (key === 'ctrl-c') return leave(state, 'interrupted');
  const { screen } = state;
  // Nobody should change what cannot be seen.
  if (isTooSmall(state.size)) return key === 'q' ? leave(state, 'quit') : state;
  switch (screen.type) {
    case 'title':
      return pressTitle(state, screen, key, world);
    case 'map': {
      const next = reduceMap(state, screen, key);
      if (next === 'title') return { ...state, screen: { type: 'title', at: 0 } };
      return next.type === 'open' ? openLevel(state, next.spot, world) : { ...state, screen: next };
    }
    case 'play':
      return playOn(state, screen, { type: 'press', press: key }, world);
    case 'left':
      return state;
  }
}

function pressTitle(state: AppState, screen: TitleScreen, key: Press, world: World): AppState {
  const items = titleItems(state);
  if (key === 'q' || key === 'escape') return leave(state, 'quit');
  const numbered = items[numberOf(key) - 1];
  if (numbered !== undefined) return chooseTitle(state, numbered.key, world);
  if (key !== 'enter') {
    // The three stand beside each other in the mind of some: left and right move, too.
    const step = key === 'right' ? 'down' : key === 'left' ? 'up' : key;
    return { ...state, screen: { ...screen, at: moveCursor(screen.at, items.length, step) } };
  }
  return chooseTitle(state, items[screen.at]?.key, world);
}

function chooseTitle(state: AppState, key: TitleItem['key'] | undefined, world: World): AppState {
  switch (key) {
    case 'start': {
      const spot = continueSpot(state.catalogue, state.progress) ?? { section: 0, level: 0 };
      return openLevel(state, spot, world);
    }
    case 'map':
      return openMap(state);
    case 'quit':
      return leave(state, 'quit');
    case undefined:
      return state;
  }
}

/** The cursor is where the player left; who has played none is shown the chapters first. */
function openMap(state: AppState): AppState {
  const { catalogue, progress } = state;
  const left = spotToShow(catalogue, progress);
  if (left !== undefined) return openLevels(state, left);
  const spot = nextSpot(catalogue, progress) ?? { section: 0, level: 0 };
  return { ...state, screen: { type: 'map', spot, list: 'chapters' } };
}

function openLevel(state: AppState, spot: Spot, world: World): AppState {
  const level = levelAt(state.catalogue, spot);
  if (level === undefined) return state;
  const play = enter(state, world.load(level), placeOf(state.catalogue, spot, state.progress));
  return { ...state, screen: { type: 'play', play, spot } };
}

/** The level where the player left it, or from its beginning. */
function enter({ progress, size, isStill }: AppState, level: LoadedLevel, place: LevelPlace): PlayState {
  const standing = standingOf(progress, level);
  const { best, steps, losses, hints } = standing;
  const isSeen = isStill || standing.hasSeen || best !== undefined;
  const kept = place.isSandbox ? undefined : steps;
  return startPlay(level, { place, size, best, losses, hints, isSeen, isStill, steps: kept });
}

function playOn(state: AppState, screen: PlayScreen, event: PlayEvent, world: World): AppState {
  const play = reducePlay(screen.play, event);
  if (play === screen.play) return state;
  const next = record({ ...state, screen: { ...screen, play } }, screen.play, play, world.at);
  switch (play.leaving) {
    case undefined:
      return next;
    case 'next':
      return goOn(next, screen, world);
    case 'map':
      return screen.spot === undefined ? leave(next, 'quit') : openLevels(next, screen.spot);
  }
}

const openLevels = (state: AppState, spot: Spot): AppState => ({
  ...state,
  screen: { type: 'map', spot, list: 'levels' },
});

/**
 * The next level; from the end of a chapter the map, its cursor on the first level of the next one, and from the end of
 * the campaign the map as well, which stays at the chapter that has just been finished.
 */
function goOn(state: AppState, { spot, play }: PlayScreen, world: World): AppState {
  if (spot === undefined) return leave(state, 'quit');
  const next = followingSpot(state.catalogue, spot);
  if (next === undefined) return openLevels(state, spot);
  return play.place.ending === undefined ? openLevel(state, next, world) : openLevels(state, next);
}

/** What happened goes into the journal and counts at once. */
function record(state: AppState, before: PlayState, after: PlayState, at: string): AppState {
  const records = recordsOf(before, after, at);
  if (records.length === 0) return state;
  return {
    ...state,
    progress: records.reduce(addRecord, state.progress),
    outbox: [...state.outbox, ...records.map(entry => ({ type: 'record', record: entry }) as const)],
  };
}

const leave = (state: AppState, how: 'quit' | 'interrupted'): AppState => ({
  ...state,
  screen: { type: 'left', how },
  outbox: [...state.outbox, { type: 'left', how }],
});
