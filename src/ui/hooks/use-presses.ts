import { useInput, usePaste } from 'ink';
import { useRef } from 'react';
import type { Clock } from '../clock.ts';
import { longestTyping, type Press, pressesOf } from '../keys/press.ts';

/** The rest of a paste may come in chunks short enough to be typing. */
const pasteTail = 80;

/**
 * Every key of the game, one press at a time and in order: the only caller of Ink's `useInput`.
 *
 * What a press means is for the reducers to say, because a press may change the meaning of the next one in the
 * same chunk (`w`, then the letter of a target). Pastes, mouse reports and broken escape sequences are no keys.
 */
export function usePresses(clock: Clock, onPress: (press: Press) => void): void {
  const lastPaste = useRef(Number.NEGATIVE_INFINITY);

  useInput((input, key) => {
    if (input.length > longestTyping) lastPaste.current = clock.now();
    const isRestOfPaste = input.length > 0 && !key.ctrl && clock.now() - lastPaste.current < pasteTail;
    if (isRestOfPaste) return;
    for (const press of pressesOf(input, key)) onPress(press);
  });

  // Terminals that mark a paste send it here; taking it keeps it from arriving as keys.
  usePaste(() => {});
}
