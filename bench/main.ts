import { parseArgs } from 'node:util';
import { engineRows } from './engine.ts';

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
