/** Appends `count` entries to the journal in `folder`; prints each one's number once it is acknowledged. */
import { writeSync } from 'node:fs';
import { openJournal } from '../../src/storage/journal.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const journal = openJournal<{ readonly n: number }>(folder, () => undefined);

for (let n = 0; n < Number(count); n += 1) {
  if (!journal.append({ n }).ok) break;
  writeSync(1, `${n}\n`);
}
