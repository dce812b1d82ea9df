/** Whether anything follows the slot where a machine stands, read from the text of its program. */
import type { Machine, Statement } from '../python/index.ts';

/** A statement that may still run, or the rest of a call. What follows a machine that is at its end is nothing. */
export function isAnythingAhead(machine: Machine): boolean {
  if (machine.state === 'done' || machine.state === 'raised') return false;
  const frames = machine.frames();
  const line = frames.at(-1)?.line;
  return frames.length > 1 || (line !== undefined && follows(machine.program.module.body, line));
}

/** Whether a statement stands behind the line, on its level or around it; a loop around it comes round again. */
function follows(body: readonly Statement[], line: number): boolean {
  return body.some(statement => {
    const { span } = statement;
    if (span.start.line > line) return true;
    if (span.end.line < line || span.start.line === line) return false;
    return statement.type === 'if' ? blockOf(statement, line).some(block => follows(block, line)) : true;
  });
}

/** The branch that the line stands in. */
const blockOf = (statement: Statement & { readonly type: 'if' }, line: number): (readonly Statement[])[] =>
  [statement.body, statement.orElse].filter(block =>
    block.some(({ span }) => span.start.line <= line && line <= span.end.line),
  );
