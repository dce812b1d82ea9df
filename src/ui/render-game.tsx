/** The way into the screens: everything from outside comes in here. */
import { render } from 'ink';
import type { Campaign } from '../level/index.ts';
import type { GameRecord, Progress } from '../play/index.ts';
import { App } from './app/app.tsx';
import { catalogueOf } from './app/catalogue.ts';
import { startApp } from './app/reduce.ts';
import type { Load, Start } from './app/state.ts';
import { createStore } from './app/store.ts';
import { asciiGlyphs, unicodeGlyphs } from './board/index.ts';
import type { Clock } from './clock.ts';
import { SignsProvider } from './components/signs-context.tsx';
import { asciiArt, asciiSigns, unicodeSigns } from './signs.ts';
import { type ThemeName, ThemeProvider, themes } from './theme/index.ts';

export type GameOptions = {
  readonly campaign: Campaign;

  /** Compiles a level of the campaign when it is opened. */
  readonly load: Load;

  /** From the journal. */
  readonly progress: Progress;
  readonly start: Start;

  /**
   * Told of every record for the journal, when it happens; says whether it is on the disk now. The game waits for
   * it: it should be quick.
   */
  readonly onRecord: (record: GameRecord) => boolean;
  readonly clock: Clock;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;

  /** The picture of the title. */
  readonly art: string;

  /** @default 'dark' */
  readonly theme?: ThemeName;

  /** Whether the terminal shows box drawing and arrows. @default true */
  readonly isUnicode?: boolean;

  /** No first run line by line. @default false */
  readonly isStill?: boolean;
};

export type Game = {
  /** Settles when the player has left, or rejects with what crashed. */
  readonly waitUntilExit: () => Promise<'quit' | 'interrupted'>;

  /** Ends the game from outside, for instance on a signal. */
  readonly unmount: () => void;
};

/**
 * Starts the game on the alternate screen. The terminal must be in raw mode and its cursor at home already: Ink
 * does the one only behind the first frame and the other not at all.
 */
export function renderGame(options: GameOptions): Game {
  const {
    campaign,
    load,
    progress,
    start,
    clock,
    stdin,
    stdout,
    isUnicode = true,
    isStill = false,
  } = options;
  const size = { columns: stdout.columns, rows: stdout.rows };
  const world = { load, at: clock.stamp() };
  const initial = startApp({ catalogue: catalogueOf(campaign), progress, size, isStill, start }, world);
  const store = createStore(initial, {
    load,
    clock,
    onEffect: effect => {
      if (effect.type !== 'record') return;
      store.dispatch({ type: 'kept', isSaved: options.onRecord(effect.record) });
    },
  });
  const picture = options.art.replace(/\s+$/, '').split('\n');
  const art = isUnicode ? picture : picture.map(asciiArt);
  const instance = render(
    <ThemeProvider theme={themes[options.theme ?? 'dark']}>
      <SignsProvider signs={isUnicode ? unicodeSigns : asciiSigns}>
        <App store={store} clock={clock} glyphs={isUnicode ? unicodeGlyphs : asciiGlyphs} art={art} />
      </SignsProvider>
    </ThemeProvider>,
    {
      stdin,
      stdout,
      alternateScreen: true,
      incrementalRendering: true,
      maxFps: 60,
      // Ctrl-C is a key like others here, so that leaving goes one way only.
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
    },
  );
  return {
    async waitUntilExit() {
      const how = await instance.waitUntilExit();
      return how === 'interrupted' ? 'interrupted' : 'quit';
    },
    unmount: () => instance.unmount(),
  };
}
