/** The state of a run and the smallest things that can be done to it. All of it is plain data, and forks. */
import type { Heap, Kind, Ref } from '../../engine/index.ts';
import { text } from '../atoms.ts';
import type { Code, Library } from '../compile/code.ts';
import type { Extension } from '../compile/moves.ts';
import type { Program, Raised } from '../views.ts';
import type { Journal } from './journal.ts';

/** What a call record is for. It decides what happens when its code is over. */
export const Mode = {
  module: 0,
  /** A call: the result goes to the caller. */
  call: 1,
  /** `__init__` of a new instance: the instance is the result (SPEC CA-3). */
  init: 2,
  classBody: 3,
  /** A move where the machine stands: back to the slot. */
  move: 4,
  /** The moves of a slot that was reached again: the next one, then the program. */
  replay: 5,
  /** An expression that was asked for. */
  question: 6,
  /** Finalizers and callbacks: see hooks.ts. */
  hook: 7,
  /** What an exception held is let go, behind the end of the program. */
  epilogue: 8,
} as const;

/** Why the machine does not run. */
export const State = { running: 0, ready: 1, slot: 2, done: 3, raised: 4, answered: 5 } as const;

/** Words of a call record, in `Vm.records`. */
const Word = {
  frame: 0,
  stack: 1,
  code: 2,
  pc: 3,
  sp: 4,
  line: 5,
  mode: 6,
  extra: 7,
  progress: 8,
  length: 9,
} as const;

/** A call that is under way below the current one. */
export type CallRecord = {
  readonly frame: Ref;
  readonly stack: Ref;
  readonly code: Code;
  readonly pc: number;
  readonly line: number;
  readonly mode: number;
  readonly progress: number;
};

/** An exception on its way through the calls. */
export type Unwinding = Raised & {
  /** What the exception itself holds (SPEC EX-10). */
  readonly holds: Ref;
  /** Frames that it has left, innermost first. */
  readonly left: readonly LeftFrame[];
  /** Nothing catches it: a limit was reached, something outside of the subset was used, or a move has raised. */
  readonly isFinal: boolean;
};

export type LeftFrame = { readonly frame: Ref; readonly code: number };

const read = (words: Int32Array, index: number): number => words[index] as number;

export class Vm {
  readonly program: Program;
  readonly library: Library;
  readonly heap: Heap;
  readonly journal: Journal;

  // The current call. What stands below it is in `records`.
  frame: Ref = 0;
  /** The row that holds the operands: the frame, but for moves, which bring their own. */
  stack: Ref = 0;
  code: Code;
  pc = 0;
  /** Index in the stack row where the next operand goes. */
  sp = 0;
  line = 0;
  mode: number = Mode.module;
  /**
   * init: where in the caller's stack the call began; class body: the class; move, replay: slot and move; hook: where its
   * operands begin.
   */
  extra = 0;
  /** How far the built-in has come that the current instruction calls, if it is done in parts (see `paused`). */
  progress = 0;
  depth = 0;
  private records: Int32Array = new Int32Array(4 * Word.length);

  /** The row of the module: the slot of a name is its number in `library.globals`. */
  module: Ref = 0;
  /** For each global name the ordinal of its binding, or 0. */
  bindings: Int32Array = new Int32Array(16);
  bindingCount = 0;
  /** Records of classes: see classes.ts. */
  classes: Int32Array = new Int32Array(16);
  classCount = 0;
  /** How many heaplings have been given each label, by number of `library.givenLabels`. */
  births: Int32Array = new Int32Array(8);

  /** The row that holds `gc.callbacks`, once a program has asked for it, or 0; and what `gc.set_debug` was given. */
  gcModule: Ref = 0;
  debugFlags = 0;

  state: number = State.ready;
  stopsAtLines = false;
  statements = 0;
  /** Index of the slot where it stands, in `program.slots`. */
  slot = -1;
  /** Slots where it has stopped, a bit each. */
  visited = 0;
  /** Codes of the moves made at each slot. Never changed in place. */
  moves: readonly (readonly number[])[] = [];
  /** What moves have added to functions, by number of the code. Never changed in place. */
  extensions: ReadonlyMap<number, Extension> = new Map();

  /** What the current instruction lets go, in order. Empty wherever the machine stops. */
  released: Ref[] = [];
  /** The current instruction ends in a point where CPython looks up from its work: a call, a jump back. */
  looksUp = false;
  /** What the current instruction has raised, and what that holds. */
  raisedType: string | undefined = undefined;
  raisedMessage = '';
  raisedHolds: Ref = 0;
  /** The exception that goes through the calls, down to the innermost hook. */
  unwinding: Unwinding | undefined = undefined;
  /** For each hook under way, the innermost last, the exception that it has interrupted. Never changed in place. */
  suspended: readonly (Unwinding | undefined)[] = [];
  /** The exception that nobody has caught; it holds what it held until it is let go (EX-11). */
  error: Unwinding | undefined = undefined;

  constructor(program: Program, heap: Heap, journal: Journal) {
    this.program = program;
    this.library = program.library;
    this.heap = heap;
    this.journal = journal;
    this.code = program.library.code(program.main);
  }

  fork(): Vm {
    const heap = this.heap.fork();
    const copy = new Vm(this.program, heap, this.journal.fork(heap, this.library));
    copy.frame = this.frame;
    copy.stack = this.stack;
    copy.code = this.code;
    copy.pc = this.pc;
    copy.sp = this.sp;
    copy.setLine(this.line);
    copy.mode = this.mode;
    copy.extra = this.extra;
    copy.progress = this.progress;
    copy.depth = this.depth;
    copy.records = this.records.slice(0, Math.max(1, this.depth + 1) * Word.length);
    copy.module = this.module;
    copy.bindings = this.bindings.slice();
    copy.bindingCount = this.bindingCount;
    copy.classes = this.classes.slice();
    copy.classCount = this.classCount;
    copy.births = this.births.slice();
    copy.gcModule = this.gcModule;
    copy.debugFlags = this.debugFlags;
    copy.state = this.state;
    copy.stopsAtLines = this.stopsAtLines;
    copy.statements = this.statements;
    copy.slot = this.slot;
    copy.visited = this.visited;
    copy.moves = this.moves;
    copy.extensions = this.extensions;
    copy.unwinding = this.unwinding;
    copy.suspended = this.suspended;
    copy.error = this.error;
    return copy;
  }

  /** Deaths from now on are attributed to this line; 0: the program is over. */
  setLine(line: number): void {
    this.line = line;
    this.journal.line = line === 0 ? undefined : line;
  }

  /**
   * Lets go of a reference, when the instruction that runs is over. What can kill nobody goes at once, unless something
   * else is to go before it.
   */
  release(ref: Ref): void {
    if (ref <= 0) return;
    if (this.released.length === 0 && this.heap.refcount(ref) > 1) this.heap.decref(ref);
    else this.released.push(ref);
  }

  // Operands. The stack owns a reference to each.

  push(ref: Ref): void {
    this.heap.exchange(this.stack, this.sp, ref);
    this.sp += 1;
  }

  /** Hands out the top. */
  pop(): Ref {
    this.sp -= 1;
    return this.heap.exchange(this.stack, this.sp, 0);
  }

  /** The operand at this depth (1: the top), still owned by the stack. */
  peek(depth: number): Ref {
    return this.heap.get(this.stack, this.sp - depth);
  }

  /** Replaces the top, whose reference is handed out. */
  replaceTop(ref: Ref): Ref {
    return this.heap.exchange(this.stack, this.sp - 1, ref);
  }

  argument(start: number, index: number): Ref {
    return this.heap.get(this.stack, start + index);
  }

  // Calls.

  /** Puts the current call aside and goes on with this code from its start. */
  enter(mode: number, code: Code, frame: Ref, stack: Ref, stackStart: number, line: number): void {
    const base = this.depth * Word.length;
    if (base + Word.length > this.records.length) {
      const longer = new Int32Array(this.records.length * 2);
      longer.set(this.records);
      this.records = longer;
    }
    const { records } = this;
    records[base + Word.frame] = this.frame;
    records[base + Word.stack] = this.stack;
    records[base + Word.code] = this.code.number;
    records[base + Word.pc] = this.pc;
    records[base + Word.sp] = this.sp;
    records[base + Word.line] = this.line;
    records[base + Word.mode] = this.mode;
    records[base + Word.extra] = this.extra;
    records[base + Word.progress] = this.progress;
    this.depth += 1;
    this.frame = frame;
    this.stack = stack;
    this.code = code;
    this.pc = 0;
    this.sp = stackStart;
    this.mode = mode;
    this.progress = 0;
    this.setLine(line);
  }

  /** Goes back to the call below. What the current one owned is the business of who calls this. */
  leave(): void {
    this.depth -= 1;
    const base = this.depth * Word.length;
    const { records } = this;
    this.frame = read(records, base + Word.frame);
    this.stack = read(records, base + Word.stack);
    this.code = this.library.code(read(records, base + Word.code));
    this.pc = read(records, base + Word.pc);
    this.sp = read(records, base + Word.sp);
    this.mode = read(records, base + Word.mode);
    this.extra = read(records, base + Word.extra);
    this.progress = read(records, base + Word.progress);
    this.setLine(read(records, base + Word.line));
  }

  /** All calls under way, the module first, the current one last. */
  calls(): CallRecord[] {
    const below = Array.from({ length: this.depth }, (_, index): CallRecord => {
      const base = index * Word.length;
      return {
        frame: read(this.records, base + Word.frame),
        stack: read(this.records, base + Word.stack),
        code: this.library.code(read(this.records, base + Word.code)),
        pc: read(this.records, base + Word.pc),
        line: read(this.records, base + Word.line),
        mode: read(this.records, base + Word.mode),
        progress: read(this.records, base + Word.progress),
      };
    });
    const { frame, stack, code, pc, line, mode, progress } = this;
    return [...below, { frame, stack, code, pc, line, mode, progress }];
  }

  // Exceptions.

  /** An exception is on its way. Returns 0, the result that stands for it. */
  raise(type: string, message: string): 0 {
    this.raisedType = type;
    this.raisedMessage = message;
    return 0;
  }

  /** The same, and the exception holds an object until it is let go (EX-10). */
  raiseHolding(type: string, message: string, held: Ref): 0 {
    this.heap.incref(held);
    this.release(this.raisedHolds);
    this.raisedHolds = held;
    return this.raise(type, message);
  }

  // Small makers.

  textAtom(value: string): Ref {
    return text(this.library.strings.number(value));
  }

  /** A list or tuple of these references, which it takes over. */
  sequence(kind: typeof Kind.list | typeof Kind.tuple, items: readonly Ref[]): Ref {
    const made = this.heap.alloc(kind, 0, items.length);
    for (const [index, item] of items.entries()) this.heap.exchange(made, index, item);
    return made;
  }
}
