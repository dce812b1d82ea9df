export { Board, type BoardProps } from './board.tsx';
export { type BoardOptions, type BoardState, nextBoard } from './board-state.ts';
export type { Run } from './canvas.ts';
export {
  type FocusStep,
  type FocusWalk,
  focusAt,
  focusedRow,
  initialFocus,
  keepFocus,
  walkFocus,
} from './focus.ts';
export { asciiGlyphs, type GlyphSet, unicodeGlyphs } from './glyphs.ts';
export { type BoardMode, type BoardView, paintBoard, plainText } from './paint.ts';
export { assignTags, findTags, type Tags, tagged, wireTags } from './tags.ts';
export { type Focus, type Layout, type ReferenceKey, type Routes, referenceKey } from './types.ts';
