import type { Clock } from '../clock.ts';
import { type AppEvent, reduceApp } from './reduce.ts';
import type { AppState, Effect, Load } from './state.ts';

/** The game as it stands, outside of React: each event is reduced once, at once, and its effects told once. */
export type Store = {
  readonly state: () => AppState;
  readonly dispatch: (event: AppEvent) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export type StoreOptions = {
  readonly load: Load;
  readonly clock: Pick<Clock, 'stamp'>;
  readonly onEffect: (effect: Effect) => void;
};

export function createStore(initial: AppState, { load, clock, onEffect }: StoreOptions): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch(event) {
      const next = reduceApp(state, event, { load, at: clock.stamp() });
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
      for (const effect of state.outbox) onEffect(effect);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
