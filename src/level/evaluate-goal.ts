/**
 * Goals asked of a run.
 *
 * Each condition gets a verdict: what is true now, and whether anything that follows can still change it. `and`,
 * `or` and `not` combine verdicts as usual. At the end of a program nothing is ahead, and what is true now is the
 * exact truth.
 */
import type { Expression } from '../python/syntax.ts';
import type { Ahead, Facts } from './facts.ts';
import type { Condition, ConstantValue, Goal, GoalState, Measure, Operator } from './goal.ts';
import { constantText, counted, isMark, list, markText, sentenceOf } from './goal-sentence.ts';
import { obstacleOf } from './obstacle.ts';

type Verdict = {
  readonly now: boolean;

  /** No move and no line that follows can change `now`. */
  readonly isSettled: boolean;

  /** Not true now, but all that is missing are marks that lines ahead set. */
  readonly waits?: true;

  /** What stands in the way. Asked only for players: it can take a walk over the heap. */
  readonly culprit: () => Culprit;
};

/** With the same in few words, for a reader who has the goal before his eyes. */
type Culprit = string | { readonly text: string; readonly brief: string };

/** How a goal stands at this point of a run. */
export function evaluateGoal({ condition, sentence }: Goal, facts: Facts): GoalState {
  const verdict = judge(condition, facts);
  const state = stateOf(verdict, facts.ahead);
  if (state === 'holds' || state === 'later') return { state, sentence };
  const culprit = verdict.culprit();
  if (typeof culprit === 'string') return { state, sentence, culprit };
  return { state, sentence, culprit: culprit.text, brief: culprit.brief };
}

/** Whether a goal is true as things stand: all that a search has to know at the end of a run. */
export const isMet = ({ condition }: Goal, facts: Facts): boolean =>
  judge(condition, { ...facts, canBeFreed: yes, canBeCollected: yes }).now;

const yes = (): boolean => true;

function stateOf({ now, isSettled, waits }: Verdict, ahead: Ahead): GoalState['state'] {
  if (isSettled) return now ? 'holds' : 'lost';
  if (ahead.changes || waits) return 'later';
  return now ? 'holds' : 'not-yet';
}

function judge(condition: Condition, facts: Facts): Verdict {
  switch (condition.type) {
    case 'freed':
      return every(condition.labels.map(label => judgeFreed(label, facts)));
    case 'alive':
      return every(condition.labels.map(label => judgeAlive(label, facts)));
    case 'order':
      return judgeOrder(condition.events, facts);
    case 'quiet':
      return judgeQuiet(condition, facts);
    case 'holds':
      return judgeHolds(condition, facts);
    case 'value':
      return judgeValue(condition, facts);
    case 'says':
      return judgeSays(condition.values, facts);
    case 'compare':
      return judgeComparison(condition, facts);
    case 'and':
      return every(condition.conditions.map(part => judge(part, facts)));
    case 'or':
      return some(condition.conditions.map(part => judge(part, facts)));
    case 'not': {
      const { now, isSettled } = judge(condition.condition, facts);
      return { now: !now, isSettled, culprit: () => sentenceOf(condition.condition) };
    }
  }
}

function every(verdicts: readonly Verdict[]): Verdict {
  const failing = verdicts.filter(({ now }) => !now);
  const [first] = failing;
  if (first === undefined) {
    return { now: true, isSettled: verdicts.every(({ isSettled }) => isSettled), culprit: nobody };
  }
  return failing.find(({ isSettled }) => isSettled) ?? failing.find(({ waits }) => !waits) ?? first;
}

function some(verdicts: readonly Verdict[]): Verdict {
  const holding = verdicts.filter(({ now }) => now);
  if (holding.length > 0) {
    return { now: true, isSettled: holding.some(({ isSettled }) => isSettled), culprit: nobody };
  }
  const open = verdicts.filter(({ isSettled }) => !isSettled);
  return open.find(({ waits }) => waits) ?? open[0] ?? verdicts[0] ?? never;
}

const nobody = (): string => '';
const never: Verdict = { now: false, isSettled: true, culprit: nobody };

/** Nobody dies twice: once true, always true. */
function judgeFreed(label: string, facts: Facts): Verdict {
  const now = facts.freed(label);
  if (!now && !facts.canBeFreed(label)) return { now, isSettled: true, culprit: () => outOfReach(label) };
  return { now, isSettled: now, culprit: () => stillHeld(label, facts) };
}

function judgeAlive(label: string, facts: Facts): Verdict {
  const isFreed = facts.freed(label);
  const culprit = () => (isFreed ? fateOf(label, facts) : unborn(label));
  return { now: facts.isAlive(label), isSettled: isFreed, culprit };
}

/** The events of the goal must stand in the log in this order; others may stand between them. */
function judgeOrder(events: readonly string[], facts: Facts): Verdict {
  const { ahead, log } = facts;
  let met = 0;
  for (const event of log) if (event === events[met]) met += 1;
  const missing = events.slice(met);
  const [next] = missing;
  if (next === undefined) return { now: true, isSettled: true, culprit: nobody };

  // A death comes once, and so does a mark that no line ahead sets: what has come too early has come for good.
  const isAhead = (event: string) => isMark(event) && ahead.marks.has(event.slice(1));
  const early = missing.find(event => log.includes(event) && !isAhead(event));
  if (early !== undefined) {
    return { now: false, isSettled: true, culprit: () => tooEarly(early, events[met - 1], next, facts) };
  }
  const immortal = missing.find(event => !isMark(event) && !facts.canBeFreed(event));
  if (immortal !== undefined) return { now: false, isSettled: true, culprit: () => outOfReach(immortal) };
  const culprit = () => (isMark(next) ? `${markText(next)} was not reached` : stillHeld(next, facts));
  const open: Verdict = { now: false, isSettled: false, culprit };
  return missing.every(isAhead) ? { ...open, waits: true } : open;
}

/**
 * What came before its turn: `early` stands further back in the goal, or `next` stands in the log already and `last`,
 * which comes before it in the goal, came after it.
 */
function tooEarly(early: string, last: string | undefined, next: string, facts: Facts): Culprit {
  const late = early === next ? last : isMark(next) || !facts.isAlive(next) ? next : undefined;
  if (late !== undefined) return cameBefore(early, late);
  return {
    text: `${came(early)} first; ${textOf(stillHeld(next, facts))}`,
    brief: `${eventText(early)} came first`,
  };
}

/** Between the first of the one mark and the first of the other behind it. What has run there has run. */
function judgeQuiet({ from, to }: Condition & { type: 'quiet' }, { log, ahead }: Facts): Verdict {
  const start = log.indexOf(from);
  const end = start < 0 ? -1 : log.indexOf(to, start + 1);
  const between = start < 0 ? [] : log.slice(start, end < 0 ? undefined : end);
  const ran = between.filter(event => /^gc[012]$/.test(event)).length;
  if (ran > 0) {
    const culprit = () => `${counted(ran, 'collection')} ran behind ${markText(from)}`;
    return { now: false, isSettled: true, culprit };
  }
  if (end >= 0) return { now: true, isSettled: true, culprit: nobody };
  const missing = start < 0 ? [from, to] : [to];
  const culprit = () => `${markText(missing[0] ?? '')} was not reached`;
  const open: Verdict = { now: false, isSettled: false, culprit };
  return missing.every(mark => ahead.marks.has(mark.slice(1))) ? { ...open, waits: true } : open;
}

function judgeHolds({ path, text, label }: Condition & { type: 'holds' }, facts: Facts): Verdict {
  const found = facts.evaluate(path);
  if (facts.freed(label)) return { now: false, isSettled: true, culprit: () => fateOf(label, facts) };
  if (found.type === 'raised') return judgeObstacle(path, facts);
  const now = found.type === 'object' && found.label === label;
  return { now, isSettled: false, culprit: () => `${text} is ${found.text}` };
}

function judgeValue({ expression, text, value }: Condition & { type: 'value' }, facts: Facts): Verdict {
  const found = facts.evaluate(expression);
  if (found.type === 'raised') return judgeObstacle(expression, facts);
  const now = found.type === 'atom' && found.text === stringOf(value);
  return { now, isSettled: false, culprit: () => `${text} is ${found.text}` };
}

/** An expression that raises. A name that nothing can bind again is gone for good. */
function judgeObstacle(expression: Expression, facts: Facts): Verdict {
  const { name, text } = obstacleOf(expression, facts);
  const isSettled = name !== undefined && !facts.ahead.changes && !facts.canBind(name);
  return { now: false, isSettled, culprit: () => text };
}

/** Output is only ever added to. */
function judgeSays(values: readonly ConstantValue[], { output }: Facts): Verdict {
  const isPrefix = output.every(
    (said, index) => index < values.length && said === stringOf(values[index] ?? null),
  );
  const culprit = () => (output.length === 0 ? 'nothing was said' : `the output is ${output.join(', ')}`);
  return { now: isPrefix && output.length === values.length, isSettled: !isPrefix, culprit };
}

function judgeComparison(condition: Condition & { type: 'compare' }, facts: Facts): Verdict {
  const { measure, operator, value } = condition;
  const found = amountOf(measure, facts);
  if (found === undefined) {
    const label = 'label' in measure ? measure.label : '';
    const isFreed = facts.freed(label);
    if (measure.type === 'by' && !isFreed && !canBeFreedAsWanted(condition, label, facts)) {
      return { now: false, isSettled: true, culprit: () => outOfReach(label) };
    }
    const culprit = () => {
      if (isFreed) return fateOf(label, facts);
      return measure.type === 'by' ? stillHeld(label, facts) : unborn(label);
    };
    return { now: false, isSettled: isFreed, culprit };
  }
  return {
    now: compare(found, operator, value),
    isSettled: isSettled(measure, operator, found, value, facts),
    culprit: () => culpritOf(measure, found, facts),
  };
}

/** Undefined for what the dead (or, for `by`, the living) do not have. */
function amountOf(measure: Measure, facts: Facts): number | string | undefined {
  switch (measure.type) {
    case 'rc':
      return facts.refcount(measure.label);
    case 'gen':
      return facts.generation(measure.label);
    case 'by':
      return facts.by(measure.label);
    case 'garbage':
      return facts.garbage().length;
    case 'unreachable':
      return facts.unreachable();
    case 'collections':
      return facts.collections
        .filter((_, generation) => generation === (measure.generation ?? generation))
        .reduce((sum, count) => sum + count, 0);
    case 'traversed':
    case 'peak':
    case 'moves':
      return facts[measure.type];
  }
}

/** Whether a comparison stays as it is: for numbers that only grow, and for who freed somebody. */
function isSettled(
  { type }: Measure,
  operator: Operator,
  found: number | string,
  value: number | string,
  { ahead: { go }, canGrowYounger, garbage, canBeFreed }: Facts,
): boolean {
  switch (type) {
    case 'by':
      return true;
    case 'gen':
      return !canGrowYounger && isTooMuch(operator, found, value);
    case 'garbage':
      return value === 0 && isTooMuch(operator, found, value) && garbage().some(label => !canBeFreed(label));
    case 'rc':
    case 'unreachable':
      return false;
    case 'collections':
    case 'traversed':
    case 'peak':
    case 'moves':
      if (go && type !== 'moves') return false;
      return operator === '<' || operator === '>=' ? found >= value : found > value;
  }
}

/** What has to come down. */
const isTooMuch = (operator: Operator, found: number | string, value: number | string): boolean =>
  operator === '<' ? found >= value : (operator === '==' || operator === '<=') && found > value;

const canBeFreedAsWanted = (
  { operator, value }: Condition & { type: 'compare' },
  label: string,
  { canBeFreed, canBeCollected }: Facts,
): boolean => ((operator === '==') === (value === 'gc') ? canBeCollected(label) : canBeFreed(label));

function compare(found: number | string, operator: Operator, value: number | string): boolean {
  switch (operator) {
    case '==':
      return found === value;
    case '!=':
      return found !== value;
    case '<':
      return found < value;
    case '<=':
      return found <= value;
    case '>':
      return found > value;
    case '>=':
      return found >= value;
  }
}

function culpritOf(measure: Measure, found: number | string, facts: Facts): Culprit {
  const were = `${found} ${found === 1 ? 'was' : 'were'}`;
  switch (measure.type) {
    case 'rc':
      return `${measure.label} has ${counted(Number(found), 'reference')}`;
    case 'gen':
      return `${measure.label} stands in generation ${found}`;
    case 'by':
      return howFreed(measure.label, facts);
    case 'garbage': {
      if (found === 0) return 'nothing is garbage';
      const brief = `${list(facts.garbage())} ${found === 1 ? 'is' : 'are'} unreachable`;
      return { text: `${brief}: only a collection can free ${found === 1 ? 'it' : 'them'}`, brief };
    }
    case 'unreachable':
      return `${counted(Number(found), 'object')} ${found === 1 ? 'is' : 'are'} unreachable and not freed`;
    case 'collections': {
      const noun = measure.generation === undefined ? '' : ` of generation ${measure.generation}`;
      if (found === 0) return { text: `no collection${noun} ran`, brief: 'none ran' };
      return { text: `${counted(Number(found), 'collection')}${noun} ran`, brief: `${found} ran` };
    }
    case 'traversed':
      return { text: `${heaplings(found)} traversed`, brief: were };
    case 'peak':
      return { text: `${heaplings(found)} alive at once`, brief: were };
    case 'moves':
      return `${counted(Number(found), 'move')} so far`;
  }
}

const heaplings = (found: number | string): string =>
  `${counted(Number(found), 'heapling')} ${found === 1 ? 'was' : 'were'}`;

function stillHeld(label: string, { held, isAlive }: Pick<Facts, 'held' | 'isAlive'>): Culprit {
  if (!isAlive(label)) return unborn(label);
  const holder = held(label);
  if (holder === undefined) return `${label} lives`;
  if (holder.type === 'path') {
    // A name is often spelled like the label: `ada is held by ada` would puzzle.
    const isName = /^\w+$/.test(holder.place);
    return `${label} is still held by ${isName ? 'the name ' : ''}${holder.place}`;
  }
  // What no root reaches and counting has not freed is in a ring or hangs on one.
  const brief = `${label} is held by a ring (${holder.place})`;
  return { text: `${brief}: only a collection can free it`, brief };
}

/** Of whom nothing that the goals allow can free. */
const outOfReach = (label: string): Culprit => ({
  text: `no collection that the goals allow can free ${label} now`,
  brief: `no collection left can free ${label}`,
});

/** How somebody came to be freed who should not have been. */
function fateOf(label: string, { by }: Pick<Facts, 'by'>): Culprit {
  return by(label) === 'gc'
    ? { text: `${label} was freed by a collection`, brief: `a collection freed ${label}` }
    : { text: `${label} lost its last reference and was freed`, brief: `${label} was freed` };
}

function howFreed(label: string, { by }: Pick<Facts, 'by'>): Culprit {
  const who = by(label) === 'gc' ? 'the collector' : 'counting';
  return { text: `${label} was freed by ${who}`, brief: `${who} freed it` };
}

const unborn = (label: string): string => `there is no ${label} yet`;

function cameBefore(early: string, late: string): Culprit {
  const end = isMark(late) ? markText(late) : isMark(early) ? came(late) : late;
  const brief = isMark(early) ? `${eventText(early)} came first` : `${early} came before ${eventText(late)}`;
  return { text: `${came(early)} before ${end}`, brief };
}

const came = (event: string): string => (isMark(event) ? `${markText(event)} came` : `${event} was freed`);
const eventText = (event: string): string => (isMark(event) ? markText(event) : event);
const textOf = (culprit: Culprit): string => (typeof culprit === 'string' ? culprit : culprit.text);

/** Python's `str()` of a constant. */
const stringOf = (value: ConstantValue): string => (typeof value === 'string' ? value : constantText(value));
