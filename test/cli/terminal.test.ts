import { EventEmitter } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EndSignal, Env } from '../../src/cli/env.ts';
import { takeTerminal, unplayable } from '../../src/cli/terminal.ts';

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** A terminal whose output goes to a file, and a process that can be sent signals, crash and end. */
function fakeTerminal() {
  const events: string[] = [];
  const happenings = new EventEmitter();
  const file = join(mkdtempSync(join(tmpdir(), 'heaplings-tty-')), 'screen');
  const fd = openSync(file, 'w');
  const on = (name: string) => (handler: (value: never) => void) => {
    // An emitter passes on what it is given; the tests give each handler what it takes.
    const listener = handler as (value: unknown) => void;
    happenings.on(name, listener);
    return () => happenings.off(name, listener);
  };
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => events.push(isRaw ? 'raw' : 'cooked'),
  });
  const env = {
    args: [],
    variables: { TERM: 'xterm' },
    stdin,
    stdout: { isTTY: true, fd, write: () => events.push('take') },
    life: {
      onSignal: on('signal'),
      onCrash: on('crash'),
      onExit: on('exit'),
      exit: (code: number): never => {
        throw new Exit(code);
      },
    },
  } as unknown as Env;
  const screen = (): string => {
    closeSync(fd);
    return readFileSync(file, 'utf8');
  };
  return { env, events, happenings, stdin, screen };
}

const esc = '\u001B';

/** The end of what is written: the cursor shown, then the shell's screen. */
const givenBack = expect.stringMatching(new RegExp(`${esc}\\[\\?25h${esc}\\[\\?1049l$`));

test('leaving stops the drawing, then gives the terminal back, once', () => {
  const { env, events, happenings, screen } = fakeTerminal();
  const terminal = takeTerminal(env, () => events.push('crash told'));
  terminal.beforeLeave(() => events.push('unmounted'));
  expect(events).toEqual(['raw', 'take']);

  terminal.leave();
  terminal.leave();
  expect(events).toEqual(['raw', 'take', 'unmounted', 'cooked']);
  expect(happenings.eventNames()).toEqual([]);
  const text = screen();
  expect(text).toEqual(givenBack);
  expect(text.split('?1049l')).toHaveLength(2);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const satisfies readonly (readonly [EndSignal, number])[])(
  '%s gives it back and ends with %i',
  (signal, code) => {
    const { env, events, happenings, screen } = fakeTerminal();
    takeTerminal(env, () => events.push('crash told'));

    expect(() => happenings.emit('signal', signal)).toThrow(`exit ${code}`);
    expect(events).toEqual(['raw', 'take', 'cooked']);
    expect(screen()).toEqual(givenBack);
  },
);

test('a crash is told on the shell’s screen, also when stopping to draw crashes again', () => {
  const { env, events, happenings, screen } = fakeTerminal();
  const terminal = takeTerminal(env, error => events.push(`told ${String(error)}`));
  terminal.beforeLeave(() => {
    throw new Error('cannot stop');
  });

  expect(() => happenings.emit('crash', 'bang')).toThrow('exit 1');
  expect(events).toEqual(['raw', 'take', 'cooked', 'told bang']);
  expect(screen()).toEqual(givenBack);
});

test('a process that ends by other means gives it back, and a terminal that hangs up ends the process', () => {
  const ending = fakeTerminal();
  takeTerminal(ending.env, () => {});
  ending.happenings.emit('exit');
  expect(ending.screen()).toEqual(givenBack);

  const hungUp = fakeTerminal();
  takeTerminal(hungUp.env, () => {});
  expect(() => hungUp.stdin.emit('end')).toThrow('exit 129');
});

test('what is no terminal, or cannot place text, is not playable', () => {
  const { env } = fakeTerminal();
  expect(unplayable(env)).toBeUndefined();
  expect(unplayable({ ...env, variables: { TERM: 'dumb' } })).toMatch(/TERM=dumb/);
  expect(unplayable({ ...env, stdin: { ...env.stdin, isTTY: false } as Env['stdin'] })).toMatch(
    /needs a terminal/,
  );
});
