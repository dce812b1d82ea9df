/**
 * What a level file and a chapter file look like. Only what authors run imports this: the game has its levels as
 * data. `scripts/level-schema.ts` writes the same as a JSON Schema for editors.
 */
import * as z from 'zod';
import { topics } from './campaign.ts';

/** Lower-case words with hyphens: an id is part of a file's name and of a command line. */
const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longestText = 600;
const mostMoves = 50;

const id = z
  .string()
  .regex(idPattern, { error: 'should be lower-case words joined by hyphens' })
  .max(40)
  .describe('Stable and independent of the position in the campaign: lower-case words joined by hyphens.');
const text = z.string().min(1).max(longestText);
const title = z.string().min(1).max(40);
const move = z.string().min(1).max(200);
const moves = z.array(move).max(mostMoves);
const generation = z.union([z.literal(0), z.literal(1), z.literal(2)], {
  error: 'should be a generation: 0, 1 or 2',
});
const goal = z.string().min(1).max(400);

const allow = z
  .strictObject({
    cut: z.boolean().optional().describe('Whether references may be deleted.'),
    wire: z
      .union([z.literal(true), z.array(move).max(mostMoves)], {
        error: 'should be true or a list of places',
      })
      .optional()
      .describe(
        'Places that may be bound (a, a.next, xs[0], also new ones); true: all names and attributes.',
      ),
    collect: z.array(generation).max(3).optional().describe('Generations that may be collected.'),
    statements: moves
      .optional()
      .describe('Statements offered as they stand; one that starts with [2] only at slot 2.'),
    keep: z
      .array(z.string().min(1).max(60))
      .max(mostMoves)
      .optional()
      .describe('What may not be changed: a label, old* for all labels with that start, or name:x.'),
  })
  .describe('The moves that the level offers. Without this field: cut, wire and collect everything.');

const tempting = z
  .strictObject({
    moves,
    fails: z.array(goal).min(1).optional().describe('Exactly the goals that do not hold after it.'),
    raises: z.string().min(1).max(60).optional().describe('The exception that ends the run: NameError.'),
    illegal: z.literal(true).optional().describe('One of the moves is refused.'),
    shows: text.describe('One sentence: what it shows.'),
  })
  .refine(
    ({ fails, raises, illegal }) => [fails, raises, illegal].filter(it => it !== undefined).length === 1,
    {
      error: 'should have exactly one of fails, raises and illegal',
    },
  );

const source = z.strictObject({ title: text, where: text });
const place = z.tuple([z.int().min(0).max(20), z.int().min(0).max(20)]);

export const levelFile = z
  .strictObject({
    id,
    title: title.describe('Neutral: it must not give the idea away.'),
    idea: text.optional().describe('The earned title, shown after the first win.'),
    opening: text.optional().describe('At most two lines, shown while the program runs for the first time.'),
    program: z.string().min(1).max(4000).describe('Python, with # moves or # slot k where moves go.'),
    allow: allow.optional(),
    goals: z.array(goal).min(1).max(8).describe('All must hold at the end.'),
    bell: z
      .literal('heaplings', { error: 'should be heaplings' })
      .optional()
      .describe('Collections start by themselves after gc.enable(), counting heaplings.'),
    budget: z.int().min(1).max(mostMoves).describe('The most moves that a run may spend.'),
    solution: moves.min(1).optional().describe('A way to win; its length is par until a proof says better.'),
    tempting: z.array(tempting).max(20).optional(),
    hints: z.array(text).max(5).optional().describe('Where to look, what to think, almost the move.'),
    debrief: text.optional().describe('Two to four sentences.'),
    sources: z
      .array(z.strictObject({ title: text, where: text }))
      .max(10)
      .optional(),
    slots: z
      .record(z.string().max(60), place)
      .optional()
      .describe('Fixed places on the board: label to [column, row].'),
  })
  .describe('A level of heaplings');

/** What a level that comes with the game has on top of what any level needs. */
export const shippedFields = [
  'idea',
  'allow',
  'solution',
  'tempting',
  'hints',
  'debrief',
  'sources',
] as const;

export const chapterFile = z
  .strictObject({
    id,
    title,
    opening: text.optional(),
    introduces: z
      .array(z.enum(topics))
      .max(topics.length)
      .optional()
      .describe('What every level from this chapter on shows.'),
    order: z.array(id).min(1).max(50),
  })
  .describe('A chapter of heaplings');

/** The fields of a level's parts: of `allow`, and of each entry of `tempting` and `sources`. */
export const partFields: Readonly<Record<string, readonly string[]>> = {
  allow: Object.keys(allow.shape),
  tempting: Object.keys(tempting.shape),
  sources: Object.keys(source.shape),
};

export type LevelFile = z.infer<typeof levelFile>;
export type ChapterFile = z.infer<typeof chapterFile>;
