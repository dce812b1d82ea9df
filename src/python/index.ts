/** The Python subset: programs, and the machine that runs them on the heap. */
export { compile } from './compile/compile.ts';
export { describeIssue } from './issue.ts';
export { Limits } from './limits.ts';
export { Machine, type MachineOptions } from './machine.ts';
export { parse, parseExpression, parseStatement } from './parse/parse.ts';
export { print } from './print.ts';
export { type ReportedObject, type RunReport, runReport } from './run-report.ts';
export type * from './syntax.ts';
export type * from './views.ts';
