/** An operation that makes no sense where it stands: it names a dead object, it returns without a call, … */
export class TraceError extends Error {
  /** Index of the operation, from 0. */
  readonly operation: number;

  /** @param message one sentence, without the place */
  constructor(operation: number, message: string) {
    super(message);
    this.name = 'TraceError';
    this.operation = operation;
  }
}
