/** The title: what can be chosen there. */
import type { MenuItem } from '../components/menu.tsx';
import { plural, words } from '../words.ts';
import { solvedIn } from './catalogue.ts';
import type { AppState } from './state.ts';

export type TitleItem = MenuItem & { readonly key: 'start' | 'map' | 'quit' };

export function titleItems({
  progress,
  catalogue,
}: Pick<AppState, 'progress' | 'catalogue'>): readonly TitleItem[] {
  const solved = sum(catalogue.map(section => solvedIn(section, progress)));
  const all = sum(catalogue.map(({ levels }) => levels.length));
  const start: TitleItem =
    progress.size === 0
      ? { key: 'start', label: words.start }
      : { key: 'start', label: words.continue, note: `${plural(solved, 'level')} of ${all} solved` };
  return [start, { key: 'map', label: words.chooseLevel }, { key: 'quit', label: words.quit }];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
