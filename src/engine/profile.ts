/** What differs between versions of CPython, as data. */
export type Profile = {
  readonly version: string;
  /** `gc.get_threshold()` of a fresh interpreter (SPEC TH-12). */
  readonly thresholds: readonly [number, number, number];
  /** A module's dict is tracked at birth, just before its module (TR-8). */
  readonly tracksModuleDict: boolean;
  /** At a death, a single weak reference with a callback is held in a tuple as several are, until it was called (WR-9). */
  readonly holdsSingleCallbackInTuple: boolean;
  /**
   * In a collection, weak references that are garbage, and those to garbage that have no callback, are cleared only
   * after the finalizers, and not if a finalizer saved what they belong to (FN-6, WR-8).
   */
  readonly clearsPlainWeakrefsLast: boolean;
};

const cpython311 = {
  version: '3.11',
  thresholds: [700, 10, 10],
  tracksModuleDict: false,
  holdsSingleCallbackInTuple: false,
  clearsPlainWeakrefsLast: false,
} as const satisfies Profile;

const cpython312 = { ...cpython311, version: '3.12' } as const satisfies Profile;

const cpython313 = {
  ...cpython312,
  version: '3.13',
  thresholds: [2000, 10, 10],
  tracksModuleDict: true,
  holdsSingleCallbackInTuple: true,
} as const satisfies Profile;

export const profiles = {
  '3.11': cpython311,
  '3.12': cpython312,
  '3.13': cpython313,
} as const satisfies Readonly<Record<string, Profile>>;

/** The version that levels are proved under. */
export const defaultProfile: Profile = profiles['3.13'];
