/** What a player does: moves, what is legal, sessions, positions, the scene for the board, score and records. */
export { promotionsBetween } from './consequence.ts';
export { factsOf } from './facts.ts';
export { legalMoves, offeredMoves } from './legal.ts';
export type { LegalMove, Place, Verb } from './legal-types.ts';
export type { Move, MoveIssue } from './move.ts';
export { makeMove, parseMove, parseMoveList, parseMoves, printMove, printMoves } from './move.ts';
export { positionOf, refusal } from './position.ts';
export type { Consequence, Metrics, Outcome, Position, Status } from './position-types.ts';
export {
  addRecord,
  type LevelProgress,
  type LevelStanding,
  noProgress,
  type Progress,
  progressFrom,
  standingOf,
} from './progress.ts';
export { allowedCollections } from './prospects.ts';
export {
  decodeRecord,
  type ForeignRecord,
  type GameRecord,
  hintRecord,
  lostRecord,
  noteRecord,
  restoreSession,
  stepsRecord,
  wonRecord,
} from './record.ts';
export { type Playthrough, playMoves, type Replay, type ReplayIssue, replay } from './replay.ts';
export { newMachine } from './run.ts';
export { sceneOf } from './scene.ts';
export type {
  Chain,
  Generation,
  Ghost,
  Holder,
  HolderId,
  HolderKind,
  Row,
  RowId,
  RowTarget,
  Scene,
  WireChoice,
} from './scene-types.ts';
export { type Best, countStars, type Stars } from './score.ts';
export type { Session, SessionAction, Step } from './session.ts';
export { movesOf, reduceSession, startSession } from './session.ts';
