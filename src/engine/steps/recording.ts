import type { Heap } from '../heap.ts';
import type { Collection, Generation, Ref } from '../types.ts';
import { beforeAll, type Draft, draftOf, take } from './cursor.ts';
import type {
  Change,
  ListName,
  ObjectState,
  RecordedCollection,
  RecordedObject,
  RecordedPhase,
  Rule,
  Status,
  Step,
  Subject,
} from './types.ts';

/** What the host calls an object. Asked when it dies, or when the collection is over: a newborn has no name at once. */
export type Label = (object: Ref) => string | undefined;

/** What is true of an object after a step; what is not said stays. `to`: the list to the end of which it goes. */
type After = {
  readonly status?: Status;
  readonly gcRefs?: number | null;
  readonly count?: number;
  readonly to?: ListName | null;
};

/**
 * A recording that is being written. Each step is taken at once, as a reader will take it: so what a step says of the
 * time before it is what the reader will see.
 */
export class Recording {
  private readonly heap: Heap;
  private readonly generation: Generation;
  private readonly label: Label | undefined;
  private readonly objects: RecordedObject[] = [];
  private readonly subjects = new Map<Ref, Subject>();
  private readonly places: (ListName | null)[] = [];
  private readonly phases: { phase: RecordedPhase['phase']; rule: Rule; isCheck: boolean; first: number }[] =
    [];
  private readonly steps: Step[] = [];
  private readonly draft: Draft;
  /** Where something was last taken out of a list: the next one usually stands there, too. */
  private readonly hints = new Map<ListName, number>();

  constructor(heap: Heap, generation: Generation, label: Label | undefined) {
    this.heap = heap;
    this.generation = generation;
    this.label = label;
    for (const g of [...candidatesFirst(generation), 3] as const) {
      for (const row of heap.generationList(g)) this.enroll(row, g, heap.refcount(row));
    }
    this.draft = draftOf(this.objects);
  }

  finish(result: Collection): RecordedCollection {
    const { generation, steps } = this;
    const ended = this.phases.map((phase, i) => ({
      ...phase,
      end: this.phases[i + 1]?.first ?? steps.length,
    }));
    const phases = ended.filter(({ phase, first, end }) => phase !== 'start' || first < end);
    const objects = this.objects.map((object, subject) =>
      this.state(subject).status === 'freed' ? object : this.labelled(object),
    );
    return { generation, objects, phases, steps, result };
  }

  enter(phase: RecordedPhase['phase'], rule: Rule, isCheck: boolean): void {
    this.phases.push({ phase, rule, isCheck, first: this.steps.length });
  }

  add(step: Step): void {
    this.steps.push(step);
    take(this.draft, step);
    if ('object' in step && step.move !== undefined) {
      const [from, index, to] = step.move;
      if (from !== null) this.hints.set(from, index);
      this.places[step.object] = to;
    }
  }

  /**
   * The place of a living object among those that the recording speaks of.
   *
   * @param count its count before anything is said of it, if this is the first mention
   * @param standing where it stood before that
   */
  mention(row: Ref, count = this.heap.refcount(row), standing = this.heap.generation(row)): Subject {
    const known = this.subjects.get(row);
    if (known !== undefined && this.objects[known]?.serial === this.heap.serial(row)) return known;
    const subject = this.enroll(row, standing, count);
    this.show(subject);
    return subject;
  }

  /** The same of one that is born now. */
  bear(row: Ref): Subject {
    const subject = this.enroll(row, null, 0);
    this.show(subject);
    return subject;
  }

  private enroll(row: Ref, generation: RecordedObject['generation'], count: number): Subject {
    const { heap, objects } = this;
    const subject = objects.length;
    objects.push({ row, serial: heap.serial(row), kind: heap.kind(row), generation, count });
    this.subjects.set(row, subject);
    this.places.push(listOf(generation));
    return subject;
  }

  /** It dies: the last time that the host knows it. */
  bury(subject: Subject): void {
    const object = this.objects[subject];
    if (object !== undefined) this.objects[subject] = this.labelled(object);
  }

  private labelled(object: RecordedObject): RecordedObject {
    const label = this.label?.(object.row);
    return label === undefined ? object : { ...object, label };
  }

  private show(subject: Subject): void {
    const object = this.objects[subject];
    if (object !== undefined) this.draft.objects.push(beforeAll(object));
  }

  /** Whether that row is that object at present. */
  isSubject(row: Ref, subject: Subject): boolean {
    return this.subjects.get(row) === subject;
  }

  state(subject: Subject): ObjectState {
    const state = this.draft.objects[subject];
    if (state === undefined) throw new Error(`no object ${subject} is recorded`);
    return state;
  }

  /** The list in which an object stands. */
  place(subject: Subject): ListName | null {
    return this.places[subject] ?? null;
  }

  /** A list as it is now. */
  list(name: ListName): readonly Subject[] {
    return [...this.draft.lists[name]];
  }

  /** What a step changes that leaves an object like this. */
  change(subject: Subject, after: After): Change {
    const { status, gcRefs, count } = this.state(subject);
    const from = this.place(subject);
    const moves = after.to !== undefined && (from !== null || after.to !== null);
    return {
      ...(after.status === undefined || after.status === status
        ? {}
        : { status: [status, after.status] as const }),
      ...(after.gcRefs === undefined || after.gcRefs === gcRefs
        ? {}
        : { gcRefs: [gcRefs, after.gcRefs] as const }),
      ...(after.count === undefined || after.count === count ? {} : { count: [count, after.count] as const }),
      ...(moves ? { move: [from, this.indexIn(from, subject), after.to ?? null] as const } : {}),
    };
  }

  private indexIn(list: ListName | null, subject: Subject): number {
    if (list === null) return 0;
    const members = this.draft.lists[list];
    const near = members.indexOf(subject, this.hints.get(list) ?? 0);
    return near >= 0 ? near : members.indexOf(subject);
  }
}

function listOf(standing: RecordedObject['generation']): ListName | null {
  if (standing === null || standing === -1) return null;
  return standing === 3 ? 'permanent' : `generation ${standing}`;
}

/** Generations in the order in which their objects are listed: that of the candidates, then the others. */
function candidatesFirst(generation: Generation): Generation[] {
  const younger = ([0, 1] as const).filter(g => g < generation);
  const older = ([1, 2] as const).filter(g => g > generation);
  return [generation, ...younger, ...older];
}
