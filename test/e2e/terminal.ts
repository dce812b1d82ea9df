/**
 * A real terminal without a window: the program runs behind a pty, an emulator keeps the screen.
 *
 * Nothing here waits for a while: `waitFor` looks at the screen whenever it changes, until the limit that makes a
 * hanging program a failure with the last screen in its message.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export const bundle = fileURLToPath(new URL('../../dist/heaplings.js', import.meta.url));

const { PATH: path } = process.env;

/** What the keys send. */
export const keys = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  enter: '\r',
  escape: '\u001B',
  ctrlC: '\u0003',
} as const;

/** What the emulator shows and which modes the program has set. */
export type Screen = {
  /** Spaces at the ends of lines removed; as many lines as the terminal has rows. */
  readonly lines: readonly string[];
  readonly text: string;
  readonly isAlternate: boolean;
  readonly isCursorShown: boolean;
  readonly isMouseTracked: boolean;
};

export type Ended = { readonly code: number; readonly signal: number };

export type Session = {
  readonly pid: number;
  readonly screen: () => Screen;

  /** Everything that the program wrote, escape codes and all. */
  readonly output: () => string;

  /** Resolves with the screen as soon as it is as asked; `what` names that in the message of a failure. */
  readonly waitFor: (what: string, isThere: (screen: Screen) => boolean) => Promise<Screen>;

  /** `waitFor` for a text. */
  readonly waitForText: (text: string) => Promise<Screen>;

  /** Types chunks one after the other without waiting. */
  readonly press: (...chunks: readonly string[]) => void;
  readonly resize: (columns: number, rows: number) => void;

  /** A signal to the program itself. */
  readonly kill: (signal: NodeJS.Signals) => void;

  /** Resolves when the program has ended and all it wrote is on the screen. */
  readonly ended: Promise<Ended>;
};

export type SessionOptions = {
  /** @default the game's bundle, with `args`, on the Node of the tests */
  readonly command?: readonly [string, ...string[]];
  readonly args?: readonly string[];

  /** On top of a bare environment: nothing of the machine that runs the tests shows through. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;

  /** Most milliseconds for one `waitFor`. @default 20000 */
  readonly limit?: number;
};

/** A folder of its own for a game's journal. */
export function freshHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'heaplings-home-'));
  homes.add(home);
  return home;
}

const homes = new Set<string>();

/** The environment of a program under test. */
export const bareEnvironment = (
  variables: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  PATH: path ?? '',
  HOME: tmpdir(),
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  HEAPLINGS_HOME: freshHome(),
  ...variables,
});

const open = new Set<() => void>();

/** Call it after each test: a failed one must not leave a game behind, and none its journal. */
export function closeAll(): void {
  for (const close of open) close();
  open.clear();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
  homes.clear();
}

/** The private mode that a frame is wrapped in. */
const synchronizedOutput = 2026;

export function openSession({
  args = [],
  command = [process.execPath, bundle, ...args],
  variables = {},
  columns = 80,
  rows = 24,
  limit = 20_000,
}: SessionOptions = {}): Session {
  const [program, ...programArgs] = command;
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const pty = spawn(program, programArgs, { cols: columns, rows, env: bareEnvironment(variables) });
  const watchers = new Set<() => void>();
  let output = '';
  let isCursorShown = true;

  // A frame may come in several pieces; nobody should look at half of one.
  let isDrawing = false;

  for (const [final, isSet] of [
    ['h', true],
    ['l', false],
  ] as const) {
    emulator.parser.registerCsiHandler({ prefix: '?', final }, params => {
      if (params.includes(25)) isCursorShown = isSet;
      if (params.includes(synchronizedOutput)) isDrawing = isSet;
      return false;
    });
  }

  let unparsed = 0;
  const look = (): void => {
    for (const watcher of watchers) watcher();
  };
  pty.onData(data => {
    output += data;
    unparsed += 1;
    emulator.write(data, () => {
      unparsed -= 1;
      look();
    });
  });
  emulator.onData(answer => pty.write(answer));

  const ended = new Promise<Ended>(resolve => {
    pty.onExit(({ exitCode, signal }) => {
      open.delete(close);
      const settle = (): void => {
        if (unparsed > 0) return;
        watchers.delete(settle);
        look();
        resolve({ code: exitCode, signal: signal ?? 0 });
      };
      watchers.add(settle);
      settle();
    });
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
    look();
  });

  const close = (): void => {
    try {
      process.kill(pty.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  };
  open.add(close);

  const screen = (): Screen => {
    const { active } = emulator.buffer;
    const lines = Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
    return {
      lines,
      text: lines.join('\n'),
      isAlternate: active.type === 'alternate',
      isCursorShown,
      isMouseTracked: emulator.modes.mouseTrackingMode !== 'none',
    };
  };

  const waitFor: Session['waitFor'] = (what, isThere) =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        watchers.delete(check);
        settle();
      };
      const failure = (why: string): Error =>
        new Error(
          `${why} for: ${what}\n${screen()
            .lines.map(line => `| ${line}`)
            .join('\n')}`,
        );
      const check = (): void => {
        const now = screen();
        if ((isOver || !isDrawing) && isThere(now)) finish(() => resolve(now));
        else if (isOver) finish(() => reject(failure('The program ended; it was waited')));
      };
      const timer = setTimeout(() => finish(() => reject(failure(`Waited ${limit} ms`))), limit);
      watchers.add(check);
      check();
    });

  return {
    pid: pty.pid,
    screen,
    output: () => output,
    waitFor,
    waitForText: text => waitFor(`“${text}”`, ({ text: all }) => all.includes(text)),
    press: (...chunks) => {
      for (const chunk of chunks) pty.write(chunk);
    },
    resize: (toColumns, toRows) => {
      emulator.resize(toColumns, toRows);
      pty.resize(toColumns, toRows);
    },
    kill: signal => {
      process.kill(pty.pid, signal);
    },
    ended,
  };
}
