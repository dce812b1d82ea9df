/** The time as the screens know it, so that tests can hold it still. Milliseconds. */
export type Clock = {
  readonly now: () => number;

  /** The time of day as an ISO 8601 text in UTC. */
  readonly stamp: () => string;

  /** Calls back once, and gives a function that calls it off. */
  readonly after: (delay: number, callback: () => void) => () => void;
};
