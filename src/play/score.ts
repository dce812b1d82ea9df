/** What a level has earned: bests that never get worse, and stars. */
import type { Level } from '../level/index.ts';
import type { Metrics } from './position-types.ts';

/** The least of each number over all wins: one win may have the fewest moves, another the lowest peak. */
export type Best = Metrics;

export const betterOf = (best: Best | undefined, metrics: Metrics): Best =>
  best === undefined
    ? { moves: metrics.moves, traversed: metrics.traversed, peak: metrics.peak }
    : {
        moves: Math.min(best.moves, metrics.moves),
        traversed: Math.min(best.traversed, metrics.traversed),
        peak: Math.min(best.peak, metrics.peak),
      };

export type Stars = {
  readonly solved: boolean;

  /** Solved in no more moves than par; never where no par is known. */
  readonly par: boolean;

  /** Some win was predicted rightly and without a peek. */
  readonly foresight: boolean;
};

export function starsOf({ par }: Pick<Level, 'par'>, best: Best | undefined, hasForesight: boolean): Stars {
  const solved = best !== undefined;
  return {
    solved,
    par: solved && par !== undefined && best.moves <= par,
    foresight: solved && hasForesight,
  };
}

/** 0 to 3. */
export const countStars = ({ solved, par, foresight }: Stars): number =>
  Number(solved) + Number(par) + Number(foresight);
