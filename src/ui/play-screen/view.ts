/** What the play screen shows, as lines of styled text already fitted to their panes. Components only draw it. */
import type { GoalState } from '../../level/index.ts';
import { movesOf } from '../../play/index.ts';
import { footerOf, helpOf, type KeyHint } from '../keys/keymap.ts';
import {
  boardKeys,
  jumpKeys,
  pageKeys,
  panelKeys,
  promptKeys,
  winKeys,
  wireKeys,
} from '../keys/play-keys.ts';
import { cut, ends, fitLine, type Line, type Run, run, wrap } from '../runs.ts';
import type { Signs } from '../signs.ts';
import { hiddenFailures, scoreText, statusOf, whyText, words } from '../words.ts';
import { engineFacts, keyFacts } from './facts.ts';
import { footerLine } from './footer.ts';
import { highlight } from './highlight.ts';
import { messageRows, mostGoals, panelRows } from './layout.ts';
import { centreOf, type ProgramLine, programLines, windowOf } from './program-view.ts';
import { focusedOf, isFailed, layoutOf, type MenuEntry, type PlayState } from './state.ts';

/** A menu is not lines: `components/menu.tsx` draws it. */
export type Panel =
  | { readonly type: 'lines'; readonly lines: readonly Line[] }
  | {
      readonly type: 'menu';
      readonly title: Line;
      readonly entries: readonly MenuEntry[];
      readonly at: number;
    };

export type PlayView = {
  readonly header: Line;
  readonly rule: Line;
  readonly code: readonly Line[];
  readonly codeColumns: number;
  readonly boardColumns: number;

  /** Rows of the program and the board above the panel. */
  readonly bodyRows: number;
  readonly panel: Panel;
  readonly panelRows: number;
  readonly footer: Line;
};

export function playView(state: PlayState, signs: Signs): PlayView {
  const layout = layoutOf(state);
  const { panel, wanted } = panelOf(state, signs, layout.columns);
  // The footer is the last row of the bottom part.
  const height = panelRows(layout, wanted + 1, state.mode.type === 'help' ? 0 : 4) - 1;
  const bodyRows = layout.rows - 3 - height;
  return {
    header: headerOf(state, signs, layout.columns),
    rule: ruleOf(state, signs, layout.codeColumns, layout.boardColumns),
    code: layout.codeColumns === 0 ? [] : codeOf(state, signs, layout.codeColumns, bodyRows),
    codeColumns: layout.codeColumns,
    boardColumns: layout.boardColumns,
    bodyRows,
    panel,
    panelRows: height,
    footer: footerLine(footerHints(state), signs, layout.columns),
  };
}

function headerOf({ place, session, position, best }: PlayState, { dot }: Signs, columns: number): Line {
  const { level } = session.level;
  const where =
    place.number === undefined
      ? words.outside(place.isSandbox)
      : `${place.chapter} ${place.number}/${place.of}`;
  const left = [
    run(' heaplings', 'heading'),
    run(` ${dot} ${where} ${dot} `, 'muted'),
    run(level.title, 'strong'),
  ];
  if (place.isPrologue || place.isSandbox) return ends(left, [], columns);
  const par = best === undefined || level.par === undefined ? '' : ` ${dot} par ${level.par}`;
  return ends(
    left,
    [run(`${words.budgetLeft(position.movesUsed, position.budget)}${par} `, 'muted')],
    columns,
  );
}

function ruleOf({ opening }: PlayState, { rule }: Signs, codeColumns: number, boardColumns: number): Line {
  const part = (title: string, columns: number): string =>
    columns === 0 ? '' : ` ${title} `.padEnd(columns, rule).slice(0, columns);
  const title = opening === undefined ? 'program' : words.programRuns;
  return [run(part(title, codeColumns), 'muted'), run(part('heap', boardColumns), 'muted')];
}

// The program

function codeOf(state: PlayState, signs: Signs, columns: number, rows: number): readonly Line[] {
  const lines = programLines(programFacts(state));
  const width = String(lines.length).length;
  return windowOf(lines, centreOf(lines), rows).map(line => codeLine(line, width, columns, signs));
}

function programFacts({ session, position, opening, ran }: PlayState): Parameters<typeof programLines>[0] {
  const { source, slots } = session.level.program;
  const moves = movesOf(session);
  if (opening === undefined) {
    const soon = new Set(position.canContinue ? position.linesToRun : []);
    return { source, slots, moves, slot: position.slot, line: position.error?.line, ran, soon };
  }
  const { frames, at } = opening;
  const before = new Set(frames.slice(0, at).flatMap(({ line }) => line ?? []));
  return { source, slots, moves, slot: undefined, line: frames[at]?.line, ran: before, soon: new Set() };
}

function codeLine(line: ProgramLine, width: number, columns: number, signs: Signs): Line {
  const { number, text, kind, state } = line;
  const isNow = state === 'now';
  const mark = kind === 'move' || isNow ? signs.pointer : state === 'soon' ? signs.dot : ' ';
  const gutter = [
    run(` ${number.padStart(width)}`, isNow ? 'focused' : 'muted'),
    run(`${mark} `, kind === 'move' ? 'good' : isNow ? 'focused' : 'muted'),
  ];
  if (kind === 'move') {
    const you = run(' you ', 'muted');
    const room = columns - width - 3 - you.text.length;
    return ends([...gutter, ...fitLine([run(text, 'good')], room, signs.ellipsis)], [you], columns);
  }
  return fitLine([...gutter, ...codeRuns(line)], columns - 1, signs.ellipsis);
}

const tones = {
  plain: undefined,
  keyword: 'accent',
  text: 'value',
  number: 'value',
  comment: 'muted',
} as const;

function codeRuns({ text, state, kind }: ProgramLine): Line {
  if (kind === 'slot') return [run(text, state === 'now' ? 'focused' : 'muted')];
  if (state === 'ahead' || state === 'soon') return [run(text, 'muted')];
  return highlight(text).map(piece => run(piece.text, tones[piece.kind]));
}

// The panel below the board

type Sized = { readonly panel: Panel; readonly wanted: number };

const linesPanel = (lines: readonly Line[]): Sized => ({
  panel: { type: 'lines', lines },
  wanted: lines.length,
});

function panelOf(state: PlayState, signs: Signs, columns: number): Sized {
  const { mode } = state;
  switch (mode.type) {
    case 'board':
    case 'wire':
    case 'jump':
    case 'prompt':
      return linesPanel([
        ...goalLines(state, signs, columns),
        statusLine(state, signs, columns),
        ...messageLines(state, signs, columns),
      ]);
    case 'menu': {
      const title = rule(mode.title, signs, columns);
      return {
        panel: { type: 'menu', title, entries: mode.entries, at: mode.at },
        wanted: mode.entries.length + 2,
      };
    }
    case 'why':
      return linesPanel([
        rule(words.whyTitle(mode.why.title), signs, columns),
        ...paragraphs(whyText(mode.why), columns),
      ]);
    case 'help':
      return linesPanel(helpLines(state, signs, columns));
    case 'won':
      return linesPanel(winLines(state, signs, columns));
  }
}

/** ` goals ─────── collections 0/0/0 ─`. */
function goalLines(state: PlayState, signs: Signs, columns: number): readonly Line[] {
  const { goals } = state.position;
  if (goals.length === 0) return [rule('', signs, columns)];
  const rows = goals.slice(0, mostGoals).map(goal => goalLine(goal, state, signs, columns));
  const title = run(` ${goals.length === 1 ? 'goal' : 'goals'} `, 'muted');
  const engine = engineText(state);
  const right = engine === '' ? '' : ` ${engine} ${signs.rule}`;
  return [ends([title], [run(right, 'muted')], columns, run(signs.rule, 'muted')), ...rows];
}

function goalLine(
  { state: value, sentence, culprit }: GoalState,
  state: PlayState,
  signs: Signs,
  columns: number,
): Line {
  const { sign, tone, word } = goalSigns(signs)[value];
  const isEnded = isFailed(state.position);
  // While there is time, who stands in the way is for the player to find out.
  const why = culprit !== undefined && (isEnded || value === 'lost') ? culprit : word;
  const line = [run(`  ${sign} `, tone), run(sentence, value === 'holds' ? 'plain' : tone)];
  return fitLine(
    why === '' ? line : [...line, run(` ${signs.dot} ${why}`, 'muted')],
    columns - 1,
    signs.ellipsis,
  );
}

const goalSigns = (signs: Signs) =>
  ({
    holds: { sign: signs.holds, tone: 'good', word: '' },
    'not-yet': { sign: signs.notYet, tone: 'plain', word: '' },
    later: { sign: signs.later, tone: 'muted', word: words.goalLater },
    lost: { sign: signs.lost, tone: 'bad', word: words.goalLost },
  }) as const;

/** Only the counters that this level speaks of. */
function engineText(state: PlayState): string {
  const facts = engineFacts(state);
  const { collections } = state.position.machine.statistics();
  const { traversed, peak } = state.position.metrics;
  return [
    facts.collections ? `collections ${collections.join('/')}` : '',
    facts.traversed ? `looked at ${traversed}` : '',
    facts.peak ? `peak ${peak}` : '',
  ]
    .filter(text => text !== '')
    .join('  ');
}

function statusLine(state: PlayState, signs: Signs, columns: number): Line {
  const { mode, scene } = state;
  if (state.opening !== undefined) return [run(` ${words.watching}`, 'muted')];
  if (mode.type === 'prompt') return promptLine(mode.text, signs, columns);
  const focused = focusedOf(state);
  if (focused === undefined) return [];
  if (mode.type === 'wire' && focused.row !== undefined) return wireLine(state, signs, columns);
  return fitLine(
    [run(` ${statusOf(scene, focused.holder, focused.row, signs)}`, 'focused')],
    columns - 1,
    signs.ellipsis,
  );
}

/** `a ▸ cy`: what the wire would be, or only where it starts. */
function wireLine(state: PlayState, signs: Signs, columns: number): Line {
  const { mode } = state;
  const place = placeOf(state);
  const choice = mode.type === 'wire' && mode.at !== undefined ? mode.choices[mode.at] : undefined;
  if (choice === undefined) return [run(` ${place} ${signs.arrow}`, 'focused')];
  return fitLine(
    [
      run(` ${place} ${signs.arrow} ${choice.title}`, 'focused'),
      run(` ${signs.dot} ${choice.statement}`, 'muted'),
    ],
    columns - 1,
    signs.ellipsis,
  );
}

function promptLine(text: string, signs: Signs, columns: number): Line {
  // The end of a long statement stays in sight: that is where the typing happens.
  const room = columns - 5;
  const shown = text.length <= room ? text : text.slice(text.length - room);
  return [run(' : ', 'key'), run(shown, 'strong'), run(signs.cursor, 'focused')];
}

/** What was just said, in a fixed number of rows. */
function messageLines(state: PlayState, signs: Signs, columns: number): readonly Line[] {
  const { text, tone } = messageOf(state);
  const lines = wrap(text, columns - 2).map((part): Line => [run(` ${part}`, tone)]);
  const shown = lines.slice(0, messageRows);
  const last = shown.at(-1);
  if (lines.length > messageRows && last !== undefined) {
    shown[messageRows - 1] = [...cut(last, columns - 3), run(signs.ellipsis, 'muted')];
  }
  return Array.from({ length: messageRows }, (_, index) => shown[index] ?? []);
}

type Message = { readonly text: string; readonly tone: NonNullable<Run['tone']> };

function messageOf(state: PlayState): Message {
  const { mode, notice, position, opening, session } = state;
  if (opening !== undefined) return { text: session.level.level.opening ?? '', tone: 'plain' };
  if (mode.type === 'prompt') {
    if (mode.problem !== undefined) return { text: mode.problem, tone: 'warning' };
    return { text: mode.offers.join('   '), tone: 'muted' };
  }
  if (notice !== undefined) {
    return { text: notice.text, tone: notice.kind === 'refused' ? 'warning' : 'plain' };
  }
  if (mode.type === 'wire') return { text: words.wirePrompt(placeOf(state)), tone: 'plain' };
  if (mode.type === 'jump') return { text: words.jumpPrompt, tone: 'plain' };
  const said = position.last?.sentence ?? '';
  if (isFailed(position)) return { text: failureText(state, said), tone: 'warning' };
  if (said !== '') return { text: said, tone: 'plain' };
  return { text: session.done.length === 0 ? (session.level.level.opening ?? '') : '', tone: 'muted' };
}

/** An ended run says why, and that it can be taken back. What the goals say beside them is not said twice. */
function failureText({ position }: PlayState, said: string): string {
  const error = position.outcome?.error;
  const hidden = hiddenFailures(position.outcome, mostGoals);
  return [error ?? said, ...hidden, words.takeBack].filter(text => text !== '').join(' ');
}

const placeOf = (state: PlayState): string => {
  const row = focusedOf(state)?.row;
  return row?.expression ?? row?.name ?? '';
};

function helpLines(state: PlayState, signs: Signs, columns: number): readonly Line[] {
  const hints = helpOf(boardKeys, keyFacts(state));
  const width = Math.max(...hints.map(({ label }) => label.length));
  return [
    rule(words.helpTitle, signs, columns),
    ...hints.map(({ label, text }) =>
      fitLine([run(`  ${label.padEnd(width)}  `, 'key'), run(text)], columns - 1, signs.ellipsis),
    ),
  ];
}

function winLines({ session, position, place }: PlayState, signs: Signs, columns: number): readonly Line[] {
  const { level } = session.level;
  const { moves } = position.metrics;
  const isPar = level.par !== undefined && moves <= level.par;
  const stars = place.isPrologue ? signs.solved : `${signs.solved}${isPar ? ` ${signs.star}` : ''}`;
  const said = position.last?.sentence;
  const idea =
    level.idea === undefined
      ? []
      : [[run(`  ${place.isPrologue ? level.idea : words.earned(level.idea)}`, 'heading')]];
  const debrief = level.debrief === undefined || place.isPrologue ? [] : paragraphs([level.debrief], columns);
  const score = place.isPrologue ? words.solvedNow : scoreText(moves, level.par);
  return [
    rule(words.wonTitle, signs, columns),
    [run(`  ${stars} `, 'good'), run(score, 'strong')],
    ...(said === undefined ? [] : paragraphs([said], columns)),
    ...idea,
    ...debrief,
  ];
}

const rule = (title: string, signs: Signs, columns: number): Line => [
  run((title === '' ? '' : ` ${title} `).padEnd(columns, signs.rule), 'muted'),
];

const paragraphs = (texts: readonly string[], columns: number): readonly Line[] =>
  texts.flatMap(text => wrap(text, columns - 4).map((line): Line => [run(`  ${line}`)]));

// The footer

function footerHints(state: PlayState): readonly KeyHint[] {
  const { mode, place } = state;
  switch (mode.type) {
    case 'board':
      return footerOf(boardKeys, keyFacts(state, isCodeCut(state)));
    case 'wire':
      return footerOf(wireKeys, { mayBeNone: mode.choices.some(({ target }) => target === 'None') });
    case 'jump':
      return footerOf(jumpKeys, null);
    case 'menu':
      return footerOf(panelKeys, null);
    case 'prompt':
      return footerOf(promptKeys, null);
    case 'why':
    case 'help':
      return footerOf(pageKeys, null);
    case 'won':
      return footerOf(winKeys, { hasNext: place.hasNext, isPrologue: place.isPrologue });
  }
}

/** Whether a line of the program does not fit into its pane. */
function isCodeCut(state: PlayState): boolean {
  const { codeColumns } = layoutOf(state);
  const { source } = state.session.level.program;
  const lines = source.split('\n');
  const gutter = String(lines.length).length + 4;
  return codeColumns > 0 && lines.some(line => line.length + gutter > codeColumns);
}
