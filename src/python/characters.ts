/** Characters that must not reach a reader or a terminal as they are, and how they are written instead. */

/**
 * Characters that could rewrite what a reader or a terminal sees: controls, line separators, direction marks,
 * byte order marks, half surrogate pairs. Tab and newline are Python's own.
 */
export const UNSAFE_CHARACTER = /[\p{Cc}--[\n\t]]|\p{Bidi_Control}|[\u2028\u2029\ufeff]|\p{Cs}/v;

const UNSAFE_CHARACTERS = new RegExp(`[\\n\\t]|${UNSAFE_CHARACTER.source}`, 'gv');

/** The text with every unsafe character, tabs and newlines too, as a Python escape: `\x1b`, `\u202e`, `\n`. */
export const escapeUnsafe = (text: string): string => text.replace(UNSAFE_CHARACTERS, escapeCharacter);

const escapeCharacter = (character: string): string => {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** `U+001B` */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
