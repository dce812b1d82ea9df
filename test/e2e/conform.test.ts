import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { birthAndDeath } from '../conform/traces.ts';
import { bareEnvironment, bundle, closeAll, openSession } from './terminal.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heaplings-conform-'));
});

afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

/** `input` is what standard input holds. */
function conform(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, 'conform', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: bareEnvironment(),
    input,
  });
  return { code: status, out: stdout, err: stderr };
}

const put = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);

const golden = (name: string): string => fileURLToPath(new URL(`../goldens/${name}`, import.meta.url));

/** Born and dead by counting; recorded on three versions. */
const good = { ...birthAndDeath, id: 'good', versions: { '3.13.0': 'same', '3.14.2': 'same' } };

/** As if CPython 3.13 had not let it die. */
const divergent = { ...good, id: 'divergent', rule: 'RC-4', versions: { '3.13.0': { obs: { 1: {} } } } };

const line = (trace: unknown): string => `${JSON.stringify(trace)}\n`;
const lines = (...traces: readonly unknown[]): string => traces.map(line).join('');

test('a good file: a line for each version, and what is left out', () => {
  put('good.jsonl', lines(good, { ...good, id: 'again', versions: {} }));

  expect(conform(['good.jsonl'])).toEqual({
    code: 0,
    out: [
      '3.11  2 traces, 4 operations: no divergence',
      '3.13  1 trace, 2 operations: no divergence',
      '      not compared: 1 trace, the trace was not recorded on this version',
      '3.14.2  not compared: 1 trace, recorded on CPython 3.14.0 to 3.14.4, whose incremental collector is not modelled',
      '',
    ].join('\n'),
    err: '',
  });
  expect(conform(['good.jsonl', '--profile', '3.13']).out).toBe(
    [
      '3.13  1 trace, 2 operations: no divergence',
      '      not compared: 1 trace, the trace was not recorded on this version',
      '',
    ].join('\n'),
  );
});

test('a divergent file', () => {
  put('some.jsonl', lines(good, divergent, good));

  const { code, out, err } = conform(['some.jsonl', '--profile', '3.13']);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toBe(
    [
      '3.13  3 traces, 6 operations: 1 trace diverged',
      '',
      'some.jsonl:2: trace divergent under profile 3.13, recorded on CPython 3.13.0, diverges:',
      '  operation  1 (from 0): del g_a',
      '  key        ev (what happened, in order)',
      '  expected   nothing',
      '  got        ["d:a"]',
      '  also       vars',
      '  rule       RC-4, which the trace was recorded for',
      '  To replay only this trace: heaplings conform some.jsonl --profile 3.13 --trace divergent',
      '',
    ].join('\n'),
  );
  const alone = conform(['some.jsonl', '--profile', '3.13', '--trace', 'divergent']);
  expect(alone.code).toBe(1);
  expect(alone.out).toMatch(/^3\.13 {2}1 trace, 2 operations: 1 trace diverged\n/);
});

test('a divergent file for programs', () => {
  put('some.jsonl', lines(good, divergent));
  const first = {
    file: 'some.jsonl',
    id: 'divergent',
    op: 1,
    key: 'ev',
    expected: null,
    got: ['d:a'],
    rule: 'RC-4',
  };
  const document = { profile: '3.13', traces: 2, checked: 2, notCompared: {}, diverged: 1, first };

  const one = conform(['some.jsonl', '--profile', '3.13', '--json']);
  expect({ ...one, out: JSON.parse(one.out) }).toEqual({ code: 1, out: document, err: '' });

  const all = conform(['some.jsonl', '--json']);
  expect({ ...all, out: JSON.parse(all.out) }).toEqual({
    code: 1,
    out: {
      ...document,
      profile: 'all',
      traces: 4,
      checked: 4,
      notModelled: { '3.14.2': 1 },
      profiles: [{ ...document, profile: '3.11', diverged: 0, first: null }, document],
    },
    err: '',
  });
});

test('one trace over many lines, standard input, and a folder with what is right in it', () => {
  mkdirSync(join(folder, 'traces'));
  mkdirSync(join(folder, 'traces/deeper.json'));
  put('traces/b.jsonl', lines(good, good));
  put('traces/notes.txt', 'hello\n');
  cpSync(golden('scenario-RC-4-at-once.json'), join(folder, 'traces/a.json'));

  const summary = '3.13  3 traces, 7 operations: no divergence\n';
  expect(conform(['traces', '--profile', '3.13'])).toEqual({ code: 0, out: summary, err: '' });
  expect(conform(['-', '--profile', '3.13'], lines(good)).code).toBe(0);
  expect(conform(['-', '--profile', '3.13'], JSON.stringify(good, null, 2)).code).toBe(0);
});

test.each([
  ['{"id":\n', 'bad.jsonl:2: This is not JSON: Unexpected end of JSON input.\n'],
  [line([]), 'bad.jsonl:2: This should be an object.\n'],
  [
    line({ ...good, ops: [{ op: 'del', var: 'a' }, { op: 'fly' }] }),
    /^bad\.jsonl:2: trace good: ops\[0\]\.var: This should be a name .*\nbad\.jsonl:2: trace good: ops\[1\]\.op: There is no operation "fly"; there are .*\n$/,
  ],
  [
    line({ ...good, id: '\u001B[31mred\u202E', extra: 1 }),
    'bad.jsonl:2: trace \\x1b[31mred\\u202e: extra: There is no such key here.\n',
  ],
  [
    line({
      ...good,
      ops: [...good.ops, { op: 'bind', var: 'g_a', to: 'a' }],
      obs: [...good.obs, {}],
    }),
    /^bad\.jsonl:2: trace good: ops\[2\]: [^\n]*\n$/,
  ],
])('what is no trace is told with its place, and exits with 2: %j', (text, expected) => {
  put('bad.jsonl', `${line(good)}${text}${line(divergent)}`);
  const { code, out, err } = conform(['bad.jsonl']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  if (typeof expected === 'string') expect(err).toBe(expected);
  else expect(err).toMatch(expected);
});

test('the place in a trace over many lines', () => {
  put('bad.json', JSON.stringify({ ...good, python: 3 }, null, 1).replace('"python"', '\n\n"python"'));
  put('broken.json', JSON.stringify(good, null, 1).replace('"obs"', 'obs'));
  const lineOf = (text: string) =>
    JSON.stringify(good, null, 1)
      .split('\n')
      .findIndex(it => it.includes(text)) + 1;
  expect(conform(['bad.json']).err).toBe(
    `bad.json:${lineOf('"python"') + 2}: trace good: python: This should be a text.\n`,
  );
  expect(conform(['broken.json']).err).toMatch(
    new RegExp(`^broken\\.json:${lineOf('"obs"')}: This is not JSON: `),
  );
});

test.each([
  [['nowhere.jsonl'], 'nowhere.jsonl does not exist'],
  [['/dev/null'], 'not a regular file'],
  [['empty.jsonl'], 'there is no trace in empty.jsonl'],
  [['.'], 'there is no trace in .'],
  [['folder'], 'folder has no files of traces'],
  [['good.jsonl', '--trace', 'other'], 'there is no trace other in good.jsonl'],
  [['good.jsonl', '--profile', '3.1'], 'under 3.8, 3.9, 3.10, 3.11'],
  [['good.jsonl', '--profile', '3.13.0'], 'Did you mean 3.13?'],
  [['good.jsonl', '--profile', '3.14.6'], 'Did you mean 3.15?'],
  [['good.jsonl', '--profile', '3.14'], '3.14.5 and later is like 3.15'],
  [['good.jsonl', '--profile', '\u001B[31m'], '\\x1b[31m'],
  [[], 'missing required argument'],
] as const)('%j is told in one line and exits with 2', (args, words) => {
  put('empty.jsonl', '\n\n');
  mkdirSync(join(folder, 'folder'));
  if (args.some(arg => arg === 'good.jsonl')) put('good.jsonl', lines(good));

  const { code, out, err } = conform(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^heaplings: [^\n]+\n$/);
  expect(err).toContain(words);
});

test('lines without end and lines that are no text are refused, not gathered', () => {
  put('long.jsonl', Buffer.alloc(17 << 20, 0x20));
  put('binary.jsonl', Buffer.from([0x7b, 0xff, 0xfe, 0x0a]));
  expect(conform(['long.jsonl'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^long\.jsonl:1: This line is too long/),
  });
  expect(conform(['binary.jsonl'])).toMatchObject({
    code: 2,
    err: 'binary.jsonl:1: This line is not text in UTF-8.\n',
  });
});

test('progress is shown on a terminal only, and Ctrl-C ends with 130 and a clean line', async () => {
  put('good.jsonl', lines(good));
  const session = openSession({ args: ['conform', '-'] });
  session.press(JSON.stringify(good), '\r');
  await session.waitForText('0 traces  -');
  session.press('\u0003');
  expect(await session.ended).toMatchObject({ code: 130 });
  expect(session.screen().text).not.toContain('traces  -');
});
