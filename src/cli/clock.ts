import type { Clock } from '../ui/clock.ts';
import type { Env } from './env.ts';

/** The time of the machine, for the screens. */
export const systemClock = (env: Env): Clock => ({
  now: () => performance.now(),
  stamp: () => env.now().toISOString(),
  after: (delay, callback) => {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
});
