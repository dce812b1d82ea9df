/** What differs between versions of CPython, as data. The rules are those of SPEC.md. */
export type Profile = {
  readonly version: string;
  /** `gc.get_threshold()` of a fresh interpreter (TH-12). */
  readonly thresholds: readonly [number, number, number];
  /**
   * When a collection starts by itself: inside of the allocation that exceeds the threshold, before the newborn is
   * tracked; or at the next check of the interpreter, when it is (TH-2).
   */
  readonly automatic: 'at allocation' | 'at check';
  /** A collection that is due at a check runs even if the collector was disabled since (3.12 only). */
  readonly runsDueIfDisabled: boolean;
  /** Dicts are tracked from birth and stay tracked; otherwise only while they hold what may be tracked (TR-3, TR-4). */
  readonly tracksEveryDict: boolean;
  /** Tuples are tracked at birth whatever they hold; otherwise only if an item's type supports the collector (TR-5). */
  readonly tracksEveryTupleAtBirth: boolean;
  /** A module's dict is tracked at birth, just before its module (TR-8). */
  readonly tracksModuleDict: boolean;
  /** Instances keep their attributes in a dict, an object of its own (TR-9). The host makes it. */
  readonly hasInstanceDicts: boolean;
  /** The caller holds the arguments for as long as the call takes, besides the parameters (RC-14). */
  readonly holdsArguments: boolean;
  /** In which order a frame lets its locals go (RC-14). */
  readonly releasesLocals: 'first to last' | 'last to first';
  /** If a finalizer brings anything back, all of the garbage survives the collection (FN-7). */
  readonly resurrectionSavesAll: boolean;
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
  automatic: 'at allocation',
  runsDueIfDisabled: false,
  tracksEveryDict: false,
  tracksEveryTupleAtBirth: true,
  tracksModuleDict: false,
  hasInstanceDicts: false,
  holdsArguments: false,
  releasesLocals: 'first to last',
  resurrectionSavesAll: false,
  holdsSingleCallbackInTuple: false,
  clearsPlainWeakrefsLast: false,
} as const satisfies Profile;

const cpython310 = {
  ...cpython311,
  version: '3.10',
  hasInstanceDicts: true,
  holdsArguments: true,
} as const satisfies Profile;

const cpython39 = { ...cpython310, version: '3.9' } as const satisfies Profile;

const cpython38 = { ...cpython39, version: '3.8', resurrectionSavesAll: true } as const satisfies Profile;

const cpython312 = {
  ...cpython311,
  version: '3.12',
  automatic: 'at check',
  runsDueIfDisabled: true,
} as const satisfies Profile;

const cpython313 = {
  ...cpython312,
  version: '3.13',
  thresholds: [2000, 10, 10],
  runsDueIfDisabled: false,
  tracksModuleDict: true,
  holdsSingleCallbackInTuple: true,
} as const satisfies Profile;

/** Generational again, as 3.14.5 and later are. */
const cpython315 = {
  ...cpython313,
  version: '3.15',
  tracksEveryDict: true,
  tracksEveryTupleAtBirth: false,
  releasesLocals: 'last to first',
  clearsPlainWeakrefsLast: true,
} as const satisfies Profile;

export const profiles = {
  '3.8': cpython38,
  '3.9': cpython39,
  '3.10': cpython310,
  '3.11': cpython311,
  '3.12': cpython312,
  '3.13': cpython313,
  '3.15': cpython315,
} as const satisfies Readonly<Record<string, Profile>>;

/** The version that levels are proved under. */
export const defaultProfile: Profile = profiles['3.13'];

/** The versions whose compiler and frames the interpreter of programs has. */
export const programProfiles = {
  '3.11': cpython311,
  '3.12': cpython312,
  '3.13': cpython313,
} as const satisfies Readonly<Record<string, Profile>>;
