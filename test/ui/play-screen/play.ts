import { reducePlay } from '../../../src/ui/play-screen/reduce.ts';
import {
  type LevelPlace,
  type PlayOptions,
  type PlayState,
  startPlay,
} from '../../../src/ui/play-screen/state.ts';
import { playView } from '../../../src/ui/play-screen/view.ts';
import { textOf } from '../../../src/ui/runs.ts';
import { unicodeSigns } from '../../../src/ui/signs.ts';
import { shipped } from '../shipped.ts';

export const somewhere: LevelPlace = {
  chapter: 'Somewhere',
  number: 1,
  of: 2,
  isPrologue: false,
  hasNext: true,
  isSandbox: false,
  knows: [],
};

/** The play screen of a level at 80×24, its first run over. */
export const open = (name: string, options: Partial<PlayOptions> = {}): PlayState =>
  startPlay(shipped(name), {
    place: somewhere,
    size: { columns: 80, rows: 24 },
    isSeen: true,
    isStill: true,
    ...options,
  });

/** Presses, separated by spaces: `w c down x`. */
export const press = (state: PlayState, presses: string): PlayState =>
  presses.split(' ').reduce((now, key) => reducePlay(now, { type: 'press', press: key }), state);

/** Types every character of a text. */
export const type = (state: PlayState, text: string): PlayState =>
  [...text].reduce((now, key) => reducePlay(now, { type: 'press', press: key }), state);

export const done = ({ session }: PlayState): readonly string[] =>
  session.done.map(step => (step.type === 'move' ? step.move.text : step.type));

/** The lines of the panel below the board, without colour. */
export function panelText(state: PlayState): readonly string[] {
  const { panel } = playView(state, unicodeSigns);
  return panel.type === 'lines'
    ? panel.lines.map(line => textOf(line).trim())
    : panel.entries.map(({ label }) => label);
}

export const footerText = (state: PlayState): string => textOf(playView(state, unicodeSigns).footer).trim();
