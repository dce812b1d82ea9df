import { expect, test } from 'vitest';
import { outdatedNode } from '../../src/cli/node-version.ts';

test.each(['16.20.2', '20.19.0', '22.11.0'])('%s is too old, and is told so in one sentence', version => {
  expect(outdatedNode(version)).toBe(`heaplings needs Node 22.12 or newer; this is Node ${version}.`);
});

test.each(['22.12.0', '22.20.0', '23.0.0', '24.21.0', '100.0.0'])('%s is new enough', version => {
  expect(outdatedNode(version)).toBeUndefined();
});
