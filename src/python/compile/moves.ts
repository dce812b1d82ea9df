/** What the player's moves do to the text of a function: its locals, their order, the names it must leave global. */
import type { Code } from './code.ts';
import type { Host } from './emitter.ts';

/** What moves have added to one function or to the module. Never changed in place. */
export type Extension = {
  /** Locals that the function did not have, in the order of their making. */
  readonly added: readonly string[];
  /** Names that moves have mentioned at each slot, in order. */
  readonly mentions: ReadonlyMap<number, readonly string[]>;
  readonly globalsRead: ReadonlySet<string>;
  /** Where the locals stand in the frame, in the order in which they are released (SPEC CA-2). */
  readonly releaseOrder: readonly number[];
};

export const hostOf = (code: Code, extension: Extension | undefined): Host => ({
  code,
  added: extension?.added ?? [],
});

/** The extension with one more move in it, at this slot. */
export function extend(
  code: Code,
  extension: Extension | undefined,
  slot: number,
  move: Code,
  newLocals: readonly string[],
): Extension {
  const before = extension?.mentions ?? new Map<number, readonly string[]>();
  const names = move.appearances.filter(appearance => typeof appearance === 'string');
  const mentions = new Map(before).set(slot, [...(before.get(slot) ?? []), ...names]);
  const added = [...(extension?.added ?? []), ...newLocals];
  const globalsRead = new Set([...(extension?.globalsRead ?? code.globalsRead), ...move.globalsRead]);
  return { added, mentions, globalsRead, releaseOrder: releaseOrder(code, added, mentions) };
}

/** The local's place in the frame: planned by the compiler, or behind that. */
function placeOf(code: Code, added: readonly string[], name: string): number {
  const planned = code.locals.indexOf(name);
  return planned >= 0 ? planned : code.frameSize + added.indexOf(name);
}

/** Parameters first, then the others in order of first appearance in the text with the moves in it. */
function releaseOrder(
  code: Code,
  added: readonly string[],
  mentions: ReadonlyMap<number, readonly string[]>,
): readonly number[] {
  const names = new Set(code.locals.slice(0, code.parameters));
  for (const appearance of code.appearances) {
    if (typeof appearance === 'string') names.add(appearance);
    else for (const name of mentions.get(appearance) ?? []) names.add(name);
  }
  return [...names].map(name => placeOf(code, added, name));
}
