import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../../src/storage/index.ts';
import { longestLine } from '../../src/storage/lines.ts';

/** A small entry stands in for the records of the game: the journal does not look into them. */
type Entry = { readonly n: number };

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'n' in value && typeof value.n === 'number';
const decode = (value: unknown): Entry | undefined => (isEntry(value) ? { n: value.n } : undefined);

let folder = '';
const file = (): string => join(folder, 'journal.jsonl');
const open = () => openJournal(folder, decode);
const numbers = (): readonly number[] => open().records.map(record => record.n);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'heaplings-')), 'home');
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('a journal that does not exist is empty, and opening it creates nothing', () => {
  expect(open()).toMatchObject({ records: [], issues: [] });
  expect(() => readdirSync(folder)).toThrow(/ENOENT/);
});

test('what is appended is one line, and is read again', () => {
  const journal = open();
  expect(journal.append({ n: 1 })).toEqual({ ok: true, value: undefined });
  expect(journal.append({ n: 2 })).toEqual({ ok: true, value: undefined });

  expect(readFileSync(file(), 'utf8')).toBe('{"n":1}\n{"n":2}\n');
  expect(numbers()).toEqual([1, 2]);
});

test('a torn last line costs only itself, and does not swallow the next record', () => {
  open().append({ n: 1 });
  appendFileSync(file(), '{"n":2');
  open().append({ n: 3 });

  expect(readFileSync(file(), 'utf8')).toBe('{"n":1}\n{"n":2\n{"n":3}\n');
  expect(numbers()).toEqual([1, 3]);
});

test('lines that cannot be read stay, are copied aside, and are told once', () => {
  mkdirSync(folder);
  const lines: readonly (string | Buffer)[] = [
    '{"n":1}',
    'hello',
    '',
    '{"m":2}',
    '\u0000\u0000\u0000',
    '{"n":\u001b[2J}',
    Buffer.from([0x7b, 0xff, 0x7d]),
    `{"n":3,"x":"${'x'.repeat(longestLine)}"}`,
    '{"n":4}\r',
  ];
  writeFileSync(file(), Buffer.concat(lines.flatMap(line => [Buffer.from(line), Buffer.from('\n')])));
  const before = readFileSync(file());

  const { records, issues } = open();
  expect(records.map(record => record.n)).toEqual([1, 4]);
  expect(issues).toEqual([
    {
      code: 'journal-foreign-lines',
      file: file(),
      lines: [2, 4, 5, 6, 7, 8],
      message: `${file()}: 6 lines (first 2) could not be read and stayed as it was; all the rest counts. A copy is in journal.rejected.jsonl.`,
    },
  ]);
  expect(open().issues).toEqual([]);
  expect(readFileSync(file())).toEqual(before);
  expect(readFileSync(join(folder, 'journal.rejected.jsonl'), 'utf8').split('\n').slice(0, 2)).toEqual([
    'hello',
    '{"m":2}',
  ]);

  appendFileSync(file(), 'again\n');
  expect(open().issues.map(issue => issue.lines)).toEqual([[10]]);
});

test('a line across the edges of what is read at once is whole', () => {
  mkdirSync(folder);
  const padded = Array.from({ length: 3000 }, (_, n) => `{"n":${n},"pad":"${'p'.repeat(n % 97)}"}`);
  writeFileSync(file(), padded.join('\n'));
  expect(numbers()).toEqual(padded.map((_, n) => n));
});

test('a folder that cannot be written to is a value, and the records go out when it can', () => {
  writeFileSync(folder, 'in the way');
  const journal = open();
  expect(journal.append({ n: 1 })).toEqual({
    ok: false,
    issues: [
      {
        code: 'journal-not-written',
        file: file(),
        message: 'Your progress is not saved, only remembered until you quit: not a directory.',
      },
    ],
  });

  rmSync(folder);
  expect(journal.append({ n: 2 }).ok).toBe(true);
  expect(numbers()).toEqual([1, 2]);
});

test('a journal that is a folder can be neither read nor written, and says so', () => {
  mkdirSync(file(), { recursive: true });
  const journal = open();
  expect(journal.issues.map(issue => issue.code)).toEqual(['journal-unreadable']);
  expect(journal.append({ n: 1 }).ok).toBe(false);
});

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

test('a full disk in the middle of a record is told, and the record before it stands', () => {
  // One block of 1024 bytes is all that this process may write to a file.
  const script = `ulimit -f 1; exec "${process.execPath}" "${writer}" "${folder}" 500`;
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  const acknowledged = stdout.trim().split('\n').map(Number);

  expect(acknowledged.length).toBeGreaterThan(50);
  expect(acknowledged.length).toBeLessThan(500);
  expect(numbers()).toEqual(acknowledged);
});

test('two games at once lose nothing', async () => {
  const write = () =>
    new Promise(done =>
      spawn(process.execPath, [writer, folder, '200'], { stdio: 'ignore' }).on('exit', done),
    );
  await Promise.all([write(), write()]);

  const once = Array.from({ length: 200 }, (_, n) => n);
  expect([...numbers()].sort((a, b) => a - b)).toEqual(once.flatMap(n => [n, n]));
});

test('a game killed while it writes loses nothing that was acknowledged', async () => {
  for (const lines of [1, 10, 40]) {
    rmSync(folder, { recursive: true, force: true });
    const game = spawn(process.execPath, [writer, folder, '100000'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let told = '';
    game.stdout.on('data', data => {
      told += String(data);
      if (told.split('\n').length > lines) game.kill('SIGKILL');
    });
    await new Promise(done => game.on('close', done));

    const acknowledged = told.split('\n').slice(0, -1).map(Number);
    expect(numbers().slice(0, acknowledged.length)).toEqual(acknowledged);
  }
});

test('folders above the journal are made, however deep', () => {
  const deep = join(folder, 'a', 'b');

  expect(openJournal(deep, decode).append({ n: 1 })).toEqual({ ok: true, value: undefined });
  expect(openJournal(deep, decode).records).toEqual([{ n: 1 }]);
});

// Node's recursive mkdir never returns from such a place.
test.each(['/proc/heaplings', '/proc/heaplings/deep'])(
  'a place that takes no folders is told of: %s',
  place => {
    expect(openJournal(place, decode).append({ n: 1 }).ok).toBe(false);
  },
);
