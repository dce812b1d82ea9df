/**
 * The world, passed in at the edge: arguments, streams, environment, clock, signals.
 *
 * This is the only file that reads `process`. Everything else is handed an `Env`, so a test can hand over
 * another one.
 */

import process from 'node:process';

/** A signal that asks the program to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export type Env = {
  /** What stands behind the program's name. */
  readonly args: readonly string[];

  /** The environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;

  /** Like `24.21.0`. */
  readonly nodeVersion: string;

  /** The working folder: relative paths start here. */
  readonly folder: string;

  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream & { readonly fd: number };
  readonly stderr: NodeJS.WriteStream;

  /** The time of day. */
  readonly now: () => Date;

  readonly life: Life;
};

/** How the process ends, for those who must tidy up before it does. Each `on…` returns a function that takes it back. */
export type Life = {
  readonly onSignal: (handler: (signal: EndSignal) => void) => () => void;

  /** An exception that nobody caught, or a rejected promise that nobody waited for. */
  readonly onCrash: (handler: (error: unknown) => void) => () => void;

  /** Just before the process is gone, in whatever way short of a kill. Only synchronous work is done. */
  readonly onExit: (handler: () => void) => () => void;

  readonly exit: (code: number) => never;
};

const endSignals: readonly EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The world of the running process. */
export const processEnv = (): Env => ({
  args: process.argv.slice(2),
  variables: process.env,
  nodeVersion: process.versions.node,
  folder: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  life: {
    onSignal: handler => {
      for (const signal of endSignals) process.on(signal, handler);
      return () => {
        for (const signal of endSignals) process.off(signal, handler);
      };
    },
    onCrash: handler => {
      process.on('uncaughtException', handler);
      process.on('unhandledRejection', handler);
      return () => {
        process.off('uncaughtException', handler);
        process.off('unhandledRejection', handler);
      };
    },
    onExit: handler => {
      process.on('exit', handler);
      return () => {
        process.off('exit', handler);
      };
    },
    exit: code => process.exit(code),
  },
});

/**
 * Make `NO_COLOR` hold for libraries that look at the environment themselves and know only `FORCE_COLOR`.
 * It must run before the first of them is imported.
 */
export function honourNoColor(): void {
  const { NO_COLOR } = process.env;
  if (NO_COLOR) Object.assign(process.env, { FORCE_COLOR: '0' });
}

/** End with this code as soon as nothing is left to do. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}
