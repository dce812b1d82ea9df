import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeLevelIssue } from '../../src/level/index.ts';
import { loadLevel } from '../../src/level/load.ts';
import { longestFile } from '../../src/level/yaml.ts';

const fixtures = new URL('../fixtures/levels/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, fixtures), 'utf8');

const issuesOf = (text: string, options = {}) => {
  const loaded = loadLevel(text, 'file.yaml', options);
  return loaded.ok ? [] : loaded.issues;
};

/** What a fixture expects, from the marks `#! code path` on the lines that it concerns. */
const expectedIn = (text: string): string[] =>
  text.split('\n').flatMap((source, index) =>
    source
      .split('#!')
      .slice(1)
      .map(mark => `${index + 1} ${mark.trim()}`),
  );

describe('a bad file', () => {
  test.each(readdirSync(new URL('bad/', fixtures)))('%s: every problem, each on its line', name => {
    const text = read(`bad/${name}`);
    const issues = issuesOf(text).map(({ line, code, path }) => `${line} ${code} ${path}`.trim());
    expect(issues.toSorted()).toEqual(expectedIn(text).toSorted());
  });

  test.each(['forms', 'labels-unknown', 'control-characters'])('%s: in the order of the file', name => {
    const lines = issuesOf(read(`bad/${name}.yaml`)).map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((one, other) => (one ?? 0) - (other ?? 0)));
  });
});

describe('a good file', () => {
  test.each(readdirSync(new URL('good/', fixtures)))('%s has no problem', name => {
    expect(issuesOf(read(`good/${name}`)).map(describeLevelIssue)).toEqual([]);
  });

  test('the least: what is not said is allowed or empty', () => {
    const loaded = loadLevel(read('good/least.yaml'), 'least.yaml');
    expect(loaded.ok && { ...loaded.value, program: undefined }).toEqual({
      level: {
        id: 'least',
        title: 'The least',
        program: 'a = Node("a")',
        allow: { cut: true, wire: true, collect: [0, 1, 2], statements: [], keep: [] },
        goals: ['freed("a")'],
        budget: 1,
        solution: [],
        tempting: [],
        hints: [],
        sources: [],
      },
      program: undefined,
      goals: [{ text: 'freed("a")', condition: { type: 'freed', labels: ['a'] }, sentence: 'a is freed' }],
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      file: 'least.yaml',
    });
  });

  test('every field arrives', () => {
    const loaded = loadLevel(read('good/everything.yaml'), 'everything.yaml', { chapter: 'tests' });
    expect(issuesOf(read('good/everything.yaml'), { isShipped: true })).toEqual([]);
    expect(loaded.ok && loaded.value.level).toMatchObject({
      chapter: 'tests',
      allow: {
        cut: true,
        wire: ['chain', 'chain.next', 'twins[0]', 'keep'],
        collect: [0, 2],
        statements: ['twins.clear()', '[2] del local', 'chain = Node("new")'],
        keep: ['leaf', 'old*', 'name:twins'],
      },
      par: 2,
      places: { leaf: [0, 0], old1: [1, 0] },
      tempting: [
        { moves: ['del circle'], fails: ['order("twin", "@end")'], shows: 'The ring is not the twins.' },
        { moves: ['[2] local.x = None'], raises: 'AttributeError', shows: 'It is raised.' },
        { moves: ['gc.freeze()'], illegal: true, shows: 'It is not offered.' },
      ],
    });
  });

  test('a verb that `allow` leaves out is not allowed', () => {
    const loaded = loadLevel(`${read('good/least.yaml')}allow: {cut: true}\n`, 'least.yaml');
    expect(loaded.ok && loaded.value.level.allow).toEqual({
      cut: true,
      wire: [],
      collect: [],
      statements: [],
      keep: [],
    });
  });
});

describe('messages', () => {
  const messageOf = (name: string, path: string) =>
    issuesOf(read(`bad/${name}.yaml`))
      .filter(issue => issue.path === path)
      .map(describeLevelIssue);

  test.each([
    ['fields-unknown', 'titel', 'file.yaml:2: titel: There is no such field. Did you mean "title"?'],
    [
      'fields-unknown',
      'allow.wires',
      'file.yaml:6: allow.wires: There is no such field. Did you mean "wire"?',
    ],
    ['fields-missing', 'budget', 'file.yaml:1: budget: This field is needed.'],
    ['forms', 'title', 'file.yaml:2: title: This should be text.'],
    ['forms', 'id', 'file.yaml:1: id: This should be lower-case words joined by hyphens.'],
    ['forms', 'allow.wire', 'file.yaml:6: allow.wire: This should be true or a list of places.'],
    [
      'labels-unknown',
      'goals[0]',
      'file.yaml:8: goals[0]: The program makes no heapling "ayda". Did you mean "ada"?',
    ],
    ['moves-not-moves', 'solution[0]', 'file.yaml:15: solution[0]: The program has no slot 1, only 2.'],
    [
      'control-characters',
      'title',
      'file.yaml:2: title: The text contains U+0007, which does not belong on a screen.',
    ],
    ['budget-below-solution', 'budget', 'file.yaml:7: budget: The solution takes 2 moves, the budget is 1.'],
  ])('%s %s', (name, path, message) => {
    expect(messageOf(name, path)).toEqual([message]);
  });

  test('what is shipped needs everything a player may ask for', () => {
    const issues = issuesOf(`${read('good/least.yaml')}hints: [One.]\n`, { isShipped: true });
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'missing idea',
      'missing allow',
      'missing solution',
      'missing tempting',
      'missing debrief',
      'missing sources',
      'hints hints',
    ]);
  });
});

describe('hostile files', () => {
  test('one that is too large is not even parsed', () => {
    expect(issuesOf('x'.repeat(longestFile + 1)).map(({ code }) => code)).toEqual(['too-large']);
  });

  test.each(['[', '{', '- ', '{a: ', '"', '!', '&a ', '? '])(
    '%s up to the limit is a problem, not a crash',
    start => {
      const issues = issuesOf(start.repeat(Math.floor(longestFile / start.length)));
      expect(issues.length).toBeGreaterThan(0);
    },
  );

  test('no message carries what a terminal would obey', () => {
    const names = readdirSync(new URL('bad/', fixtures));
    const texts = [
      ...names.map(name => read(`bad/${name}`)),
      'id: !\u001b[31m x',
      'title: [\u001b[31m',
      '\u001b[31m: 1\n\u001b[31m: 2',
      'program: "a = \u009b31m"\ngoals: ["freed(\u202e)"]',
    ];
    const printed = texts.flatMap(text => issuesOf(text).map(describeLevelIssue)).join('');
    expect(printed).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });
});

test('a mark that is no slot is said to be none, wherever it stands', () => {
  const text = `${read('good/least.yaml')}\nsolution: ["[x] del a"]\ntempting:\n  - {moves: ["[0] del a"], illegal: true, shows: x}\n`;
  expect(issuesOf(text).map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'solution[0]: [x] is not a slot: write [2] for slot 2.',
    'tempting[0].moves[0]: [0] is not a slot: write [2] for slot 2.',
  ]);
});
