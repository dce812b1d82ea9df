/**
 * Writes `levels/level.schema.json`, with which editors complete and check level files. Run it after a change of
 * `src/level/schema.ts`; a test says when it was forgotten.
 */
import { writeFileSync } from 'node:fs';
import { levelSchemaText } from '../src/level/json-schema.ts';

writeFileSync(new URL('../levels/level.schema.json', import.meta.url), levelSchemaText());
