/** How far a program may go before it is stopped: with an error of type `Limit` that names the limit. */
export const Limits = {
  /** Statements executed in one history, the player's moves included. */
  statements: 1_000_000,
  /** Objects alive at once. */
  objects: 1_000_000,
  /** Items of one list, tuple or set; entries of one dict; characters of one string. */
  size: 1_000_000,
  /** Calls under way: CPython's own limit, and its own RecursionError. */
  depth: 1_000,
  /** Integers lie between -integer and integer - 1: they are written into references. */
  integer: 2 ** 28,
  /** Containers inside each other when they are compared or written out. */
  nesting: 200,
} as const;
