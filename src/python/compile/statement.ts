/** Statements to instructions. Every statement begins with its line. */

import { none } from '../atoms.ts';
import type {
  AugmentedAssignment,
  ClassDefinition,
  For,
  FunctionDefinition,
  If,
  Return,
  Simple,
  Slot,
  Span,
  Statement,
  Target,
  While,
} from '../syntax.ts';
import { isTypeName } from '../vm/builtins/names.ts';
import { binaryOperators, Op } from './code.ts';
import { Emitter, type Loop } from './emitter.ts';
import { compileExpression } from './expression.ts';
import { classScope, functionScope } from './scope.ts';

/** What the whole program knows about its slots while it is compiled. */
export type SlotTable = { readonly slot: number; readonly line: number }[];

export function compileBody(emitter: Emitter, body: readonly Statement[], slots: SlotTable): void {
  for (const statement of body) compileStatement(emitter, statement, slots);
}

export function compileStatement(emitter: Emitter, statement: Statement, slots: SlotTable): void {
  if (statement.type === 'slot') {
    compileSlot(emitter, statement, slots);
  } else if (statement.type === 'go') {
    emitter.emit(Op.go, 0, 0);
  } else {
    compileRunning(emitter, statement, slots);
    emitter.emit(Op.statementEnd, 0, 0);
  }
}

/** Statements that do something. */
function compileRunning(
  emitter: Emitter,
  statement: Exclude<Statement, { readonly type: 'slot' | 'go' }>,
  slots: SlotTable,
): void {
  if (statement.type === 'while') {
    compileWhile(emitter, statement, slots);
    return;
  }
  // A move has no line of its own: it belongs to the line of its slot.
  if (emitter.host === undefined) emitter.emit(Op.statement, statement.span.start.line, 0);
  switch (statement.type) {
    case 'expression':
      compileExpression(emitter, statement.value);
      emitter.emit(Op.pop, 0, -1);
      return;
    case 'assign':
      compileExpression(emitter, statement.value);
      for (const [index, target] of statement.targets.entries()) {
        if (index < statement.targets.length - 1) emitter.emit(Op.copy, 1, 1);
        compileStore(emitter, target);
      }
      return;
    case 'augmented':
      compileAugmented(emitter, statement);
      return;
    case 'delete':
      for (const target of statement.targets) compileDelete(emitter, target);
      return;
    case 'if':
      compileIf(emitter, statement, slots);
      return;
    case 'for':
      compileFor(emitter, statement, slots);
      return;
    case 'def':
      compileFunction(emitter, statement, slots);
      return;
    case 'class':
      compileClass(emitter, statement, slots);
      return;
    case 'return':
      compileReturn(emitter, statement);
      return;
    case 'break':
    case 'continue':
      compileLoopExit(emitter, statement);
      return;
    case 'pass':
    case 'import':
      return;
  }
}

function compileStore(emitter: Emitter, target: Target): void {
  if (target.type === 'name') {
    emitter.name(target.id, 'store', target.span);
    return;
  }
  compileExpression(emitter, target.object);
  if (target.type === 'attribute') {
    emitter.emit(Op.storeAttribute, emitter.attribute(target.name, 'store', target.span), -2);
    return;
  }
  compileExpression(emitter, target.index);
  emitter.emit(Op.storeSubscript, 0, -3);
}

function compileDelete(emitter: Emitter, target: Target): void {
  if (target.type === 'name') {
    emitter.name(target.id, 'delete', target.span);
    return;
  }
  compileExpression(emitter, target.object);
  if (target.type === 'attribute') {
    emitter.emit(Op.deleteAttribute, emitter.attribute(target.name, 'delete', target.span), -1);
    return;
  }
  compileExpression(emitter, target.index);
  emitter.emit(Op.deleteSubscript, 0, -2);
}

/** The place is evaluated once and waits below its value. */
function compileAugmented(emitter: Emitter, statement: AugmentedAssignment): void {
  const { target } = statement;
  const operate = (): void => {
    compileExpression(emitter, statement.value);
    emitter.emit(Op.inplace, binaryOperators.indexOf(statement.operator), -1);
  };
  if (target.type === 'name') {
    emitter.name(target.id, 'load', target.span);
    operate();
    emitter.name(target.id, 'store', target.span);
    return;
  }
  compileExpression(emitter, target.object);
  if (target.type === 'attribute') {
    const name = emitter.attribute(target.name, 'store', target.span);
    emitter.emit(Op.copy, 1, 1);
    emitter.emit(Op.loadAttribute, name, 0);
    operate();
    emitter.emit(Op.swap, 2, 0);
    emitter.emit(Op.storeAttribute, name, -2);
    return;
  }
  compileExpression(emitter, target.index);
  emitter.emit(Op.copy, 2, 1);
  emitter.emit(Op.copy, 2, 1);
  emitter.emit(Op.loadSubscript, 0, -1);
  operate();
  emitter.emit(Op.swap, 3, 0);
  emitter.emit(Op.swap, 2, 0);
  emitter.emit(Op.storeSubscript, 0, -3);
}

function compileIf(emitter: Emitter, statement: If, slots: SlotTable): void {
  const otherwise = emitter.label();
  const end = emitter.label();
  compileExpression(emitter, statement.test);
  emitter.jump(Op.jumpIfFalse, otherwise, -1);
  compileBody(emitter, statement.body, slots);
  if (statement.orElse.length > 0) emitter.jump(Op.jump, end, 0);
  emitter.place(otherwise);
  compileBody(emitter, statement.orElse, slots);
  emitter.place(end);
  emitter.settle(otherwise);
  emitter.settle(end);
}

function compileWhile(emitter: Emitter, statement: While, slots: SlotTable): void {
  const loop: Loop = { next: emitter.label(), exit: emitter.label(), hasIterator: false };
  emitter.place(loop.next);
  emitter.emit(Op.statement, statement.span.start.line, 0);
  compileExpression(emitter, statement.test);
  emitter.jump(Op.jumpIfFalse, loop.exit, -1);
  compileLoopBody(emitter, loop, statement.body, slots);
}

function compileFor(emitter: Emitter, statement: For, slots: SlotTable): void {
  const loop: Loop = { next: emitter.label(), exit: emitter.label(), hasIterator: true };
  const first = emitter.label();
  compileExpression(emitter, statement.iterable);
  emitter.emit(Op.getIterator, 0, 0);
  emitter.jump(Op.jump, first, 0);
  emitter.place(loop.next);
  emitter.emit(Op.statement, statement.span.start.line, 0);
  emitter.place(first);
  const ended = emitter.label();
  emitter.jump(Op.forEach, ended, 1);
  emitter.name(statement.target.id, 'store', statement.target.span);
  emitter.loops.push(loop);
  compileBody(emitter, statement.body, slots);
  emitter.loops.pop();
  emitter.jump(Op.jump, loop.next, 0);
  emitter.place(loop.exit);
  emitter.place(ended);
  emitter.resumeAt(emitter.operands - 1);
  for (const label of [loop.next, loop.exit, first, ended]) emitter.settle(label);
}

function compileLoopBody(emitter: Emitter, loop: Loop, body: readonly Statement[], slots: SlotTable): void {
  emitter.loops.push(loop);
  compileBody(emitter, body, slots);
  emitter.loops.pop();
  emitter.jump(Op.jump, loop.next, 0);
  emitter.place(loop.exit);
  emitter.settle(loop.next);
  emitter.settle(loop.exit);
}

function compileLoopExit(emitter: Emitter, statement: Simple): void {
  const loop = emitter.loops.at(-1);
  if (loop === undefined) throw new Error(`the parser let '${statement.type}' stand outside a loop`);
  if (statement.type === 'continue') {
    emitter.jump(Op.jump, loop.next, 0);
    return;
  }
  const depth = emitter.operands;
  if (loop.hasIterator) emitter.emit(Op.pop, 0, -1);
  emitter.jump(Op.jump, loop.exit, 0);
  emitter.resumeAt(depth);
}

/** The iterators of the loops around it go first, then the locals (SPEC CA-9). */
function compileReturn(emitter: Emitter, statement: Return): void {
  const depth = emitter.operands;
  if (statement.value === undefined) emitter.constant(none);
  else compileExpression(emitter, statement.value);
  for (const loop of emitter.loops) {
    if (!loop.hasIterator) continue;
    emitter.emit(Op.swap, 2, 0);
    emitter.emit(Op.pop, 0, -1);
  }
  emitter.emit(Op.return, 0, -1);
  emitter.resumeAt(depth);
}

function compileFunction(emitter: Emitter, statement: FunctionDefinition, slots: SlotTable): void {
  const { name, parameters } = statement;
  if (emitter.scope.kind === 'class') refuseSpecial(emitter, name, statement.span);
  const defaults = parameters.flatMap(parameter => parameter.defaultValue ?? []);
  for (const value of defaults) compileExpression(emitter, value);
  if (defaults.length > 0) emitter.emit(Op.buildTuple, defaults.length, 1 - defaults.length);
  const names = parameters.map(parameter => parameter.name);
  const scope = functionScope(emitter.scope, name, names, statement.body);
  const inner = new Emitter(emitter.library, scope, emitter.issues);
  for (const parameter of names) inner.localIndex(parameter);
  compileBody(inner, statement.body, slots);
  inner.constant(none);
  inner.emit(Op.return, 0, -1);
  const code = inner.finish('function', name, names.length);
  const hasDefaults = defaults.length > 0;
  emitter.emit(hasDefaults ? Op.makeFunctionWithDefaults : Op.makeFunction, code.number, hasDefaults ? 0 : 1);
  emitter.name(name, 'store', statement.span);
}

function compileClass(emitter: Emitter, statement: ClassDefinition, slots: SlotTable): void {
  const base = statement.base?.id ?? 'object';
  if (isTypeName(base) && base !== 'object') {
    emitter.refuse(
      statement.span,
      `A class based on ${base} is not supported`,
      'base it on Node, or on nothing',
    );
  }
  if (statement.base === undefined) emitter.constant(none);
  else emitter.name(statement.base.id, 'load', statement.base.span);
  const inner = new Emitter(emitter.library, classScope(emitter.scope, statement.name), emitter.issues);
  for (const part of statement.body) {
    if (part.type !== 'assign') continue;
    for (const target of part.targets)
      if (target.type === 'name') refuseSpecial(inner, target.id, target.span);
  }
  compileBody(inner, statement.body, slots);
  inner.emit(Op.end, 0, 0);
  const code = inner.finish('class', statement.name, 0);
  emitter.emit(Op.buildClass, code.number, 0);
  emitter.name(statement.name, 'store', statement.span);
}

function refuseSpecial(emitter: Emitter, name: string, span: Span): void {
  if (name === '__init__' || name === '__del__' || !/^__\w+__$/.test(name)) return;
  emitter.refuse(
    span,
    `'${name}' is not supported in a class`,
    'of the special methods there are __init__ and __del__',
  );
}

function compileSlot(emitter: Emitter, statement: Slot, slots: SlotTable): void {
  const { line } = statement.span.start;
  emitter.emit(Op.slot, slots.push({ slot: statement.slot, line }) - 1, 0);
  emitter.appearances.push(statement.slot);
}
