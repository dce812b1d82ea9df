import { closest, distance } from 'fastest-levenshtein';

/** The one of `known` that was probably meant by `word`; undefined if none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word, known);
  return distance(word, candidate) <= Math.max(1, Math.floor(word.length / 2)) ? candidate : undefined;
}

/** ` Did you mean "x"?`, or nothing: the end of a message about an unknown word. */
export function didYouMean(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? '' : ` Did you mean "${candidate}"?`;
}
