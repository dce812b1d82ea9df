/** The title: what can be chosen there. */
import type { MenuItem } from '../components/menu.tsx';
import { plural, words } from '../words.ts';
import { allSpots, levelAt } from './catalogue.ts';
import type { AppState } from './state.ts';

export type TitleItem = MenuItem & { readonly key: 'start' | 'map' | 'quit' };

export function titleItems({
  bests,
  catalogue,
}: Pick<AppState, 'bests' | 'catalogue'>): readonly TitleItem[] {
  const spots = allSpots(catalogue);
  const solved = spots.filter(spot => bests.has(levelAt(catalogue, spot)?.id ?? '')).length;
  const start: TitleItem =
    solved === 0
      ? { key: 'start', label: words.start }
      : { key: 'start', label: words.continue, note: `${plural(solved, 'level')} of ${spots.length} solved` };
  return [start, { key: 'map', label: words.chooseLevel }, { key: 'quit', label: words.quit }];
}
