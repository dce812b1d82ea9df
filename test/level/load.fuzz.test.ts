import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGoal } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';

const fixtures = new URL('../fixtures/levels/', import.meta.url);
const files = ['good', 'bad'].flatMap(folder =>
  readdirSync(new URL(`${folder}/`, fixtures)).map(name =>
    readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'),
  ),
);

/** A file with a stretch of it replaced by a stretch of another, or by anything. */
const mutilated = fc
  .record({
    file: fc.constantFrom(...files),
    other: fc.oneof(fc.constantFrom(...files), fc.string({ unit: 'binary' })),
    at: fc.nat(400),
    length: fc.nat(80),
    from: fc.nat(400),
    taken: fc.nat(80),
  })
  .map(({ file, other, at, length, from, taken }) =>
    [file.slice(0, at), other.slice(from, from + taken), file.slice(at + length)].join(''),
  );

test('whatever a file says, loading gives a level or says why not', () => {
  fc.assert(
    fc.property(mutilated, text => {
      const loaded = loadLevel(text, 'file.yaml');
      expect(loaded.ok || loaded.issues.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whatever a goal says, it is read or refused', () => {
  const words = fc.constantFrom(
    'freed',
    '(',
    '"a"',
    ')',
    'and',
    'not',
    '==',
    '1',
    'rc',
    ',',
    'order',
    '[',
    '-',
    ' ',
    '"@m"',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words).map(parts => parts.join('')),
        fc.string(),
      ),
      text => {
        const parsed = parseGoal(text);
        expect(parsed.ok ? parsed.value.sentence.length : parsed.issues.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1000 },
  );
});
