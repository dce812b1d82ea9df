/** What the signs on the board and the counters around it mean: only those that the screen shows now. */
import type { GoalState } from '../../level/index.ts';
import type { Row } from '../../play/index.ts';
import { chainText, type GlyphSet } from '../board/index.ts';
import type { Signs } from '../signs.ts';
import { words } from '../words.ts';
import { bellOf } from './census.ts';
import { engineFacts } from './facts.ts';
import type { PlayState } from './state.ts';

/** One line of the legend: a sign as it is drawn, and its meaning. */
export type LegendEntry = { readonly sign: string; readonly text: string };

export const legendOf = (state: PlayState, signs: Signs, glyphs: GlyphSet): readonly LegendEntry[] => [
  ...boardEntries(state, glyphs),
  ...generationEntries(state, glyphs),
  ...goalEntries(state, signs),
  ...counterEntries(state),
];

function boardEntries({ scene, position }: PlayState, glyphs: GlyphSet): readonly LegendEntry[] {
  const objects = scene.holders.filter(({ kind }) => kind !== 'frame');
  const rows = scene.holders.flatMap(holder => holder.rows);
  const isFree = (row: Row) => row.target.type === 'object' && row.locked === undefined;
  const [chain] = objects.flatMap(holder => holder.chain ?? []);
  return [
    ...some(objects.length > 0, `${glyphs.times}2`, words.legend.count),
    ...some(rows.some(isFree), glyphs.port, words.legend.reference),
    ...some(
      rows.some(row => row.locked !== undefined),
      glyphs.locked,
      words.legend.locked,
    ),
    ...some(
      rows.some(({ target }) => target.type === 'missing'),
      glyphs.missing,
      words.legend.missing,
    ),
    ...some(
      objects.some(({ isKept }) => isKept),
      'kept',
      words.legend.kept,
    ),
    ...some(
      objects.some(({ isReachable }) => !isReachable),
      'garbage',
      words.legend.garbage,
    ),
    ...some(position.ghosts.length > 0, 'freed', words.legend.freed),
    ...(chain === undefined ? [] : [entry(chainText(chain, glyphs.upTo), words.legend.chain)]),
  ];
}

function generationEntries(state: PlayState, glyphs: GlyphSet): readonly LegendEntry[] {
  if (!engineFacts(state).generations) return [];
  const { holders } = state.scene;
  const hasMoved = (state.position.last?.promoted.size ?? 0) > 0;
  const moved = `${glyphs.generations[0]}${glyphs.leadsTo}${glyphs.generations[1]}`;
  return [
    entry(glyphs.generations[0], words.legend.generation),
    ...some(hasMoved, moved, words.legend.promoted),
    ...some(
      holders.some(({ generation }) => generation === 'frozen'),
      glyphs.generations.frozen,
      words.legend.frozen,
    ),
    entry('gen0 2', words.legend.census),
  ];
}

function goalEntries({ position }: PlayState, signs: Signs): readonly LegendEntry[] {
  const shown = new Set(position.goals.map(({ state }) => state));
  const meanings: readonly (readonly [GoalState['state'], string, string])[] = [
    ['holds', signs.holds, words.legend.holds],
    ['not-yet', signs.notYet, words.legend.notYet],
    ['later', signs.later, words.legend.later],
    ['lost', signs.lost, words.legend.lost],
  ];
  return meanings.flatMap(([state, sign, text]) => some(shown.has(state), `${sign} goal`, text));
}

function counterEntries(state: PlayState): readonly LegendEntry[] {
  const facts = engineFacts(state);
  const { position, session } = state;
  const counts = facts.collections || facts.traversed || facts.peak;
  return [
    ...some(bellOf(position.machine) !== undefined, 'bell', words.legend.bell),
    ...some(facts.collections, 'collections', words.legend.collections),
    ...some(facts.traversed, 'traversed', words.legend.traversed),
    ...some(facts.peak, 'peak', words.legend.peak),
    ...some(counts && session.level.program.goLine !== undefined, '# go', words.legend.go),
  ];
}

const entry = (sign: string, text: string): LegendEntry => ({ sign, text });
const some = (isShown: boolean, sign: string, text: string): readonly LegendEntry[] =>
  isShown ? [entry(sign, text)] : [];
