/** What the documents say about the repository is so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'levels/README.md',
  ...readdirSync(`${root}docs`).map(name => `docs/${name}`),
].filter(path => path.endsWith('.md'));

test('every dependency has its line of justification, and no line is left over', () => {
  const justified = [...read('docs/dependencies.md').matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(
    ([, names = '']) => names.split(', ').map(name => name.slice(1, -1)),
  );
  expect(justified.toSorted()).toEqual(Object.keys(manifest.devDependencies).toSorted());
});

test.each(documents)('every link in %s leads somewhere', path => {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const targets = [...read(path).matchAll(/\]\(([^)#]+)\)/g)].map(match => match[1] ?? '');
  const local = targets.filter(target => !target.startsWith('https://'));
  expect(local.filter(target => !existsSync(`${root}${folder}${target}`))).toEqual([]);
});

test.each(documents)('every npm script that %s speaks of exists', path => {
  const scripts = [...read(path).matchAll(/npm run ([a-z-]+)/g)].map(match => match[1] ?? '');
  expect(scripts.filter(script => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
});

test('CI calls exactly the command that the README gives for the tests', () => {
  const command = /^(npm ci && npm test)\b/m.exec(read('README.md'))?.[1] ?? 'none';
  expect(read('.ci/run').split('\n')).toContain(command);
});
