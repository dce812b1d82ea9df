import { expect, test } from 'vitest';
import { labelsOf, marksOf, namesOf } from '../../src/level/labels.ts';
import { parse, parseStatement } from '../../src/python/index.ts';

function moduleOf(...lines: readonly string[]) {
  const parsed = parse(lines.join('\n'));
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join(' '));
  return parsed.value;
}

function labels(lines: readonly string[], moves: readonly string[] = []) {
  const statements = moves.map(text => {
    const parsed = parseStatement(text);
    if (!parsed.ok) throw new Error(text);
    return parsed.value;
  });
  return labelsOf(moduleOf(...lines), statements);
}

test('constructors, chains and rings spell their labels out', () => {
  const { known, mayExist } = labels([
    'a = [Node("a"), Node(label="b")]',
    'c = spawn("c", 2)',
    'd = ring("d", 1)',
  ]);
  expect(known).toEqual(['a', 'b', 'c1', 'c2', 'd1']);
  expect(['a', 'c2', 'c3', 'c', 'd1'].map(mayExist)).toEqual([true, true, false, false, true]);
});

test('classes derived from Node make heaplings, others do not', () => {
  const { known } = labels([
    'class App(Node):',
    '    pass',
    'class Page(App):',
    '    pass',
    'class Plain:',
    '    pass',
    'xs = [App("app"), Page("page"), Plain("plain")]',
  ]);
  expect(known).toEqual(['app', 'page']);
});

test('a second heapling of a label exists where two are made', () => {
  const { mayExist } = labels(['a = Node("a")', 'b = Node("a")']);
  expect(['a#1', 'a#2', 'a#3'].map(mayExist)).toEqual([true, true, false]);
});

test.each([
  ['a loop', ['for i in range(9):', '    a = Node("a")']],
  ['a function', ['def f():', '    return Node("a")']],
])('%s may make any number', (_, lines) => {
  const { mayExist } = labels(lines);
  expect(['a#9', 'b'].map(mayExist)).toEqual([true, false]);
});

test('a branch runs once', () => {
  expect(labels(['if x:', '    a = Node("a")']).mayExist('a#2')).toBe(false);
});

test('moves may be made again and again', () => {
  expect(labels(['x = 1'], ['x = Node("a")']).mayExist('a#3')).toBe(true);
});

test.each(['a = Node(name)', 'a = spawn("a", n)'])('%s: anything may exist', line => {
  expect(labels([line]).mayExist('whoever#7')).toBe(true);
});

test('marks and names', () => {
  const module = moduleOf(
    'import gc',
    'def f(x):',
    '    mark("in")',
    'for i in range(2):',
    '    a.b = c = i',
    'class K(Node):',
    '    pass',
    'mark("end")',
  );
  expect(marksOf(module)).toEqual(['in', 'end']);
  expect(namesOf(module)).toEqual(['gc', 'f', 'x', 'i', 'c', 'K']);
});
