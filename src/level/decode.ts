/** Data of unknown form to the fields of a level or of a chapter: every problem at once, in words for authors. */
import type * as z from 'zod';
import type { Path, Problem } from './issue.ts';
import { dangerIn } from './printable.ts';
import { type ChapterFile, chapterFile, type LevelFile, levelFile, partFields } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** Fields of which any may be absent, or undefined, which is how zod says absent. */
export type Given<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

export type Decoded<T> = {
  /** The fields that have the right form. */
  readonly fields: Given<T>;
  readonly problems: readonly Problem[];
};

export function decodeLevelFile(data: unknown): Decoded<LevelFile> {
  const problems = problemsIn(levelFile, data);
  const sound = levelFile.partial().safeParse(withoutBad(data, problems));
  return { fields: sound.data ?? {}, problems };
}

export function decodeChapterFile(data: unknown): Decoded<ChapterFile> {
  const problems = problemsIn(chapterFile, data);
  const sound = chapterFile.partial().safeParse(withoutBad(data, problems));
  return { fields: sound.data ?? {}, problems };
}

function problemsIn(schema: z.ZodObject, data: unknown): Problem[] {
  const { error } = schema.safeParse(data);
  return [...dangersIn(data, []), ...(error?.issues ?? []).flatMap(issue => problemsOf(issue, schema, data))];
}

/** The fields without a problem anywhere in them. */
function withoutBad(data: unknown, problems: readonly Problem[]): Record<string, unknown> {
  const bad = new Set(problems.map(({ path }) => path[0]));
  return isRecord(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => !bad.has(key))) : {};
}

/** Texts with characters that must not reach a terminal. Keys, too: messages quote them. */
function dangersIn(data: unknown, path: Path): Problem[] {
  if (typeof data === 'string') {
    const danger = dangerIn(data);
    if (danger === undefined) return [];
    const message = `The text contains ${danger}, which does not belong on a screen.`;
    return [{ code: 'control-character', path, message }];
  }
  if (Array.isArray(data)) return data.flatMap((item, index) => dangersIn(item, [...path, index]));
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    ...dangersIn(key, [...path, key]),
    ...dangersIn(value, [...path, key]),
  ]);
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodObject, data: unknown): Problem[] {
  const path = issue.path.map(step => (typeof step === 'number' ? step : String(step)));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsAt(schema, path);
      return issue.keys.map(key => ({
        code: 'unknown-key',
        path: [...path, key],
        message: `There is no such field.${didYouMean(key, known)}`,
      }));
    }
    case 'invalid_type':
      if (valueAt(data, path) === undefined)
        return [{ code: 'missing', path, message: 'This field is needed.' }];
      return [
        {
          code: 'wrong-type',
          path,
          message: `This should be ${typeNames[issue.expected] ?? issue.expected}.`,
        },
      ];
    case 'too_small':
      return [{ code: 'out-of-range', path, message: limit('least', Number(issue.minimum), issue.origin) }];
    case 'too_big':
      return [{ code: 'out-of-range', path, message: limit('most', Number(issue.maximum), issue.origin) }];
    case 'invalid_value':
      return [{ code: 'invalid', path, message: `This should be ${issue.values.map(String).join(' or ')}.` }];
    default:
      return [{ code: 'invalid', path, message: `This ${issue.message}.` }];
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
};

function limit(side: 'least' | 'most', bound: number, origin: string): string {
  switch (origin) {
    case 'string':
      return bound === 1 && side === 'least'
        ? 'This text should not be empty.'
        : `This text should have at ${side} ${bound} characters.`;
    case 'array':
      return bound === 1 && side === 'least'
        ? 'This list should not be empty.'
        : `This list should have at ${side} ${bound} entries.`;
    default:
      return `This number should be at ${side} ${bound}.`;
  }
}

/** The fields that there are at a path. */
function fieldsAt(schema: z.ZodObject, [part]: Path): readonly string[] {
  return part === undefined ? Object.keys(schema.shape) : (partFields[part] ?? []);
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, data);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
