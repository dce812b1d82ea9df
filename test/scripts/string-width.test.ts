import fc from 'fast-check';
import measure from 'string-width';
import { expect, test } from 'vitest';
import stringWidth from '../../scripts/string-width.ts';

test('every character that a screen may hold is as wide as the original says, also beside others', () => {
  const different: string[] = [];
  for (let code = 0; code <= 0x2fff; code += 1) {
    const character = String.fromCharCode(code);
    for (const text of [character, `${character}│`, `a${character}`]) {
      if (stringWidth(text) !== measure(text)) different.push(`U+${code.toString(16)}`);
    }
  }
  expect(different).toEqual([]);
});

test('any text is as wide as the original says, the first time and the second', () => {
  const drawn = fc.string({
    unit: fc.constantFrom(...'│╭╯●◌▶×⁰★✓◆ abz19\u001B[1m\u0301\uFE0F\u20E3👩‍👧한국'),
  });
  fc.assert(
    fc.property(fc.oneof(drawn, fc.string({ unit: 'binary' })), text => {
      expect(stringWidth(text)).toBe(measure(text));
      expect(stringWidth(text)).toBe(measure(text));
    }),
    { numRuns: 1000 },
  );
});

test('options are the original’s', () => {
  expect(stringWidth('●', { ambiguousIsNarrow: false })).toBe(measure('●', { ambiguousIsNarrow: false }));
});
