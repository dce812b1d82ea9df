import { useApp, useWindowSize } from 'ink';
import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import type { GlyphSet } from '../board/index.ts';
import type { Clock } from '../clock.ts';
import { usePresses } from '../hooks/use-presses.ts';
import { isTooSmall } from '../play-screen/layout.ts';
import { PlayScreen } from '../play-screen/play-screen.tsx';
import { frameTime } from '../play-screen/watched-run.ts';
import { MapScreen } from '../screens/map-screen.tsx';
import { TitleScreen } from '../screens/title-screen.tsx';
import { TooSmall } from '../screens/too-small.tsx';
import type { AppState } from './state.ts';
import type { Store } from './store.ts';
import { titleItems } from './title.ts';

export type AppProps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly glyphs: GlyphSet;

  /** The picture of the title, row by row. */
  readonly art: readonly string[];
};

/** The game: feeds keys, sizes and time to the store, and shows the screen that is up. */
export function App({ store, clock, glyphs, art }: AppProps) {
  const app = useSyncExternalStore(store.subscribe, store.state);
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const { screen } = app;

  usePresses(clock, press => store.dispatch({ type: 'press', press }));

  // Before the frame is written, so that none is written for the old size.
  useLayoutEffect(() => {
    store.dispatch({ type: 'resize', size: { columns, rows } });
  }, [store, columns, rows]);

  // The only timer of the game: where nothing runs, nothing waits.
  const watched = screen.type === 'play' ? screen.play.watched : undefined;
  useEffect(() => {
    if (watched === undefined) return;
    return clock.after(frameTime(watched), () => store.dispatch({ type: 'tick' }));
  }, [store, clock, watched]);

  useEffect(() => {
    if (screen.type === 'left') exit(screen.how);
  }, [screen, exit]);

  return <CurrentScreen app={app} glyphs={glyphs} art={art} />;
}

type CurrentScreenProps = Pick<AppProps, 'glyphs' | 'art'> & { readonly app: AppState };

function CurrentScreen({ app, glyphs, art }: CurrentScreenProps) {
  const { screen, size } = app;
  if (screen.type === 'left') return null;
  if (isTooSmall(size)) return <TooSmall size={size} />;
  switch (screen.type) {
    case 'title':
      return <TitleScreen art={art} items={titleItems(app)} selected={screen.at} size={size} />;
    case 'map':
      return <MapScreen app={app} map={screen} />;
    case 'play':
      return <PlayScreen state={screen.play} glyphs={glyphs} isSaved={app.isSaved} />;
  }
}
