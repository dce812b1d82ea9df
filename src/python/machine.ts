/**
 * The machine: a program on its heap, which stops at slots, takes moves, answers questions, and forks anywhere.
 */
import { defaultProfile, Heap, Kind, type Listener, type Profile, type Ref } from '../engine/index.ts';
import { isText, textIndex } from './atoms.ts';
import { type Code, Op } from './compile/code.ts';
import { compileMove, compileQuestion } from './compile/compile.ts';
import { extend, hostOf } from './compile/moves.ts';
import { print, quote } from './print.ts';
import type { Expression, Statement } from './syntax.ts';
import type { BellView, Death, FrameView, Program, Raised, Statistics, Value } from './views.ts';
import { hasOwnDict } from './vm/attributes.ts';
import { Bell } from './vm/bell.ts';
import { builtinName } from './vm/builtins/names.ts';
import {
  attributeOrder,
  bodyShape,
  classIndexOf,
  className,
  learnedByClasses,
  makeClass,
} from './vm/classes.ts';
import { interpret } from './vm/interpret.ts';
import { Journal } from './vm/journal.ts';
import { boundGlobals, localName } from './vm/names.ts';
import { reprOf, stringOf } from './vm/text.ts';
import { typeName } from './vm/types.ts';
import { letGo } from './vm/unwind.ts';
import { enterMove } from './vm/visits.ts';
import { type CallRecord, Mode, State, Vm } from './vm/vm.ts';

export type MachineOptions = {
  /** @default CPython 3.13 */
  readonly profile?: Profile;
  /** As CPython: collections start by themselves (SPEC TH), and are enabled from the start. @default false */
  readonly automatic?: boolean;
  /** `heaplings`: collections start by themselves after `gc.enable()`, and heaplings alone are counted for it. */
  readonly bell?: 'heaplings';
};

export class Machine {
  private readonly vm: Vm;

  private constructor(vm: Vm) {
    this.vm = vm;
  }

  /** A program before its first line. Unless it is asked for, automatic collection is off, as `gc.disable()` leaves it. */
  static start(program: Program, options: MachineOptions = {}): Machine {
    const heap = new Heap({ profile: options.profile ?? defaultProfile });
    const vm = new Vm(program, heap, new Journal(heap, program.library));
    if (options.bell !== undefined) vm.journal.bell = new Bell();
    if (options.automatic === true) heap.automatic = true;
    else heap.disable();
    vm.module = heap.alloc(Kind.module, 0, program.library.globals.length);
    vm.frame = heap.alloc(Kind.frame, program.main, vm.code.frameSize);
    vm.stack = vm.frame;
    vm.sp = vm.code.stackBase;
    makeClass(vm, 'Node', -1, true);
    return new Machine(vm);
  }

  /** An independent copy, wherever the machine stands. Listeners stay with the original. */
  fork(): Machine {
    return new Machine(this.vm.fork());
  }

  get heap(): Heap {
    return this.vm.heap;
  }

  get program(): Program {
    return this.vm.program;
  }

  /** `ready`: a line is about to start. `slot`: waiting for moves. `done`, `raised`: over. */
  get state(): 'ready' | 'slot' | 'done' | 'raised' {
    const { state } = this.vm;
    if (state === State.slot) return 'slot';
    if (state === State.done) return 'done';
    return state === State.raised ? 'raised' : 'ready';
  }

  /** The number of the slot where it stands. */
  get slot(): number | undefined {
    return this.vm.state === State.slot ? this.vm.program.slots[this.vm.slot]?.slot : undefined;
  }

  /** The line that runs next, or of the slot. */
  get line(): number | undefined {
    const { vm } = this;
    if (vm.state === State.slot) return vm.program.slots[vm.slot]?.line;
    return vm.state === State.ready ? nextLine(vm) : undefined;
  }

  get error(): Raised | undefined {
    return raisedOf(this.vm);
  }

  /**
   * Runs until the next line is about to start (also in a called function), or to a stop. From a slot to the line
   * behind it, which does not run yet.
   */
  runLine(): void {
    const { vm } = this;
    if (this.isOver) return;
    if (vm.state === State.ready) beginLine(vm);
    vm.stopsAtLines = true;
    interpret(vm);
    vm.stopsAtLines = false;
  }

  /** Runs to the next stop: a slot reached for the first time, the end, an uncaught exception. Leaves a slot. */
  run(): void {
    if (!this.isOver) interpret(this.vm);
  }

  /** Leaves the slot and runs to the next stop. */
  resume(): void {
    this.run();
  }

  /**
   * Makes a move: runs one simple statement at the slot, in the scope of the innermost call, and notes it in the
   * text of the slot, so that it runs again at every later visit. If it raises, the machine must be thrown away. A
   * statement that is refused (it is no simple one, or binds a name that the function reads from the module) gives
   * what Python would raise, and leaves the machine as it was.
   */
  perform(statement: Statement): Raised | undefined {
    const { vm } = this;
    if (vm.state !== State.slot) throw new Error('a move is made at a slot');
    const { slot, code } = vm;
    const line = this.line ?? 0;
    const extension = vm.extensions.get(code.number);
    const host = hostOf(code, extension);
    const key = `${code.number}|${host.added.join()}|${print(statement)}`;
    let move = vm.library.moves.get(key);
    if (move === undefined) {
      const compiled = compileMove(vm.library, host, statement);
      if (!compiled.ok) return refusal(compiled.issues[0]?.message ?? '', line);
      move = compiled.value;
      vm.library.moves.set(key, move);
    }
    const clash = move.newLocals.find(name => extension?.globalsRead.has(name));
    if (clash !== undefined) {
      return refusal(`${code.name}() reads the global name '${clash}', so it cannot also bind it`, line);
    }
    if (code.kind === 'function') {
      const number = vm.program.slots[slot]?.slot ?? 0;
      const extended = extend(code, extension, number, move.code, move.newLocals);
      vm.extensions = new Map(vm.extensions).set(code.number, extended);
    }
    const made = vm.moves[slot] ?? [];
    vm.moves = vm.program.slots.map((_, index) =>
      index === slot ? [...made, move.code.number] : (vm.moves[index] ?? []),
    );
    enterMove(vm, Mode.move, move.code, slot, made.length);
    interpret(vm);
    return raisedOf(vm);
  }

  /** An uncaught exception is let go: what it held dies now, if nobody else holds it (SPEC EX-11). */
  letGo(): void {
    if (letGo(this.vm)) interpret(this.vm);
  }

  /**
   * The value of an expression in the scope of the innermost call, or of the module whatever call is under way. Has no
   * effect: it is computed on a fork.
   */
  evaluate(expression: Expression, { scope = 'call' }: { readonly scope?: 'call' | 'module' } = {}): Value {
    const vm = this.vm.fork();
    const code = scope === 'module' ? vm.library.code(vm.program.main) : vm.code;
    const host = hostOf(code, vm.extensions.get(code.number));
    const key = `${code.number}|${host.added.join()}|${print(expression)}`;
    let question = vm.library.questions.get(key);
    if (question === undefined) {
      const compiled = compileQuestion(vm.library, host, expression);
      if (!compiled.ok) return { type: 'raised', error: refusal(compiled.issues[0]?.message ?? '', vm.line) };
      question = compiled.value;
      vm.library.questions.set(key, question);
    }
    vm.visited = -1;
    vm.moves = [];
    enterMove(vm, Mode.question, question, 0, 0);
    interpret(vm);
    const error = raisedOf(vm);
    if (error !== undefined) return { type: 'raised', error };
    return this.view(vm, vm.peek(1));
  }

  private view(vm: Vm, ref: Ref): Value {
    const text = stringOf(vm, ref);
    if (ref < 0) return { type: 'atom', text };
    const isOurs = this.heap.isAlive(ref) && this.heap.serial(ref) === vm.heap.serial(ref);
    return { type: 'object', ref: isOurs ? ref : 0, text };
  }

  /** Calls under way, the module first. Of an exception that nobody caught only the module is left. */
  frames(): FrameView[] {
    return this.vm
      .calls()
      .filter(({ code }) => code.kind === 'module' || code.kind === 'function')
      .map(record => this.frameView(record));
  }

  private frameView({ frame, code, line }: CallRecord): FrameView {
    const { vm } = this;
    if (code.kind === 'module') {
      const names = boundGlobals(vm).map(name => ({
        name: vm.library.globals[name] ?? '',
        ref: vm.heap.get(vm.module, name),
      }));
      return { name: code.name, ref: vm.module, line, names };
    }
    const places = vm.extensions.get(code.number)?.releaseOrder ?? code.locals.keys();
    const names = [...places].flatMap(place => {
      const ref = place < vm.heap.size(frame) ? vm.heap.get(frame, place) : 0;
      return ref === 0 ? [] : [{ name: localName(vm, code.number, place) ?? '', ref }];
    });
    return { name: code.name, ref: frame, line, names };
  }

  /** The unique label of a heapling: `ada`, `q#2`. Of a dead one too, until its row is given to somebody else. */
  label(ref: Ref): string | undefined {
    return ref > 0 ? this.vm.journal.labelOf(ref) : undefined;
  }

  /** `type(x).__name__`. */
  typeName(ref: Ref): string {
    return typeName(this.vm, ref);
  }

  /** An atom as a program would write it: `None`, `3`, `"k"`; functions and classes by their names. */
  describeAtom(ref: Ref): string {
    const { vm } = this;
    if (isText(ref)) return quote(vm.library.strings.text(textIndex(ref)));
    if (ref > 0 && vm.heap.kind(ref) === Kind.function) return vm.library.code(vm.heap.word(ref)).name;
    if (ref > 0 && vm.heap.kind(ref) === Kind.class) return className(vm, vm.heap.type(ref));
    const text = reprOf(vm, ref);
    return text.startsWith('<') && ref < 0 ? builtinName(ref) : text;
  }

  /** What the i-th slot of an object is called: an attribute, a local, a global name; undefined for items and operands. */
  slotName(ref: Ref, index: number): string | undefined {
    const { vm } = this;
    const named = (shape: number): string | undefined => {
      const name = vm.library.shapes.names(shape)[index];
      return name === undefined ? undefined : vm.library.strings.text(name);
    };
    switch (vm.heap.kind(ref)) {
      case Kind.instance:
        if (vm.heap.word(ref) === hasOwnDict) return '__dict__';
        return named(attributeOrder(vm, classIndexOf(vm, ref)));
      case Kind.class:
        return named(bodyShape(vm, vm.heap.type(ref)));
      case Kind.module:
        return vm.library.globals[index];
      case Kind.frame:
        return localName(vm, vm.heap.type(ref), index);
      case Kind.function:
        return ['__defaults__', '__kwdefaults__', '__dict__', '__closure__'][index];
      case Kind.weakref:
        return '__callback__';
      case Kind.method:
        return ['__func__', '__self__'][index];
      default:
        return undefined;
    }
  }

  /** `ada` (a death), `@m` (a mark), `gc0` (a collection), in the order of happening. */
  get log(): readonly string[] {
    return this.vm.journal.log.toArray();
  }

  /** What `said` was given, as text. */
  get output(): readonly string[] {
    return this.vm.journal.output.toArray();
  }

  /** Dead heaplings in the order of their death. */
  get freed(): readonly Death[] {
    return this.vm.journal.deaths.toArray();
  }

  /**
   * Numbers that decide, beside the heap, what the run will do: where each call stands within its line, and what
   * classes have learned of attributes. Two machines of one program may be compared by them.
   */
  standing(): readonly number[] {
    const calls = this.vm
      .calls()
      .flatMap(({ code, pc, mode, progress }) => [code.number, pc, mode, progress]);
    return [...calls, ...learnedByClasses(this.vm), ...(this.vm.journal.bell?.standing() ?? [])];
  }

  /** Objects that exceptions hold which are under way, or that nobody has caught: references outside of the heap, one each. */
  heldByExceptions(): readonly Ref[] {
    const { unwinding, suspended, error } = this.vm;
    return [...suspended, unwinding, error].flatMap(exception => (exception?.holds ? [exception.holds] : []));
  }

  /** The bell of a machine that was started with one. */
  bell(): BellView | undefined {
    const { bell } = this.vm.journal;
    if (bell === undefined) return undefined;
    const { heap } = this;
    const enabled = heap.isEnabled();
    const thresholds = heap.thresholds();
    const births =
      enabled && thresholds[0] > 0 ? Math.max(1, thresholds[0] + 1 - bell.numbers[0]) : undefined;
    return { enabled, counts: bell.numbers, thresholds, births };
  }

  statistics(): Statistics {
    return this.vm.heap.watchedStats();
  }

  /** Lets somebody listen to the heap of this machine; a fork does not inherit it. */
  listen(listener: Listener): void {
    this.vm.journal.share(listener);
  }

  private get isOver(): boolean {
    return this.vm.state === State.done || this.vm.state === State.raised;
  }
}

/** What others see of an exception that nobody has caught. */
function raisedOf({ error }: Vm): Raised | undefined {
  return error && { type: error.type, message: error.message, line: error.line };
}

/** A statement that is no move, in the form of what it would raise. */
function refusal(message: string, line: number): Raised {
  return { type: message.includes('global name') ? 'UnboundLocalError' : 'Unsupported', message, line };
}

/** Takes the line where the machine waits, so that the run goes on behind its beginning. */
function beginLine(vm: Vm): void {
  const word = vm.code.instructions[vm.pc] as number;
  if ((word & 255) !== Op.statement) return;
  vm.pc += 1;
  vm.setLine(word >> 8);
}

/** The line of the next statement or slot in the code that runs; undefined behind the last one. */
function nextLine(vm: Vm): number | undefined {
  const { instructions }: Code = vm.code;
  for (let pc = vm.pc; pc < instructions.length; pc++) {
    const word = instructions[pc] as number;
    if ((word & 255) === Op.statement) return word >> 8;
    if ((word & 255) === Op.slot) return vm.program.slots[word >> 8]?.line;
  }
  return undefined;
}
