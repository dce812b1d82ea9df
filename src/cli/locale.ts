/** Which characters the terminal can be trusted with. */

import isUnicodeSupported from 'is-unicode-supported';

/**
 * Whether frames may be drawn with box characters and arrows. Not in a locale that says otherwise: the C locale, or
 * one with another character set. The variables count as POSIX orders them; where none is set, as in many
 * containers, nothing is said about the terminal, and nearly all of them can.
 */
export function canDrawUnicode(variables: Readonly<Record<string, string | undefined>>): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = variables;
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  if (locale === 'C' || locale === 'POSIX') return false;
  const characterSet = /\.([^@]*)/.exec(locale)?.[1];
  if (characterSet !== undefined && !/^utf-?8$/i.test(characterSet)) return false;
  return isUnicodeSupported();
}
