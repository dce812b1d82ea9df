/** The terminal is the shell's again, however the game ends. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { bundle, closeAll, freshHome, keys, openSession, type Screen, type Session } from './terminal.ts';

afterEach(closeAll);

type Game = { readonly session: Session; readonly send: (...signals: readonly NodeJS.Signals[]) => void };

/**
 * The game under a shell that tells, when the game is gone, its exit code and how the terminal is set. The inner
 * shell becomes the game, so the number in the file is the game's own.
 */
function underShell(variables: Readonly<Record<string, string>> = {}): Game {
  const file = join(freshHome(), 'pid');
  const session = openSession({
    command: [
      'sh',
      '-c',
      `sh -c 'echo $$ > "$0"; exec "$@"' "${file}" "${process.execPath}" "${bundle}"; echo "code $?"; stty -a; echo end`,
    ],
    variables,
  });
  const send: Game['send'] = (...signals) => {
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
    for (const signal of signals) process.kill(pid, signal);
  };
  return { session, send };
}

async function leave(game: Game, how: () => void): Promise<string> {
  const { session } = game;
  await session.waitFor('the title on the alternate screen', screen => {
    return screen.isAlternate && screen.text.includes('Quit');
  });
  how();
  const screen = await session.waitFor('the shell', ({ lines }) => lines.includes('end'));
  expect(screen).toMatchObject({ isAlternate: false, isCursorShown: true, isMouseTracked: false });
  const settings = screen.text.split(/[\s;]+/);
  expect(settings).toContain('icanon');
  expect(settings).toContain('echo');
  expect(settings).toContain('isig');
  expect(screen.text).not.toContain('▸ Start');
  return screen.text;
}

test('by q', async () => {
  const game = underShell();
  expect(await leave(game, () => game.session.press('q'))).toContain('code 0\n');
});

test('by Ctrl-C', async () => {
  const game = underShell();
  expect(await leave(game, () => game.session.press(keys.ctrlC))).toContain('code 130\n');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('by %s', async (signal, code) => {
  const game = underShell();
  expect(await leave(game, () => game.send(signal))).toContain(`code ${code}\n`);
});

test('by SIGTERM, sent again before the first one is through', async () => {
  const game = underShell();
  expect(await leave(game, () => game.send('SIGTERM', 'SIGTERM', 'SIGTERM'))).toContain('code 143\n');
});

test.each(['exception', 'rejection'])('by a crash (%s), with one sentence and no stack', async kind => {
  const preload = fileURLToPath(new URL('crash-on-signal.mjs', import.meta.url));
  const game = underShell({ NODE_OPTIONS: `--import=${preload}`, PROVOKE: kind });
  const text = await leave(game, () => game.send('SIGUSR2'));
  expect(text).toContain('code 1\n');
  expect(text.replaceAll('\n', '')).toContain('please report it: Error: provoked');
  // The one file has the loader of level files in it, and the game starts without running it.
  expect(text.replaceAll('\n', '')).toContain('schema not loaded');
  expect(text).not.toMatch(/^\s+at /m);
});

test('a crash shows its stack to those who ask for it', async () => {
  const preload = fileURLToPath(new URL('crash-on-signal.mjs', import.meta.url));
  const game = underShell({ NODE_OPTIONS: `--import=${preload}`, HEAPLINGS_DEBUG: '1' });
  expect(await leave(game, () => game.send('SIGUSR2'))).toMatch(/^\s+at /m);
});

test('keys typed before the first frame are keys, not characters on the board', async () => {
  const undisturbed = await openSession().waitForText('▸ Start');

  const session = openSession();
  session.press('zz');
  await session.waitFor('the alternate screen', screen => screen.isAlternate);
  session.press('zz');
  await session.waitForText('▸ Start');
  session.press(keys.down);
  const moved = await session.waitForText('▸ Choose a level');
  const board = (screen: Screen): string => screen.text.replaceAll('▸', ' ');
  expect(board(moved)).toBe(board(undisturbed));
});
