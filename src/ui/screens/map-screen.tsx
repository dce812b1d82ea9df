import { Box } from 'ink';
import { aboutSpot, chapterItems, levelItems, mapKeys } from '../app/map.ts';
import type { AppState, MapScreen as MapState } from '../app/state.ts';
import { Menu } from '../components/menu.tsx';
import { useSigns } from '../components/signs-context.tsx';
import { Lines, StyledLine } from '../components/styled-line.tsx';
import { footerOf } from '../keys/keymap.ts';
import { footerLine } from '../play-screen/footer.ts';
import { run, wrap } from '../runs.ts';
import { words } from '../words.ts';

export type MapScreenProps = { readonly app: AppState; readonly map: MapState };

/** Rows of the sentence below the lists. */
const aboutRows = 2;

/** Chapters at the left, the levels of the highlighted one at the right, what is highlighted in words below. */
export function MapScreen({ app, map }: MapScreenProps) {
  const signs = useSigns();
  const { columns, rows } = app.size;
  const chapters = chapterItems(app, signs);
  const section = app.catalogue[map.spot.section];
  const widest = Math.max(...chapters.map(({ label, note = '' }) => label.length + note.length + 2));
  const left = Math.min(widest + 5, Math.floor(columns / 2));
  const levels = section === undefined ? [] : levelItems(app, section, columns - left, signs);
  // The header and its rule, the rule below, the footer, and the last row of the terminal, which stays empty.
  const height = rows - 5 - aboutRows;
  const about = wrap(aboutSpot(app, map), columns - 2).map(text => [run(` ${text}`)]);
  return (
    <Box flexDirection="column">
      <StyledLine
        line={[
          run(' heaplings', 'heading'),
          run(` ${signs.dot} ${words.chapters}`, 'muted'),
          ...(app.isSaved ? [] : [run(` ${signs.dot} ${words.notSaved}`, 'warning')]),
        ]}
      />
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
          <Menu items={levels} selected={map.spot.level} limit={height} isActive={map.list === 'levels'} />
        </Box>
      </Box>
      <StyledLine line={[run(signs.rule.repeat(columns), 'muted')]} />
      <Lines lines={about} height={aboutRows} />
      <StyledLine line={footerLine(footerOf(mapKeys, map.list), signs, columns)} />
    </Box>
  );
}
