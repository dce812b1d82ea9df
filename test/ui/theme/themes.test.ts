import { expect, test } from 'vitest';
import { type Tone, themes } from '../../../src/ui/theme/index.ts';

type Rgb = readonly [number, number, number];

const backgrounds = { dark: '#1e1e1e', light: '#ffffff' } as const;
const names = ['dark', 'light'] as const;

test('every theme knows every tone', () => {
  const tones = Object.keys(themes.dark.tone).sort();
  for (const theme of Object.values(themes)) expect(Object.keys(theme.tone).sort()).toEqual(tones);
});

test('the theme without colours has none', () => {
  for (const style of Object.values(themes.mono.tone)) {
    expect(style).not.toHaveProperty('color');
    expect(style).not.toHaveProperty('backgroundColor');
  }
});

test.each(names)('all of %s can be read on its background', name => {
  for (const [tone, { color = '', backgroundColor }] of Object.entries(themes[name].tone)) {
    const least = ['ghost', 'missing', 'dimmed'].includes(tone) ? 3 : 4.5;
    expect(contrast(color, backgroundColor ?? backgrounds[name]), tone).toBeGreaterThan(least);
  }
});

// Who sees no red (protanopia) or no green (deuteranopia) sees only what is left of it here.
const seen: Readonly<Record<string, (rgb: Rgb) => Rgb>> = {
  'everybody sees': rgb => rgb,
  'protanopes see': ([r, g, b]) => [0.112 * r + 0.888 * g, 0.112 * r + 0.888 * g, b + 0.004 * (r - g)],
  'deuteranopes see': ([r, g, b]) => [0.2927 * r + 0.7073 * g, 0.2927 * r + 0.7073 * g, b - 0.022 * (r - g)],
};

test.each(names.flatMap(name => Object.keys(seen).map(who => [name, who] as const)))(
  'in %s the focused arrow, other arrows and garbage differ as %s them',
  (name, who) => {
    const colours = (['focused', 'reference', 'garbage'] satisfies Tone[]).map(tone => {
      const linear = rgbOf(themes[name].tone[tone].color ?? '').map(toLinear) as unknown as Rgb;
      return (seen[who]?.(linear) ?? linear).map(value => 255 * Math.max(0, value) ** (1 / 2.2));
    });
    for (const [i, a] of colours.entries()) {
      for (const b of colours.slice(i + 1)) {
        expect(Math.hypot(...a.map((value, k) => value - (b[k] ?? 0)))).toBeGreaterThan(40);
      }
    }
  },
);

/** Contrast ratio of two colours, 1 to 21, as the Web Content Accessibility Guidelines count it. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = rgbOf(colour).map(toLinear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgbOf(colour: string): number[] {
  return (/^#(..)(..)(..)$/.exec(colour)?.slice(1) ?? []).map(hex => Number.parseInt(hex, 16) / 255);
}

function toLinear(value: number): number {
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
