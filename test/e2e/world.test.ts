/** Terminals and environments that are not the usual one. */
import { spawnSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { bareEnvironment, bundle, closeAll, openSession, type Screen } from './terminal.ts';

afterEach(closeAll);

const oneSentence = /^heaplings: [^\n]+\n$/;

test.each([[], ['play'], ['play', 'three-arrows']])(
  'without a terminal, one sentence says what to do (%j)',
  (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
      encoding: 'utf8',
      env: bareEnvironment(),
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('needs a terminal');
  },
);

test('a terminal that cannot place text is told so, and nothing is drawn on it', async () => {
  const session = openSession({ variables: { TERM: 'dumb' } });
  expect(await session.ended).toEqual({ code: 2, signal: 0 });
  expect(session.output()).toContain('TERM=dumb');
  expect(session.output()).not.toContain(esc);
});

const esc = '\u001B';

/** Select Graphic Rendition with a colour: 30–37, 40–47, 90–107, 38 and 48. */
const colour = new RegExp(`${esc}\\[(?:\\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\\d+)*m`);

test('NO_COLOR gives a game without colour, and without it there is some', async () => {
  const plain = openSession({
    args: ['play', 'three-arrows'],
    variables: { NO_COLOR: '1', FORCE_COLOR: '3' },
  });
  await plain.waitForText('bob lives');
  expect(plain.output()).not.toMatch(colour);

  const coloured = openSession({ args: ['play', 'three-arrows'] });
  await coloured.waitForText('bob lives');
  expect(coloured.output()).toMatch(colour);
});

test.each([{ LANG: 'C' }, { LC_ALL: 'C' }, { LC_CTYPE: 'POSIX' }])(
  'the C locale is drawn with ASCII alone (%j)',
  async variables => {
    const beyondAscii = ({ text }: Screen) => [...text].filter(character => character > '~');
    const session = openSession({ args: ['play', 'three-arrows'], variables });
    expect(beyondAscii(await session.waitForText('bob lives'))).toEqual([]);
    session.press('q');
    expect(beyondAscii(await session.waitForText('left chapters'))).toEqual([]);
    session.press('q');
    expect(beyondAscii(await session.waitForText('> Continue'))).toEqual([]);
  },
);

test('in CI the game still has its screen, if there is a terminal', async () => {
  const session = openSession({ variables: { CI: '1' } });
  expect((await session.waitForText('▸ Start')).isAlternate).toBe(true);
});

test('where nothing can be saved one can play, is told at once, and why when leaving', async () => {
  const session = openSession({ args: ['play', 'three-arrows'], variables: { HEAPLINGS_HOME: bundle } });
  await session.waitForText('not saved moves 0 of 4');

  session.press('x');
  await session.waitForText('moves 1 of 4');
  session.press('\u0003');

  expect((await session.ended).code).toBe(130);
  expect(session.output()).toContain('Your progress is not saved, only remembered until you quit');
});
