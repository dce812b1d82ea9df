/** Which words are Python's own, and which can be names. */

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
