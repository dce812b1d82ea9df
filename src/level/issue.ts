/** What is wrong with a level file: one problem each, all of them at once. */

export type LevelIssueCode =
  /** Not YAML, or YAML that a level has no use for. */
  | 'yaml'
  | 'duplicate-key'
  | 'too-large'
  /** A character that a terminal would obey, or that hides what a text says. */
  | 'control-character'
  /** A field that is not there, is not known, or has not the form that it should have. */
  | 'missing'
  | 'unknown-key'
  | 'wrong-type'
  | 'out-of-range'
  | 'invalid'
  /** Python that cannot be read or is outside the subset. */
  | 'program'
  | 'goal'
  | 'move'
  | 'place'
  /** Parts that do not fit each other. */
  | 'unknown-label'
  | 'unknown-name'
  | 'unknown-mark'
  | 'unknown-slot'
  | 'unknown-goal'
  | 'budget'
  | 'hints'
  | 'taken';

/** Where in the data: `['tempting', 0, 'moves']`. */
export type Path = readonly (string | number)[];

/** A problem before it is known in which file and line it stands. */
export type Problem = {
  readonly code: LevelIssueCode;
  readonly path: Path;

  /** One sentence. */
  readonly message: string;

  /** Line of the program, from 1; only for problems inside it. */
  readonly programLine?: number;
};

export type LevelIssue = {
  readonly file: string;

  /** `tempting[0].moves[1]`; empty for the file as a whole. */
  readonly path: string;

  /** Line of the file, from 1. */
  readonly line?: number;
  readonly code: LevelIssueCode;

  /** One sentence, safe to print. */
  readonly message: string;
};

/** `levels/my.yaml:12: goals[0]: …`. */
export function describeLevelIssue({ file, path, line, message }: LevelIssue): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return `${where}: ${path === '' ? '' : `${path}: `}${message}`;
}

/** `tempting[0].moves[1]`. */
export const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
