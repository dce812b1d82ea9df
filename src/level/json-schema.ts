/** The level format for editors. Only what authors run imports this. */
import * as z from 'zod';
import { levelFile } from './schema.ts';

/** A JSON Schema (2020-12), as the text of a file. */
export const levelSchemaText = (): string => `${JSON.stringify(z.toJSONSchema(levelFile), null, 2)}\n`;
