/** Goals in plain words: the fact, in the words that the rest of the game uses for it. */
import type { Condition, ConstantValue, Measure, Operator } from './goal.ts';

/** `a is cy`, `ada and bob live`, `no collection runs`. */
export function sentenceOf(condition: Condition): string {
  switch (condition.type) {
    case 'freed':
      return `${list(condition.labels)} ${condition.labels.length === 1 ? 'is' : 'are'} freed`;
    case 'alive':
      return `${list(condition.labels)} ${condition.labels.length === 1 ? 'lives' : 'live'}`;
    case 'order':
      return orderSentence(condition.events);
    case 'quiet':
      return `no collection runs between ${markText(condition.from)} and ${markText(condition.to)}`;
    case 'holds':
      return `${condition.text} is ${condition.label}`;
    case 'value':
      if (condition.value === true) return condition.text;
      return `${condition.text} is ${constantText(condition.value)}`;
    case 'says':
      if (condition.values.length === 0) return 'nothing is said';
      return `the output is ${condition.values.map(constantText).join(', ')}`;
    case 'compare':
      return comparisonSentence(condition.measure, condition.operator, condition.value);
    case 'and':
    case 'or':
      return condition.conditions.map(sentenceOf).join(condition.type === 'and' ? ' and ' : ' or ');
    case 'not':
      return `not so: ${sentenceOf(condition.condition)}`;
  }
}

/** `ada`, `ada and bob`, `ada, bob and cy`; a long chain as `old1 to old20`. */
export function list(labels: readonly string[]): string {
  const parts = withoutRuns(labels);
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** As many labels that count up are one part. */
const leastRun = 6;

function withoutRuns(labels: readonly string[]): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const [index, label] of labels.entries()) {
    const next = labels[index + 1];
    if (next !== undefined && next === successor(label)) continue;
    const run = labels.slice(start, index + 1);
    parts.push(...(run.length < leastRun ? run : [`${run[0]} to ${label}`]));
    start = index + 1;
  }
  return parts;
}

/** `old8` of `old7`; a label without a number has none. */
export function successor(label: string): string | undefined {
  const [, start, number] = /^(.*?)(\d+)$/s.exec(label) ?? [];
  return start === undefined ? undefined : `${start}${Number(number) + 1}`;
}

/** `1 reference`, `3 references`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `@deadline` in a goal and in the log is `mark("deadline")` in a sentence, as it stands in the program. */
export const markText = (event: string): string => `mark(${JSON.stringify(event.slice(1))})`;
export const isMark = (event: string): boolean => event.startsWith('@');

/** As Python would write it. */
export function constantText(value: ConstantValue): string {
  switch (value) {
    case null:
      return 'None';
    case true:
      return 'True';
    case false:
      return 'False';
    default:
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }
}

function orderSentence(events: readonly string[]): string {
  const last = events.at(-1) ?? '';
  const deaths = events.filter(event => !isMark(event));
  const isPlain = events.slice(0, deaths.length).every(event => !isMark(event));
  if (!isPlain || events.length > deaths.length + 1) {
    return `in this order: ${events.map(event => (isMark(event) ? markText(event) : `${event} is freed`)).join(', ')}`;
  }
  const mark = isMark(last) ? markText(last) : undefined;
  const [first, second] = deaths;
  switch (deaths.length) {
    case 0:
      return `${mark} is reached`;
    case 1:
      return mark === undefined ? `${first} is freed` : `${first} is freed before ${mark}`;
    case 2:
      return mark === undefined
        ? `${first} is freed before ${second}`
        : `${first} is freed, then ${second}, then ${mark}`;
    default:
      return `freed in this order: ${deaths.join(', ')}${mark === undefined ? '' : `, before ${mark}`}`;
  }
}

function comparisonSentence(measure: Measure, operator: Operator, value: number | string): string {
  switch (measure.type) {
    case 'by':
      return `${measure.label} is ${operator === '==' ? '' : 'not '}freed by ${value === 'gc' ? 'the collector' : 'counting'}`;
    case 'rc':
      return `${measure.label} has ${amount(operator, value, 'reference')}`;
    case 'gen':
      return operator === '=='
        ? `${measure.label} stands in generation ${value}`
        : `the generation of ${measure.label} is ${operator} ${value}`;
    case 'garbage':
      return isNone(operator, value)
        ? 'no garbage is left'
        : `${amount(operator, value, 'heapling')} left as garbage`;
    case 'unreachable':
      return 'nothing unreachable is left';
    case 'collections': {
      const noun = measure.generation === undefined ? '' : ` of generation ${measure.generation}`;
      if (isNone(operator, value)) return `no collection${noun} runs`;
      return `${amount(operator, value, 'collection')}${noun}`;
    }
    case 'traversed':
      return isNone(operator, value)
        ? 'no heapling is traversed'
        : `${amount(operator, value, 'heapling')} traversed`;
    case 'peak':
      return `${amount(operator, value, 'heapling')} alive at once`;
    case 'moves':
      return amount(operator, value, 'move');
  }
}

const isNone = (operator: Operator, value: number | string): boolean =>
  value === 0 && (operator === '==' || operator === '<=');

/** `exactly one reference`, `at most 2 heaplings`. */
function amount(operator: Operator, value: number | string, noun: string): string {
  return `${quantifier[operator]} ${value === 1 ? 'one' : value} ${noun}${value === 1 ? '' : 's'}`;
}

const quantifier: Readonly<Record<Operator, string>> = {
  '==': 'exactly',
  '!=': 'not',
  '<': 'fewer than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};
