import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { levelSchemaText } from '../../src/level/json-schema.ts';

test('the schema for editors is current: run scripts/level-schema.ts after a change', () => {
  const committed = readFileSync(new URL('../../levels/level.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(levelSchemaText());
});
