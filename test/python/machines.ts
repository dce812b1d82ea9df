/** Machines for tests: started from a text, with moves given as text, and held to the heap's own invariants. */
import { expect } from 'vitest';
import { invariants, Kind, type Ref } from '../../src/engine/index.ts';
import {
  compile,
  Machine,
  type Program,
  parse,
  parseExpression,
  parseStatement,
  type Raised,
  type RunReport,
  runReport,
  type Statement,
  type Value,
} from '../../src/python/index.ts';

export function programOf(source: string): Program {
  const parsed = parse(source);
  if (!parsed.ok) throw new Error(parsed.issues.map(issue => issue.message).join('; '));
  const compiled = compile(parsed.value);
  if (!compiled.ok) throw new Error(compiled.issues.map(issue => issue.message).join('; '));
  return compiled.value;
}

/** Why a text is refused, one sentence each. */
export function refusals(source: string): string[] {
  const parsed = parse(source);
  if (!parsed.ok) return parsed.issues.map(issue => issue.message);
  const compiled = compile(parsed.value);
  return compiled.ok ? [] : compiled.issues.map(issue => issue.message);
}

export const report = (source: string): RunReport => runReport(programOf(source));

/** A machine that stands at its first stop. */
export function stoppedAt(source: string): Machine {
  const machine = Machine.start(programOf(source));
  machine.run();
  return machine;
}

export function statement(text: string): Statement {
  const parsed = parseStatement(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.issues[0]?.message}`);
  return parsed.value;
}

export const perform = (machine: Machine, text: string): Raised | undefined =>
  machine.perform(statement(text));

export function evaluate(machine: Machine, text: string): Value {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.issues[0]?.message}`);
  return machine.evaluate(parsed.value);
}

/** Runs on through all further slots. */
export function finish(machine: Machine): void {
  while (machine.state === 'slot' || machine.state === 'ready') machine.run();
}

/** Everything that can be seen of a machine, with rows for what they are: equal for equal histories. */
export function stateOf(machine: Machine): unknown {
  const { heap } = machine;
  return {
    state: machine.state,
    slot: machine.slot,
    line: machine.line,
    error: machine.error,
    frames: machine.frames(),
    log: machine.log,
    output: machine.output,
    freed: machine.freed,
    statistics: machine.statistics(),
    counts: heap.counts(),
    objects: [...heap.objects()].map(ref => ({
      ref,
      serial: heap.serial(ref),
      type: machine.typeName(ref),
      label: machine.label(ref),
      count: heap.refcount(ref),
      generation: heap.generation(ref),
      slots: Array.from({ length: heap.size(ref) }, (_, index) => heap.get(ref, index)),
    })),
  };
}

/** The heap is sound, and every count is accounted for: by slots, by exceptions, and one each for frames, classes and the module. */
export function expectSound(machine: Machine): void {
  const { heap } = machine;
  const held = new Map<Ref, number>();
  for (const ref of heap.objects()) {
    const kind = heap.kind(ref);
    if (kind === Kind.class || kind === Kind.module || kind === Kind.frame) held.set(ref, 1);
  }
  for (const ref of machine.heldByExceptions()) {
    if (ref > 0) held.set(ref, (held.get(ref) ?? 0) + 1);
  }
  expect(invariants(heap, held)).toEqual([]);
}
