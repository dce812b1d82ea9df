import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/**
 * Splits a text into cells of one terminal column. Control characters become `?`, marks of no width are
 * dropped, and a wide character takes its cell and an empty one after it.
 */
export function cellsOf(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  const cells: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(segment)) {
      cells.push('?');
      continue;
    }
    const width = stringWidth(segment);
    if (width > 0) cells.push(segment);
    if (width > 1) cells.push('');
  }
  return cells;
}

/** Number of terminal columns that the text takes. */
export function columnsOf(text: string): number {
  return cellsOf(text).length;
}

/** At most `width` cells; the last one is the ellipsis where something had to go. */
export function truncate(text: string, width: number, ellipsis: string): string[] {
  const cells = cellsOf(text);
  if (cells.length <= width) return cells;
  if (width <= 0) return [];
  const kept = cells.slice(0, width - 1);
  // A wide character must not be cut in half.
  if (cells[width - 1] === '' && kept.length > 0) kept[kept.length - 1] = ' ';
  return [...kept, ellipsis];
}
