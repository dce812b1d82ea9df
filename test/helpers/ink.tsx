import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink';
import type { ReactNode } from 'react';

/** What the keys send, so that tests read as what a player does. */
export const keys = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  enter: '\r',
  tab: '\t',
  escape: '\u001B',
  backspace: '\u007F',
  ctrlC: '\u0003',
} as const;

/** A terminal that a test can read: it knows its size, which keeps Ink from looking for one. */
class Screen extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  frame = '';

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): boolean {
    this.frame = text;
    return true;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }
}

/** A keyboard: what is written is read by Ink as one chunk. */
class Keyboard extends EventEmitter {
  readonly isTTY = true;
  private chunks: string[] = [];

  write(text: string): void {
    this.chunks.push(text);
    this.emit('readable');
    this.emit('data', text);
  }

  read(): string | null {
    return this.chunks.shift() ?? null;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
}

export type App = {
  /** The last frame as plain text, spaces at the ends of lines removed. */
  readonly frame: () => string;
  readonly lines: () => readonly string[];

  /** Types chunks one after the other; each waits until the frame has followed. */
  readonly press: (...chunks: readonly string[]) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly unmount: () => void;
};

const mounted: App[] = [];

/** Call it after each test. */
export function unmountAll(): void {
  for (const app of mounted.splice(0)) app.unmount();
}

/** Renders at a stated size, whole frames, without the cost of a real terminal. */
export async function renderAt(columns: number, rows: number, node: ReactNode): Promise<App> {
  const screen = new Screen(columns, rows);
  const keyboard = new Keyboard();
  const instance = render(node, {
    stdout: screen as unknown as NodeJS.WriteStream,
    stdin: keyboard as unknown as NodeJS.ReadStream,
    stderr: new Screen(columns, rows) as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });

  // Until nothing is drawn any more: React commits, effects run, and what they change is committed again.
  const settle = async () => {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      const before = screen.frame;
      await nextTurn();
      if (screen.frame !== before) quiet = 0;
    }
  };
  const lines = () =>
    stripVTControlCharacters(screen.frame)
      .split('\n')
      .map(line => line.trimEnd());
  const app: App = {
    frame: () => lines().join('\n').trimEnd(),
    lines,
    async press(...chunks) {
      for (const chunk of chunks) {
        keyboard.write(chunk);
        await settle();
      }
    },
    async resize(toColumns, toRows) {
      screen.resize(toColumns, toRows);
      await settle();
    },
    settle,
    unmount: () => instance.unmount(),
  };
  mounted.push(app);
  await settle();
  return app;
}
