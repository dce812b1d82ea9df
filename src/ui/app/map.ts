/** The map: chapters at the left, the levels of the highlighted one at the right. All are open; next is a mark. */
import type { MenuItem } from '../components/menu.tsx';
import { intentFor, type Keymap } from '../keys/keymap.ts';
import { moveCursor } from '../keys/menu-keys.ts';
import type { Press } from '../keys/press.ts';
import type { Signs } from '../signs.ts';
import { words } from '../words.ts';
import { isSame, levelAt, nextSpot, type Section, type Spot, solvedIn, standingFor } from './catalogue.ts';
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

export function reduceMap({ catalogue, progress }: AppState, screen: MapScreen, press: Press): MapStep {
  const { spot, list } = screen;
  switch (intentFor(mapKeys, press)) {
    case 'move': {
      if (list === 'levels') {
        const count = catalogue[spot.section]?.levels.length ?? 0;
        return { ...screen, spot: { ...spot, level: moveCursor(spot.level, count, press) } };
      }
      const section = moveCursor(spot.section, catalogue.length, press);
      const next = nextSpot(catalogue, progress);
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
export function chapterItems({ catalogue, progress }: AppState, signs: Signs): readonly MenuItem[] {
  const hasPrologue = catalogue[0]?.isPrologue === true;
  return catalogue.map((section, index) => {
    const solved = solvedIn(section, progress);
    const of = section.levels.length;
    const number = section.isPrologue ? ' ' : String(hasPrologue ? index : index + 1);
    return {
      key: section.title,
      label: `${number.padStart(2)}  ${section.title}`,
      note: solved === of ? signs.solved : `${solved}/${of}`,
    };
  });
}

/** `✓★ 3  Dragon's tail  A ring's tail …`: neutral title before the win, the earned one beside it after. */
export function levelItems(state: AppState, section: Section, signs: Signs): readonly MenuItem[] {
  const { catalogue, progress } = state;
  const next = nextSpot(catalogue, progress);
  const here = catalogue.indexOf(section);
  return section.levels.map((level, index) => {
    const { stars, earlier } = standingFor(progress, level);
    const solved = stars.solved ? signs.solved : ' ';
    const atPar = stars.par && !section.isPrologue ? signs.star : ' ';
    const isNext = next !== undefined && isSame(next, { section: here, level: index });
    const number = section.isPrologue ? '' : `${index + 1}  `;
    const unsolvedNote = earlier === undefined ? '' : words.earlierVersion;
    return {
      key: level.id,
      label: `${solved}${atPar} ${number}${level.title}`,
      note: stars.solved ? (level.idea ?? '') : isNext ? words.next : unsolvedNote,
    };
  });
}
