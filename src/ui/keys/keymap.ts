import type { Press } from './press.ts';

/**
 * One row of a keymap: what a key does, and how the footer and the help page speak of it. Both are printed from
 * the table that drives the keys, so help cannot lie.
 */
type Binding<Intent, Facts> = {
  /** As printed: `↑↓`, `x`, `Enter`. */
  readonly label: string;

  readonly presses: readonly Press[];

  readonly intent: Intent;

  /** One or two words for the footer. A binding without them is listed on the help page only. */
  readonly short?: string | ((facts: Facts) => string);

  /** One line for the help page. Absent for the second row of a pair, which the first one explains. */
  readonly help?: string;

  /** What a narrow footer drops first: the highest. @default 0 */
  readonly rank?: number;

  /** Whether the footer shows it now. The key works either way. @default always */
  readonly isShown?: (facts: Facts) => boolean;

  /** Whether the level has any use for it, so that the help page lists it. @default always */
  readonly isKnown?: (facts: Facts) => boolean;
};

export type Keymap<Intent, Facts> = readonly Binding<Intent, Facts>[];

/** What a press means here. The first binding wins, so order is precedence. */
export function intentFor<Intent, Facts>(keymap: Keymap<Intent, Facts>, press: Press): Intent | undefined {
  return keymap.find(binding => binding.presses.includes(press))?.intent;
}

export type KeyHint = { readonly label: string; readonly text: string; readonly rank: number };

/** The footer: label and words of every binding that matters now, in the order of the table. */
export function footerOf<Intent, Facts>(keymap: Keymap<Intent, Facts>, facts: Facts): readonly KeyHint[] {
  return keymap.flatMap(({ label, short, isShown, rank = 0 }) => {
    if (short === undefined || isShown?.(facts) === false) return [];
    return [{ label, text: typeof short === 'string' ? short : short(facts), rank }];
  });
}

/** The help page: every key that this level has a use for. */
export function helpOf<Intent, Facts>(keymap: Keymap<Intent, Facts>, facts: Facts): readonly KeyHint[] {
  return keymap.flatMap(({ label, help, isKnown, rank = 0 }) =>
    help === undefined || isKnown?.(facts) === false ? [] : [{ label, text: help, rank }],
  );
}

/** As many whole hints as fit into `columns`: the highest rank goes first, of two equals the later one. */
export function fitHints(hints: readonly KeyHint[], columns: number): readonly KeyHint[] {
  let fitting = hints;
  while (fitting.length > 0 && widthOf(fitting) > columns) {
    const highest = Math.max(...fitting.map(({ rank }) => rank));
    const dropped = fitting.findLastIndex(({ rank }) => rank === highest);
    fitting = fitting.filter((_, index) => index !== dropped);
  }
  return fitting;
}

/** Columns of hints printed as ` label text `. */
const widthOf = (hints: readonly KeyHint[]): number =>
  hints.reduce((sum, { label, text }) => sum + label.length + text.length + 3, 0);
