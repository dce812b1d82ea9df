/** The mark of a move: `[2] del a` is done at slot 2. Level files and move lists write it alike. */
export type MarkedMove = {
  /** What stands between the brackets; absent where there are none. */
  readonly mark?: string;

  /** The slot that the mark means; absent without a mark, and where it means none. */
  readonly slot?: number;

  /** The statement behind the mark. */
  readonly source: string;

  /** Index of its first character in the text. */
  readonly start: number;
};

export function splitMark(text: string): MarkedMove {
  const [head = '', mark] = /^\s*(?:\[([^\]]*)\])?\s*/.exec(text) ?? [];
  const rest = { source: text.slice(head.length).trimEnd(), start: head.length };
  if (mark === undefined) return rest;
  const slot = slotNumber(mark);
  return slot === undefined ? { ...rest, mark } : { ...rest, mark, slot };
}

/** Counts from 1; a number that no program can have is no slot. */
function slotNumber(mark: string): number | undefined {
  const digits = /^\s*(\d{1,6})\s*$/.exec(mark)?.[1];
  const slot = Number(digits);
  return digits !== undefined && slot >= 1 ? slot : undefined;
}
