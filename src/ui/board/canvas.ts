import type { Tone } from '../theme/index.ts';

/** A piece of one row in one tone. */
export type Run = { readonly text: string; readonly tone: Tone };

/** A rectangle of cells, each a character of one column and a tone. What lies outside is not drawn. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly characters: string[];
  private readonly tones: Tone[];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.characters = new Array<string>(width * height).fill(' ');
    this.tones = new Array<Tone>(width * height).fill('plain');
  }

  set(x: number, y: number, character: string, tone: Tone): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.characters[y * this.width + x] = character;
    this.tones[y * this.width + x] = tone;
  }

  /** Writes cells from left to right. */
  write(x: number, y: number, cells: readonly string[], tone: Tone): void {
    for (const [i, cell] of cells.entries()) this.set(x + i, y, cell, tone);
  }

  /** Gives every cell a new tone. */
  retone(change: (tone: Tone, character: string) => Tone): void {
    for (const [i, tone] of this.tones.entries()) this.tones[i] = change(tone, this.characters[i] ?? ' ');
  }

  /** One row of a window as runs: as few as the tones allow, without spaces at the end. Blanks join any run. */
  runs(y: number, left: number, columns: number): readonly Run[] {
    const runs: { text: string; tone: Tone }[] = [];
    let blanks = '';
    for (let x = left; x < Math.min(this.width, left + columns); x++) {
      const character = this.characters[y * this.width + x] ?? ' ';
      const tone = this.tones[y * this.width + x] ?? 'plain';
      const last = runs.at(-1);
      // A background shows on blanks, too, so those of tags are never borrowed by others.
      if (character === ' ' && tone !== 'tag') blanks += ' ';
      else if (last?.tone === tone && (tone !== 'tag' || blanks === '')) {
        last.text += blanks + character;
        blanks = '';
      } else if (last && last.tone !== 'tag') {
        last.text += blanks;
        blanks = '';
        runs.push({ text: character, tone });
      } else {
        if (blanks !== '') runs.push({ text: blanks, tone: 'plain' });
        blanks = '';
        runs.push({ text: character, tone });
      }
    }
    return runs;
  }
}
