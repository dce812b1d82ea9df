/** Writes the instructions of one code object and keeps the books: operand depth, constants, locals, jumps. */
import { fitsInteger, integer, no, none, text, yes } from '../atoms.ts';
import { Limits } from '../limits.ts';
import type { Constant, SourceIssue, Span } from '../syntax.ts';
import { isForeignGlobal, isForeignSpecial } from '../vm/builtins/foreign.ts';
import { type Appearance, type Code, type KeywordList, type Library, Op } from './code.ts';
import { closesOver, type Scope } from './scope.ts';

export type NameUse = 'load' | 'store' | 'delete';

/** A place in the code that a jump leads to; `undefined` until it is known. */
export type Label = { at: number | undefined; readonly jumps: number[] };

/** A loop being compiled: where `continue` and `break` lead, and whether its iterator is an operand. */
export type Loop = { readonly next: Label; readonly exit: Label; readonly hasIterator: boolean };

/**
 * How a move or an asked expression sees the function that it is put into: the function's locals, those that earlier
 * moves have added behind its frame, and the names that may not become local any more.
 */
export type Host = {
  readonly code: Code;
  readonly added: readonly string[];
};

export class Emitter {
  readonly library: Library;
  readonly scope: Scope;
  readonly issues: SourceIssue[];
  readonly host: Host | undefined;
  readonly loops: Loop[] = [];
  readonly locals: string[] = [];
  readonly appearances: Appearance[] = [];
  readonly globalsRead = new Set<string>();
  /** Of a move: the locals it adds to its host. */
  readonly newLocals: string[] = [];
  private readonly instructions: number[] = [];
  private readonly constants: number[] = [];
  private readonly keywordLists: KeywordList[] = [];
  private depth = 0;
  private deepest = 0;

  constructor(library: Library, scope: Scope, issues: SourceIssue[], host?: Host) {
    this.library = library;
    this.scope = scope;
    this.issues = issues;
    this.host = host;
  }

  /** One instruction; `effect` is what it does to the number of operands. */
  emit(op: number, argument: number, effect: number): void {
    this.instructions.push(op | (argument << 8));
    this.depth += effect;
    if (this.depth > this.deepest) this.deepest = this.depth;
  }

  constant(ref: number): void {
    let index = this.constants.indexOf(ref);
    if (index < 0) index = this.constants.push(ref) - 1;
    this.emit(Op.constant, index, 1);
  }

  literal(constant: Constant): void {
    const { value } = constant;
    if (typeof value === 'number' && !fitsInteger(value)) {
      const sentence = `Integers lie between ${-Limits.integer} and ${Limits.integer - 1} here`;
      this.refuse(constant.span, sentence, 'use a smaller number');
    } else if (value === null) this.constant(none);
    else if (value === true) this.constant(yes);
    else if (value === false) this.constant(no);
    else if (typeof value === 'number') this.constant(integer(value));
    else this.constant(text(this.library.strings.number(value)));
  }

  callKeywords(list: KeywordList): void {
    const index = this.keywordLists.push(list) - 1;
    this.emit(Op.callKeywords, index, -1 - list.count - list.names.length);
  }

  label(): Label {
    return { at: undefined, jumps: [] };
  }

  /** A jump; `effect` is what happens to the operands where it is *not* taken. */
  jump(op: number, to: Label, effect: number): void {
    to.jumps.push(this.instructions.length);
    this.emit(op, 0, effect);
  }

  place(label: Label): void {
    label.at = this.instructions.length;
  }

  /** Sets the operand depth behind an unconditional jump, where the books cannot know it. */
  resumeAt(depth: number): void {
    this.depth = depth;
  }

  get operands(): number {
    return this.depth;
  }

  /** Fills in where a label's jumps lead. */
  settle(label: Label): void {
    if (label.at === undefined) throw new Error('a jump leads nowhere');
    for (const jump of label.jumps) {
      this.instructions[jump] = ((this.instructions[jump] ?? 0) & 255) | (label.at << 8);
    }
  }

  refuse(span: Span, message: string, hint?: string): void {
    this.issues.push({ code: 'unsupported', span, message, ...(hint === undefined ? {} : { hint }) });
  }

  name(id: string, use: NameUse, span: Span): void {
    const effect = use === 'load' ? 1 : use === 'store' ? -1 : 0;
    if (this.host !== undefined) {
      this.nameInHost(this.host, id, use, span, effect);
      return;
    }
    if (this.scope.kind === 'module') {
      this.global(id, use, span, effect);
      return;
    }
    if (this.scope.kind === 'class') {
      const ops = { load: Op.loadName, store: Op.storeName, delete: Op.deleteName };
      this.emit(ops[use], this.library.strings.number(id), effect);
      return;
    }
    if (this.scope.bound.has(id)) {
      this.local(this.localIndex(id), use, effect);
      return;
    }
    const owner = closesOver(this.scope, id);
    if (owner !== undefined) {
      this.refuseClosure(owner, id, span);
      return;
    }
    this.globalsRead.add(id);
    this.global(id, use, span, effect);
  }

  /** The slot of a local, given to it where the code first meets it (SPEC CA-2). */
  localIndex(id: string): number {
    this.appearances.push(id);
    const known = this.locals.indexOf(id);
    return known >= 0 ? known : this.locals.push(id) - 1;
  }

  finish(kind: Code['kind'], name: string, parameters: number): Code {
    const stackBase = this.locals.length + 1;
    const code: Code = {
      number: this.library.codes.length,
      kind,
      name,
      qualifiedName: this.scope.qualifiedName,
      parameters,
      locals: this.locals,
      appearances: this.appearances,
      globalsRead: this.globalsRead,
      stackBase,
      frameSize: stackBase + this.deepest,
      instructions: Int32Array.from(this.instructions),
      constants: Int32Array.from(this.constants),
      keywordLists: this.keywordLists,
    };
    this.library.codes.push(code);
    return code;
  }

  /** Number of an attribute's name. Attributes of the interpreter's own that are not supported are refused. */
  attribute(name: string, use: NameUse, span: Span): number {
    if (isForeignSpecial(name, use === 'load')) this.refuse(span, `\`${name}\` is not supported here`);
    return this.library.strings.number(name);
  }

  private global(id: string, use: NameUse, span: Span, effect: number): void {
    if (use === 'store') this.library.boundGlobals.add(id);
    else if (isForeignGlobal(id)) this.library.foreignUses.push({ id, span });
    const ops = { load: Op.loadGlobal, store: Op.storeGlobal, delete: Op.deleteGlobal };
    this.emit(ops[use], this.library.global(id), effect);
  }

  private local(index: number, use: NameUse, effect: number): void {
    const ops = { load: Op.loadFast, store: Op.storeFast, delete: Op.deleteFast };
    this.emit(ops[use], index, effect);
  }

  private nameInHost(host: Host, id: string, use: NameUse, span: Span, effect: number): void {
    if (host.code.kind === 'module') {
      this.global(id, use, span, effect);
      return;
    }
    const index = host.code.locals.indexOf(id);
    if (index >= 0) {
      this.appearances.push(id);
      this.local(index, use, effect);
      return;
    }
    let added = [...host.added, ...this.newLocals].indexOf(id);
    if (added < 0 && use === 'load') {
      this.globalsRead.add(id);
      this.global(id, use, span, effect);
      return;
    }
    if (added < 0) {
      if (host.code.globalsRead.has(id) || this.globalsRead.has(id)) {
        this.refuse(span, `${host.code.name}() reads the global name '${id}', so it cannot also bind it`);
      }
      added = host.added.length + this.newLocals.push(id) - 1;
    }
    this.appearances.push(id);
    const ops = { load: Op.loadAdded, store: Op.storeAdded, delete: Op.deleteAdded };
    this.emit(ops[use], host.code.frameSize + added, effect);
  }

  private refuseClosure(owner: Scope, id: string, span: Span): void {
    this.refuse(
      span,
      `'${id}' is a local of ${owner.qualifiedName}(): a function that uses it from outside is a closure, which is not supported`,
      `hand it over as an argument or as a default: ${id}=${id}`,
    );
  }
}
