/** The frame that the README shows is the one that a player sees. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { closeAll, openSession } from './terminal.ts';

afterEach(closeAll);

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const frame = /```text\n( heaplings .*?)\n```/s.exec(readme)?.[1]?.trimEnd() ?? 'the README shows no frame';

test('the README shows a real frame', async () => {
  const session = openSession({ args: ['play', 'there-and-back'] });
  // The first run is watched to its end: arrows are led around those that were there before.
  const { lines } = await session.waitForText('g collect');
  expect(
    lines
      .map(line => line.trimEnd())
      .join('\n')
      .trimEnd(),
  ).toBe(frame);
});
