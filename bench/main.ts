/** Everything that is measured, one part after the other; each part also runs alone (`node bench/keys.ts`). */
import { parseArgs } from 'node:util';
import { engineRows } from './engine.ts';
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
console.log(`The engine against CPython: ${n} objects, ${pairs} pairs; times are per object, medians.`);
console.table(await engineRows(n, pairs));
console.log('The first frame at 80x24, milliseconds from the start of the process.');
console.table(await firstFrameRows());
console.log('From a key to the end of its frame at 80x24, milliseconds.');
console.table(await keyRows());
