/**
 * Level files to levels. Only what authors run imports this (`check`, the build, a file on the command line): it
 * brings the YAML parser and the schema. Levels that come with the game are opened by `open.ts`.
 */
import { fail, ok, type Result } from '../result.ts';
import { decodeLevelFile, type Given } from './decode.ts';
import { hashLevel } from './hash.ts';
import { type LevelIssue, type Problem, pathText } from './issue.ts';
import { type Allow, allowEverything, type Level, type LoadedLevel, type Tempting } from './level.ts';
import { printable } from './printable.ts';
import { relate } from './relate.ts';
import { type LevelFile, shippedFields } from './schema.ts';
import { readYaml, type YamlData } from './yaml.ts';

export type LoadOptions = {
  /**
   * Whether the level comes with the game, so that everything a player may ask for must be there.
   * @default false
   */
  readonly isShipped?: boolean;

  /** Id of the chapter that the level stands in. */
  readonly chapter?: string;
};

/** Reads a level file; `file` is its name for messages. Every problem at once, in the order of the file. */
export function loadLevel(
  text: string,
  file: string,
  options: LoadOptions = {},
): Result<LoadedLevel, LevelIssue> {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    return fail(
      ...yaml.issues.map(problem => ({ ...problem, file, path: '', message: printable(problem.message) })),
    );
  }
  const decoded = decodeLevel(yaml.value.data, options);
  if (decoded.ok) return ok({ ...decoded.value, file });
  return fail(...locate(decoded.issues, file, yaml.value));
}

/** The same for data, as from JSON. Problems have a path, but no file and no line. */
export function decodeLevel(data: unknown, options: LoadOptions = {}): Result<LoadedLevel, Problem> {
  const { fields, problems: malformed } = decodeLevelFile(data);
  const draft = draftOf(fields, options.chapter);
  const { program, goals, problems: unrelated } = relate(draft);
  const problems = [...malformed, ...unrelated];
  if (options.isShipped) problems.push(...shippedProblems(fields, malformed));

  if (problems.length > 0) return fail(...problems);
  if (!isComplete(draft) || program === undefined) throw new Error('a level without problems is complete');
  return ok({ level: draft, program, goals, hash: hashLevel(draft) });
}

/** Problems with the lines where they stand, sorted by them. */
export function locate(problems: readonly Problem[], file: string, yaml: YamlData): LevelIssue[] {
  return problems
    .map(({ code, path, message, programLine }) => ({
      file,
      path: printable(pathText(path)),
      line: programLine === undefined ? yaml.lineOf(path) : yaml.lineIn(path, programLine),
      code,
      message: printable(message, 400),
    }))
    .toSorted((one, other) => one.line - other.line);
}

type Draft = Partial<Level> & Pick<Level, 'allow' | 'solution' | 'tempting' | 'hints' | 'sources'>;

function draftOf(fields: Given<LevelFile>, chapter: string | undefined): Draft {
  const { id, title, idea, opening, program, goals, bell, budget, debrief, slots } = fields;
  const { allow, solution = [], tempting = [], hints = [], sources = [] } = fields;
  const par = solution.length === 0 ? undefined : solution.length;
  return {
    ...defined<Level>({
      id,
      title,
      idea,
      chapter,
      opening,
      program,
      goals,
      bell,
      budget,
      par,
      debrief,
      places: slots,
    }),
    allow: allow === undefined ? allowEverything : { ...allowNothing, ...defined<Allow>(allow) },
    solution,
    tempting: tempting.map(({ moves, shows, ...how }) => ({ moves, shows, ...defined<How>(how) })),
    hints,
    sources,
  };
}

/** In which of the three ways a tempting line fails. */
type How = Omit<Tempting, 'moves' | 'shows'>;

const allowNothing: Allow = { cut: false, wire: [], collect: [], statements: [], keep: [] };

const isComplete = (draft: Draft): draft is Level =>
  draft.id !== undefined &&
  draft.title !== undefined &&
  draft.program !== undefined &&
  draft.goals !== undefined &&
  draft.budget !== undefined;

function shippedProblems(fields: Given<LevelFile>, malformed: readonly Problem[]): readonly Problem[] {
  const complained = new Set(malformed.map(({ path }) => path[0]));
  const missing = shippedFields
    .filter(field => fields[field] === undefined && !complained.has(field))
    .map(
      (field): Problem => ({
        code: 'missing',
        path: [field],
        message: 'A level that comes with the game needs this field.',
      }),
    );
  if (fields.hints === undefined || fields.hints.length === 3) return missing;
  return [
    ...missing,
    {
      code: 'hints',
      path: ['hints'],
      message: 'Three hints are needed: where to look, what to think, almost the move.',
    },
  ];
}

/** Without what is undefined: an absent field is absent, not there and undefined. */
function defined<T>(given: Given<T>): Partial<T> {
  // The compiler cannot follow keys through a list of entries.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
