import type { TextStyle, Theme, ThemeName, Tone } from './theme.ts';

/** The colours of a theme by role. Blue and orange, which nearly everybody can tell apart, carry the meaning. */
type Palette = {
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly blue: string;
  readonly orange: string;
  readonly bright: string;
  readonly violet: string;
  readonly onTag: string;
};

/** For dark terminals. */
const dark = themeFrom('dark', {
  text: '#d7dae0',
  muted: '#8b93a1',
  faint: '#767e8c',
  line: '#7fa6c9',
  blue: '#56b4e9',
  orange: '#f0a03c',
  bright: '#ffe08a',
  violet: '#c3a6e8',
  onTag: '#101418',
});

/** For light terminals. */
const light = themeFrom('light', {
  text: '#22272e',
  muted: '#5d6673',
  faint: '#858c97',
  line: '#667280',
  blue: '#0060a8',
  orange: '#9a5b00',
  bright: '#0038d6',
  violet: '#6a3fa0',
  onTag: '#ffffff',
});

/** Only the terminal's own strong colours, which its owner has chosen. */
const contrast = themeFrom('contrast', {
  text: 'whiteBright',
  muted: 'white',
  faint: 'white',
  line: 'whiteBright',
  blue: 'cyanBright',
  orange: 'yellowBright',
  bright: 'yellowBright',
  violet: 'cyanBright',
  onTag: 'black',
});

/** No colour at all: `NO_COLOR`. Weight, inversion and the signs on the board say everything. */
const mono: Theme = {
  name: 'mono',
  tone: {
    plain: {},
    strong: { bold: true },
    muted: { dimColor: true },
    accent: { bold: true },
    heading: { bold: true },
    key: { bold: true },
    good: { bold: true },
    bad: { bold: true, underline: true },
    warning: { underline: true },
    frame: {},
    border: {},
    title: { bold: true },
    count: {},
    name: {},
    value: {},
    reference: {},
    focused: { bold: true },
    target: { bold: true },
    missing: { dimColor: true },
    locked: {},
    garbage: { dimColor: true },
    ghost: { dimColor: true },
    tag: { inverse: true, bold: true },
    new: { bold: true },
    dimmed: { dimColor: true },
  },
};

export const themes: Readonly<Record<ThemeName, Theme>> = { dark, light, contrast, mono };

function themeFrom(name: ThemeName, palette: Palette): Theme {
  const tone: Record<Tone, TextStyle> = {
    plain: { color: palette.text },
    strong: { color: palette.text, bold: true },
    muted: { color: palette.muted },
    accent: { color: palette.blue, bold: true },
    heading: { color: palette.text, bold: true },
    key: { color: palette.blue },
    good: { color: palette.blue },
    bad: { color: palette.orange, bold: true },
    warning: { color: palette.orange },
    frame: { color: palette.muted },
    border: { color: palette.muted },
    title: { color: palette.text, bold: true },
    count: { color: palette.blue },
    name: { color: palette.text },
    value: { color: palette.violet },
    reference: { color: palette.line },
    focused: { color: palette.bright, bold: true },
    target: { color: palette.bright },
    missing: { color: palette.faint },
    locked: { color: palette.orange },
    garbage: { color: palette.orange },
    ghost: { color: palette.faint },
    tag: { color: palette.onTag, backgroundColor: palette.bright, bold: true },
    new: { color: palette.bright },
    dimmed: { color: palette.faint },
  };
  return { name, tone };
}
