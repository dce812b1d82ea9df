/** Goals that are lost while the program can still go on: said at once, with what stands in the way. */
import { expect, test } from 'vitest';
import { positionOf } from '../../src/play/index.ts';
import { shipped } from '../ui/shipped.ts';
import { makeLevel, play } from './make.ts';

const lostIn = (level: Parameters<typeof play>[0], ...steps: readonly string[]) =>
  positionOf(play(level, ...steps)).goals.flatMap(({ state, sentence, culprit }) =>
    state === 'lost' ? [`${sentence}: ${culprit}`] : [],
  );

const ruledOut = (label: string) => `no collection that the goals allow can free ${label} now`;

test('nobody grows younger', () => {
  const level = shipped('07-ages/01-birthdays');
  expect(lostIn(level, 'gc.collect(0)', 'c', '[2] gc.collect(1)')).toEqual([
    'b stands in generation 1: b stands in generation 2',
  ]);
  expect(lostIn(level, 'gc.collect(0)')).toEqual([]);
  expect(lostIn(level, 'gc.collect(0)', 'c', '[2] gc.collect(0)')).toEqual([]);
});

test('a finalizer may save the dead, who are young again then', () => {
  const level = makeLevel(
    ['class Cat(Node):', '    def __del__(self):', '        pass', 'c = Cat("c")', '# moves'],
    { goals: ['gen("c") == 0', 'peak() == 9'], allow: { cut: true, collect: [0] } },
  );
  expect(lostIn(level, 'gc.collect(0)')).toEqual([]);
});

test('a ring that only a collection frees, and the heaplings that may be looked at are spent', () => {
  const level = shipped('07-ages/02-young-and-cheap');
  expect(lostIn(level, 'gc.collect(0)')).toEqual([`r1 and r2 are freed: ${ruledOut('r1')}`]);
  expect(lostIn(level, 'del r')).toEqual([]);
});

test('what old garbage holds, and the collections that look at it must not run', () => {
  const level = shipped('07-ages/05-old-money');
  expect(lostIn(level, 'del o')).toEqual([`y1 and y2 are freed: ${ruledOut('y1')}`]);
  expect(lostIn(level, 'del o.kid', 'del y')).toEqual([]);
  expect(lostIn(level, 'del o.kid', 'gc.collect(0)')).toEqual([`y1 and y2 are freed: ${ruledOut('y1')}`]);
});

test('a ring cut off in a level without collections; one that can still be cut open is not lost', () => {
  const ring = ['a = Node("a")', 'a.me = a', '# moves'];
  expect(lostIn(makeLevel(ring, { goals: ['freed("a")'] }), 'del a')).toEqual([
    `a is freed: ${ruledOut('a')}`,
  ]);
  expect(lostIn(makeLevel(ring, { goals: ['freed("a")'] }))).toEqual([]);
  expect(lostIn(makeLevel(ring, { goals: ['garbage() == 0', 'peak() == 9'] }), 'del a')).toHaveLength(1);
  expect(lostIn(makeLevel(ring, { goals: ['by("a") == "gc"'] }))).toHaveLength(1);
});

test('who hangs on a ring that may be collected goes along, however old', () => {
  const level = shipped('07-ages/06-young-ring-old-tail');
  expect(lostIn(level, 'del a')).toEqual([]);
  expect(lostIn(level, 'gc.collect(0)')).toEqual([`a1 is freed by the collector: ${ruledOut('a1')}`]);
});

test('a listed statement, the bell and lines that follow may do anything', () => {
  const ring = ['a = Node("a")', 'a.me = a', '# moves'];
  const goals = ['freed("a")'];
  const listed = { cut: true, statements: ['gc.collect()'] };
  expect(lostIn(makeLevel(ring, { goals, allow: listed }), 'del a')).toEqual([]);
  expect(lostIn(makeLevel([...ring, 'gc.collect()'], { goals }), 'del a')).toEqual([]);
});
