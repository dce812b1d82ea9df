/** What the screens say. The fact first; references are to blame, never the player. */
import type { Chain, Holder, Outcome, Row, Scene } from '../play/index.ts';
import type { Ending } from './play-screen/state.ts';
import type { Why } from './play-screen/why.ts';
import type { Signs } from './signs.ts';

export const words = {
  tagline: 'Every Python program leaves a heap. You hold the scissors.',
  start: 'Start',
  continue: 'Continue',
  chooseLevel: 'Choose a level',
  quit: 'Quit',
  tooSmall: (
    columns: number,
    rows: number,
    least: { readonly columns: number; readonly rows: number },
  ): string => `heaplings needs ${least.columns}×${least.rows}; this is ${columns}×${rows}.`,
  prologue: 'Prologue',
  chapters: 'Chapters',
  notSaved: 'not saved',
  watching: 'Any key goes to the end of the run.',
  nothingToUndo: 'Nothing to take back.',
  nothingToRedo: 'Nothing was taken back.',
  nothingToContinue: 'No line is left to run. The level is won as soon as all goals hold.',
  noLineHelps: (reason: string): string => `No line is left to run. ${reason} u takes the last step back.`,
  movesUsed: (budget: number): string => `All ${budget} moves are used.`,
  nothingHere: 'No reference to cut here.',
  notCuttable: 'This reference cannot be cut here.',
  noCut: 'This level cuts nothing.',
  noWire: 'This level wires nothing.',
  noCollect: 'This level runs no collection.',
  noWiresHere: (place: string): string => `${place} cannot be wired in this level.`,
  noHints: 'This level has no hints.',
  nothingPossible: 'Nothing is possible here.',
  wirePrompt: (place: string): string => `Now choose what ${place} should point at.`,
  jumpPrompt: 'Every reference has a letter now.',
  thisPlace: 'This place',
  noNoneHere: 'None is no target here.',
  actionsTitle: 'what can be done',
  elsewhere: 'elsewhere',
  nothingHereToDo: 'Nothing can be done with this place.',
  ended: 'The program has ended. u takes the last step back.',
  position: (at: number, count: number): string => `${at} of ${count}`,
  noSuchTag: (letter: string): string => `No card has the letter ${letter}.`,
  collectTitle: 'which generation?',
  /** Without births it is switched off. */
  bell: (births: number | undefined): string =>
    births === undefined
      ? 'the bell is off'
      : `bell rings ${births === 1 ? 'at the next birth' : `in ${births} births`}`,
  bellShort: (births: number | undefined): string => `bell ${births === undefined ? 'off' : `in ${births}`}`,
  insideRow: (count: number): string => `${count} more in a row of cards: o opens it`,
  noChain: 'No row of cards here is folded.',
  openFirst: 'o opens the row; then each of its references can be cut.',
  generation: ['the youngest', 'the youngest and the middle one', 'all of them'] as const,
  takeBack: 'u takes the last step back.',
  solvedNow: 'All goals hold.',
  countedFromGo: 'since # go:',
  moreOffers: (count: number): string => `and ${count} more`,
  budgetLeft: (used: number, budget: number): string => `moves ${used} of ${budget}`,
  earned: '  Earned: ',
  outside: (isSandbox: boolean): string => (isSandbox ? 'sandbox' : 'a level of its own'),
  programRuns: 'program runs',
  next: 'next',
  bestOf: (moves: number, par: number | undefined): string =>
    `Your best: ${moves === 1 ? '1 move' : `${moves} moves`}${par === undefined ? '' : `, par ${par}`}.`,
  earlierVersion: 'solved in an earlier version',
  goalLater: 'decided later',
  goalLost: 'can no longer hold',
  goBack: 'u takes it back',
  helpTitle: 'keys and signs',
  legend: {
    count: 'so many references end at the card',
    reference: 'a reference, to follow or to cut',
    locked: 'a reference that cannot be cut; x says why',
    missing: 'a place that holds nothing yet',
    kept: 'its references are not yours to change',
    garbage: 'no name leads there any more',
    freed: 'where a heapling stood',
    chain: 'a row of heaplings, drawn as one card',
    generation: 'the generation it stands in: 0, 1 or 2',
    promoted: 'it has survived a collection and moved on',
    frozen: 'frozen: no collection looks at it',
    census: 'heaplings that stand in generation 0',
    holds: 'holds now',
    notYet: 'does not hold yet',
    later: 'the lines that have not run decide it',
    lost: 'can no longer hold',
    bell: 'when collections come by themselves',
    collections: 'how many ran, of generation 0/1/2',
    traversed: 'heaplings that they looked at, each time',
    peak: 'most heaplings alive at once',
    go: 'where these counters start',
  },
  hintsTitle: 'hints',
  lastHint: 'That was the last hint.',
  tryFirst: 'A try costs nothing: u takes it back.',
  linesShown: (first: number, last: number, all: number): string => `lines ${first}-${last} of ${all}`,
  wonTitle: 'solved',
  whyTitle: (title: string): string => `why ${title} lives`,
} as const;

/** `a.next ▸ c · c has 2 references`: local facts, nothing about what a cut would do. */
export function statusOf(scene: Scene, holder: Holder, row: Row | undefined, signs: Signs): string {
  if (row === undefined) return aboutCard(holder, signs);
  const place = row.expression ?? `${row.name} of ${holder.title}`;
  switch (row.target.type) {
    case 'missing':
      return `${place} ${signs.later} ${missingKind(row, holder)}`;
    case 'atom':
      if (holder.chain !== undefined) return aboutChain(holder, holder.chain, signs);
      return `${place} ${signs.arrow} ${row.target.text}`;
    case 'object': {
      const { holder: id } = row.target;
      const target = scene.holders.find(other => other.id === id);
      return `${place} ${signs.arrow} ${target === undefined ? '' : aboutHolder(target, signs)}`;
    }
  }
}

const missingKind = (row: Row, holder: Holder): string =>
  holder.kind === 'frame'
    ? 'no such name now'
    : row.name.startsWith('[')
      ? 'no such item now'
      : 'no such attribute now';

/** A card itself: a frame whose names are all gone, or an object that holds nothing. */
function aboutCard({ title, refcount = 0, isCurrent, kind, rows }: Holder, { dot }: Signs): string {
  if (kind !== 'frame') {
    const parts = [title, references(refcount), ...(rows.length === 0 ? ['holds nothing'] : [])];
    return parts.join(` ${dot} `);
  }
  const names = rows.length === 0 ? 'no names left' : plural(rows.length, 'name');
  return `${title} ${dot} ${names}${isCurrent ? '' : `, out of reach from here`}`;
}

const aboutChain = ({ title }: Holder, { length, last }: Chain, { dot }: Signs): string =>
  `${title} to ${last} ${dot} ${length} in a row, each held by the one before ${dot} o opens the row`;

function aboutHolder({ title, refcount, chain }: Holder, signs: Signs): string {
  if (chain !== undefined) return `${title} ${signs.dot} the first of ${chain.length} in a row`;
  return refcount === undefined ? title : `${title} ${signs.dot} ${title} has ${references(refcount)}`;
}

const references = (count: number): string =>
  count === 1 ? '1 reference' : `${count === 0 ? 'no' : count} references`;

/** Two lines: who holds it, and how the program gets there. */
export function whyText({ title, holders, path, found, isRuledOut }: Why): readonly string[] {
  const held = holders.length === 0 ? 'Nothing holds it.' : `Held by ${listing(holders.map(named))}.`;
  const way =
    path === undefined
      ? `No name leads to it any more. ${whoFinds(found)}${isRuledOut ? ' The goals let none run.' : ''}`
      : `The program reaches it as ${path.join('').trimStart()}.`;
  return [`${title} has ${references(holders.length)}. ${held}`, way];
}

function whoFinds(found: Why['found']): string {
  switch (found) {
    case undefined:
    case 0:
      return 'Any collection would find it.';
    case 'frozen':
      return 'It is frozen, or held by what is: no collection would find it.';
    default:
      return `A collection of generation ${found}${found === 1 ? ' or 2' : ''} would find it.`;
  }
}

/** A name is called one, because heaplings often have the same. */
const named = (place: string): string => (/^\w+$/.test(place) ? `the name ${place}` : place);

/** A sentence of its own. Labels keep their case, so only words of ours begin with a capital letter. */
export const asSentence = (text: string): string =>
  `${text.replace(/^(the|there|no|nothing)\b/, word => word.charAt(0).toUpperCase() + word.slice(1))}.`;

/** `a`, `a and b`, `a, b and c`. */
function listing(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** What a win is worth. Par is the fewest moves that anybody knows of; `best` the player's own fewest. */
export function scoreText(moves: number, par: number | undefined, best?: number): string {
  const count = plural(moves, 'move');
  if (par === undefined) return `${count}.`;
  if (moves <= par) return `${count}: nobody known needs fewer.`;
  if (best !== undefined && best <= par) return `${count}. Your best is ${best}, and no fewer are known.`;
  const fewer = moves - par === 1 ? 'One fewer is known' : `${moves - par} fewer are known`;
  return `${count}. ${fewer}. R plays it again, Enter goes on.`;
}

/** What has ended with the last level of a chapter, and what comes. */
export function endingText(ending: Ending): string {
  if (ending.type === 'chapter') return `That was ${ending.title}. Next comes ${ending.next}.`;
  const { open, levels } = ending;
  if (open === 0) return `That was the last level. All ${levels} are solved.`;
  return `That was the last level. ${open} of ${levels} ${open === 1 ? 'is' : 'are'} still to be solved.`;
}

/** Failures of goals that have no row on the screen. */
export const hiddenFailures = (outcome: Outcome | undefined, rows: number): readonly string[] =>
  (outcome?.failures ?? [])
    .filter(({ goal }) => goal >= rows)
    .map(({ culprit, sentence }) => culprit ?? sentence);
