/** Letters for cards and references, so that any of them is one key away. */

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * One letter for each name, in order: a letter of the name itself where one is free, so that `ada` is likely to
 * be `a`. Beyond 52 names there are no letters left; those get none.
 */
export function lettersFor(names: readonly string[]): readonly (string | undefined)[] {
  const free = new Set(alphabet);
  const firsts = names.map(name => takeFirst([name.toLowerCase().slice(0, 1)], free));
  return names.map((name, index) => firsts[index] ?? takeFirst([...name.toLowerCase(), ...alphabet], free));
}

function takeFirst(candidates: readonly string[], free: Set<string>): string | undefined {
  const letter = candidates.find(candidate => free.has(candidate));
  if (letter !== undefined) free.delete(letter);
  return letter;
}
