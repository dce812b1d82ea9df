import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileLevels } from '../../scripts/compile-levels.ts';

const campaigns = fileURLToPath(new URL('../fixtures/campaigns/', import.meta.url));

/** Issues without the part of the path that depends on where the repository lies. */
const issuesOf = (name: string): string[] => {
  const compiled = compileLevels(campaigns + name);
  if (compiled.ok) return [];
  return compiled.issues.map(({ file, path, line, message }) => {
    const shortened = file.slice(campaigns.length + name.length);
    return `${shortened}:${line ?? ''}: ${path}: ${message}`;
  });
};

test('chapters and levels come in the order of their files; the prologue stands apart', () => {
  const compiled = compileLevels(`${campaigns}good`);
  if (!compiled.ok) throw new Error(compiled.issues.map(({ message }) => message).join(' '));
  const { prologue, chapters } = compiled.value;
  expect(prologue.map(({ id }) => id)).toEqual(['begin']);
  expect(
    chapters.map(({ levels, ...chapter }) => ({ ...chapter, levels: levels.map(({ id }) => id) })),
  ).toEqual([
    {
      id: 'first',
      title: 'First',
      opening: 'It begins.',
      introduces: ['generations'],
      levels: ['one', 'two'],
    },
  ]);
  expect(chapters[0]?.levels[0]?.chapter).toBe('first');
});

test('a campaign survives being written as JSON', () => {
  const compiled = compileLevels(`${campaigns}good`);
  expect(compiled.ok && JSON.parse(JSON.stringify(compiled.value))).toEqual(compiled.ok && compiled.value);
});

test('every problem in every file at once', () => {
  expect(issuesOf('bad')).toEqual([
    '/01-first/02-three.yaml:: id: The file should be called NN-two.yaml.',
    '/01-first/chapter.yaml:: order: The order should be that of the files: one, two.',
    '/02-second/chapter.yaml:1: title: This field is needed.',
    '/02-second/chapter.yaml:2: titel: There is no such field. Did you mean "title"?',
    '/02-second/01-one.yaml:7: budget: This should be a whole number.',
  ]);
});

test('an id names one level', () => {
  expect(issuesOf('twice')).toEqual([':: id: Two levels have the id one.']);
});
