import { Text } from 'ink';
import { leastSize, type Size } from '../play-screen/layout.ts';
import { words } from '../words.ts';

export type TooSmallProps = { readonly size: Size };

/** One sentence; the game goes on as soon as the window is larger. */
export function TooSmall({ size }: TooSmallProps) {
  return <Text wrap="truncate-end">{words.tooSmall(size.columns, size.rows, leastSize)}</Text>;
}
