/** Expressions to instructions, in CPython's order of evaluation. Each leaves one operand. */

import type { BooleanOperation, Call, Comparison, Constant, Expression } from '../syntax.ts';
import { binaryOperators, comparisonOperators, Op, unaryOperators } from './code.ts';
import type { Emitter } from './emitter.ts';

export function compileExpression(emitter: Emitter, expression: Expression): void {
  switch (expression.type) {
    case 'name':
      emitter.name(expression.id, 'load', expression.span);
      return;
    case 'constant':
      emitter.literal(expression);
      return;
    case 'attribute':
      compileExpression(emitter, expression.object);
      emitter.emit(Op.loadAttribute, emitter.attribute(expression.name, 'load', expression.span), 0);
      return;
    case 'subscript':
      compileExpression(emitter, expression.object);
      compileExpression(emitter, expression.index);
      emitter.emit(Op.loadSubscript, 0, -1);
      return;
    case 'call':
      compileCall(emitter, expression);
      return;
    case 'list':
    case 'tuple':
    case 'set': {
      for (const item of expression.items) compileExpression(emitter, item);
      const ops = { list: Op.buildList, tuple: Op.buildTuple, set: Op.buildSet };
      emitter.emit(ops[expression.type], expression.items.length, 1 - expression.items.length);
      return;
    }
    case 'dict':
      emitter.emit(Op.buildDict, 0, 1);
      for (const { key, value } of expression.entries) {
        compileExpression(emitter, key);
        compileExpression(emitter, value);
        emitter.emit(Op.addEntry, 0, -2);
      }
      return;
    case 'unary':
      if (expression.operator === '-' && isNumeral(expression.operand)) {
        emitter.literal({ ...expression.operand, value: -expression.operand.value });
        return;
      }
      compileExpression(emitter, expression.operand);
      emitter.emit(Op.unary, unaryOperators.indexOf(expression.operator), 0);
      return;
    case 'binary':
      compileExpression(emitter, expression.left);
      compileExpression(emitter, expression.right);
      emitter.emit(Op.binary, binaryOperators.indexOf(expression.operator), -1);
      return;
    case 'comparison':
      compileComparison(emitter, expression);
      return;
    case 'boolean':
      compileBoolean(emitter, expression);
      return;
  }
}

/** A literal number: `-5` is one, as in CPython, so that the smallest integer can be written. */
const isNumeral = (expression: Expression): expression is Constant & { readonly value: number } =>
  expression.type === 'constant' && typeof expression.value === 'number';

function compileCall(emitter: Emitter, call: Call): void {
  if (call.callee.type === 'attribute') {
    compileExpression(emitter, call.callee.object);
    emitter.emit(Op.loadMethod, emitter.attribute(call.callee.name, 'load', call.callee.span), 1);
  } else {
    compileExpression(emitter, call.callee);
    emitter.emit(Op.pushNothing, 0, 1);
  }
  for (const argument of call.args) compileExpression(emitter, argument);
  if (call.keywords.length === 0) {
    emitter.emit(Op.call, call.args.length, -1 - call.args.length);
    return;
  }
  for (const keyword of call.keywords) compileExpression(emitter, keyword.value);
  emitter.callKeywords({ count: call.args.length, names: call.keywords.map(keyword => keyword.name) });
}

/** `a < b < c` is `a < b and b < c` with b evaluated once: it waits under the first answer. */
function compileComparison(emitter: Emitter, comparison: Comparison): void {
  const out = emitter.label();
  const end = emitter.label();
  compileExpression(emitter, comparison.left);
  for (const [index, { operator, right }] of comparison.rest.entries()) {
    compileExpression(emitter, right);
    const isLast = index === comparison.rest.length - 1;
    if (!isLast) {
      emitter.emit(Op.swap, 2, 0);
      emitter.emit(Op.copy, 2, 1);
    }
    emitter.emit(Op.compare, comparisonOperators.indexOf(operator), -1);
    if (!isLast) emitter.jump(Op.jumpIfFalseKeep, out, -1);
  }
  if (comparison.rest.length > 1) {
    const depth = emitter.operands;
    emitter.jump(Op.jump, end, 0);
    emitter.place(out);
    emitter.resumeAt(depth + 1);
    emitter.emit(Op.swap, 2, 0);
    emitter.emit(Op.pop, 0, -1);
    emitter.place(end);
    emitter.settle(out);
    emitter.settle(end);
  }
}

function compileBoolean(emitter: Emitter, operation: BooleanOperation): void {
  const end = emitter.label();
  const op = operation.operator === 'and' ? Op.jumpIfFalseKeep : Op.jumpIfTrueKeep;
  for (const [index, value] of operation.values.entries()) {
    compileExpression(emitter, value);
    if (index < operation.values.length - 1) emitter.jump(op, end, -1);
  }
  emitter.place(end);
  emitter.settle(end);
}
