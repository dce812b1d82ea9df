/** What a piece of text means. Screens ask for a tone, never for a colour. */
export type Tone =
  // anywhere
  | 'plain'
  | 'strong'
  | 'muted'
  | 'accent'
  | 'heading'
  | 'key'
  | 'good'
  | 'bad'
  | 'warning'
  // board
  | 'frame'
  | 'border'
  | 'title'
  | 'count'
  | 'name'
  | 'value'
  | 'reference'
  | 'focused'
  | 'target'
  | 'missing'
  | 'locked'
  | 'garbage'
  | 'ghost'
  | 'tag'
  | 'new'
  | 'dimmed';

/** Properties of Ink's `<Text>` that a tone may set. */
export type TextStyle = {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strikethrough?: boolean;
};

export type ThemeName = 'dark' | 'light' | 'contrast' | 'mono';

export type Theme = { readonly name: ThemeName; readonly tone: Readonly<Record<Tone, TextStyle>> };
