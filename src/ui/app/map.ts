/** The map: chapters at the left, the levels of the highlighted one at the right. All are open; next is a mark. */
import type { MenuItem } from '../components/menu.tsx';
import { intentFor, type Keymap } from '../keys/keymap.ts';
import { moveCursor } from '../keys/menu-keys.ts';
import type { Press } from '../keys/press.ts';
import type { Signs } from '../signs.ts';
import { words } from '../words.ts';
import { isAtPar, isSame, levelAt, nextSpot, type Section, type Spot, solvedIn } from './catalogue.ts';
import type { AppState, MapScreen } from './state.ts';

export type MapIntent = 'move' | 'in' | 'out' | 'choose' | 'title';
export const mapKeys: Keymap<MapIntent, MapScreen['list']> = [
  {
    label: '↑↓',
    presses: ['up', 'down', 'j', 'k', 'home', 'end', 'page-up', 'page-down'],
    intent: 'move',
    short: 'choose',
  },
  {
    label: 'Enter',
    presses: ['enter'],
    intent: 'choose',
    short: list => (list === 'levels' ? 'play' : 'its levels'),
  },
  {
    label: '→',
    presses: ['right', 'l'],
    intent: 'in',
    short: 'levels',
    isShown: list => list === 'chapters',
  },
  {
    label: '←',
    presses: ['left', 'h'],
    intent: 'out',
    short: 'chapters',
    isShown: list => list === 'levels',
  },
  { label: 'q', presses: ['q', 'escape'], intent: 'title', short: 'title' },
];

type MapStep = MapScreen | { readonly type: 'open'; readonly spot: Spot } | 'title';

export function reduceMap({ catalogue, bests }: AppState, screen: MapScreen, press: Press): MapStep {
  const { spot, list } = screen;
  switch (intentFor(mapKeys, press)) {
    case 'move': {
      if (list === 'levels') {
        const count = catalogue[spot.section]?.levels.length ?? 0;
        return { ...screen, spot: { ...spot, level: moveCursor(spot.level, count, press) } };
      }
      const section = moveCursor(spot.section, catalogue.length, press);
      const next = nextSpot(catalogue, bests);
      return { ...screen, spot: { section, level: next?.section === section ? next.level : 0 } };
    }
    case 'in':
      return { ...screen, list: 'levels' };
    case 'out':
      return { ...screen, list: 'chapters' };
    case 'choose':
      if (list === 'chapters') return { ...screen, list: 'levels' };
      return levelAt(catalogue, spot) === undefined ? screen : { type: 'open', spot };
    case 'title':
      return 'title';
    case undefined:
      return screen;
  }
}

/** `1  Names are not boxes  2/5`. */
export function chapterItems({ catalogue, bests }: AppState, signs: Signs): readonly MenuItem[] {
  const hasPrologue = catalogue[0]?.isPrologue === true;
  return catalogue.map((section, index) => {
    const solved = solvedIn(section, bests);
    const of = section.levels.length;
    const number = section.isPrologue ? ' ' : String(hasPrologue ? index : index + 1);
    return {
      key: section.title,
      label: `${number.padStart(2)}  ${section.title}`,
      note: solved === of ? signs.solved : `${solved}/${of}`,
    };
  });
}

/** `✓★ Dragon's tail  2 moves`: neutral title before the win, the earned one after it. */
export function levelItems(state: AppState, section: Section, signs: Signs): readonly MenuItem[] {
  const { catalogue, bests } = state;
  const next = nextSpot(catalogue, bests);
  return section.levels.map((level, index) => {
    const best = bests.get(level.id);
    const stars = `${best === undefined ? ' ' : signs.solved}${!section.isPrologue && isAtPar(level, bests) ? signs.star : ' '}`;
    const here = catalogue.indexOf(section);
    const isNext = next !== undefined && isSame(next, { section: here, level: index });
    return {
      key: level.id,
      label: `${stars} ${section.isPrologue ? '' : `${index + 1}  `}${level.title}`,
      note: best === undefined ? (isNext ? words.next : '') : (level.idea ?? ''),
    };
  });
}
