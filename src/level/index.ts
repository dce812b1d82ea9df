/** What a level is: its data, its goals, its campaign. Reading YAML is not here: see `load.ts`. */
export type { Ahead, Evaluated, Facts, FreedBy, Held } from './facts.ts';
export type { Condition, Goal, GoalState, Measure } from './goal.ts';
export type { Allow, Level, LoadedLevel, Places, Source, Tempting } from './level.ts';
