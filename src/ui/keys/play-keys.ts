import type { Keymap } from './keymap.ts';

/** What a key of the play screen asks for while the board has the keys. */
export type BoardIntent =
  | 'down'
  | 'up'
  | 'left'
  | 'right'
  | 'next-referrer'
  | 'previous-referrer'
  | 'cut'
  | 'wire'
  | 'jump'
  | 'chain'
  | 'collect'
  | 'actions'
  | 'continue'
  | 'undo'
  | 'redo'
  | 'restart'
  | 'type'
  | 'why'
  | 'hint'
  | 'view'
  | 'help'
  | 'leave';

/** What decides which keys are shown: a key appears in the level, and at the moment, that can first use it. */
export type KeyFacts = {
  /** Whether this is the very first board, where only one key is spoken of. */
  readonly isFirstBoard: boolean;
  readonly isPrologue: boolean;

  /** Whether the player stands on a card, not on an arrow. */
  readonly isOffArrow: boolean;
  readonly mayCut: boolean;
  readonly mayWire: boolean;
  readonly mayCollect: boolean;

  /** The same, here and now: something is there to be cut, and the budget is not spent. */
  readonly canCut: boolean;
  readonly canWire: boolean;
  readonly canCollect: boolean;

  /** Whether the level offers statements that are neither cut nor wire. */
  readonly hasStatements: boolean;

  /** Whether any reference starts in an object, so that there is something to follow. */
  readonly hasPaths: boolean;

  /** More than a handful of references: jumping by sight pays. */
  readonly isCrowded: boolean;

  /** Whether a long chain is drawn as one card, or was. */
  readonly chains: 'none' | 'folded' | 'open';

  /** Lines that a continue would run; 0 when nothing follows. */
  readonly linesToRun: number;

  /** Whether all goals that moves can decide hold, so that it is time to continue. */
  readonly isReady: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;

  /** Whether something has gone wrong before, here or now. */
  readonly hasFailed: boolean;
  readonly hintsLeft: number;

  /** Whether another pane shows more: a line is wider than its own, or only one is there. */
  readonly isOtherPaneWanted: boolean;
};

const beyondPrologue = (facts: KeyFacts): boolean => !facts.isPrologue;

/** The keys of the board. */
export const boardKeys: Keymap<BoardIntent, KeyFacts> = [
  {
    label: '↑↓',
    presses: ['down', 'j'],
    intent: 'down',
    short: 'choose',
    rank: 3,
    help: 'next or previous reference, card by card',
    isShown: facts => !facts.isFirstBoard,
  },
  { label: '↑', presses: ['up', 'k'], intent: 'up' },
  {
    label: '←→',
    presses: ['right', 'l'],
    intent: 'right',
    short: 'follow',
    rank: 4,
    help: 'follow the arrow, and back the way you came',
    isShown: facts => facts.hasPaths,
    isKnown: facts => facts.hasPaths,
  },
  {
    label: '←',
    presses: ['left', 'h'],
    intent: 'left',
    short: 'back',
    // Where walking is not spoken of yet, somebody may have walked all the same.
    isShown: facts => facts.isFirstBoard && facts.isOffArrow,
  },
  {
    label: 'x',
    presses: ['x'],
    intent: 'cut',
    short: facts => (facts.isFirstBoard ? 'cut the arrow' : 'cut'),
    help: 'cut the reference you stand on',
    isShown: facts => facts.canCut && !(facts.isFirstBoard && facts.isOffArrow),
    isKnown: facts => facts.mayCut,
  },
  {
    label: 'w',
    presses: ['w'],
    intent: 'wire',
    short: 'wire',
    help: 'point it at another card: its letter, 0 for None',
    isShown: facts => facts.canWire,
    isKnown: facts => facts.mayWire,
  },
  {
    label: 'g',
    presses: ['g'],
    intent: 'collect',
    short: 'collect',
    help: 'collect: then the generation, 0, 1 or 2',
    isShown: facts => facts.canCollect,
    isKnown: facts => facts.mayCollect,
  },
  {
    label: 'c',
    presses: ['c'],
    intent: 'continue',
    short: ({ linesToRun, isReady }) =>
      `${isReady ? '▸ ' : ''}run ${linesToRun} line${linesToRun === 1 ? '' : 's'}`,
    help: 'run on to the next stop or to the end',
    isShown: facts => facts.linesToRun > 0,
    isKnown: facts => facts.linesToRun > 0,
  },
  {
    label: 'u',
    presses: ['u'],
    intent: 'undo',
    short: 'undo',
    rank: 1,
    help: 'take the last step back; U redo, R start over',
    isShown: facts => facts.canUndo,
  },
  { label: 'U', presses: ['U'], intent: 'redo', short: 'redo', rank: 6, isShown: facts => facts.canRedo },
  { label: 'R', presses: ['R'], intent: 'restart' },
  {
    label: 'f',
    presses: ['f'],
    intent: 'jump',
    short: 'jump',
    rank: 6,
    help: 'jump: every reference gets a letter',
    isShown: facts => facts.isCrowded,
  },
  {
    label: 'o',
    presses: ['o'],
    intent: 'chain',
    short: ({ chains }) => (chains === 'open' ? 'fold the row' : 'open the row'),
    rank: 5,
    help: 'open a row that is drawn as one card; fold it',
    isShown: facts => facts.chains !== 'none',
    isKnown: facts => facts.chains !== 'none',
  },
  {
    label: 'Tab',
    presses: ['tab'],
    intent: 'next-referrer',
    help: 'go through all that point at the same object',
  },
  { label: 'Shift-Tab', presses: ['shift-tab'], intent: 'previous-referrer' },
  {
    label: 'y',
    presses: ['y'],
    intent: 'why',
    short: 'why',
    rank: 1,
    help: 'why the object lives: who holds it, by which path',
    isShown: facts => facts.hasFailed,
  },
  {
    label: '!',
    presses: ['!'],
    intent: 'hint',
    short: 'hint',
    rank: 2,
    help: 'one hint, then the next',
    isShown: facts => facts.hintsLeft > 0 && !facts.isPrologue && (facts.canUndo || facts.hasFailed),
    isKnown: facts => facts.hintsLeft > 0,
  },
  {
    label: 'v',
    presses: ['v'],
    intent: 'view',
    short: 'view',
    rank: 5,
    help: 'the program wide, the board wide, or both',
    isShown: facts => facts.isOtherPaneWanted && beyondPrologue(facts),
  },
  {
    label: 'Enter',
    presses: ['enter'],
    intent: 'actions',
    short: 'all moves',
    rank: 5,
    help: 'everything that is possible here, spelled out',
    isShown: facts => facts.hasStatements,
  },
  {
    label: ':',
    presses: [':'],
    intent: 'type',
    help: 'type a statement; Tab completes it',
  },
  {
    label: '?',
    presses: ['?'],
    intent: 'help',
    short: 'keys',
    rank: 1,
    isShown: facts => !facts.isFirstBoard,
  },
  {
    label: 'q',
    presses: ['q', 'escape'],
    intent: 'leave',
    help: 'back to the chapters, as Esc; nothing is lost',
  },
];

/** Keys of a panel that lies over the bottom of the screen. */
export type PanelIntent = 'close' | 'down' | 'up' | 'choose';
export const panelKeys: Keymap<PanelIntent, null> = [
  { label: '↑↓', presses: ['down', 'j'], intent: 'down', short: 'choose' },
  { label: '↑', presses: ['up', 'k'], intent: 'up' },
  { label: 'Enter', presses: ['enter'], intent: 'choose', short: 'do it' },
  { label: 'Esc', presses: ['escape', 'q', 'left'], intent: 'close', short: 'back' },
];

export type WinIntent = 'next' | 'again' | 'undo' | 'leave' | 'up' | 'down';
export type WinFacts = {
  /** Where Enter leads. */
  readonly goesTo: 'next' | 'chapters' | 'leave';
  readonly isPrologue: boolean;
  readonly scrolls: boolean;
};
export const winKeys: Keymap<WinIntent, WinFacts> = [
  {
    label: 'Enter',
    presses: ['enter', 'n'],
    intent: 'next',
    short: ({ goesTo }) => goesTo,
  },
  {
    label: '↑↓',
    presses: ['down', 'j', 'page-down', ' '],
    intent: 'down',
    short: 'read on',
    isShown: facts => facts.scrolls,
  },
  { label: '↑', presses: ['up', 'k', 'page-up'], intent: 'up' },
  { label: 'R', presses: ['R', 'r'], intent: 'again', short: 'again', isShown: facts => !facts.isPrologue },
  { label: 'u', presses: ['u'], intent: 'undo', short: 'undo', isShown: facts => !facts.isPrologue },
  {
    label: 'q',
    presses: ['q', 'escape'],
    intent: 'leave',
    short: 'chapters',
    isShown: facts => !facts.isPrologue && facts.goesTo === 'next',
  },
];

/** Wire mode: a letter or 0 is looked up among the tags first. */
export type TargetIntent = 'next-target' | 'previous-target' | 'choose' | 'none' | 'close';
export const wireKeys: Keymap<TargetIntent, { readonly mayBeNone: boolean }> = [
  { label: 'a…z', presses: [], intent: 'choose', short: 'the letter of a card' },
  { label: '0', presses: ['0'], intent: 'none', short: 'None', isShown: facts => facts.mayBeNone },
  { label: '↑↓', presses: ['down', 'right'], intent: 'next-target', short: 'go through them' },
  { label: '↑', presses: ['up', 'left'], intent: 'previous-target' },
  { label: 'Enter', presses: ['enter'], intent: 'choose', short: 'take it' },
  { label: 'Esc', presses: ['escape'], intent: 'close', short: 'leave it' },
];

export const jumpKeys: Keymap<'close', null> = [
  { label: 'a…z', presses: [], intent: 'close', short: 'the letter of a reference' },
  { label: 'Esc', presses: ['escape'], intent: 'close', short: 'stay here' },
];

export type PromptIntent = 'submit' | 'complete' | 'erase' | 'close';
export const promptKeys: Keymap<PromptIntent, null> = [
  { label: 'Enter', presses: ['enter'], intent: 'submit', short: 'do it' },
  { label: 'Tab', presses: ['tab'], intent: 'complete', short: 'complete' },
  { label: '⌫', presses: ['backspace'], intent: 'erase' },
  { label: 'Esc', presses: ['escape'], intent: 'close', short: 'leave it' },
];

export type PageIntent = 'close' | 'up' | 'down';
type PageFacts = { readonly scrolls: boolean };

/** A page that only says something. */
export const pageKeys: Keymap<PageIntent, PageFacts> = [
  {
    label: '↑↓',
    presses: ['down', 'j', 'page-down'],
    intent: 'down',
    short: 'read on',
    isShown: facts => facts.scrolls,
  },
  { label: '↑', presses: ['up', 'k', 'page-up'], intent: 'up' },
  { label: 'Esc', presses: ['escape', 'q', 'enter', '?', 'y', ' '], intent: 'close', short: 'back' },
];

/** The page of hints gives the next one, too. */
export const hintKeys: Keymap<PageIntent | 'hint', PageFacts & { readonly hintsLeft: number }> = [
  {
    label: '!',
    presses: ['!'],
    intent: 'hint',
    short: 'next hint',
    isShown: facts => facts.hintsLeft > 0,
  },
  ...pageKeys,
];

/** Says `x` instead of the arrow signs that an ASCII terminal lacks. */
export const asciiLabel = (label: string): string =>
  label
    .replace('↑↓', 'up/down')
    .replace('←→', 'left/right')
    .replace('←', 'left')
    .replace('→', 'right')
    .replace('⌫', 'Backspace')
    .replace('a…z', 'a-z')
    .replace('▸', '>');
