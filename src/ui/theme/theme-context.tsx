import { createContext, type ReactNode, useContext } from 'react';
import type { Theme } from './theme.ts';
import { themes } from './themes.ts';

const ThemeContext = createContext<Theme>(themes.dark);

export type ThemeProviderProps = {
  readonly theme: Theme;
  readonly children: ReactNode;
};

/** Gives everything inside it this theme. Without one the dark theme holds. */
export function ThemeProvider({ theme, children }: ThemeProviderProps) {
  return <ThemeContext value={theme}>{children}</ThemeContext>;
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
