/** Takes lines out of a program for as long as it stays interesting: what is left of it fits a message. */

/** `isInteresting` is asked of texts that need not be programs. */
export const minimal = async (
  source: string,
  isInteresting: (source: string) => Promise<boolean>,
): Promise<string> => {
  for (const shorter of candidates(source)) {
    if (await isInteresting(shorter)) return minimal(shorter, isInteresting);
  }
  return source;
};

/** Without a line and its block; without a line, its block standing in its place; with a plain heapling. */
function* candidates(source: string): Generator<string> {
  const lines = source.trimEnd().split('\n');
  for (const [index, line] of lines.entries()) {
    const before = lines.slice(0, index);
    const block = blockBehind(lines, index);
    const after = lines.slice(index + 1 + block.length);
    yield text([...before, ...after]);
    if (block.length > 0) yield text([...before, ...block.map(inner => inner.slice(4)), ...after]);
    const plain = line.replaceAll(/\b(?!Node\b)[A-Z]\w*\("/g, 'Node("');
    if (plain !== line) yield text([...before, plain, ...block, ...after]);
  }
}

const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');

const blockBehind = (lines: readonly string[], index: number): readonly string[] => {
  const indent = indentOf(lines[index]);
  const end = lines.findIndex((line, at) => at > index && indentOf(line) <= indent);
  return lines.slice(index + 1, end < 0 ? undefined : end);
};

const indentOf = (line = ''): number => line.length - line.trimStart().length;
