import { Box, Text } from 'ink';
import type { TitleItem } from '../app/title.ts';
import { Menu } from '../components/menu.tsx';
import { StyledLine } from '../components/styled-line.tsx';
import type { Size } from '../play-screen/layout.ts';
import { run } from '../runs.ts';
import { useTheme } from '../theme/index.ts';
import { words } from '../words.ts';

export type TitleScreenProps = {
  /** The picture, one string for each of its rows. */
  readonly art: readonly string[];
  readonly items: readonly TitleItem[];
  readonly selected: number;
  readonly size: Size;
};

/** The first screen: the picture, one sentence, and the cursor already on the way in. */
export function TitleScreen({ art, items, selected, size }: TitleScreenProps) {
  const { tone } = useTheme();
  const saysTagline = art.some(row => row.includes('scissors'));
  const height = art.length + items.length + (saysTagline ? 2 : 4);
  const top = Math.max(0, Math.floor((size.rows - 1 - height) / 2));
  const lines = saysTagline ? art : [...art, words.tagline];
  const width = Math.max(...lines.map(row => row.length));
  const left = Math.max(1, Math.floor((size.columns - width) / 2));
  return (
    <Box flexDirection="column" paddingTop={top} paddingLeft={left}>
      {art.map((row, index) => (
        <Text key={`${String(index)}${row}`} wrap="truncate-end" {...tone.accent}>
          {row === '' ? ' ' : row}
        </Text>
      ))}
      {!saysTagline && <StyledLine line={[run(words.tagline, 'strong')]} />}
      <Text> </Text>
      <Menu items={items} selected={selected} />
    </Box>
  );
}
