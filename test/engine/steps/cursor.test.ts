import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  backward,
  CollectionRecorder,
  type CollectionState,
  forward,
  type Generation,
  type Heap,
  invariants,
  type ListName,
  type RecordedCollection,
  recordCollection,
  stateAt,
} from '../../../src/engine/index.ts';
import { program, settings, visible, World } from './world.ts';

const generation = fc.constantFrom<Generation>(0, 1, 2);

it('leaves the heap as an unrecorded collection does, and a copy leaves it alone', () => {
  fc.assert(
    fc.property(program, generation, settings, (steps, g, of) => {
      const world = new World(of);
      for (const step of steps) world.run(step);
      const before = visible(world.heap);
      const { recording, heap } = recorded(world, g);
      const unrecorded = world.on(world.heap.fork(), () => world.collect(g));
      expect(visible(heap)).toEqual(visible(unrecorded));
      expect(invariants(heap)).toEqual([]);
      const onCopy = recordCollection(world.heap, g, (copy, hook) =>
        world.on(copy, () => world.runHook(hook)),
      );
      expect(onCopy).toEqual(recording);
      expect(visible(world.heap)).toEqual(before);
      expect(recording.result).toEqual(heap.lastCollection());
    }),
    { numRuns: 600 },
  );
}, 60_000);

it('ends with the picture of the heap after the collection', () => {
  fc.assert(
    fc.property(program, generation, settings, (steps, g, of) => {
      const world = new World(of);
      for (const step of steps) world.run(step);
      const before = standing(world.heap);
      const { recording, heap } = recorded(world, g);
      expect(picture(recording, before)).toEqual({
        counts: Object.fromEntries([...heap.objects()].map(ref => [heap.serial(ref), heap.refcount(ref)])),
        lists: {
          'generation 0': serials(heap, 0),
          'generation 1': serials(heap, 1),
          'generation 2': serials(heap, 2),
          permanent: serials(heap, 3),
          unreachable: [],
          callbacks: [],
          'still unreachable': [],
        },
      });
    }),
    { numRuns: 600 },
  );
}, 60_000);

it('goes back to exactly where it came from, and is plain data', () => {
  fc.assert(
    fc.property(program, generation, settings, fc.nat(), (steps, g, of, some) => {
      const world = new World(of);
      for (const step of steps) world.run(step);
      const { recording } = recorded(world, g);
      const states: CollectionState[] = [stateAt(recording, 0)];
      for (const step of recording.steps) states.push(forward(last(states), step));
      const there = some % states.length;
      expect(stateAt(recording, there)).toEqual(states[there]);
      expect(last(states)).toEqual(stateAt(recording, recording.steps.length));
      let state = last(states);
      for (const [i, step] of [...recording.steps.entries()].reverse()) {
        state = backward(state, step);
        expect(state).toEqual(states[i]);
      }
      expect(JSON.parse(JSON.stringify(recording))).toEqual(recording);
    }),
    { numRuns: 100 },
  );
}, 60_000);

it('records collections that start by themselves, as they come', () => {
  let collections = 0;
  fc.assert(
    fc.property(program, settings, (steps, of) => {
      const world = new World({ ...of, automatic: true });
      const unrecorded = new World({ ...of, automatic: true });
      const { heap } = world;
      const recorder = new CollectionRecorder(heap, {
        onRecorded: recording => {
          collections++;
          const { lists } = stateAt(recording, recording.steps.length);
          const rows = (list: ListName) => lists[list].map(subject => recording.objects[subject]?.row);
          for (const g of [0, 1, 2] as const) expect(rows(`generation ${g}`)).toEqual(heap.generationList(g));
          expect(rows('permanent')).toEqual(heap.generationList(3));
        },
      });
      heap.listener = recorder.listener;
      for (const step of steps) {
        world.run(step);
        unrecorded.run(step);
      }
      expect(visible(heap)).toEqual(visible(unrecorded.heap));
    }),
    { numRuns: 300 },
  );
  expect(collections).toBeGreaterThan(1000);
}, 60_000);

it('divides the steps into phases without a gap', () => {
  fc.assert(
    fc.property(program, generation, settings, (steps, g, of) => {
      const world = new World(of);
      for (const step of steps) world.run(step);
      const { phases, steps: all } = recorded(world, g).recording;
      expect(phases.map(({ first }) => first)).toEqual([0, ...phases.slice(0, -1).map(({ end }) => end)]);
      expect(phases.at(-1)?.end).toBe(all.length);
    }),
    { numRuns: 50 },
  );
});

/** A copy of the world's heap, collected while a recorder listens. */
function recorded(world: World, g: Generation): { recording: RecordedCollection; heap: Heap } {
  const heap = world.heap.fork();
  const recorder = new CollectionRecorder(heap);
  heap.listener = recorder.listener;
  world.on(heap, () => world.collect(g));
  const [recording, ...others] = recorder.recordings;
  if (recording === undefined || others.length > 0) throw new Error('one collection was expected');
  return { recording, heap };
}

/** Counts by serial. */
const standing = (heap: Heap): Map<number, number> =>
  new Map([...heap.objects()].map(ref => [heap.serial(ref), heap.refcount(ref)]));

const serials = (heap: Heap, g: Generation | 3): number[] =>
  heap.generationList(g).map(ref => heap.serial(ref));

/** What the last state says of the living and of the lists; what it does not speak of is as before. */
function picture(recording: RecordedCollection, before: ReadonlyMap<number, number>): unknown {
  const { objects, lists } = stateAt(recording, recording.steps.length);
  const counts = new Map(before);
  for (const [subject, { status, count }] of objects.entries()) {
    const serial = recording.objects[subject]?.serial ?? 0;
    if (status === 'freed') counts.delete(serial);
    else counts.set(serial, count);
  }
  const named = Object.entries(lists).map(([list, subjects]) => [
    list,
    subjects.map(subject => recording.objects[subject]?.serial),
  ]);
  return { counts: Object.fromEntries(counts), lists: Object.fromEntries(named) };
}

function last(states: readonly CollectionState[]): CollectionState {
  const state = states.at(-1);
  if (state === undefined) throw new Error('there is no state');
  return state;
}
