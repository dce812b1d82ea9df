/**
 * The terminal while the game has it: raw mode and the alternate screen, given back on every way out.
 *
 * Ink restores both on its own in most cases. Not in all: two signals within milliseconds have left a terminal
 * raw. Here everything is synchronous, happens once, and is also done when the process exits.
 */
import { writeSync } from 'node:fs';
import type { Env } from './env.ts';
import { exitCodeOf } from './exit-code.ts';

export type Terminal = {
  /** Ask for `tidy` to run before the terminal is given back: what draws must stop first. */
  readonly beforeLeave: (tidy: () => void) => void;

  /** Give the terminal back. Further calls do nothing. */
  readonly leave: () => void;
};

/** One sentence why the game cannot be played here, or nothing. */
export function unplayable(env: Env): string | undefined {
  const { TERM } = env.variables;
  const instead = 'heaplings list, run, conform, check and replay work without';
  if (!env.stdin.isTTY || !env.stdout.isTTY) {
    return `the game needs a terminal to draw on and keys to play with; start it in one (${instead}).`;
  }
  if (TERM === 'dumb') {
    return `this terminal (TERM=dumb) cannot place text; start the game in another one (${instead}).`;
  }
  return undefined;
}

/**
 * Take the terminal: before anything slow is imported, so that keys typed ahead are not echoed onto the first
 * frame. Signals and crashes give it back and end the process.
 *
 * @param onCrash says what happened; it runs when the terminal is the shell's again.
 */
export function takeTerminal(env: Env, onCrash: (error: unknown) => void): Terminal {
  const tidies: (() => void)[] = [];
  let isTaken = true;
  const leave = (): void => {
    if (!isTaken) return;
    isTaken = false;
    for (const tidy of tidies) attempt(tidy);
    attempt(() => env.stdin.setRawMode(false));
    attempt(() => writeSync(env.stdout.fd, giveBack));
    for (const takeBack of listeners) takeBack();
  };
  const listeners = [
    env.life.onSignal(signal => {
      leave();
      env.life.exit(exitCodeOf[signal]);
    }),
    env.life.onCrash(error => {
      leave();
      onCrash(error);
      env.life.exit(1);
    }),
    env.life.onExit(leave),
    onHangUp(env, () => {
      leave();
      env.life.exit(exitCodeOf.SIGHUP);
    }),
  ];
  env.stdin.setRawMode(true);
  env.stdout.write(take);
  return { beforeLeave: tidy => tidies.push(tidy), leave };
}

/** To the alternate screen and its top left corner: Ink does not home the cursor itself. */
const take = '\u001B[?1049h\u001B[H';

/** Plain text, no bracketed paste, no mouse, end of a synchronized frame, cursor shown, back to the shell's screen. */
const giveBack =
  '\u001B[0m\u001B[?2004l\u001B[?1006l\u001B[?1002l\u001B[?1000l\u001B[?2026l\u001B[?25h\u001B[?1049l';

/** A terminal that is gone sends no more keys, ever: the game could only wait. */
function onHangUp(env: Env, handler: () => void): () => void {
  env.stdin.once('end', handler);
  return () => {
    env.stdin.off('end', handler);
  };
}

/** The terminal may be gone (a closed window): then there is nothing to give back. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Nobody is left to tell.
  }
}
