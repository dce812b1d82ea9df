/** Just enough colour for Python: one line of code as runs of one kind each. */
export type CodeRun = {
  readonly text: string;
  readonly kind: 'plain' | 'keyword' | 'text' | 'number' | 'comment';
};

const keywords =
  'and as class def del elif else except False finally for from if import in is lambda None not or pass raise return True try while with';

const pattern = new RegExp(
  `(?<comment>#.*)|(?<text>f?"[^"]*"?|f?'[^']*'?)|(?<number>\\b\\d+\\b)|(?<keyword>\\b(?:${keywords.replaceAll(' ', '|')})\\b)`,
  'g',
);

export function highlight(line: string): readonly CodeRun[] {
  const runs: CodeRun[] = [];
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) runs.push({ text: line.slice(at, match.index), kind: 'plain' });
    runs.push({ text: match[0], kind: kindOf(match.groups ?? {}) });
    at = match.index + match[0].length;
  }
  if (at < line.length) runs.push({ text: line.slice(at), kind: 'plain' });
  return runs;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): CodeRun['kind'] {
  const { comment, text, number } = groups;
  if (comment !== undefined) return 'comment';
  if (text !== undefined) return 'text';
  return number === undefined ? 'keyword' : 'number';
}
