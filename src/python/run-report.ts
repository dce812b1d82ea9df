/** A program run from start to end without a player, as the document that `heaplings run --json` prints. */
import { reachable } from '../engine/index.ts';
import { Machine, type MachineOptions } from './machine.ts';
import type { Death, PerGeneration, Program, Raised } from './views.ts';

export type RunReport = {
  /** The CPython version whose rules were followed: `3.13`. */
  readonly profile: string;
  /** Whether it ended without an uncaught exception. */
  readonly ok: boolean;
  readonly error?: Raised;
  /** What `said` was given, as text. */
  readonly output: readonly string[];
  /** Deaths by label, `@marks`, collections `gc0` to `gc2`. */
  readonly log: readonly string[];
  /** Heaplings alive at the end, in the order of their birth. */
  readonly objects: readonly ReportedObject[];
  /** Dead heaplings in order. `line` is null for what died with the exception, when the program was over. */
  readonly freed: readonly (Omit<Death, 'line'> & { readonly line: number | null })[];
  /** Heaplings only, since `# go`. */
  readonly stats: {
    readonly collections: PerGeneration;
    readonly collected: PerGeneration;
    readonly uncollectable: PerGeneration;
    readonly traversed: number;
    readonly peak: number;
  };
};

export type ReportedObject = {
  readonly label: string;
  readonly type: string;
  readonly refcount: number;
  readonly generation: 0 | 1 | 2 | 'frozen';
  /** From names. */
  readonly reachable: boolean;
};

/**
 * Runs a program through all of its slots. An uncaught exception is let go at the end, so the final state is that after
 * whoever caught it has dropped it.
 */
export function runReport(program: Program, options: MachineOptions = {}): RunReport {
  const machine = Machine.start(program, options);
  while (machine.state !== 'done' && machine.state !== 'raised') machine.run();
  machine.letGo();
  const { error } = machine;
  const { collections, collected, uncollectable, traversed, peak } = machine.statistics();
  return {
    profile: machine.heap.profile.version,
    ok: error === undefined,
    ...(error === undefined ? {} : { error }),
    output: machine.output,
    log: machine.log,
    objects: reportObjects(machine),
    freed: machine.freed.map(death => ({ ...death, line: death.line ?? null })),
    stats: { collections, collected, uncollectable, traversed, peak },
  };
}

function reportObjects(machine: Machine): ReportedObject[] {
  const { heap } = machine;
  const found = reachable(heap);
  return [...heap.objects()]
    .sort((one, other) => heap.serial(one) - heap.serial(other))
    .flatMap(ref => {
      const label = machine.label(ref);
      if (label === undefined) return [];
      const standing = heap.generation(ref);
      return {
        label,
        type: machine.typeName(ref),
        refcount: heap.refcount(ref),
        generation: standing === 3 ? ('frozen' as const) : standing === -1 ? 0 : standing,
        reachable: found.has(ref),
      };
    });
}
