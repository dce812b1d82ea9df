export type { TextStyle, Theme, ThemeName, Tone } from './theme.ts';
export { ThemeProvider, type ThemeProviderProps, useTheme } from './theme-context.tsx';
export { themes } from './themes.ts';
