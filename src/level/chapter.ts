/** Chapter files to chapters. Only what authors run imports this. */
import { fail, ok, type Result } from '../result.ts';
import type { Topic } from './campaign.ts';
import { decodeChapterFile } from './decode.ts';
import type { LevelIssue } from './issue.ts';
import { locate } from './load.ts';
import { printable } from './printable.ts';
import { readYaml } from './yaml.ts';

/** What `chapter.yaml` says. `order` has the ids of the chapter's levels. */
export type ChapterHead = {
  readonly id: string;
  readonly title: string;
  readonly opening?: string;
  readonly introduces?: readonly Topic[];
  readonly order: readonly string[];
};

/** Reads a `chapter.yaml`; `file` is its name for messages. */
export function loadChapter(text: string, file: string): Result<ChapterHead, LevelIssue> {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    return fail(
      ...yaml.issues.map(problem => ({ ...problem, file, path: '', message: printable(problem.message) })),
    );
  }
  const { fields, problems } = decodeChapterFile(yaml.value.data);
  const { id, title, opening, introduces, order } = fields;
  if (problems.length > 0) return fail(...locate(problems, file, yaml.value));
  if (id === undefined || title === undefined || order === undefined) {
    throw new Error('a chapter without problems is complete');
  }
  return ok({
    id,
    title,
    order,
    ...(opening === undefined ? {} : { opening }),
    ...(introduces === undefined ? {} : { introduces }),
  });
}
