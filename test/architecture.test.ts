/**
 * Who may know whom. The table is the message: when a test here fails, read it, then move the code.
 *
 * Imports are read from the text, because TypeScript 7 has no API for it: static and dynamic imports, re-exports,
 * `import type` and `import('…')` in types all count.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** Every folder under `src` and the folders it may import from. `result.ts` belongs to all. */
const mayKnow: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  conform: ['engine'],
  python: ['engine'],
  level: ['engine', 'python'],
  play: ['engine', 'python', 'level'],
  solver: ['engine', 'python', 'level', 'play'],
  storage: ['play'],
  ui: ['engine', 'python', 'level', 'play'],
  cli: ['engine', 'conform', 'python', 'level', 'play', 'solver', 'storage', 'ui'],
};

/** Packages, and the only files that may import them (folders end in a slash). */
const mayUse: readonly { readonly packages: RegExp; readonly files: readonly string[] }[] = [
  { packages: /^(ink|react)([-/]|$)/, files: ['ui/'] },
  { packages: /^yaml(\/|$)/, files: ['level/'] },
  { packages: /^zod(\/|$)/, files: ['level/', 'conform/schema.ts', 'conform/decode.ts'] },
  { packages: /^@lezer\//, files: ['python/parse/'] },
  { packages: /^commander$/, files: ['cli/'] },
  { packages: /^env-paths$/, files: ['storage/'] },
  { packages: /^node:/, files: ['cli/', 'storage/'] },
];

/** Reads of the world outside: clock, chance, environment, streams. */
const ambient =
  /\bprocess\s*[.[]|\bDate\.now\b|\bnew Date\(|\bMath\.random\b|\bperformance\.|\bsetTimeout\(|\bsetInterval\(|\bconsole\.|\bglobalThis\b|\bfetch\(/;
const mayLookOutside = ['cli/', 'storage/'];

/** The one file that reads `process`. */
const processReader = 'cli/env.ts';

type File = { readonly path: string; readonly code: string; readonly imports: readonly string[] };

const files: readonly File[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => /\.tsx?$/.test(path))
  .map(path => {
    const code = withoutComments(readFileSync(`${src}${path}`, 'utf8'));
    return { path, code, imports: importsOf(code) };
  });

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '$1');
}

function importsOf(code: string): readonly string[] {
  const specifiers = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"`])([^'"`]+)\1/g;
  return [...code.matchAll(specifiers)].map(match => match[2] ?? '');
}

/** `play` for an import of `../play/index.ts`; nothing for a package. */
function folderOf(file: File, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(dirname(file.path), specifier).split('/')[0];
}

const isAt = (path: string, places: readonly string[]): boolean =>
  places.some(place => path.startsWith(place));

test('every folder is in the table', () => {
  const folders = readdirSync(src, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && files.some(file => file.path.startsWith(`${entry.name}/`)))
    .map(entry => entry.name);
  expect(folders.filter(folder => !Object.hasOwn(mayKnow, folder))).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});

test.each(Object.entries(mayKnow))('src/%s knows only %j', (folder, known) => {
  const strangers = files
    .filter(file => file.path.startsWith(`${folder}/`))
    .flatMap(file =>
      file.imports
        .map(specifier => folderOf(file, specifier))
        .filter(other => other !== undefined && other !== folder && Object.hasOwn(mayKnow, other))
        .filter(other => !known.includes(other ?? ''))
        .map(other => `${file.path} imports ${other}`),
    );
  expect(strangers).toEqual([]);
});

test.each(mayUse)('$packages is imported only in $files', ({ packages, files: places }) => {
  const strangers = files
    .filter(file => !isAt(file.path, places))
    .flatMap(file => file.imports.filter(name => packages.test(name)).map(name => `${file.path}: ${name}`));
  expect(strangers).toEqual([]);
});

test('no clock, chance, environment or stream outside cli and storage', () => {
  const lookers = files
    .filter(file => !isAt(file.path, mayLookOutside))
    .map(file => ({ path: file.path, read: ambient.exec(file.code)?.[0] }))
    .filter(({ read }) => read !== undefined)
    .map(({ path, read }) => `${path}: ${read}`);
  expect(lookers).toEqual([]);
});

test(`process is read only in ${processReader}`, () => {
  const readers = files
    .filter(file => file.path !== processReader)
    .filter(file => /\bprocess\s*[.[]/.test(file.code) || file.imports.includes('node:process'))
    .map(file => file.path);
  expect(readers).toEqual([]);
});

test('imports stay inside src, and the manifest is the only file outside that is read', () => {
  const leaks = files.flatMap(file =>
    file.imports
      .filter(specifier => specifier.startsWith('.'))
      .map(specifier => posix.join('src', dirname(file.path), specifier))
      .filter(target => !target.startsWith('src/') && target !== 'package.json')
      .map(target => `${file.path}: ${relative('.', target)}`),
  );
  expect(leaks).toEqual([]);
});

test('an import is seen in every form that it can take', () => {
  const source = [
    "import { a } from './a.ts';",
    "import type { B } from './b.ts';",
    "import './c.ts';",
    "export * from './d.ts';",
    "export { e } from './e.ts';",
    "const f = await import('./f.ts');",
    "type G = import('./g.ts').G;",
    'import {\n  h,\n} from "./h.ts";',
    "// import { x } from './x.ts';",
    "/* import './y.ts' */",
  ].join('\n');
  expect(importsOf(withoutComments(source))).toEqual([
    './a.ts',
    './b.ts',
    './c.ts',
    './d.ts',
    './e.ts',
    './f.ts',
    './g.ts',
    './h.ts',
  ]);
});
