import { Text } from 'ink';
import type { Line } from '../runs.ts';
import { useTheme } from '../theme/index.ts';

export type StyledLineProps = { readonly line: Line };

/** One row of text: a single truncating `Text`, because several in a row would squeeze each other. */
export function StyledLine({ line }: StyledLineProps) {
  const { tone } = useTheme();
  const runs = withPositions(line);
  return (
    <Text wrap="truncate-end">
      {runs.length === 0
        ? ' '
        : runs.map(run => (
            <Text key={run.at} {...tone[run.tone ?? 'plain']}>
              {run.text}
            </Text>
          ))}
    </Text>
  );
}

/** A run is known by the column at which it starts. */
function withPositions(line: Line) {
  let at = 0;
  return line.flatMap(run => {
    if (run.text === '') return [];
    const placed = { ...run, at };
    at += run.text.length;
    return [placed];
  });
}

export type LinesProps = { readonly lines: readonly Line[]; readonly height?: number };

/** Lines below each other, in exactly `height` rows if it is given. */
export function Lines({ lines, height = lines.length }: LinesProps) {
  return Array.from({ length: height }, (_, row) => row).map(row => (
    <StyledLine key={row} line={lines[row] ?? []} />
  ));
}
