/** The last row of a screen: its keys, as many as fit. */
import { fitHints, type KeyHint } from '../keys/keymap.ts';
import { asciiLabel } from '../keys/play-keys.ts';
import { fitLine, type Line, run } from '../runs.ts';
import type { Signs } from '../signs.ts';

export function footerLine(hints: readonly KeyHint[], signs: Signs, columns: number): Line {
  const printable = hints.map(hint =>
    signs.isAscii ? { ...hint, label: asciiLabel(hint.label), text: asciiLabel(hint.text) } : hint,
  );
  const line = fitHints(printable, columns - 1).flatMap(({ label, text }) => [
    run(` ${label}`, 'key'),
    run(` ${text} `, 'muted'),
  ]);
  return fitLine(line, columns - 1, signs.ellipsis);
}
