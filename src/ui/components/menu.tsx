import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { useTheme } from '../theme/index.ts';
import { noteGap } from './menu-measures.ts';
import { useSigns } from './signs-context.tsx';

export type MenuItem = {
  readonly key: string;
  readonly label: string;

  /** Said behind the label, dimmer. */
  readonly note?: string;
};

export type MenuProps = {
  readonly items: readonly MenuItem[];

  /** Index of the item with the cursor. */
  readonly selected: number;

  /** Most items shown at once; the list scrolls with the cursor. @default all */
  readonly limit?: number;

  /** Whether this list has the keys; the cursor of another one is drawn dim. @default true */
  readonly isActive?: boolean;
};

/**
 * A list to choose from.
 *
 * The keys belong to the reducer of the screen, as everywhere: the stock list would miss keys that arrive
 * joined in one chunk. So it is told where the cursor stands and given anew whenever that changes.
 */
export function Menu({ items, selected, limit = items.length, isActive = true }: MenuProps) {
  return (
    <SelectInput
      key={`${selected} of ${items.length}, ${limit}`}
      items={items.map(({ key, label, note = '' }) => ({ key, label: withNote(label, note), value: key }))}
      initialIndex={selected}
      limit={Math.max(1, limit)}
      isFocused={false}
      indicatorComponent={isActive ? Cursor : RestingCursor}
      itemComponent={isActive ? MenuLine : RestingLine}
    />
  );
}

/** The list hands its items a label and nothing else, so the note travels in it. */
const separator = '\u0000';
const withNote = (label: string, note: string): string =>
  note === '' ? label : `${label}${separator}${note}`;

type CursorProps = { readonly isSelected?: boolean };

/** A long line beside it must not squeeze it. */
function Cursor({ isSelected = false }: CursorProps) {
  const { tone } = useTheme();
  const { pointer } = useSigns();
  return (
    <Box flexShrink={0}>
      <Text {...tone.focused}>{isSelected ? ` ${pointer} ` : '   '}</Text>
    </Box>
  );
}

function RestingCursor({ isSelected = false }: CursorProps) {
  const { tone } = useTheme();
  const { pointer } = useSigns();
  return (
    <Box flexShrink={0}>
      <Text {...tone.muted}>{isSelected ? ` ${pointer} ` : '   '}</Text>
    </Box>
  );
}

type MenuLineProps = CursorProps & { readonly label: string };

/** One `Text`, so that a narrow pane truncates the line instead of squeezing its parts. */
function MenuLine({ isSelected = false, label }: MenuLineProps) {
  const { tone } = useTheme();
  const [text = '', note = ''] = label.split(separator);
  return (
    <Text wrap="truncate-end">
      <Text {...(isSelected ? tone.focused : tone.plain)}>{text}</Text>
      {note !== '' && <Text {...tone.muted}>{`${' '.repeat(noteGap)}${note}`}</Text>}
    </Text>
  );
}

function RestingLine({ label }: MenuLineProps) {
  const { tone } = useTheme();
  const [text = '', note = ''] = label.split(separator);
  return (
    <Text wrap="truncate-end" {...tone.muted}>
      {note === '' ? text : `${text}${' '.repeat(noteGap)}${note}`}
    </Text>
  );
}
