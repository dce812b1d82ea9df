import { expect, test } from 'vitest';
import { canDrawUnicode } from '../../src/cli/locale.ts';

test.each([
  { LANG: 'C' },
  { LANG: 'POSIX' },
  { LANG: 'en_US.UTF-8', LC_ALL: 'C' },
  { LANG: 'en_US.UTF-8', LC_CTYPE: 'C' },
  { LANG: 'de_DE.ISO-8859-1' },
  { LANG: 'de_DE.ISO-8859-15@euro' },
])('%j draws with ASCII', variables => {
  expect(canDrawUnicode(variables)).toBe(false);
});

test.each([
  {},
  { LANG: 'C.UTF-8' },
  { LANG: 'de_DE.utf8' },
  { LANG: 'C', LC_ALL: 'en_US.UTF-8' },
  { LANG: 'C', LC_ALL: '', LC_CTYPE: 'C.UTF-8' },
])('%j draws with boxes and arrows', variables => {
  expect(canDrawUnicode(variables)).toBe(true);
});
