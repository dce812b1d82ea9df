/** Whether the parts of a level fit each other. Takes what could be decoded, so that one bad field hides no other. */
import {
  compile,
  type Program,
  parse,
  parseExpression,
  parseStatement,
  type SourceIssue,
  type Statement,
} from '../python/index.ts';
import type { Condition, Goal } from './goal.ts';
import { isMark } from './goal-sentence.ts';
import type { Path, Problem } from './issue.ts';
import { type Labels, labelsOf, marksOf, namesOf } from './labels.ts';
import type { Level } from './level.ts';
import { splitMark } from './move-mark.ts';
import { parseGoal } from './parse-goal.ts';
import { didYouMean } from './suggest.ts';

/** What the parts mean; a part that could not be read is missing. */
export type Related = {
  readonly program?: Program;
  readonly goals: readonly Goal[];
  readonly problems: readonly Problem[];
};

/** Any field may be missing: it has been complained of elsewhere. */
export function relate(level: Partial<Level>): Related {
  const program = readProgram(level.program);
  const goals = (level.goals ?? []).map((text, index) => readGoal(text, ['goals', index]));
  const moves = movesOf(level).map(entry => ({ ...entry, ...readMove(entry) }));
  const problems = [
    ...program.problems,
    ...goals.flatMap(goal => goal.problems),
    ...moves.flatMap(move => move.problems),
    ...placeProblems(level),
    ...budgetProblems(level),
    ...temptingProblems(level),
  ];
  const parsed = goals.flatMap(({ goal }) => goal ?? []);
  if (program.program === undefined) return { goals: parsed, problems };

  const { module, slots } = program.program;
  const labels = labelsOf(
    module,
    moves.flatMap(({ statement }) => statement ?? []),
  );
  const marks = marksOf(module);
  problems.push(
    ...goals.flatMap(({ goal }, index) =>
      goal === undefined ? [] : goalProblems(goal, ['goals', index], labels, marks),
    ),
    ...moves.flatMap(({ slot, path }) => {
      const numbers = slots.map(place => place.slot);
      if (slot === undefined || numbers.includes(slot)) return [];
      const message = `The program has no slot ${slot}, only ${numbers.join(', ')}.`;
      return [{ code: 'unknown-slot', path, message } satisfies Problem];
    }),
    ...keepProblems(level, labels, namesOf(module)),
    ...boardProblems(level, labels),
  );
  return { program: program.program, goals: parsed, problems };
}

function readProgram(text: string | undefined): { program?: Program; problems: readonly Problem[] } {
  if (text === undefined) return { problems: [] };
  const parsed = parse(text);
  if (!parsed.ok) return { problems: parsed.issues.map(programProblem) };
  const compiled = compile(parsed.value);
  if (!compiled.ok) return { problems: compiled.issues.map(programProblem) };
  return { program: compiled.value, problems: [] };
}

const programProblem = ({ message, hint, span }: SourceIssue): Problem => ({
  code: 'program',
  path: ['program'],
  message: `line ${span.start.line}, column ${span.start.column}: ${withHint(message, hint)}`,
  programLine: span.start.line,
});

function readGoal(text: string, path: Path): { goal?: Goal; problems: readonly Problem[] } {
  const parsed = parseGoal(text);
  if (parsed.ok) return { goal: parsed.value, problems: [] };
  return {
    problems: parsed.issues.map(({ column, message }) => ({
      code: 'goal',
      path,
      message: `column ${column}: ${message}`,
    })),
  };
}

type MoveEntry = {
  readonly text: string;
  readonly path: Path;

  /** Where the text has no mark: slot 1, or in the list of statements every slot. */
  readonly unmarked: 1 | undefined;
};

function movesOf({ allow, solution, tempting }: Partial<Level>): MoveEntry[] {
  const list = (texts: readonly string[] | undefined, path: Path, unmarked: 1 | undefined): MoveEntry[] =>
    (texts ?? []).map((text, index) => ({ text, path: [...path, index], unmarked }));
  return [
    ...list(allow?.statements, ['allow', 'statements'], undefined),
    ...list(solution, ['solution'], 1),
    ...(tempting ?? []).flatMap(({ moves }, index) => list(moves, ['tempting', index, 'moves'], 1)),
  ];
}

/** `[2] del a`: a mark and one simple statement. */
function readMove({ text, path, unmarked }: MoveEntry): {
  slot?: number;
  statement?: Statement;
  problems: readonly Problem[];
} {
  const { mark, slot: marked, source } = splitMark(text);
  if (mark !== undefined && marked === undefined) {
    const message = `[${mark}] is not a slot: write [2] for slot 2.`;
    return { problems: [{ code: 'move', path, message }] };
  }
  const number = marked ?? unmarked;
  const slot = number === undefined ? {} : { slot: number };
  const parsed = parseStatement(source);
  if (parsed.ok) return { ...slot, statement: parsed.value, problems: [] };
  return {
    ...slot,
    problems: parsed.issues.map(({ message, hint }) => ({
      code: 'move',
      path,
      message: withHint(message, hint),
    })),
  };
}

function placeProblems({ allow }: Partial<Level>): readonly Problem[] {
  if (allow === undefined || allow.wire === true) return [];
  return allow.wire.flatMap((text, index): Problem[] => {
    const parsed = parseExpression(text);
    if (parsed.ok && ['name', 'attribute', 'subscript'].includes(parsed.value.type)) return [];
    const message = `${text} is not a place: write a name, an attribute or an item, as in a.next or xs[0].`;
    return [{ code: 'place', path: ['allow', 'wire', index], message }];
  });
}

function budgetProblems({ budget, solution }: Partial<Level>): readonly Problem[] {
  if (budget === undefined || solution === undefined || solution.length <= budget) return [];
  const message = `The solution takes ${solution.length} moves, the budget is ${budget}.`;
  return [{ code: 'budget', path: ['budget'], message }];
}

function temptingProblems({ goals, tempting }: Partial<Level>): readonly Problem[] {
  if (goals === undefined) return [];
  return (tempting ?? []).flatMap(({ fails }, line) =>
    (fails ?? []).flatMap((goal, index): readonly Problem[] => {
      if (goals.includes(goal)) return [];
      const message = `This is not a goal of the level, spelled as there.${didYouMean(goal, goals)}`;
      return [{ code: 'unknown-goal', path: ['tempting', line, 'fails', index], message }];
    }),
  );
}

function goalProblems(goal: Goal, path: Path, labels: Labels, marks: readonly string[]): readonly Problem[] {
  return namedIn(goal.condition).flatMap((event): readonly Problem[] => {
    if (!isMark(event)) return labelProblems(event, path, labels);
    const mark = event.slice(1);
    if (marks.includes(mark)) return [];
    const message = `The program never sets the mark "${mark}".${didYouMean(mark, marks)}`;
    return [{ code: 'unknown-mark', path, message }];
  });
}

/** The labels and marks that a goal speaks of. */
function namedIn(condition: Condition): readonly string[] {
  switch (condition.type) {
    case 'freed':
    case 'alive':
      return condition.labels;
    case 'order':
      return condition.events;
    case 'quiet':
      return [condition.from, condition.to];
    case 'holds':
      return [condition.label];
    case 'compare':
      return 'label' in condition.measure ? [condition.measure.label] : [];
    case 'and':
    case 'or':
      return condition.conditions.flatMap(namedIn);
    case 'not':
      return namedIn(condition.condition);
    case 'value':
    case 'says':
      return [];
  }
}

function labelProblems(label: string, path: Path, { known, mayExist }: Labels): readonly Problem[] {
  if (mayExist(label)) return [];
  const message = `The program makes no heapling "${label}".${didYouMean(label, known)}`;
  return [{ code: 'unknown-label', path, message }];
}

function keepProblems(
  { allow }: Partial<Level>,
  labels: Labels,
  names: readonly string[],
): readonly Problem[] {
  return (allow?.keep ?? []).flatMap((entry, index): readonly Problem[] => {
    const path = ['allow', 'keep', index];
    if (entry.startsWith('name:')) {
      const name = entry.slice('name:'.length);
      if (names.includes(name)) return [];
      const message = `The program binds no name "${name}".${didYouMean(name, names)}`;
      return [{ code: 'unknown-name', path, message }];
    }
    if (!entry.endsWith('*')) return labelProblems(entry, path, labels);
    const start = entry.slice(0, -1);
    if (labels.known.some(label => label.startsWith(start))) return [];
    const message = `The program makes no heapling whose label starts with "${start}".`;
    return [{ code: 'unknown-label', path, message }];
  });
}

function boardProblems({ places }: Partial<Level>, labels: Labels): readonly Problem[] {
  const taken = new Map<string, string>();
  return Object.entries(places ?? {}).flatMap(([label, [column, row]]): readonly Problem[] => {
    const path = ['slots', label];
    const other = taken.get(`${column},${row}`);
    taken.set(`${column},${row}`, label);
    const unknown = labelProblems(label, path, labels);
    if (other === undefined) return unknown;
    return [...unknown, { code: 'taken', path, message: `${other} already stands at [${column}, ${row}].` }];
  });
}

const withHint = (message: string, hint: string | undefined): string =>
  hint === undefined ? message : `${message} ${hint}`;
