/** Which words are Python's own, and how a character or a word is quoted in a sentence. */

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Is the word reserved, so that it can be no name? Soft keywords (`match`, `type`, …) can. */
export const isKeyword = (word: string): boolean => KEYWORDS.has(word);

/** Words that begin a statement with a block. */
export const isBlockWord = (word: string): boolean => BLOCK_WORDS.has(word);
const BLOCK_WORDS = new Set('async class def elif else except finally for if try while with'.split(' '));

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
export const isIdentifier = (word: string): boolean => IDENTIFIER.test(word);

/** Python compares names in their NFKC form. */
export const normalizeName = (word: string): string => word.normalize('NFKC');

/**
 * Characters that could rewrite what a reader or a terminal sees: controls, line separators, direction marks,
 * byte order marks, half surrogate pairs. Tab and newline are Python's own.
 */
export const UNSAFE_CHARACTER = /[\p{Cc}--[\n\t]]|\p{Bidi_Control}|[\u2028\u2029\ufeff]|\p{Cs}/v;

/** `U+001B` */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
