import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bareEnvironment, bundle, closeAll, openSession } from './terminal.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heaplings-cli-'));
});

afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function heaplings(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: bareEnvironment(),
  });
  return { code: status, out: stdout, err: stderr };
}

const put = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);

test('the tests run on the Node of the repository, not on an old one of the machine', () => {
  // `npm ci --ignore-scripts` leaves that Node out, and npm would silently take whatever is installed.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2212);
});

test('--version prints the version of the package', () => {
  expect(heaplings('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
});

test('--help lists every command', () => {
  const { code, out, err } = heaplings('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const command of ['play', 'list', 'run', 'conform', 'check', 'replay'])
    expect(out).toContain(`\n  ${command} `);
});

test.each([
  [['lst'], 'did you mean list?'],
  [['--jsn'], 'unknown option'],
  [['list', '--jsno'], 'did you mean --json?'],
  [['list', 'more'], 'too many arguments'],
  [['run'], 'missing required argument'],
  [['run', 'a.py', '--profile', '2.7'], '3.11, 3.12, 3.13'],
  [['run', 'nowhere.py'], 'nowhere.py does not exist'],
  [['run', '.'], '. is a folder'],
  [['run', 'binary.py'], 'binary.py is not text'],
  [['run', '/dev/null'], 'not a regular file'],
  [['replay', 'moves'], '--level'],
  [['replay', 'nowhere.moves', '--level', 'three-arrows'], 'nowhere.moves does not exist'],
  [['play', 'tree-arrows'], 'did you mean "three-arrows"?'],
  [['play', 'zzzzzzzzzzz'], 'heaplings list shows all'],
  [['play', 'nowhere.yaml'], 'nowhere.yaml does not exist'],
  [['play', 'notes.txt'], 'notes.txt is neither a level (.yaml) nor a program (.py)'],
  [['check', 'tree-arrows'], 'did you mean "three-arrows"?'],
  [['check', 'nowhere/'], 'nowhere/ does not exist'],
  [['check', 'empty'], 'empty has no level files'],
  [['check', 'notes.txt'], 'notes.txt is not a level file'],
  [['play', '\u001B[31mred'], '\\x1b[31mred'],
] as const)('%j is told in one line and exits with 2', (args, words) => {
  put('binary.py', Buffer.from([0x61, 0x00, 0xff]));
  put('notes.txt', 'hello\n');
  mkdirSync(join(folder, 'empty'));

  const { code, out, err } = heaplings(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^heaplings: [^\n]+\n$/);
  expect(err).toContain(words);
});

test('list --json has every chapter with its levels, and no progress at first', () => {
  const { code, out } = heaplings('list', '--json');
  const { chapters } = JSON.parse(out);
  expect(code).toBe(0);
  expect(chapters[0]).toMatchObject({ id: 'prologue', title: 'Prologue' });
  expect(chapters[0].levels[0]).toEqual({
    id: 'first-cut',
    title: 'One name',
    solved: false,
    stars: 0,
    best: null,
    par: 1,
    proved: false,
  });
});

test('run tells each program apart, runs the good ones, and exits with the worst of them', () => {
  put('good.py', 'a = Node("ada")\nsaid(a.label)\ndel a\n');
  put('raises.py', 'a = Node("ada")\nb.x = a\n');
  put('refused.py', 'async def f():\n    pass\n');

  expect(heaplings('run', 'good.py').code).toBe(0);
  expect(heaplings('run', 'good.py', 'raises.py').code).toBe(1);

  const { code, out, err } = heaplings('run', 'good.py', 'raises.py', 'refused.py', 'nowhere.py', '--json');
  const [good, raises, refused, nowhere] = out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(code).toBe(2);
  expect(good).toEqual({
    file: 'good.py',
    profile: '3.13',
    ok: true,
    output: ['ada'],
    log: ['ada'],
    objects: [],
    freed: [{ label: 'ada', by: 'refcount', line: 3 }],
    stats: { collections: [0, 0, 0], collected: [0, 0, 0], uncollectable: [0, 0, 0], traversed: 0, peak: 1 },
  });
  expect(raises).toMatchObject({ ok: false, error: { type: 'NameError', line: 2 } });
  expect(refused).toMatchObject({ file: 'refused.py', ok: false, error: { type: 'Unsupported', line: 1 } });
  expect(nowhere).toMatchObject({ file: 'nowhere.py', ok: false, error: { type: 'Unreadable' } });
  expect(err).toContain('refused.py:1:1:');
});

test('one program is one document, without the name of a file', () => {
  put('good.py', 'a = Node("ada")\n');
  expect(Object.keys(JSON.parse(heaplings('run', 'good.py', '--json').out))).toEqual([
    'profile',
    'ok',
    'output',
    'log',
    'objects',
    'freed',
    'stats',
  ]);
});

test('collections start by themselves only if that is asked for', () => {
  put('many.py', 'xs = spawn("x", 2500)\n');
  const collections = (...options: string[]): unknown =>
    JSON.parse(heaplings('run', 'many.py', '--json', ...options).out).stats.collections;
  expect(collections()).toEqual([0, 0, 0]);
  expect(collections('--auto')).toEqual([1, 0, 0]);
});

test('check finds no issue in the game, and every issue of a file', () => {
  expect(heaplings('check', 'three-arrows', '--json')).toEqual({
    code: 0,
    out: '{"levels":1,"issues":[]}\n',
    err: '',
  });

  put(
    'bad.yaml',
    'id: bad\ntitle: Bad\nprogram: |\n  a = Node("a")\n  # moves\ngoals: [nonsense(1)]\nbudget: 0\n',
  );
  const { code, out } = heaplings('check', 'bad.yaml', '--json');
  const { levels, issues } = JSON.parse(out);
  expect({ code, levels }).toEqual({ code: 1, levels: 1 });
  expect(issues.map(({ path }: { readonly path: string }) => path)).toEqual(['goals[0]', 'budget']);
  expect(issues[0]).toMatchObject({ file: 'bad.yaml', line: 6 });
});

test('check sees what only playing shows, with the line of the file', () => {
  put(
    'untrue.yaml',
    'id: untrue\ntitle: Untrue\nprogram: |\n  a = Node("a")\n  b = a\n  # moves\ngoals: [freed("a")]\nbudget: 4\nsolution: [del a]\n',
  );
  const { code, out } = heaplings('check', 'untrue.yaml', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out).issues).toMatchObject([
    { file: 'untrue.yaml', path: 'solution', line: 9, code: 'solution-fails' },
  ]);
});

test('check counts on a terminal where it stands, and leaves no trace of it', async () => {
  const session = openSession({ args: ['check', 'three-arrows', 'first-cut'] });
  expect(await session.ended).toEqual({ code: 0, signal: 0 });
  expect(session.output()).toContain('2/2 first-cut');
  expect(session.screen().text.trim()).toBe('2 levels checked, no issues.');
});

test('replay judges a list of moves', () => {
  put('won.moves', '# the known way\na = c\n\ndel c\n');
  put('lost.moves', 'c = a\n');
  put('illegal.moves', 'a = c\nteam.append(a)\n');
  put('unreadable.moves', 'del del\n');

  const won = heaplings('replay', 'won.moves', '--level', 'three-arrows', '--json');
  expect(won.code).toBe(0);
  expect(JSON.parse(won.out)).toMatchObject({ level: 'three-arrows', won: true, moves: 2, log: ['ada'] });

  const lost = heaplings('replay', 'lost.moves', '--level', 'three-arrows', '--json');
  expect(lost.code).toBe(1);
  expect(JSON.parse(lost.out)).toMatchObject({
    won: false,
    goals: [{ holds: false }, { holds: true }, { holds: false }],
  });

  const illegal = heaplings('replay', 'illegal.moves', '--level', 'three-arrows', '--json');
  expect(illegal.code).toBe(1);
  expect(JSON.parse(illegal.out)).toMatchObject({ won: false, error: { code: 'illegal-move', move: 1 } });

  expect(heaplings('replay', 'unreadable.moves', '--level', 'three-arrows').code).toBe(2);
});

test('a reader that goes away early is no trouble', () => {
  const script = `"${process.execPath}" "${bundle}" list --json | head -c 5; echo " code \${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: bareEnvironment() });
  expect({ stdout, stderr }).toEqual({ stdout: '{"cha code 0\n', stderr: '' });
});

test('output that cannot be written does not pass for success', () => {
  const script = `"${process.execPath}" "${bundle}" list > /dev/full`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: bareEnvironment() });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^heaplings: the output cannot be written: [^\n]+\n$/);
});

test('run shows people the beginning of long lists, and says how much more there is', () => {
  put('many.py', 'for i in range(30):\n    said(i)\n    Node("ada")\n');

  const { out } = heaplings('run', 'many.py');

  expect(out.match(/^ {2}said {7}/gm)).toHaveLength(20);
  expect(out.match(/… and 10 more \(--json has all\)/g)).toHaveLength(3);
});
