/** Reading what a person names on the command line. What goes wrong is one sentence, never an exception. */

import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../result.ts';
import type { Env } from './env.ts';

/** What a name stands for on the disk. */
export type PathKind = 'file' | 'folder' | 'other' | 'missing';

export function kindOf(env: Env, path: string): PathKind {
  const stats = look(resolve(env.folder, path));
  if (stats === undefined) return 'missing';
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** The text of a file, or one sentence why there is none. Byte order marks are dropped. */
export function readText(env: Env, path: string): Result<string, string> {
  const absolute = resolve(env.folder, path);
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return fail(`${path} is a folder, not a file.`);
    // Reading a pipe or a device could wait for ever, or never end.
    if (!stats.isFile()) return fail(`${path} is not a regular file.`);
    if (stats.size > largestText)
      return fail(`${path} is too large (${stats.size} bytes; ${largestText} at most).`);
    return decode(path, readFileSync(absolute));
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

/** All files of a folder and the folders in it whose names end in `extension`, in a stable order. */
export function filesUnder(env: Env, path: string, extension: string): Result<readonly string[], string> {
  try {
    const names = readdirSync(resolve(env.folder, path), { recursive: true, encoding: 'utf8' });
    return ok(
      names
        .filter(name => name.endsWith(extension))
        .sort()
        .map(name => join(path, name)),
    );
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

/** The files right in a folder whose names end in one of `extensions`, in a stable order. */
export function filesIn(
  env: Env,
  path: string,
  extensions: readonly string[],
): Result<readonly string[], string> {
  try {
    const entries = readdirSync(resolve(env.folder, path), { withFileTypes: true });
    return ok(
      entries
        .filter(entry => !entry.isDirectory() && extensions.some(extension => entry.name.endsWith(extension)))
        .map(({ name }) => name)
        .sort()
        .map(name => join(path, name)),
    );
  } catch (error) {
    return fail(unreadable(path, error));
  }
}

/** Whether a word can only be meant as a path: level ids have neither slashes nor dots. */
export const looksLikePath = (word: string): boolean => isAbsolute(word) || /[./\\]/.test(word);

/** In bytes. No level or program comes near it. */
const largestText = 4 << 20;

function decode(path: string, bytes: Buffer): Result<string, string> {
  if (bytes.includes(0)) return fail(`${path} is not text (it holds NUL bytes).`);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail(`${path} is not text in UTF-8.`);
  }
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** One sentence about a file that the system does not hand out. */
export function unreadable(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `${path} does not exist.`;
  if (code === 'EACCES' || code === 'EPERM') return `${path} may not be read by you.`;
  return `${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`;
}
