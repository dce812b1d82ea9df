/** Recorded traces of real CPythons, replayed on the heap and compared. Pure: whoever calls it brings the lines. */
export { conform, type Divergence, type Replayer, type Verdict } from './conform.ts';
export { decodeTrace, pathText, type TraceProblem } from './decode.ts';
export { profileFor, recordedVersions } from './recording.ts';
export { describeFirst, notModelledLine, summary } from './report.ts';
export { count, documentOf, documentOfAll, emptyTally, isRecorded, type Tally } from './tally.ts';
export type { Observation, Op, Trace } from './trace.ts';
export { TraceError } from './trace-error.ts';
