import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeLevelIssue } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';
import { checkLevel } from '../../src/solver/index.ts';

const root = new URL('../../levels/', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(file => /^\d[^/]*\/\d[^/]*\.yaml$/.test(file))
  .sort();

test.each(files)('%s keeps what it promises', file => {
  const loaded = loadLevel(readFileSync(new URL(file, root), 'utf8'), file, { isShipped: true });
  expect(loaded.ok ? [] : loaded.issues.map(describeLevelIssue)).toEqual([]);
  if (loaded.ok) expect(checkLevel(loaded.value, { isShipped: true })).toEqual([]);
});
