/** Everything that is measured, one part after the other; each part also runs alone (`node bench/keys.ts`). */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import project from '../package.json' with { type: 'json' };
import { measureEngine } from './engine.ts';
import { firstFrameRows } from './first-frame.ts';
import { keyRows } from './keys.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '7' },
  },
});

const n = Number(values.n);
const pairs = Number(values.pairs);
const { python, rows } = await measureEngine(n, pairs);
const peer = python === undefined ? 'no CPython: none was found' : `CPython ${python}`;
console.log(`The engine (heaps without labels) against ${peer}: ${n} objects, ${pairs} pairs.`);
console.log('Times are per object; medians.');
console.table(rows);
const versions = { node: process.versions.node, engine: project.version, python };
writeFileSync(
  new URL('results.json', import.meta.url),
  `${JSON.stringify({ versions, objects: n, labels: false, pairs, rows }, undefined, 2)}\n`,
);
console.log('The first frame at 80x24, milliseconds from the start of the process.');
console.table(await firstFrameRows());
console.log('From a key to the end of its frame at 80x24, milliseconds.');
console.table(await keyRows());
