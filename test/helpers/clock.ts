import type { Clock } from '../../src/ui/clock.ts';

/** Time stands still: nothing that waits ever happens. */
export const stillClock: Clock = {
  now: () => 0,
  stamp: () => new Date(0).toISOString(),
  after: () => () => {},
};

/** A clock that a test winds on by hand. */
export function handClock(): Clock & { readonly pass: (milliseconds: number) => void } {
  let time = 0;
  let waiting: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => time,
    stamp: () => new Date(time).toISOString(),
    after(delay, callback) {
      const entry = { at: time + delay, callback };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter(other => other !== entry);
      };
    },
    pass(milliseconds) {
      time += milliseconds;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { callback } of due) callback();
    },
  };
}
