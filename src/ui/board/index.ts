export { Board } from './board.tsx';
export { type BoardState, nextBoard } from './board-state.ts';
export { chainText } from './card.ts';
export {
  type FocusStep,
  type FocusWalk,
  focusAt,
  initialFocus,
  inReadingOrder,
  keepFocus,
  walkFocus,
} from './focus.ts';
export { asciiGlyphs, type GlyphSet, unicodeGlyphs } from './glyphs.ts';
export { assignTags, type Tags, tagged } from './tags.ts';
export { type Focus, type ReferenceKey, referenceKey } from './types.ts';
