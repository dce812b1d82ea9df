/** Pages that lie over the bottom of the play screen: a win, hints, why somebody lives, the keys. All can be read to their end. */
import { asciiGlyphs, unicodeGlyphs } from '../board/index.ts';
import { helpOf } from '../keys/keymap.ts';
import { asciiLabel, boardKeys } from '../keys/play-keys.ts';
import { ends, fitLine, type Line, run, wrap } from '../runs.ts';
import { type Signs, unicodeSigns } from '../signs.ts';
import { endingText, scoreText, whyText, words } from '../words.ts';
import { keyFacts } from './facts.ts';
import { panelRows } from './layout.ts';
import { legendOf } from './legend.ts';
import { layoutOf, type PageMode, type PlayState } from './state.ts';

/** A page as it is shown: its rule, and as many of its lines as there is room for. */
export type PageView = {
  readonly lines: readonly Line[];

  /** Rows that it takes, the rule included. */
  readonly rows: number;

  /** Index of the last line that can stand at the top; 0 when everything fits. */
  readonly lastTop: number;
};

/** Rows of the board that stay in sight. The list of keys may need them all. */
const keptRows = 4;

/** The eye loses its way back from the end of longer lines. */
const widestText = 96;

/** From here on empty lines between paragraphs cost the board nothing that it needs. */
const roomyRows = 23;

export function pageView(state: PlayState, mode: PageMode, signs: Signs): PageView {
  const layout = layoutOf(state);
  const most = panelRows(layout, Number.POSITIVE_INFINITY, mode.type === 'help' ? 0 : keptRows) - 1;
  const airy = contentOf(state, mode, signs, layout.columns);
  // Empty lines are the first thing that a small terminal does without.
  const isRoomy = layout.rows >= roomyRows && airy.length < most;
  const content = isRoomy ? airy : airy.filter(line => line.length > 0);
  const rows = panelRows(layout, content.length + 2, mode.type === 'help' ? 0 : keptRows) - 1;
  const lastTop = Math.max(0, content.length - (rows - 1));
  const top = Math.min(mode.top, lastTop);
  const shown = content.slice(top, top + rows - 1);
  const position = lastTop === 0 ? '' : words.linesShown(top + 1, top + shown.length, content.length);
  return { lines: [ruleLine(titleOf(mode), signs, layout.columns, position), ...shown], rows, lastTop };
}

export const canScroll = (state: PlayState, mode: PageMode): boolean =>
  pageView(state, mode, unicodeSigns).lastTop > 0;

/** The page moved by some lines, as far as it goes. */
export function scrolled(state: PlayState, mode: PageMode, by: number): PlayState {
  const { lastTop } = pageView(state, mode, unicodeSigns);
  const top = Math.max(0, Math.min(lastTop, mode.top + by));
  return { ...state, mode: { ...mode, top } };
}

/** ` solved ───────── lines 1–9 of 12 ─`. */
export function ruleLine(title: string, signs: Signs, columns: number, right = ''): Line {
  const left = run(title === '' ? '' : ` ${title} `, 'muted');
  const end = run(right === '' ? signs.rule : ` ${right} ${signs.rule}`, 'muted');
  return ends([left], [end], columns, run(signs.rule, 'muted'));
}

function titleOf(mode: PageMode): string {
  switch (mode.type) {
    case 'won':
      return words.wonTitle;
    case 'hints':
      return words.hintsTitle;
    case 'why':
      return words.whyTitle(mode.why.title);
    case 'help':
      return words.helpTitle;
  }
}

function contentOf(state: PlayState, mode: PageMode, signs: Signs, columns: number): readonly Line[] {
  switch (mode.type) {
    case 'won':
      return winLines(state, signs, columns);
    case 'hints':
      return hintLines(state, mode.isBeforeTry, columns);
    case 'why':
      return paragraphs(whyText(mode.why), columns);
    case 'help':
      return helpLines(state, signs, columns);
  }
}

/** Score, what the last step did, the earned title, what it is good for, and where it goes on. */
function winLines({ session, position, place, best }: PlayState, signs: Signs, columns: number): Line[] {
  const { level } = session.level;
  const { moves } = position.metrics;
  const isPar = level.par !== undefined && moves <= level.par;
  const stars = !place.isPrologue && isPar ? `${signs.solved} ${signs.star}` : signs.solved;
  const score = place.isPrologue ? words.solvedNow : scoreText(moves, level.par, best?.moves);
  const said = position.last?.sentence ?? '';
  const { idea = '', debrief = '' } = level;
  const blocks: (readonly Line[])[] = [
    [...scoreLines(stars, score, columns), ...paragraphs([said], columns)],
    wrap(idea, Math.min(columns - 12, widestText)).map((line, index) =>
      idea === ''
        ? []
        : [run(index === 0 ? words.earned : ' '.repeat(words.earned.length), 'muted'), run(line, 'accent')],
    ),
    place.isPrologue ? [] : paragraphs([debrief], columns),
    paragraphs([place.ending === undefined ? '' : endingText(place.ending)], columns, 'muted'),
  ];
  const filled = blocks.map(block => block.filter(line => line.length > 0)).filter(block => block.length > 0);
  return filled.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}

function scoreLines(stars: string, score: string, columns: number): readonly Line[] {
  const indent = stars.length + 3;
  return wrap(score, columns - indent - 1).map((line, index) =>
    index === 0
      ? [run(`  ${stars} `, 'good'), run(line, 'strong')]
      : [run(' '.repeat(indent)), run(line, 'strong')],
  );
}

/** Every hint so far, the newest one bright. */
function hintLines({ session, hintsShown }: PlayState, isBeforeTry: boolean, columns: number): Line[] {
  const { hints } = session.level.level;
  const shown = hints.slice(0, hintsShown);
  return [
    ...(isBeforeTry ? paragraphs([words.tryFirst], columns, 'muted') : []),
    ...shown.flatMap((hint, index) => {
      const tone = index === shown.length - 1 ? 'plain' : 'muted';
      const label = `  ${index + 1}/${hints.length}  `;
      return wrap(hint, columns - label.length - 2).map((line, row) => [
        run(row === 0 ? label : ' '.repeat(label.length), 'muted'),
        run(line, tone),
      ]);
    }),
    ...(hintsShown >= hints.length ? paragraphs([words.lastHint], columns, 'muted') : []),
  ];
}

function helpLines(state: PlayState, signs: Signs, columns: number): readonly Line[] {
  const hints = helpOf(boardKeys, keyFacts(state)).map(hint =>
    signs.isAscii ? { ...hint, label: asciiLabel(hint.label) } : hint,
  );
  const legend = legendOf(state, signs, signs.isAscii ? asciiGlyphs : unicodeGlyphs);
  const line = (label: string, text: string, width: number): Line =>
    fitLine([run(`  ${label.padEnd(width)}  `, 'key'), run(text)], columns - 1, signs.ellipsis);
  const keys = Math.max(...hints.map(({ label }) => label.length));
  const widest = Math.max(0, ...legend.map(({ sign }) => sign.length));
  return [
    ...hints.map(({ label, text }) => line(label, text, keys)),
    ...(legend.length === 0 ? [] : [[], ...legend.map(({ sign, text }) => line(sign, text, widest))]),
  ];
}

const paragraphs = (texts: readonly string[], columns: number, tone?: 'muted'): readonly Line[] =>
  texts.flatMap(text =>
    text === '' ? [] : wrap(text, Math.min(columns - 4, widestText)).map(line => [run(`  ${line}`, tone)]),
  );
