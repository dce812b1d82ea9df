/** What `legal.ts` answers. */
import type { Ref } from '../engine/index.ts';

/**
 * Where a reference stands or could stand. `holder` is an object; a frame's names are told by the frame's
 * number in `Machine.frames()` (0 is the module).
 */
export type Place =
  | { readonly type: 'name'; readonly frame: number; readonly name: string }
  | { readonly type: 'attribute'; readonly holder: Ref; readonly name: string }
  | { readonly type: 'item'; readonly holder: Ref; readonly index: number }
  /** An entry of a dict: one place for its key and its value. `key` is the text of an atom or `#row`. */
  | { readonly type: 'entry'; readonly holder: Ref; readonly key: string }
  /** An element of a set. */
  | { readonly type: 'element'; readonly holder: Ref; readonly element: Ref };

export type Verb = 'cut' | 'wire' | 'collect' | 'statement';

export type LegalMove = {
  readonly verb: Verb;

  /** The statement, without the mark of its slot. */
  readonly text: string;

  /** Cut and wire: the reference that goes, or the place that is bound. */
  readonly place?: Place;

  /** Wire: the object that the place will hold; absent for None. */
  readonly target?: Ref;
};
