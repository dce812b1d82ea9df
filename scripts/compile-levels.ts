/**
 * The level files of a folder to one campaign, as data. The build puts the result beside the game, so that starting
 * it reads no YAML.
 *
 *     levels/NN-chapter/chapter.yaml      id, title, opening, order of the levels
 *     levels/NN-chapter/NN-name.yaml      one level each
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadChapter } from '../src/level/chapter.ts';
import type { Campaign, Chapter, Level, LevelIssue } from '../src/level/index.ts';
import { loadLevel } from '../src/level/load.ts';
import { fail, ok, type Result } from '../src/result.ts';

/** The chapter whose levels stand before the first one and are not counted. */
const prologueId = 'prologue';

/** Every problem in every file at once. */
export function compileLevels(folder: string): Result<Campaign, LevelIssue> {
  const chapters = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name))
    .toSorted()
    .map(compileChapter);
  const issues = chapters.flatMap(chapter => (chapter.ok ? [] : chapter.issues));
  const compiled = chapters.flatMap(chapter => (chapter.ok ? [chapter.value] : []));
  issues.push(...doubles(folder, compiled));
  if (issues.length > 0) return fail(...issues);
  return ok({
    prologue: compiled.find(({ id }) => id === prologueId)?.levels ?? [],
    chapters: compiled.filter(({ id }) => id !== prologueId),
  });
}

function compileChapter(folder: string): Result<Chapter, LevelIssue> {
  const file = join(folder, 'chapter.yaml');
  const head = loadChapter(readFileSync(file, 'utf8'), file);
  const options = head.ok ? { isShipped: true, chapter: head.value.id } : { isShipped: true };
  const levels = readdirSync(folder)
    .filter(name => /^\d.*\.yaml$/.test(name))
    .toSorted()
    .map(name => loadLevel(readFileSync(join(folder, name), 'utf8'), join(folder, name), options));
  const issues = levels.flatMap(level => (level.ok ? [] : level.issues));
  if (!head.ok) return fail(...head.issues, ...issues);
  if (issues.length > 0) return fail(...issues);

  const { order, ...chapter } = head.value;
  const loaded = levels.flatMap(level => (level.ok ? [level.value] : []));
  const misnamed = loaded
    .filter(({ level, file: name = '' }) => !new RegExp(`^\\d+-${level.id}\\.yaml$`).test(basename(name)))
    .map(({ level, file: name = '' }) => issue(name, 'id', `The file should be called NN-${level.id}.yaml.`));
  const ids = loaded.map(({ level }) => level.id);
  if (ids.join(' ') !== order.join(' ')) {
    misnamed.push(issue(file, 'order', `The order should be that of the files: ${ids.join(', ')}.`));
  }
  if (misnamed.length > 0) return fail(...misnamed);
  return ok({ ...chapter, levels: loaded.map(({ level }) => level) });
}

/** Ids name levels on the command line and in the journal, so each may be there once. */
function doubles(folder: string, chapters: readonly Chapter[]): readonly LevelIssue[] {
  const ids = chapters.flatMap(({ levels }) => levels.map(({ id }: Level) => id));
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map(id => issue(folder, 'id', `Two levels have the id ${id}.`));
}

const issue = (file: string, path: string, message: string): LevelIssue => ({
  file,
  path,
  code: 'invalid',
  message,
});
