import type { Press } from './press.ts';

/** Where the cursor of a list of `count` items stands after a press; it goes around at both ends. */
export function moveCursor(index: number, count: number, press: Press): number {
  if (count === 0) return 0;
  switch (press) {
    case 'down':
    case 'j':
      return (index + 1) % count;
    case 'up':
    case 'k':
      return (index + count - 1) % count;
    case 'home':
    case 'page-up':
      return 0;
    case 'end':
    case 'page-down':
      return count - 1;
    default:
      return index;
  }
}

/** 1 to 9 for a digit, as lists of ink-select-input take them; 0 for any other press. */
export const numberOf = (press: Press): number => (/^[1-9]$/.test(press) ? Number(press) : 0);
