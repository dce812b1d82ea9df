import type { EndSignal } from './env.ts';

/** What the program's exit codes mean. Stable between versions. */
export const ExitCode = {
  fine: 0,

  /** The thing that was checked does not hold. Also what a fault in heaplings itself ends with. */
  doesNotHold: 1,

  /** Wrong use or unreadable input; one line on stderr says what and where. */
  wrongUse: 2,

  /** By Ctrl-C or SIGINT. */
  interrupted: 130,
} as const;

/** 128 and the number of the signal, as a shell reports it. */
export const exitCodeOf: Readonly<Record<EndSignal, number>> = {
  SIGHUP: 129,
  SIGINT: ExitCode.interrupted,
  SIGTERM: 143,
};
