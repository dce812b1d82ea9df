/** The collections of a program, recorded while it runs: finalizers and callbacks are Python in the middle of them. */
import { expect, it } from 'vitest';
import { CollectionRecorder, type RecordedCollection, stateAt } from '../../src/engine/index.ts';
import { Machine } from '../../src/python/index.ts';
import { finish, programOf } from './machines.ts';

const source = `
class Phoenix(Node):
    def __del__(self):
        shelf.append(self)
        self.egg = Node("egg")

shelf = []
p = Phoenix("p")
p.next = p
ash = Node("ash")
ash.next = ash
ash.fire = p
del p
del ash
gc.collect(0)
shelf.clear()
gc.collect(1)
gc.collect(2)
`;

it('records each collection, with what the code of a finalizer does in it', () => {
  const { machine, recordings } = recorded(source);
  const [first, second, third] = recordings;
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few');

  expect(recordings.map(({ result }) => [result.generation, result.collected])).toEqual([
    [0, 1],
    [1, 2],
    [2, 0],
  ]);
  expect(named(first, 'finalizer')).toEqual(['p']);
  expect(named(first, 'born')).toContain('egg');
  expect(named(first, 'resurrected')).toContain('p');
  expect(named(first, 'freed').filter(label => label !== '?')).toEqual(['ash']);
  // A finalizer runs only once: the second time p is emptied silently, of which the egg dies first.
  expect(named(second, 'finalizer')).toEqual([]);
  expect(named(second, 'freed').filter(label => label !== '?')).toEqual(['egg', 'p']);
  expect(named(third, 'freed')).toEqual([]);
  expect(machine.log.filter(entry => entry.startsWith('gc'))).toEqual(['gc0', 'gc1', 'gc2']);
});

it('does not change what the program does', () => {
  const { machine } = recorded(source);
  const unrecorded = Machine.start(programOf(source));
  finish(unrecorded);
  expect(machine.log).toEqual(unrecorded.log);
  expect(machine.freed).toEqual(unrecorded.freed);
  expect(machine.statistics()).toEqual(unrecorded.statistics());
});

it('ends each recording with the lists of the heap', () => {
  const machine = Machine.start(programOf(source));
  const { heap } = machine;
  let collections = 0;
  const recorder = new CollectionRecorder(heap, {
    onRecorded: recording => {
      const { lists } = stateAt(recording, recording.steps.length);
      for (const g of [0, 1, 2] as const) {
        const rows = lists[`generation ${g}`].map(subject => recording.objects[subject]?.row);
        expect(rows).toEqual(heap.generationList(g));
      }
      collections++;
    },
  });
  machine.listen(recorder.listener);
  finish(machine);
  expect(collections).toBe(3);
});

function recorded(text: string): { machine: Machine; recordings: readonly RecordedCollection[] } {
  const machine = Machine.start(programOf(text));
  const recorder = new CollectionRecorder(machine.heap, { label: ref => machine.label(ref) });
  machine.listen(recorder.listener);
  finish(machine);
  expect(machine.state).toBe('done');
  return { machine, recordings: recorder.recordings };
}

/** Whom the steps of that name are about; objects that are no heaplings are called `?`. */
function named(recording: RecordedCollection, name: string): string[] {
  return recording.steps.flatMap(step =>
    step.step === name && 'object' in step ? [recording.objects[step.object]?.label ?? '?'] : [],
  );
}
