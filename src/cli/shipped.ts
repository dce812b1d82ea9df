/** What the build put beside the program. */

import { readFileSync } from 'node:fs';
import type { Campaign } from '../level/index.ts';
import type { Context } from './context.ts';

/** All levels of the game. The build has checked them, so a file that is not there is a broken installation. */
export function readCampaign({ shipped }: Context): Campaign {
  return JSON.parse(readFileSync(new URL('levels.json', shipped), 'utf8'));
}

/** The picture of the title. */
export const readTitleArt = ({ shipped }: Context): string =>
  readFileSync(new URL('title.txt', shipped), 'utf8');
