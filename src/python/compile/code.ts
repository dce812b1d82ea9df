/** What the compiler makes and the machine runs: instructions, code objects, and the library that forks share. */
import type { Ref } from '../../engine/index.ts';
import { Strings } from '../atoms.ts';
import { Shapes } from '../shapes.ts';
import type { Span } from '../syntax.ts';

/**
 * Instructions of the stack machine, named after CPython's. One instruction is one number: the operation in the low
 * eight bits, its argument above. Stack effects are written as `before → after`, top last.
 */
export const Op = {
  /** A statement begins; the argument is its line. Steps, limits and the attribution of deaths go by it. */
  statement: 0,
  /** Where moves stand; the argument is the number of the slot. */
  slot: 1,
  /** `# go`. */
  go: 2,
  /** Behind the last statement of the module, of a class body, of a move, of an expression that was asked for. */
  end: 3,
  /** → constants[argument] */
  constant: 4,
  /** value → */
  pop: 5,
  /** Copies the operand at this depth (1: the top) to the top. */
  copy: 6,
  /** Exchanges the top with the operand at this depth. */
  swap: 7,
  loadFast: 8,
  storeFast: 9,
  deleteFast: 10,
  /** The same for locals that a move has added: they stand behind the frame that the compiler planned. */
  loadAdded: 11,
  storeAdded: 12,
  deleteAdded: 13,
  loadGlobal: 14,
  storeGlobal: 15,
  deleteGlobal: 16,
  /** Names in the body of a class; the argument is the number of a string. */
  loadName: 17,
  storeName: 18,
  deleteName: 19,
  /** object → value */
  loadAttribute: 20,
  /** object → function self, or object → value nothing: no bound method is made for a call (SPEC CA-3). */
  loadMethod: 21,
  /** value object → */
  storeAttribute: 22,
  /** object → */
  deleteAttribute: 23,
  /** object index → value */
  loadSubscript: 24,
  /** value object index → */
  storeSubscript: 25,
  /** object index → */
  deleteSubscript: 26,
  buildList: 27,
  buildTuple: 28,
  buildSet: 29,
  /** An empty dict; then dict key value → dict, one entry after the other, so that a repeated key frees at once. */
  buildDict: 30,
  addEntry: 31,
  /** → nothing: the empty place of `self` in a call of a plain expression. */
  pushNothing: 32,
  /** callable self arguments → result; the argument is the number of arguments without self. */
  call: 33,
  /** The same with keywords: the argument is an index of `keywordLists`; their values stand last. */
  callKeywords: 34,
  /** value → nothing, the call is over. */
  return: 35,
  /** defaults → function; the argument is the number of the code; without a defaults tuple if there are none. */
  makeFunction: 36,
  makeFunctionWithDefaults: 37,
  /** base → class, after its body has run; the argument is the number of the body's code. */
  buildClass: 38,
  unary: 39,
  binary: 40,
  inplace: 41,
  compare: 42,
  jump: 43,
  /** value → ; jumps if it is false. */
  jumpIfFalse: 44,
  /** Keeps the value and jumps, or drops it and goes on. */
  jumpIfFalseKeep: 45,
  jumpIfTrueKeep: 46,
  getIterator: 47,
  /** iterator → iterator item, or at its end: → , and jumps. */
  forEach: 48,
  /** A statement is over: where the bell of a level may ring. */
  statementEnd: 49,
  /** Behind the call of a finalizer or a callback. */
  hookEnd: 50,
  /** → callable nothing phase info, for the next of `gc.callbacks`; behind the last one it jumps. */
  nextGcCallback: 51,
} as const;

/** Where the code of hooks begins: for a finalizer, for a callback with its weak reference, for `gc.callbacks`; and its end. */
export const HookEntry = { finalizer: 0, callback: 3, gcCallbacks: 6, end: 2 } as const;

export const unaryOperators = ['-', 'not'] as const;
export const binaryOperators = ['+', '-', '*', '//', '%'] as const;
export const comparisonOperators = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'is',
  'is not',
  'in',
  'not in',
] as const;

export type KeywordList = { readonly count: number; readonly names: readonly string[] };

/**
 * A name or a slot, in the order in which the code meets them: locals get their slots by it, and with moves in the
 * text they get another (SPEC CA-2).
 */
export type Appearance = string | number;

export type Code = {
  readonly number: number;
  readonly kind: 'module' | 'function' | 'class' | 'move' | 'expression' | 'hook' | 'epilogue';
  /** `<module>`, `work`, `App`. */
  readonly name: string;
  /** `App.send`, `outer.<locals>.inner`: what messages say. */
  readonly qualifiedName: string;
  readonly parameters: number;
  /** Parameters first, then the others as the code meets them. */
  readonly locals: readonly string[];
  readonly appearances: readonly Appearance[];
  /** Names that a function reads from the module: a move cannot make them local. */
  readonly globalsRead: ReadonlySet<string>;
  /** Where operands begin in the frame: behind the locals and the function. */
  readonly stackBase: number;
  /** Slots of the frame; locals that moves add come behind them. */
  readonly frameSize: number;
  readonly instructions: Int32Array;
  readonly constants: Int32Array;
  readonly keywordLists: readonly KeywordList[];
};

/** A move, compiled for the scope that it is made in. */
export type MoveCode = {
  readonly code: Code;
  /** Locals that it adds to the function. */
  readonly newLocals: readonly string[];
};

/**
 * Everything that is made once and shared by all machines of a program and their forks. It only ever grows, so a number
 * that one fork has put in means the same to all.
 */
export class Library {
  readonly strings = new Strings();
  /** The number of the name `__del__`: every birth asks for it. */
  readonly finalizerName = this.strings.number('__del__');
  readonly shapes = new Shapes();
  /** Labels as programs give them, and the unique ones made of them. */
  readonly givenLabels = new Strings();
  readonly labels = new Strings();
  readonly codes: Code[] = [];
  /** Module-level names; a name's number is its slot in the module's row. */
  readonly globals: string[] = [];
  /** What a module-level name means while nobody has bound it: an atom, or 0. */
  readonly globalDefaults: Ref[] = [];
  /** Global names that some code binds, and uses of names that Python has and this subset has not. */
  readonly boundGlobals = new Set<string>();
  readonly foreignUses: { readonly id: string; readonly span: Span }[] = [];
  private readonly globalNumbers = new Map<string, number>();
  private readonly defaultOf: (name: string) => Ref;
  /** Moves and questions that were compiled before, by scope and text: solvers come with the same ones again. */
  readonly moves = new Map<string, MoveCode>();
  readonly questions = new Map<string, Code>();
  /** Makes a call that the machine has prepared, drops its result, and lets the heap go on: see `HookEntry`. */
  readonly hookCode = this.machineCode('hook', [
    ...[Op.call, Op.pop, Op.hookEnd],
    ...[Op.call | (1 << 8), Op.pop, Op.hookEnd],
    ...[Op.nextGcCallback, Op.call | (2 << 8), Op.pop, Op.jump | (6 << 8)],
  ]);
  /** What runs behind an uncaught exception: nothing but the hooks of what it held. */
  readonly epilogueCode = this.machineCode('epilogue', [Op.end]);

  constructor(defaultOf: (name: string) => Ref) {
    this.defaultOf = defaultOf;
  }

  /** Code of the machine's own. */
  private machineCode(kind: 'hook' | 'epilogue', instructions: readonly number[]): Code {
    const code: Code = {
      number: this.codes.length,
      kind,
      name: `<${kind}>`,
      qualifiedName: `<${kind}>`,
      parameters: 0,
      locals: [],
      appearances: [],
      globalsRead: new Set(),
      stackBase: 0,
      frameSize: 0,
      instructions: Int32Array.from(instructions),
      constants: new Int32Array(),
      keywordLists: [],
    };
    this.codes.push(code);
    return code;
  }

  global(name: string): number {
    const known = this.globalNumbers.get(name);
    if (known !== undefined) return known;
    this.globals.push(name);
    this.globalDefaults.push(this.defaultOf(name));
    this.globalNumbers.set(name, this.globals.length - 1);
    return this.globals.length - 1;
  }

  code(number: number): Code {
    const code = this.codes[number];
    if (code === undefined) throw new Error(`no code has the number ${number}`);
    return code;
  }
}
