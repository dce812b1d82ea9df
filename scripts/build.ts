/**
 * Builds what is shipped, into `dist/`:
 *
 * - `heaplings.js`: the game, one file with everything in it. What is imported on demand (the level loader with
 *   its YAML parser and schema, the parser, each command) is in there too, but runs only when it is needed.
 * - `levels.json`: the campaign, decoded and checked. `title.txt`: the picture of the title.
 * - `engine.js`: the heap for other programs; its types with `--types`, which only a package needs.
 *
 * Each file is written under another name first and then renamed, so two builds at once, or a game that starts
 * meanwhile, never see half a file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Campaign, describeLevelIssue } from '../src/level/index.ts';
import { bundleLibrary, bundleProgram } from './bundle.ts';
import { compileLevels } from './compile-levels.ts';

const root = new URL('../', import.meta.url);

mkdirSync(new URL('dist/', root), { recursive: true });
put('levels.json', JSON.stringify(campaign()));
put('title.txt', readFileSync(new URL('assets/title.txt', root), 'utf8'));
put('heaplings.js', await bundleProgram(new URL('src/cli/main.ts', root)), 0o755);
put('engine.js', await bundleLibrary(new URL('src/engine/index.ts', root)));
if (process.argv.includes('--types')) emitTypes();

/** All levels of the game, or an end with every problem in them. */
function campaign(): Campaign {
  const compiled = compileLevels(relative(process.cwd(), fileURLToPath(new URL('levels', root))));
  if (compiled.ok) return compiled.value;
  for (const issue of compiled.issues) console.error(describeLevelIssue(issue));
  process.exit(1);
}

function put(name: string, text: string, mode = 0o644): void {
  const target = fileURLToPath(new URL(`dist/${name}`, root));
  const temporary = `${target}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, target);
}

function emitTypes(): void {
  const compiler = fileURLToPath(new URL('node_modules/.bin/tsc', root));
  const { status } = spawnSync(compiler, ['--project', 'scripts/engine-types.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The types of the engine could not be written.');
}
