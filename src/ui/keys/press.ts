import type { Key } from 'ink';

/**
 * One key as the screens see it: a name from `NamedPress` (always longer than one letter) or the one character
 * that was typed.
 */
export type Press = string;

type NamedPress =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'shift-tab'
  | 'backspace'
  | 'ctrl-c';

/** Nobody types this many characters between two reads of the terminal: it is a paste. */
export const longestTyping = 64;

/**
 * The presses in one event of Ink's `useInput`, in order.
 *
 * Keys that reach the terminal in one chunk arrive joined (`"jjx\r"`), so every character counts by itself;
 * a chunk too long to have been typed is a paste and counts as nothing.
 */
export function pressesOf(input: string, key: Key): readonly Press[] {
  const named = namedPress(key);
  if (named !== undefined) return [named];
  if (key.ctrl) return input === 'c' ? ['ctrl-c'] : [];
  if (key.super || key.hyper || isBrokenEscape(input) || input.length > longestTyping) return [];

  const typed = [...input].flatMap(characterPress);
  // Escape and a letter that follow each other closely look like Alt with that letter. No key here uses Alt.
  return key.meta ? ['escape', ...typed] : typed;
}

function namedPress(key: Key): NamedPress | undefined {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'page-up';
  if (key.pageDown) return 'page-down';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  if (key.tab) return key.shift ? 'shift-tab' : 'tab';
  if (key.backspace || key.delete) return 'backspace';
  return undefined;
}

function characterPress(character: string): readonly Press[] {
  switch (character) {
    case '\r':
    case '\n':
      return ['enter'];
    case '\t':
      return ['tab'];
    case '\u0003':
      return ['ctrl-c'];
    case '\u0008':
    case '\u007F':
      return ['backspace'];
    case '\u001B':
      return ['escape'];
    default:
      return /\p{C}/u.test(character) ? [] : [character];
  }
}

/**
 * What Ink leaves of an escape sequence that never ended: `[` and parameter bytes, the escape itself removed.
 * A lone `[` may as well have been typed, as in `xs[0]`, and is no key of any screen.
 */
const isBrokenEscape = (input: string): boolean => /^\[[\x20-\x3F]+$/.test(input);
