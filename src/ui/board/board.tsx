import { Box, Text } from 'ink';
import { memo, useMemo } from 'react';
import { useTheme } from '../theme/index.ts';
import type { BoardState } from './board-state.ts';
import type { Run } from './canvas.ts';
import { type BoardView, paintBoard } from './paint.ts';

export type BoardProps = BoardView & {
  /** From `nextBoard`, which also knows the size. */
  readonly board: BoardState;
};

/** The heap as a picture. Takes exactly the rows and columns that `board` was laid out for. */
export function Board({ board, ...view }: BoardProps) {
  const { layout, routes, window } = board;
  const { glyphs, focus, mode, tags, candidate, ghosts, fresh, showsGenerations, promoted } = view;
  const rows = useMemo(
    () =>
      paintBoard(
        layout,
        routes,
        { glyphs, focus, mode, tags, candidate, ghosts, fresh, showsGenerations, promoted },
        window,
      ),
    [layout, routes, window, glyphs, focus, mode, tags, candidate, ghosts, fresh, showsGenerations, promoted],
  );
  return (
    <Box flexDirection="column" width={window.columns} height={window.rows} flexShrink={0} overflow="hidden">
      {rows.map((runs, y) => (
        // Rows have no identity but their number.
        <BoardRow key={String(y)} runs={runs} />
      ))}
    </Box>
  );
}

type BoardRowProps = { readonly runs: readonly Run[] };

/** One row of the screen. It is drawn again only when its runs have changed. */
const BoardRow = memo(function BoardRow({ runs }: BoardRowProps) {
  const { tone } = useTheme();
  // An empty Text has no height.
  if (runs.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {runs.map((run, i) => (
        <Text key={String(i)} {...tone[run.tone]}>
          {run.text}
        </Text>
      ))}
    </Text>
  );
}, hasSameRuns);

function hasSameRuns(before: BoardRowProps, after: BoardRowProps): boolean {
  const { runs } = after;
  return (
    before.runs.length === runs.length &&
    before.runs.every((run, i) => run.text === runs[i]?.text && run.tone === runs[i]?.tone)
  );
}
