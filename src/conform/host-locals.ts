import type { Op } from './trace.ts';

/**
 * The locals of a call in slot order: parameters, then names in order of first appearance (RC-14).
 *
 * @param rest the operations after the one that calls
 */
export function localsOf(parameters: readonly string[], rest: readonly Op[]): string[] {
  const names = [...parameters];
  let depth = 0;
  for (const op of rest) {
    if (op.op === 'ret' && depth-- === 0) break;
    const isHere = depth === 0;
    if (op.op === 'push') depth++;
    if (isHere && op.var?.startsWith('l_') === true && !names.includes(op.var)) names.push(op.var);
  }
  return names;
}
