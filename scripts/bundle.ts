/** How a program that draws with Ink becomes one file that starts fast. */
import { fileURLToPath } from 'node:url';
import { type InputOptions, type OutputOptions, type Plugin, rolldown } from 'rolldown';

/**
 * Ink looks for React's developer tools when it is told to; they are not shipped. Left external, the import would
 * be hoisted and the program could not start.
 */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  resolveId: { filter: { id: /^react-devtools-core$/ }, handler: () => 'empty' },
  load: { filter: { id: /^empty$/ }, handler: () => 'export default {};' },
};

const widths = fileURLToPath(new URL('string-width.ts', import.meta.url));

/** Everybody but our own module gets our `string-width`; see there. */
const fasterWidths: Plugin = {
  name: 'faster-widths',
  resolveId: {
    filter: { id: /^string-width$/ },
    handler: (_, importer) => (importer === widths ? null : widths),
  },
};

/**
 * The code of a program for the terminal: one ES module with everything in it. Modules that are imported on demand
 * run on demand here, too.
 */
export const bundleProgram = (entry: URL): Promise<string> =>
  bundle(
    {
      input: fileURLToPath(entry),
      platform: 'node',
      plugins: [withoutDevtools, fasterWidths],
      transform: {
        // Not for what it lowers, but to be readable at all: an older Node must get as far as saying that it is old.
        target: 'es2022',
        define: {
          'process.env.NODE_ENV': '"production"',
          'process.env.DEV': '"false"',
          // The layout engine takes its own way to its WASM without fetch, and Node need not load its HTTP client.
          fetch: 'undefined',
        },
      },
      // The await at the top of modules, which that target has only under another name.
      checks: { toleratedTransform: false },
    },
    { banner: '#!/usr/bin/env node', minify: true },
  );

/** The code of a library without dependencies, for any runtime, as readable as its source. */
export const bundleLibrary = (entry: URL): Promise<string> =>
  bundle({ input: fileURLToPath(entry), platform: 'neutral' }, {});

async function bundle(input: InputOptions, output: OutputOptions): Promise<string> {
  const build = await rolldown(input);
  try {
    const { output: chunks } = await build.generate({ format: 'esm', codeSplitting: false, ...output });
    if (chunks.length !== 1) {
      throw new Error(`One file was expected, not ${chunks.map(chunk => chunk.fileName).join(', ')}.`);
    }
    return chunks[0].code;
  } finally {
    await build.close();
  }
}
