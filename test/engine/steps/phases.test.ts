import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CollectionRecorder,
  type CollectionState,
  type Generation,
  Kind,
  type ListName,
  type Phase,
  type RecordedCollection,
  type Status,
  stateAt,
} from '../../../src/engine/index.ts';
import {
  clear,
  Drawing,
  fromOutside,
  reachableAmong,
  survivorsInOrder,
  type Thing,
  untrack,
} from './textbook.ts';
import { type Action, program, quietProgram, World } from './world.ts';

/*
 * What is true at the end of each phase, said once more by a textbook: plain objects, arrays and sets, and definitions
 * rather than algorithms where that is possible.
 */

const generation = fc.constantFrom<Generation>(0, 1, 2);

it('candidates: the generation, then the younger ones', () => {
  each(program, ({ recording, drawing, after }) => {
    const state = after('candidates');
    const candidates = drawing.candidates(recording.generation);
    expect(listed(recording, state, young(recording))).toEqual(names(candidates));
    expect(withStatus(recording, state, 'candidate')).toEqual(names(candidates));
  });
});

it('copy counts: gc_refs are the counts', () => {
  each(program, ({ recording, drawing, after }) => {
    const copied = drawing.candidates(recording.generation).map(({ name, count }) => [name, count]);
    expect(gcRefs(recording, after('copy counts'))).toEqual(new Map(copied as [number, number][]));
  });
});

it('subtract references: gc_refs are the references from outside', () => {
  each(program, ({ recording, drawing, after }) => {
    const left = fromOutside(drawing.candidates(recording.generation));
    const expected = new Map([...left].map(([{ name }, refs]) => [name, refs]));
    expect(gcRefs(recording, after('subtract references'))).toEqual(expected);
  });
});

it('find unreachable: garbage is what nothing outside leads to, and the lists are in CPython’s order', () => {
  each(program, ({ recording, drawing, after }) => {
    const candidates = drawing.candidates(recording.generation);
    const state = after('find unreachable');
    const reachable = reachableAmong(candidates);
    const garbage = candidates.filter(thing => !reachable.has(thing));
    const left = fromOutside(candidates);
    const held = candidates.filter(thing => (left.get(thing) ?? 0) > 0);
    expect(listed(recording, state, 'unreachable')).toEqual(names(garbage));
    expect(withStatus(recording, state, 'unreachable')).toEqual(names(garbage));
    expect(withStatus(recording, state, 'held from outside')).toEqual(names(held));
    expect(listed(recording, state, young(recording))).toEqual(names(survivorsInOrder(candidates)));
    expect(new Set(names(survivorsInOrder(candidates)))).toEqual(new Set(names([...reachable])));
  });
});

it('promote: survivors that may be part of a cycle stand in the older generation', () => {
  each(program, ({ recording, drawing, after }) => {
    const { generation: g } = recording;
    const old = drawing.generations[Math.min(g + 1, 2) as Generation];
    const tuplesGone = untrack(survivorsInOrder(drawing.candidates(g)), Kind.tuple);
    const survivors = g === 2 ? untrack(tuplesGone, Kind.dict) : tuplesGone;
    const state = after('promote');
    expect(withStatus(recording, state, 'promoted').sort()).toEqual(names(survivors).sort());
    expect(listed(recording, state, older(recording))).toEqual(
      names(g === 2 ? survivors : [...old, ...survivors]),
    );
  });
});

it('check resurrection: the same on the garbage alone, after the host’s code', () => {
  each(program, ({ recording, drawingAtCheck, after }) => {
    const isEmpty = !recording.phases.some(({ phase, isCheck }) => isCheck && phase === 'copy counts');
    if (drawingAtCheck === undefined || isEmpty) return;
    const garbage = listed(recording, after('check resurrection'), 'unreachable').map(name =>
      drawingAtCheck.thing(name),
    );
    const left = fromOutside(garbage);
    const expected = new Map([...left].map(([{ name }, refs]) => [name, refs]));
    expect(gcRefs(recording, after('subtract references', true))).toEqual(expected);
    const saved = survivorsInOrder(garbage);
    const state = after('find unreachable', true);
    expect(listed(recording, state, 'unreachable')).toEqual(
      names(garbage).filter(name => !names(saved).includes(name)),
    );
    expect(listed(recording, state, older(recording)).slice(-saved.length || Infinity)).toEqual(names(saved));
  });
});

it('clear: everybody dies in CPython’s order, or is kept', () => {
  each(quietProgram, ({ recording, drawing, after }) => {
    const garbage = listed(recording, after('find unreachable'), 'unreachable');
    const things = garbage.map(name => drawing.thing(name));
    const { deaths, kept } = clear(things);
    const dying = recording.steps.filter(({ step }) => step === 'freed');
    expect(dying.map(step => ('object' in step ? recording.objects[step.object]?.serial : 0))).toEqual(
      deaths,
    );
    const keeping = recording.steps.filter(({ step }) => step === 'kept');
    expect(keeping.map(step => ('object' in step ? recording.objects[step.object]?.serial : 0))).toEqual(
      kept,
    );
    expect(recording.result.collected).toBe(garbage.length);
  });
});

type Case = {
  readonly recording: RecordedCollection;
  /** The heap before the collection. */
  readonly drawing: Drawing;
  /** The heap when its finalizers had run. */
  readonly drawingAtCheck: Drawing | undefined;
  /** The state at the end of a phase; with `isCheck`, of its part in the resurrection check. */
  readonly after: (phase: Phase, isCheck?: boolean) => CollectionState;
};

function each(programs: fc.Arbitrary<Action[]>, check: (it: Case) => void): void {
  fc.assert(
    fc.property(programs, generation, (steps, g) => {
      const world = new World();
      for (const step of steps) world.run(step);
      check(caseOf(world, g));
    }),
    { numRuns: 300 },
  );
}

function caseOf(world: World, g: Generation): Case {
  const { heap } = world;
  const drawing = new Drawing(heap);
  let drawingAtCheck: Drawing | undefined;
  const { listener, recordings } = new CollectionRecorder(heap);
  heap.listener = {
    ...listener,
    onPhase: phase => {
      if (phase === 'check resurrection') drawingAtCheck = new Drawing(heap);
      listener.onPhase?.(phase);
    },
  };
  world.collect(g);
  const [recording] = recordings;
  if (recording === undefined) throw new Error('nothing was recorded');
  const after = (phase: Phase, isCheck = phase === 'check resurrection'): CollectionState => {
    const found = recording.phases.find(it => it.phase === phase && it.isCheck === isCheck);
    if (found === undefined) throw new Error(`there is no phase ${phase}`);
    return stateAt(recording, found.end);
  };
  return { recording, drawing, drawingAtCheck, after };
}

const young = ({ generation: g }: RecordedCollection): ListName => `generation ${g}`;
const older = ({ generation: g }: RecordedCollection): ListName =>
  g === 0 ? 'generation 1' : 'generation 2';

const names = (things: readonly Thing[]): number[] => things.map(({ name }) => name);

const listed = (recording: RecordedCollection, state: CollectionState, list: ListName): number[] =>
  state.lists[list].map(subject => recording.objects[subject]?.serial ?? 0);

/** In the order of the candidates. */
const withStatus = (recording: RecordedCollection, state: CollectionState, status: Status): number[] =>
  state.objects.flatMap((object, subject) =>
    object.status === status ? [recording.objects[subject]?.serial ?? 0] : [],
  );

const gcRefs = (recording: RecordedCollection, state: CollectionState): Map<number, number> =>
  new Map(
    state.objects.flatMap((object, subject) =>
      object.gcRefs === null ? [] : [[recording.objects[subject]?.serial ?? 0, object.gcRefs]],
    ),
  );
