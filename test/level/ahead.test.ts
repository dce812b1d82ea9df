import { expect, test } from 'vitest';
import { aheadOf } from '../../src/level/index.ts';
import { parse } from '../../src/python/index.ts';

/** What follows the line that is marked `# <-`: its marks, and whether it changes anything or starts the score. */
function ahead(...lines: readonly string[]): string {
  const parsed = parse(lines.join('\n'));
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join(' '));
  const line = lines.findIndex(text => text.includes('# moves')) + 1;
  const { marks, changes, go } = aheadOf(parsed.value, line);
  return [...marks, ...(changes ? ['changes'] : []), ...(go ? ['go'] : [])].join(' ');
}

test('nothing follows the last line', () => {
  expect(ahead('mark("early")', 'a = Node("a")', '# moves')).toBe('');
});

test('marks, uses and outputs leave the heap as it is', () => {
  expect(ahead('a = Node("a")', '# moves', 'mark("end")', 'use(a)', 'said(a)')).toBe('end');
});

test.each(['del a', 'a = None', 'gc.collect()', 'work()', 'a'])('%s may change it', line => {
  expect(ahead('a = Node("a")', '# moves', line)).toBe('changes');
});

test('a branch counts whether it is taken or not', () => {
  expect(ahead('a = 1', '# moves', 'if a:', '    mark("yes")', 'else:', '    del a')).toBe('yes changes');
});

test('a loop comes round again to what stands before the slot', () => {
  expect(ahead('for i in range(2):', '    mark("again")', '    a = i', '    # moves')).toBe('again changes');
  expect(ahead('for i in range(2):', '    a = i', '# moves')).toBe('');
});

test('a function may set its marks whenever it is called; its body changes nothing by itself', () => {
  expect(ahead('def work():', '    mark("inside")', '    a = 1', '# moves')).toBe('inside');
});

test('inside a function, the rest of its body and what follows in the module are ahead', () => {
  expect(ahead('def work():', '    a = 1', '    # moves', '    mark("in")', 'mark("out")')).toBe('in out');
});

test('# go is seen', () => {
  expect(ahead('# moves', '# go')).toBe('go');
});

test('a program that has ended has nothing ahead', () => {
  const parsed = parse('mark("end")');
  expect(parsed.ok && aheadOf(parsed.value, undefined)).toEqual({
    marks: new Set(),
    changes: false,
    go: false,
  });
});
