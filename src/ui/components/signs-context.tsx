import { createContext, type ReactNode, useContext } from 'react';
import { type Signs, unicodeSigns } from '../signs.ts';

const SignsContext = createContext<Signs>(unicodeSigns);

export type SignsProviderProps = { readonly signs: Signs; readonly children: ReactNode };

/** Gives everything inside it these signs: an ASCII terminal has others. */
export function SignsProvider({ signs, children }: SignsProviderProps) {
  return <SignsContext value={signs}>{children}</SignsContext>;
}

export const useSigns = (): Signs => useContext(SignsContext);
