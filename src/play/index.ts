/** What a player does: moves, what is legal, sessions, positions, the scene for the board, score and records. */
export type { LegalMove, Place, Verb } from './legal-types.ts';
export type { Move, MoveIssue } from './move.ts';
export { makeMove, parseMove, parseMoveList, parseMoves, printMove, printMoves } from './move.ts';
export type { Consequence, Metrics, Outcome, Position, Status } from './position-types.ts';
export type {
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
export type { Session, SessionAction, Step } from './session.ts';
export { effectiveSteps, movesOf, reduceSession, startSession } from './session.ts';
