import type {
  CollectionState,
  ListName,
  ObjectState,
  RecordedCollection,
  RecordedObject,
  RecordedPhase,
  Step,
  Subject,
} from './types.ts';

/*
 * Walking a recorded collection. States are values: a step makes a new one, which shares with the old one what it did
 * not change.
 */

/**
 * The picture after the first `taken` steps; all of them gives the heap as the collection left it. Takes time in
 * proportion to the steps and the objects, where `forward` and `backward` do so to the objects only.
 *
 * @param taken from 0 to the number of steps
 */
export function stateAt(recording: RecordedCollection, taken: number): CollectionState {
  const draft = draftOf(recording.objects);
  for (const step of recording.steps.slice(0, taken)) take(draft, step);
  return draft;
}

/** The picture after one step more. It must be the next one: `steps[state.taken]`. */
export function forward(state: CollectionState, step: Step): CollectionState {
  const draft = copyFor(state, step);
  take(draft, step);
  return draft;
}

/** The picture before a step: exactly the one from which `forward` came. It must be the last one taken: `steps[state.taken - 1]`. */
export function backward(state: CollectionState, step: Step): CollectionState {
  const draft = copyFor(state, step);
  takeBack(draft, step);
  return draft;
}

/** The phase in which a step is; the last phase after the last step. */
export function phaseAt(recording: RecordedCollection, step: number): RecordedPhase | undefined {
  return recording.phases.find(({ end }) => step < end) ?? recording.phases.at(-1);
}

export function stepsOf(recording: RecordedCollection, phase: RecordedPhase): readonly Step[] {
  return recording.steps.slice(phase.first, phase.end);
}

/** A state that may be changed. */
export type Draft = {
  taken: number;
  objects: ObjectState[];
  lists: Record<ListName, Subject[]>;
};

/** Before the first step. */
export function draftOf(recorded: readonly RecordedObject[]): Draft {
  const standing = (generation: number): Subject[] =>
    [...recorded.keys()].filter(subject => recorded[subject]?.generation === generation);
  return {
    taken: 0,
    objects: recorded.map(beforeAll),
    lists: {
      'generation 0': standing(0),
      'generation 1': standing(1),
      'generation 2': standing(2),
      permanent: standing(3),
      unreachable: [],
      callbacks: [],
      'still unreachable': [],
    },
  };
}

export const beforeAll = ({ generation, count }: RecordedObject): ObjectState => ({
  status: generation === null ? 'unborn' : 'outside',
  gcRefs: null,
  count,
});

export function take(draft: Draft, step: Step): void {
  draft.taken++;
  if (!('object' in step)) return;
  const { object, status, gcRefs, count, move } = step;
  const old = objectIn(draft, object);
  draft.objects[object] = {
    status: status === undefined ? old.status : status[1],
    gcRefs: gcRefs === undefined ? old.gcRefs : gcRefs[1],
    count: count === undefined ? old.count : count[1],
  };
  if (move === undefined) return;
  const [from, index, to] = move;
  if (from !== null) draft.lists[from].splice(index, 1);
  if (to !== null) draft.lists[to].push(object);
}

function takeBack(draft: Draft, step: Step): void {
  draft.taken--;
  if (!('object' in step)) return;
  const { object, status, gcRefs, count, move } = step;
  const old = objectIn(draft, object);
  draft.objects[object] = {
    status: status === undefined ? old.status : status[0],
    gcRefs: gcRefs === undefined ? old.gcRefs : gcRefs[0],
    count: count === undefined ? old.count : count[0],
  };
  if (move === undefined) return;
  const [from, index, to] = move;
  if (to !== null) draft.lists[to].pop();
  if (from !== null) draft.lists[from].splice(index, 0, object);
}

/** A copy that a step may change: of the lists only those that it touches. */
function copyFor(state: CollectionState, step: Step): Draft {
  const lists = { ...state.lists } as Record<ListName, Subject[]>;
  const [from = null, , to = null] = ('object' in step ? step.move : undefined) ?? [];
  if (from !== null) lists[from] = [...lists[from]];
  if (to !== null && to !== from) lists[to] = [...lists[to]];
  return { taken: state.taken, objects: [...state.objects], lists };
}

function objectIn(draft: Draft, object: Subject): ObjectState {
  const state = draft.objects[object];
  if (state === undefined) throw new Error(`the recording has no object ${object}`);
  return state;
}
