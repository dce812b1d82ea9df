/** The player's journal, opened where the environment says it lives. */

import { decodeRecord, type ForeignRecord, type GameRecord } from '../play/index.ts';
import { dataFolder, type Journal, openJournal } from '../storage/index.ts';
import type { Env } from './env.ts';

export const openProgress = (env: Env): Journal<GameRecord | ForeignRecord> =>
  openJournal(dataFolder(env.variables), decodeRecord);
