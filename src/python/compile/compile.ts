/** Programs, and the moves and questions that are put into them later, to code. */

import { fail, ok, type Result } from '../../result.ts';
import type { Expression, Module, SourceIssue, Statement } from '../syntax.ts';
import type { Program } from '../views.ts';
import { defaultGlobal } from '../vm/builtins/names.ts';
import { type Code, Library, type MoveCode, Op } from './code.ts';
import { Emitter, type Host } from './emitter.ts';
import { compileExpression } from './expression.ts';
import { moduleScope } from './scope.ts';
import { compileBody, compileStatement, type SlotTable } from './statement.ts';

/** Compiles a program. One without a slot gets slot 1 behind its last line. */
export function compile(module: Module): Result<Program, SourceIssue> {
  const library = new Library(defaultGlobal);
  const issues: SourceIssue[] = [];
  const slots: SlotTable = [];
  const emitter = new Emitter(library, moduleScope, issues);
  compileBody(emitter, module.body, slots);
  if (slots.length === 0) {
    const line = module.source.replace(/\n$/, '').split('\n').length + 1;
    emitter.emit(Op.slot, slots.push({ slot: 1, line }) - 1, 0);
  }
  emitter.emit(Op.end, 0, 0);
  const code = emitter.finish('module', '<module>', 0);
  const goLine = module.body.find(statement => statement.type === 'go')?.span.start.line;
  refuseForeign(library, issues);
  if (issues.length > 0) return fail(...issues);
  const program = { source: module.source, module, slots, library, main: code.number };
  return ok(goLine === undefined ? program : { ...program, goLine });
}

/** Compiles one simple statement for the innermost frame's scope. */
export function compileMove(
  library: Library,
  host: Host,
  statement: Statement,
): Result<MoveCode, SourceIssue> {
  const simple = ['expression', 'assign', 'augmented', 'delete', 'pass'];
  const issues: SourceIssue[] = [];
  const emitter = new Emitter(library, hostScope(host), issues, host);
  if (!simple.includes(statement.type)) emitter.refuse(statement.span, 'A move is one simple statement');
  else compileStatement(emitter, statement, []);
  emitter.emit(Op.end, 0, 0);
  refuseForeign(library, issues);
  if (issues.length > 0) return fail(...issues);
  return ok({ code: emitter.finish('move', host.code.name, 0), newLocals: emitter.newLocals });
}

/** Compiles an expression that is asked for where the program stands. */
export function compileQuestion(
  library: Library,
  host: Host,
  expression: Expression,
): Result<Code, SourceIssue> {
  const issues: SourceIssue[] = [];
  const emitter = new Emitter(library, hostScope(host), issues, host);
  compileExpression(emitter, expression);
  emitter.emit(Op.end, 0, 0);
  refuseForeign(library, issues);
  return issues.length > 0 ? fail(...issues) : ok(emitter.finish('expression', host.code.name, 0));
}

/** Names that Python has and this subset has not, unless the program binds them itself. */
function refuseForeign(library: Library, issues: SourceIssue[]): void {
  for (const { id, span } of library.foreignUses.splice(0)) {
    if (library.boundGlobals.has(id)) continue;
    issues.push({ code: 'unsupported', span, message: `\`${id}\` is not part of this subset` });
  }
}

const hostScope = (host: Host) =>
  host.code.kind === 'module' ? moduleScope : { ...moduleScope, kind: 'function' as const };
