import { isAbsolute, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../../src/storage/index.ts';

test('HEAPLINGS_HOME says where the journal lives', () => {
  expect(dataFolder({ HEAPLINGS_HOME: '/somewhere/else' })).toBe(resolve('/somewhere/else'));
  expect(dataFolder({ HEAPLINGS_HOME: 'here' })).toBe(resolve('here'));
});

test('without it, or with an empty one, it is the platform’s folder', () => {
  expect(dataFolder({ HEAPLINGS_HOME: '' })).toBe(dataFolder({}));
  expect(isAbsolute(dataFolder({}))).toBe(true);
  expect(dataFolder({})).toMatch(/heaplings/);
});
