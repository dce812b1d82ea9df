import { Box } from 'ink';
import { useMemo } from 'react';
import { type Generation, type HolderId, promotionsBetween } from '../../play/index.ts';
import { Board, type GlyphSet, type ReferenceKey, referenceKey, type Tags } from '../board/index.ts';
import { Menu } from '../components/menu.tsx';
import { useSigns } from '../components/signs-context.tsx';
import { Lines, StyledLine } from '../components/styled-line.tsx';
import { engineFacts } from './facts.ts';
import { type PlayState, shownGhosts, shownScene } from './state.ts';
import { type Panel, playView } from './view.ts';

export type PlayScreenProps = {
  readonly state: PlayState;
  readonly glyphs: GlyphSet;

  /** Whether what was played is on the disk. @default true */
  readonly isSaved?: boolean;
};

/** One level being played: program and heap beside each other, goals and what was said below. */
export function PlayScreen({ state, glyphs, isSaved = true }: PlayScreenProps) {
  const signs = useSigns();
  const view = useMemo(() => playView(state, signs, isSaved), [state, signs, isSaved]);

  return (
    <Box flexDirection="column">
      <StyledLine line={view.header} />
      <StyledLine line={view.rule} />
      <Box height={view.bodyRows} overflow="hidden">
        {view.codeColumns > 0 && (
          <Box flexDirection="column" width={view.codeColumns} flexShrink={0}>
            <Lines lines={view.code} height={view.bodyRows} />
          </Box>
        )}
        {view.boardColumns > 0 && <Heap state={state} glyphs={glyphs} />}
      </Box>
      <Box flexDirection="column" height={view.panelRows} overflow="hidden">
        <BottomPanel panel={view.panel} rows={view.panelRows} />
      </Box>
      <StyledLine line={view.footer} />
    </Box>
  );
}

function Heap({ state, glyphs }: Omit<PlayScreenProps, 'isSaved'>) {
  const { mode, board, walk, watched } = state;
  const { generations } = engineFacts(state);
  const tags = useMemo(() => tagsOf(state), [state]);
  const ghosts = useMemo(() => shownGhosts(state), [state]);
  const fresh = useMemo(() => freshOf(state), [state]);
  const promoted = useMemo(() => promotedOf(state), [state]);
  return (
    <Board
      board={board}
      glyphs={glyphs}
      // Nothing is in focus while the program runs by itself.
      focus={watched === undefined ? walk?.at : undefined}
      mode={
        watched !== undefined
          ? 'walk'
          : mode.type === 'wire'
            ? 'wire'
            : mode.type === 'jump'
              ? 'find'
              : 'walk'
      }
      tags={tags}
      ghosts={ghosts}
      fresh={fresh}
      showsGenerations={generations}
      promoted={promoted}
    />
  );
}

function tagsOf({ mode }: PlayState): Tags | undefined {
  if (mode.type === 'jump') return mode.tags;
  if (mode.type !== 'wire') return undefined;
  return new Map(
    mode.choices.flatMap(({ target, letter }, index) => {
      if (letter === undefined || target === 'None') return [];
      return [[target, index === mode.at ? `${letter}!` : letter] as const];
    }),
  );
}

/** What the last move changed; in a run that is watched, who was not there a line ago. */
function freshOf(state: PlayState): ReadonlySet<ReferenceKey> {
  const { watched, position } = state;
  if (watched === undefined) {
    return new Set(position.last?.changed.map(({ holder, row }) => referenceKey(holder, row)));
  }
  const before = new Set(watched.frames[watched.at - 1]?.scene.holders.map(({ id }) => id));
  const now = shownScene(state).holders.map(({ id }) => id);
  return new Set(now.filter(id => !before.has(id)));
}

/** Who has moved to another generation: by the last step, or in a run that is watched by the last line. */
function promotedOf({ watched, position }: PlayState): ReadonlyMap<HolderId, Generation> | undefined {
  if (watched === undefined) return position.last?.promoted;
  const before = watched.frames[watched.at - 1]?.scene;
  const now = watched.frames[watched.at]?.scene;
  return before === undefined || now === undefined ? undefined : promotionsBetween(before, now);
}

type BottomPanelProps = { readonly panel: Panel; readonly rows: number };

function BottomPanel({ panel, rows }: BottomPanelProps) {
  if (panel.type === 'lines') return <Lines lines={panel.lines} height={rows} />;
  return (
    <>
      <StyledLine line={panel.title} />
      <Menu
        items={panel.entries.map(({ label, note = '' }) => ({ key: label + note, label, note }))}
        selected={panel.at}
        limit={rows - 1}
      />
    </>
  );
}
