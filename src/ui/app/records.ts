/** What a step of the play screen leaves in the journal. */
import {
  type GameRecord,
  hintRecord,
  lostRecord,
  movesOf,
  noteRecord,
  stepsRecord,
  wonRecord,
} from '../../play/index.ts';
import { isFailed, type PlayState } from '../play-screen/state.ts';

/** In the order in which it happened; a sandbox leaves nothing. */
export function recordsOf(before: PlayState, after: PlayState, at: string): readonly GameRecord[] {
  if (after.place.isSandbox) return [];
  const { session, position, hintsShown } = after;
  const { level } = session;
  const records: GameRecord[] = [];
  if (before.watched?.type === 'opening' && after.watched?.type !== 'opening')
    records.push(noteRecord(level, 'seen', at));
  if (hintsShown > before.hintsShown && hintsShown <= level.level.hints.length) {
    records.push(hintRecord(level, hintsShown, at));
  }
  if (session === before.session) return records;

  records.push(stepsRecord(session, at));
  const moves = movesOf(session);
  if (position.status === 'won' && before.position.status !== 'won') {
    records.push(wonRecord(level, moves, position.metrics, at));
  }
  if (isFailed(position) && !isFailed(before.position)) records.push(lostRecord(level, moves, at));
  return records;
}
