/**
 * The scene: what the board draws, as plain data.
 *
 * A scene says what exists and what may be done, never where it stands on a screen. Ids stay the same for as
 * long as an object lives and are never used again, so a board can keep every card in its place.
 */

/** `'globals'`, `'frame:2'` (depth, outermost call first) or `'o17'` (serial of birth). */
export type HolderId = string;

/** Unique within its holder: `'next'`, `'[0]'`, `'v:"k"'`. */
export type RowId = string;

export type HolderKind =
  | 'frame'
  | 'instance'
  | 'slots'
  | 'list'
  | 'dict'
  | 'tuple'
  | 'set'
  | 'function'
  | 'cell'
  | 'method'
  | 'class'
  | 'iterator'
  | 'leaf';

/** What a row points at: an object, a value drawn inline, or nothing yet (a place that a wire would make). */
export type RowTarget =
  | { readonly type: 'object'; readonly holder: HolderId }
  | { readonly type: 'atom'; readonly text: string }
  | { readonly type: 'missing' };

/** One legal wire of a place: what it would point at, and the statement that does it. */
export type WireChoice = { readonly target: HolderId | 'None'; readonly statement: string };

export type Row = {
  readonly id: RowId;

  /** As shown on the card: `next`, `[0]`, `"k"`, `∙` for a member of a set. */
  readonly name: string;

  readonly target: RowTarget;

  /** Shortest expression for this place in the current scope, if there is one: `a.next`. */
  readonly expression?: string;

  /** The statement that cuts this reference, where that is legal: `del a.next`, `s.discard(a)`. */
  readonly cut?: string;

  /** One sentence that says why it cannot be cut. Only for references to objects. */
  readonly locked?: string;

  /**
   * Legal wires of this place, in the order of their targets' birth, None last. Left out on boards so large that
   * there are tens of thousands of them.
   */
  readonly wires?: readonly WireChoice[];
};

/** Where a tracked object stands; what is frozen stands in none of the three. */
export type Generation = 0 | 1 | 2 | 'frozen';

/** A long chain of objects that is drawn as one card: how many they are, and the title of the last. */
export type Chain = { readonly length: number; readonly last: string };

export type Holder = {
  readonly id: HolderId;
  readonly kind: HolderKind;

  /** `globals`, `work()`, a heapling's label, or the type's name for an object without a label. */
  readonly title: string;

  /** `Node`, `list`, …; empty for frames. */
  readonly type: string;

  /** Number of references to it; absent for frames. */
  readonly refcount?: number;

  /** Generation it stands in; absent when untracked and for frames. */
  readonly generation?: Generation;

  /** Whether moves run in this frame's scope. */
  readonly isCurrent: boolean;

  /** Whether some root still leads here. Frames always do. */
  readonly isReachable: boolean;

  /** Whether statistics and goals count it. */
  readonly isHeapling: boolean;

  /** Whether its references are not the player's to change. */
  readonly isKept: boolean;

  readonly rows: readonly Row[];

  /** Present on the card that stands for a chain, of which it is the first object. Scenes of a machine have none. */
  readonly chain?: Chain;
};

/** Frames first (the module's names, then calls, outermost first), then objects in the order of their birth. */
export type Scene = { readonly holders: readonly Holder[] };

/** What is left of a heapling: drawn as an outline where it stood. */
export type Ghost = {
  readonly id: HolderId;
  readonly title: string;
  readonly by: 'refcount' | 'gc';

  /** The statement that was running when it died. */
  readonly during: string;
};
