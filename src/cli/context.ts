import type { Env } from './env.ts';

/** What every command is given. */
export type Context = {
  readonly env: Env;

  /** The folder where the build put the levels; ends in a slash. */
  readonly shipped: URL;
};
