/** What number and string literals mean, and which of Python's are outside the subset. */

/** The greatest magnitude of an integer: small integers keep the simulation exact. */
export const MAX_INTEGER = 2 ** 28;

type Literal<T> =
  | { readonly value: T }
  | { readonly code: 'syntax' | 'unsupported'; readonly message: string; readonly hint?: string };

const DECIMAL = /^(?:0(?:_?0)*|[1-9](?:_?[0-9])*)$/;
const BASED = /^0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)$/;

export const readInteger = (text: string): Literal<number> => {
  if (!DECIMAL.test(text) && !BASED.test(text)) return badNumber(text);
  const value = Number(text.replaceAll('_', ''));
  if (value <= MAX_INTEGER) return { value };
  return { code: 'unsupported', message: `Integers go up to ${MAX_INTEGER} (2 to the 28th) here.` };
};

export const FLOAT = ['Floats are not part of this subset.', 'Use an integer.'] as const;

const badNumber = (text: string): Literal<number> => {
  if (/[jJ]$/.test(text))
    return { code: 'unsupported', message: 'Complex numbers are not part of this subset.' };
  if (/^[0-9_]*(?:\.|[0-9]+[eE][-+]?[0-9])/.test(text)) {
    return { code: 'unsupported', message: FLOAT[0], hint: FLOAT[1] };
  }
  const hint = /^0[0-9]/.test(text) ? 'Leave the leading zeros away.' : 'Write it with decimal digits.';
  return { code: 'syntax', message: `\`${text}\` is not a number.`, hint };
};

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.|\n)/gu;

/** The content of one literal as written, prefix and quotes included. */
export const readString = (text: string): Literal<string> => {
  const prefix = /^[A-Za-z]*/.exec(text)?.[0] ?? '';
  if (prefix !== '') return badPrefix(prefix);
  const quotes = /^("""|'''|"|')/.exec(text)?.[0].length ?? 0;
  const body = text.slice(quotes, -quotes);
  for (const [sequence] of body.matchAll(ESCAPE)) {
    const problem = badEscape(sequence);
    if (problem !== undefined) return problem;
  }
  return { value: body.replace(ESCAPE, meaning) };
};

const meaning = (sequence: string): string =>
  sequence.length > 2 && sequence !== '\\\n'
    ? String.fromCharCode(Number.parseInt(sequence.slice(2), 16))
    : (SIMPLE_ESCAPES[sequence.slice(1)] ?? '');

const badPrefix = (prefix: string): Literal<string> => {
  const name = /f/i.test(prefix)
    ? 'f-strings are'
    : /b/i.test(prefix)
      ? 'bytes are'
      : `the prefix ${prefix} is`;
  const message = `${name.charAt(0).toUpperCase()}${name.slice(1)} not part of this subset.`;
  return { code: 'unsupported', message, hint: 'Write a plain string: "...".' };
};

const badEscape = (sequence: string): Literal<string> | undefined => {
  const letter = sequence.slice(1);
  if (letter in SIMPLE_ESCAPES) return undefined;
  if (sequence.length > 2) {
    if (!/^u[dD][89a-fA-F]/.test(letter)) return undefined;
    return { code: 'unsupported', message: `\`${sequence}\` is only half a character.` };
  }
  if (letter === 'x' || letter === 'u') {
    const digits = letter === 'x' ? 'two' : 'four';
    return { code: 'syntax', message: `Behind \`\\${letter}\` there are ${digits} hexadecimal digits.` };
  }
  const hint = 'There are \\n \\t \\\\ \\\' \\" \\xhh and \\uhhhh; a backslash alone is written \\\\.';
  return { code: 'unsupported', message: `The escape \`${sequence}\` is not part of this subset.`, hint };
};
