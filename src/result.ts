/**
 * Either a value or every reason why there is none. Bad input is a value, never an exception: a person wants
 * all of the problems at once, and a caller wants to be made to look.
 */
export type Result<T, Issue> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <Issue>(...issues: readonly Issue[]): Result<never, Issue> => ({ ok: false, issues });
