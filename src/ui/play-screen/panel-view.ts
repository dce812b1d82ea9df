/** What stands below the board while it has the keys: goals, the focused reference, what was just said. */
import type { GoalState } from '../../level/index.ts';
import { cut, ends, fitLine, type Line, type Run, run, textOf, wrap } from '../runs.ts';
import type { Signs } from '../signs.ts';
import { asSentence, hiddenFailures, statusOf, words } from '../words.ts';
import { movedText } from './census.ts';
import { engineFacts } from './facts.ts';
import { messageRows, mostGoals } from './layout.ts';
import { ruleLine } from './pages.ts';
import { focusedOf, isFailed, type PlayState } from './state.ts';

export const boardPanel = (state: PlayState, signs: Signs, columns: number): readonly Line[] => [
  ...goalLines(state, signs, columns),
  statusLine(state, signs, columns),
  ...messageLines(state, signs, columns),
];

/** ` goals ─────── collections 0/0/0 ─`. */
function goalLines(state: PlayState, signs: Signs, columns: number): readonly Line[] {
  const { goals } = state.position;
  if (goals.length === 0) return [ruleLine('', signs, columns)];
  // An ended run says it below; before that the goal itself has to, or somebody plays on for nothing.
  const firstLost = isFailed(state.position) ? undefined : goals.find(goal => goal.state === 'lost');
  const rows = goals
    .slice(0, mostGoals)
    .map(goal => goalLine(goal, state, signs, columns, goal === firstLost ? words.goBack : undefined));
  const title = run(` ${goals.length === 1 ? 'goal' : 'goals'} `, 'muted');
  const engine = engineText(state);
  const right = engine === '' ? '' : ` ${engine} ${signs.rule}`;
  return [ends([title], [run(right, 'muted')], columns, run(signs.rule, 'muted')), ...rows];
}

function goalLine(
  goal: GoalState,
  state: PlayState,
  signs: Signs,
  columns: number,
  advice: string | undefined,
): Line {
  const { sign, tone } = goalSigns(signs)[goal.state];
  const line = [run(`  ${sign} `, tone), run(goal.sentence, goal.state === 'holds' ? 'plain' : tone)];
  const rows = reasonsOf(goal, state, signs).map(reason => {
    const remarks = [reason, advice ?? ''].filter(text => text !== '');
    return [...line, ...remarks.map(text => run(` ${signs.dot} ${text}`, 'muted'))];
  });
  const fitting = rows.find(row => textOf(row).length < columns) ?? rows.at(-1) ?? line;
  return fitLine(fitting, columns - 1, signs.ellipsis);
}

/** Why a goal stands as it stands, the longest text first; a row without room for any has the advice at least. */
function reasonsOf(goal: GoalState, state: PlayState, signs: Signs): readonly string[] {
  const { culprit, brief } = goal;
  const { word } = goalSigns(signs)[goal.state];
  // While there is time, who stands in the way is for the player to find out.
  const isSaid = state.watched === undefined && culprit !== undefined && culprit === blamed(state);
  if (isSaid) return [''];
  const isTold = culprit !== undefined && (isFailed(state.position) || goal.state === 'lost');
  return isTold ? [culprit, ...(brief === undefined ? [] : [brief]), ''] : [word, ''];
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
  const counters = [
    facts.collections ? `collections ${collections.join('/')}` : '',
    facts.traversed ? `traversed ${traversed}` : '',
    facts.peak ? `peak ${peak}` : '',
  ]
    .filter(text => text !== '')
    .join('  ');
  return counters !== '' && facts.isCountedFromGo ? `${words.countedFromGo} ${counters}` : counters;
}

function statusLine(state: PlayState, signs: Signs, columns: number): Line {
  const { mode, scene } = state;
  if (state.watched !== undefined) return [run(` ${words.watching}`, 'muted')];
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
  const { text, tone } = messageOf(state, signs, columns);
  const lines = wrap(text, columns - 2).map((part): Line => [run(` ${part}`, tone)]);
  const shown = lines.slice(0, messageRows);
  const last = shown.at(-1);
  if (lines.length > messageRows && last !== undefined) {
    shown[messageRows - 1] = [...cut(last, columns - 3), run(signs.ellipsis, 'muted')];
  }
  return Array.from({ length: messageRows }, (_, index) => shown[index] ?? []);
}

type Message = { readonly text: string; readonly tone: NonNullable<Run['tone']> };

function messageOf(state: PlayState, signs: Signs, columns: number): Message {
  const { mode, notice, position, watched, session } = state;
  if (watched?.type === 'continue') return { text: '', tone: 'plain' };
  if (watched !== undefined) return { text: session.level.level.opening ?? '', tone: 'plain' };
  if (mode.type === 'prompt') {
    if (mode.problem !== undefined) return { text: mode.problem, tone: 'warning' };
    return { text: offersText(mode.offers, signs, columns), tone: 'muted' };
  }
  if (notice !== undefined) {
    return { text: notice.text, tone: notice.kind === 'refused' ? 'warning' : 'plain' };
  }
  if (mode.type === 'wire') return { text: words.wirePrompt(placeOf(state)), tone: 'plain' };
  if (mode.type === 'jump') return { text: words.jumpPrompt, tone: 'plain' };
  const said = saidBy(state);
  if (isFailed(position)) return { text: failureText(state, said, columns), tone: 'warning' };
  if (said !== '') return { text: said, tone: 'plain' };
  return { text: session.done.length === 0 ? (session.level.level.opening ?? '') : '', tone: 'muted' };
}

/** Whole statements only, as many as there is room for. */
function offersText(offers: readonly string[], { dot }: Signs, columns: number): string {
  for (let shown = offers.length; shown > 0; shown -= 1) {
    const rest = offers.length - shown;
    const parts = [...offers.slice(0, shown), ...(rest === 0 ? [] : [words.moreOffers(rest)])];
    const text = parts.join(` ${dot} `);
    if (wrap(text, columns - 2).length <= messageRows) return text;
  }
  return '';
}

/** What the last step did; where generations are shown, also who has moved on. */
function saidBy(state: PlayState): string {
  const { last } = state.position;
  if (last === undefined) return '';
  const moved = engineFacts(state).generations ? movedText(state.scene, last.promoted) : '';
  return moved === '' ? last.sentence : `${last.sentence} ${moved}`;
}

/** What happened, as far as there is room; who is to blame; and last, that it can be taken back. */
function failureText(state: PlayState, said: string, columns: number): string {
  const { outcome } = state.position;
  const culprit = blamed(state);
  const first = outcome?.error ?? (culprit === undefined ? '' : asSentence(culprit));
  const hidden = hiddenFailures(outcome, mostGoals);
  const versions = [[said, first, ...hidden], [first, ...hidden], [said, first], [first]].map(parts =>
    [...parts, words.takeBack].filter(text => text !== '').join(' '),
  );
  const fitting = versions.find(text => wrap(text, columns - 2).length <= messageRows);
  return fitting ?? [words.takeBack, first].join(' ');
}

/** Who keeps the first failed goal of an ended run from holding; the message says it, so its row need not. */
function blamed({ position }: PlayState): string | undefined {
  if (!isFailed(position) || position.outcome?.error !== undefined) return undefined;
  return position.outcome?.failures.find(({ culprit }) => culprit !== undefined)?.culprit;
}

const placeOf = (state: PlayState): string => {
  const row = focusedOf(state)?.row;
  return row?.expression ?? row?.name ?? '';
};
