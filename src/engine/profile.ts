/** What differs between versions of CPython, as data. */
export type Profile = {
  readonly version: string;
  /** `gc.get_threshold()` of a fresh interpreter (SPEC TH-12). */
  readonly thresholds: readonly [number, number, number];
  /** A module's dict is tracked at birth, just before its module (TR-8). */
  readonly tracksModuleDict: boolean;
};

export const profiles = {
  '3.11': { version: '3.11', thresholds: [700, 10, 10], tracksModuleDict: false },
  '3.12': { version: '3.12', thresholds: [700, 10, 10], tracksModuleDict: false },
  '3.13': { version: '3.13', thresholds: [2000, 10, 10], tracksModuleDict: true },
} as const satisfies Readonly<Record<string, Profile>>;

/** The version that levels are proved under. */
export const defaultProfile: Profile = profiles['3.13'];
