/**
 * Builds what is shipped, into `dist/`:
 *
 * - `heaplings.js`: the game, one file with everything in it. What is imported on demand (the level loader with
 *   its YAML parser and schema, the parser, each command) is in there too, but runs only when it is needed.
 * - `levels.json`: the campaign, decoded and checked.
 * - `engine.js`: the heap for other programs; its types with `--types`, which only a package needs.
 *
 * Each file is written under another name first and then renamed, so two builds at once, or a game that starts
 * meanwhile, never see half a file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type InputOptions, type OutputOptions, type Plugin, rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);

/**
 * Ink looks for React's developer tools when it is told to; they are not shipped. Left external, the import would
 * be hoisted and the game could not start.
 */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  resolveId: { filter: { id: /^react-devtools-core$/ }, handler: () => 'empty' },
  load: { filter: { id: /^empty$/ }, handler: () => 'export default {};' },
};

const game: InputOptions = {
  input: fileURLToPath(new URL('src/cli/main.ts', root)),
  platform: 'node',
  plugins: [withoutDevtools],
  transform: {
    // Not for what it lowers to run, but to be read at all: an older Node must get as far as saying that it is old.
    target: 'es2022',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      // The layout engine takes its own way to its WASM without fetch, and Node need not load its HTTP client.
      fetch: 'undefined',
    },
  },
  checks: { toleratedTransform: false },
};

const engine: InputOptions = {
  input: fileURLToPath(new URL('src/engine/index.ts', root)),
  platform: 'neutral',
};

/** The code of a bundle that is one chunk. */
async function bundle(input: InputOptions, output: OutputOptions): Promise<string> {
  const build = await rolldown(input);
  try {
    const { output: chunks } = await build.generate({ format: 'esm', codeSplitting: false, ...output });
    if (chunks.length !== 1)
      throw new Error(`${chunks.map(chunk => chunk.fileName).join(', ')}: expected one file`);
    return chunks[0].code;
  } finally {
    await build.close();
  }
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

mkdirSync(new URL('dist/', root), { recursive: true });
put('heaplings.js', await bundle(game, { banner: '#!/usr/bin/env node', minify: true }), 0o755);
put('engine.js', await bundle(engine, {}));
if (process.argv.includes('--types')) emitTypes();
