import { Box } from 'ink';
import { chapterItems, levelItems, mapKeys } from '../app/map.ts';
import type { AppState, MapScreen as MapState } from '../app/state.ts';
import { Menu } from '../components/menu.tsx';
import { useSigns } from '../components/signs-context.tsx';
import { Lines, StyledLine } from '../components/styled-line.tsx';
import { footerOf } from '../keys/keymap.ts';
import { footerLine } from '../play-screen/footer.ts';
import { run, wrap } from '../runs.ts';
import { words } from '../words.ts';

export type MapScreenProps = { readonly app: AppState; readonly map: MapState };

/** Chapters at the left, the levels of the highlighted one at the right. */
export function MapScreen({ app, map }: MapScreenProps) {
  const signs = useSigns();
  const { columns, rows } = app.size;
  const chapters = chapterItems(app, signs);
  const section = app.catalogue[map.spot.section];
  const levels = section === undefined ? [] : levelItems(app, section, signs);
  const widest = Math.max(...chapters.map(({ label, note = '' }) => label.length + note.length + 2));
  const left = Math.min(widest + 5, Math.floor(columns / 2));
  const height = rows - 5;
  const opening = wrap(section?.opening ?? '', columns - left - 6).map(text => [run(`   ${text}`, 'muted')]);
  return (
    <Box flexDirection="column">
      <StyledLine line={[run(' heaplings', 'heading'), run(` ${signs.dot} ${words.chapters}`, 'muted')]} />
      <StyledLine
        line={[
          run(
            signs.rule.repeat(left) + ` ${section?.title ?? ''} `.padEnd(columns - left, signs.rule),
            'muted',
          ),
        ]}
      />
      <Box height={height} overflow="hidden">
        <Box width={left} flexShrink={0} flexDirection="column">
          <Menu
            items={chapters}
            selected={map.spot.section}
            limit={height}
            isActive={map.list === 'chapters'}
          />
        </Box>
        <Box width={columns - left} flexShrink={0} flexDirection="column">
          <Menu
            items={levels}
            selected={map.spot.level}
            limit={height - opening.length - 1}
            isActive={map.list === 'levels'}
          />
          <StyledLine line={[]} />
          <Lines lines={opening} />
        </Box>
      </Box>
      <StyledLine line={[]} />
      <StyledLine line={footerLine(footerOf(mapKeys, map.list), signs, columns)} />
    </Box>
  );
}
