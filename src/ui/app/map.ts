/** The map: chapters at the left, the levels of the highlighted one at the right. All are open; next is a mark. */
import type { MenuItem } from '../components/menu.tsx';
import { indicatorColumns, noteGap } from '../components/menu-measures.ts';
import { intentFor, type Keymap } from '../keys/keymap.ts';
import { moveCursor, numberOf } from '../keys/menu-keys.ts';
import type { Press } from '../keys/press.ts';
import type { Signs } from '../signs.ts';
import { words } from '../words.ts';
import {
  type Catalogue,
  isSame,
  levelAt,
  nextSpot,
  type Section,
  type Spot,
  solvedIn,
  standingFor,
} from './catalogue.ts';
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
  const number = numberOf(press);
  if (number > 0) return chooseNumber(catalogue, screen, number);
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

/** As printed before the title: a level opens, a chapter shows its levels. Levels of the prologue are counted, too. */
function chooseNumber(catalogue: Catalogue, screen: MapScreen, number: number): MapStep {
  if (screen.list === 'levels') {
    const spot = { section: screen.spot.section, level: number - 1 };
    return levelAt(catalogue, spot) === undefined ? screen : { type: 'open', spot };
  }
  const section = catalogue[0]?.isPrologue === true ? number : number - 1;
  if (catalogue[section] === undefined) return screen;
  return { ...screen, spot: { section, level: 0 }, list: 'levels' };
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

/** An earned title that is cut off before this many columns says nothing; it stands whole below the lists. */
const leastIdea = 20;

/**
 * `✓★ 3  Dragon's tail  2/2  A ring …`: best of par, and after the win the earned title beside the neutral one, as far
 * as `columns` have room for both.
 */
export function levelItems(
  state: AppState,
  section: Section,
  columns: number,
  signs: Signs,
): readonly MenuItem[] {
  const { catalogue, progress } = state;
  const next = nextSpot(catalogue, progress);
  const here = catalogue.indexOf(section);
  const widest = Math.max(...section.levels.map(({ title }) => title.length));
  return section.levels.map((level, index) => {
    const { best, stars, earlier } = standingFor(progress, level);
    const solved = stars.solved ? signs.solved : ' ';
    const atPar = stars.par && !section.isPrologue ? signs.star : ' ';
    const isNext = next !== undefined && isSame(next, { section: here, level: index });
    const number = section.isPrologue ? '' : `${index + 1}  `;
    const unsolvedNote = earlier === undefined ? '' : words.earlierVersion;
    const title = stars.solved ? level.title.padEnd(widest) : level.title;
    const score = best === undefined || section.isPrologue ? '' : `${best.moves}/${level.par ?? '?'}  `;
    const label = `${solved}${atPar} ${number}${title}`;
    const { idea = '' } = level;
    const room = columns - indicatorColumns - label.length - noteGap - score.length;
    const earned = room < Math.min(leastIdea, idea.length) ? '' : idea;
    return {
      key: level.id,
      label,
      note: stars.solved ? `${score}${earned}`.trimEnd() : isNext ? words.next : unsolvedNote,
    };
  });
}

/** What stands below the lists: the chapter in two sentences at most, and of a solved level all that its line cuts off. */
export function aboutSpot({ catalogue, progress }: AppState, { spot, list }: MapScreen): string {
  const section = catalogue[spot.section];
  const level = levelAt(catalogue, spot);
  const best = level === undefined ? undefined : standingFor(progress, level).best;
  if (list === 'chapters' || level === undefined || best === undefined) return section?.opening ?? '';
  const { idea = '', par } = level;
  return section?.isPrologue === true ? idea : `${idea} ${words.bestOf(best.moves, par)}`;
}
