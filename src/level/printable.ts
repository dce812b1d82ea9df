/** What may reach a terminal. */

/**
 * Whether a character (a code point) must not reach a terminal: it obeys C0 and C1 controls, and other characters
 * turn the direction of a line, are invisible, or are half of a pair. A line end is fine, a tab is not: its width
 * depends on where it stands.
 */
function isDangerous(codePoint: number): boolean {
  if (codePoint === 0x0a) return false;
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];

/** The first dangerous character, as `U+001B`; undefined where there is none. */
export function dangerIn(text: string): string | undefined {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (isDangerous(codePoint)) return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return undefined;
}

/** The text on one line, with a `?` for every dangerous character, and not longer than `longest` characters. */
export function printable(text: string, longest = 200): string {
  const characters = Array.from(text, character =>
    character === '\n' ? ' ' : isDangerous(character.codePointAt(0) ?? 0) ? '?' : character,
  );
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
