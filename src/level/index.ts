/**
 * What a level is: its data, its goals, its campaign.
 *
 * Reading level files is not here but in `load.ts`, which brings a YAML parser and a schema along: the game starts
 * without them and imports it on demand.
 */
export { aheadOf } from './ahead.ts';
export {
  type Campaign,
  type Chapter,
  chapterOf,
  findLevel,
  levelsOf,
  nearestId,
  nextLevel,
  type Topic,
  topics,
} from './campaign.ts';
export { evaluateGoal, isMet } from './evaluate-goal.ts';
export type { Ahead, Evaluated, Facts, FreedBy, Held } from './facts.ts';
export type { Condition, Goal, GoalState, Measure } from './goal.ts';
export { hashLevel } from './hash.ts';
export { describeLevelIssue, type LevelIssue, type LevelIssueCode } from './issue.ts';
export {
  type Allow,
  allowEverything,
  type Level,
  type LoadedLevel,
  type Places,
  type Source,
  type Tempting,
} from './level.ts';
export { splitMark } from './move-mark.ts';
export { openLevel } from './open.ts';
export { parseGoal } from './parse-goal.ts';
export { dangerIn, printable } from './printable.ts';
