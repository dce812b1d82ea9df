/** What decides which keys and panels the level shows now. */

import { aheadOf } from '../../level/index.ts';
import { sceneOf } from '../../play/index.ts';
import type { KeyFacts } from '../keys/play-keys.ts';
import { chainHeads } from './fold.ts';
import { isFailed, type PlayState } from './state.ts';

/** More references than one reaches with a few presses of an arrow key. */
const crowded = 9;

export function keyFacts(state: PlayState, isOtherPaneWanted = false): KeyFacts {
  const { place, scene, position, session, failures, hintsShown } = state;
  const { level } = session.level;
  const { allow } = level;
  // Where the program has ended, no statement can follow.
  const mayMove = position.slot !== undefined;
  const canMove = mayMove && position.movesUsed < position.budget;
  const rows = scene.holders.flatMap(holder => holder.rows);
  const references = rows.filter(row => row.target.type === 'object');
  const objects = scene.holders.filter(holder => holder.kind !== 'frame');
  return {
    isFirstBoard: place.isPrologue && place.number === 1,
    isPrologue: place.isPrologue,
    isOffArrow: state.watched === undefined && state.walk?.at.row === undefined,
    mayCut: mayMove && allow.cut,
    mayWire: mayMove && (allow.wire === true || allow.wire.length > 0),
    mayCollect: mayMove && allow.collect.length > 0,
    canCut: canMove && rows.some(row => row.cut !== undefined),
    canWire: canMove && rows.some(row => (row.wires ?? []).length > 0),
    canCollect: canMove && allow.collect.length > 0,
    hasStatements: canMove && allow.statements.length > 0,
    hasPaths: objects.some(holder => holder.rows.some(row => row.target.type === 'object')),
    isCrowded: references.length > crowded,
    chains: chainsOf(state),
    linesToRun: position.canContinue ? position.linesToRun.length : 0,
    isReady: isReady(state),
    canUndo: session.done.length > 0,
    canRedo: session.undone.length > 0,
    hasFailed: failures > 0 || isFailed(position),
    hintsLeft: Math.max(0, level.hints.length - hintsShown),
    isOtherPaneWanted,
  };
}

function chainsOf({ scene, opened, session, position }: PlayState): KeyFacts['chains'] {
  if (scene.holders.some(({ chain }) => chain !== undefined)) return 'folded';
  if (opened.size === 0) return 'none';
  const heads = chainHeads(sceneOf(session.level, position.machine));
  return heads.some(id => opened.has(id)) ? 'open' : 'none';
}

/** Whether all that moves can decide is decided, so that it is time to run on. */
function isReady({ position, session }: PlayState): boolean {
  const states = position.goals.map(({ state }) => state);
  const isUndecided = states.every(state => state === 'later');
  if (!position.canContinue || (isUndecided && session.done.length === 0)) return false;
  return states.length > 0 && states.every(state => state === 'holds' || state === 'later');
}

/** Which counters the level speaks of. */
export type EngineFacts = {
  readonly collections: boolean;
  readonly traversed: boolean;
  readonly peak: boolean;
  readonly generations: boolean;
  readonly bell: boolean;

  /** Whether the program has come to its `# go`. */
  readonly isCountedFromGo: boolean;
};

export function engineFacts({ session, place, position }: PlayState): EngineFacts {
  const { level } = session.level;
  const goals = level.goals.join('\n');
  const program = level.program;
  const { goLine, module } = session.level.program;
  const collects = level.allow.collect.length > 0 || program.includes('gc.');
  return {
    collections: !place.isSandbox && (collects || goals.includes('collections(')),
    traversed: goals.includes('traversed('),
    peak: goals.includes('peak('),
    // Before they are introduced, three more numbers would only be read as a riddle.
    generations: place.knows.includes('generations') || goals.includes('gen(') || level.bell !== undefined,
    bell: level.bell !== undefined,
    isCountedFromGo: goLine !== undefined && !aheadOf(module, position.machine.line).go,
  };
}
