/** The whole game as plain data: which screen is up, and what the player has solved. Screens keep their own state. */
import { type Level, type LoadedLevel, topics } from '../../level/index.ts';
import type { GameRecord, Progress } from '../../play/index.ts';
import type { Size } from '../play-screen/layout.ts';
import type { LevelPlace, PlayState } from '../play-screen/state.ts';
import type { Catalogue, Spot } from './catalogue.ts';

export type TitleScreen = { readonly type: 'title'; readonly at: number };

export type MapScreen = {
  readonly type: 'map';

  /** The highlighted chapter and level; the keys belong to one of the two lists. */
  readonly spot: Spot;
  readonly list: 'chapters' | 'levels';
};

export type PlayScreen = {
  readonly type: 'play';
  readonly play: PlayState;

  /** Absent for levels and programs from outside of the campaign. */
  readonly spot: Spot | undefined;
};

/** The player has left the game; `interrupted` is Ctrl-C. */
type LeftScreen = { readonly type: 'left'; readonly how: 'quit' | 'interrupted' };

type Screen = TitleScreen | MapScreen | PlayScreen | LeftScreen;

/** What the world outside must hear. */
export type Effect =
  /** To be kept in the journal. */
  | { readonly type: 'record'; readonly record: GameRecord }
  | { readonly type: 'left'; readonly how: LeftScreen['how'] };

export type AppState = {
  readonly catalogue: Catalogue;
  readonly progress: Progress;
  readonly size: Size;

  /** Without motion no first run is shown line by line. */
  readonly isStill: boolean;

  /** Whether the last record is on the disk. Without it the game goes on, and says so in the header. */
  readonly isSaved: boolean;
  readonly screen: Screen;

  /** Effects of the last event, in order. */
  readonly outbox: readonly Effect[];
};

/** Where the game starts. */
export type Start =
  | { readonly type: 'title' }
  | { readonly type: 'level'; readonly id: string }
  /** A level file, or a bare program as a sandbox. */
  | {
      readonly type: 'outside';
      readonly level: LoadedLevel;
      readonly name: string;
      readonly isSandbox: boolean;
    };

/** Compiles a level of the campaign. It was checked when it was built in, so it cannot fail. */
export type Load = (level: Level) => LoadedLevel;

/** What a step of the game needs from outside. */
export type World = {
  readonly load: Load;

  /** When it happens, as an ISO 8601 text in UTC. */
  readonly at: string;
};

export const outsidePlace = (name: string, isSandbox: boolean): LevelPlace => ({
  chapter: name,
  isPrologue: false,
  hasNext: false,
  isSandbox,
  // Who opens a program of his own wants to see everything.
  knows: isSandbox ? topics : [],
});
