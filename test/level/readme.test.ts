import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeLevelIssue } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';
import { levelFile } from '../../src/level/schema.ts';

const readme = readFileSync(new URL('../../levels/README.md', import.meta.url), 'utf8');

test('the example of the README is a level that could be shipped', () => {
  const loaded = loadLevel(/```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '', 'README.md', { isShipped: true });
  expect(loaded.ok ? [] : loaded.issues.map(describeLevelIssue)).toEqual([]);
});

test.each(Object.keys(levelFile.shape))('the README speaks of the field %s', field => {
  expect(readme).toMatch(new RegExp(`^${field}:|\\*\\*${field}\\*\\*`, 'm'));
});
