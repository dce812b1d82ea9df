import { expect, it } from 'vitest';
import { Kind } from '../../../src/engine/index.ts';
import { Page, pageOf } from './page.ts';

/*
 * Small collections as pages of a textbook: each phase with what happens in it. A line `a.next → b: 2 → 1` says that
 * b's gc_refs are one less because of that reference, `b ×2 → 1 (a)` that a's reference to b is let go.
 */

it('a ring with a tail that is held from outside: the ring goes, the tail stays', () => {
  const page = new Page();
  page.nodes('a', 'b', 'tail', 'end');
  page.link('a.next', 'b');
  page.link('b.next', 'a');
  page.link('b.tail', 'tail');
  page.link('tail.next', 'end');
  page.drop('a', 'b', 'end');

  expect(pageOf(page.record(0))).toEqual({
    candidates: ['a', 'b', 'tail', 'end'],
    'copy counts': ['a: 1', 'b: 1', 'tail: 2', 'end: 1'],
    'subtract references': [
      'a.next → b: 1 → 0',
      'b.next → a: 1 → 0',
      'b.tail → tail: 2 → 1',
      'tail.next → end: 1 → 0',
    ],
    'find unreachable': [
      'a is set aside',
      'b is set aside',
      'tail is held from outside: 1',
      'end is reached through tail.next',
      'a is unreachable',
      'b is unreachable',
    ],
    promote: ['tail is in generation 1', 'end is in generation 1'],
    clear: [
      'empty a',
      'a ×1 → 2 (collector)',
      // Emptying a takes the last reference to b: b is the first to die (GC-9).
      'b ×1 → 0 (a)',
      'b dies',
      'a ×2 → 1 (b)',
      'tail ×2 → 1 (b)',
      'a ×1 → 0 (collector)',
      'a dies',
    ],
  });
});

it('a chain that stands in the list the wrong way round is rescued, link by link, in a new order (GC-11)', () => {
  const page = new Page();
  page.nodes('d', 'c', 'b', 'a');
  page.link('a.next', 'b');
  page.link('b.next', 'c');
  page.link('c.next', 'd');
  page.drop('d', 'c', 'b');

  expect(pageOf(page.record(0))).toEqual({
    candidates: ['d', 'c', 'b', 'a'],
    'copy counts': ['d: 1', 'c: 1', 'b: 1', 'a: 1'],
    'subtract references': ['c.next → d: 1 → 0', 'b.next → c: 1 → 0', 'a.next → b: 1 → 0'],
    'find unreachable': [
      'd is set aside',
      'c is set aside',
      'b is set aside',
      'a is held from outside: 1',
      'b is rescued through a.next',
      'c is rescued through b.next',
      'd is rescued through c.next',
    ],
    promote: ['a is in generation 1', 'b is in generation 1', 'c is in generation 1', 'd is in generation 1'],
  });
});

it('an island, which nothing refers to: all of it is freed', () => {
  const page = new Page();
  page.nodes('a', 'b', 'c');
  page.link('a.next', 'b');
  page.link('b.next', 'c');
  page.link('c.next', 'a');
  page.make('letters', Kind.leaf, 0);
  page.link('c.keep', 'letters');
  page.drop('a', 'b', 'c', 'letters');

  expect(pageOf(page.record(2))).toEqual({
    candidates: ['a', 'b', 'c'],
    'copy counts': ['a: 1', 'b: 1', 'c: 1'],
    'subtract references': ['a.next → b: 1 → 0', 'b.next → c: 1 → 0', 'c.next → a: 1 → 0'],
    'find unreachable': [
      'a is set aside',
      'b is set aside',
      'c is set aside',
      'a is unreachable',
      'b is unreachable',
      'c is unreachable',
    ],
    clear: [
      'empty a',
      'a ×1 → 2 (collector)',
      'b ×1 → 0 (a)',
      'b dies',
      'c ×1 → 0 (b)',
      'c dies',
      'a ×2 → 1 (c)',
      'letters ×1 → 0 (c)',
      'letters dies by counting',
      'a ×1 → 0 (collector)',
      'a dies',
    ],
  });
});

it('a finalizer that resurrects: its object and what hangs on it survive, the rest of the garbage does not', () => {
  const page = new Page();
  page.nodes('shelf');
  page.make('phoenix', Kind.instance, 3, { finalizer: true });
  page.nodes('nest', 'ash');
  page.link('phoenix.next', 'phoenix');
  page.link('phoenix.tail', 'nest');
  page.link('ash.next', 'ash');
  page.link('ash.tail', 'phoenix');
  page.drop('phoenix', 'nest', 'ash');

  const recording = page.record(0, copy => copy.store(page.ref('shelf'), 2, page.ref('phoenix')));

  expect(pageOf(recording)).toEqual({
    candidates: ['shelf', 'phoenix', 'nest', 'ash'],
    'copy counts': ['shelf: 1', 'phoenix: 2', 'nest: 1', 'ash: 1'],
    'subtract references': [
      'phoenix.next → phoenix: 2 → 1',
      'phoenix.tail → nest: 1 → 0',
      'ash.next → ash: 1 → 0',
      'ash.tail → phoenix: 1 → 0',
    ],
    'find unreachable': [
      'shelf is held from outside: 1',
      'phoenix is set aside',
      'nest is set aside',
      'ash is set aside',
      'phoenix is unreachable',
      'nest is unreachable',
      'ash is unreachable',
    ],
    promote: ['shelf is in generation 1'],
    finalizers: ['phoenix.__del__ begins', 'phoenix ×3 → 4 (finalizer of phoenix)', 'phoenix.__del__ ends'],
    'again: copy counts': ['phoenix: 3', 'nest: 1', 'ash: 1'],
    'again: subtract references': [
      'phoenix.next → phoenix: 3 → 2',
      'phoenix.tail → nest: 1 → 0',
      'ash.next → ash: 1 → 0',
      'ash.tail → phoenix: 2 → 1',
    ],
    'again: find unreachable': [
      // The reference of the shelf, which the finalizer made.
      'phoenix is held from outside: 1',
      'nest is reached through phoenix.tail',
      'ash is set aside',
      'phoenix is resurrected',
      'nest is resurrected',
      'ash is unreachable',
    ],
    clear: [
      'empty ash',
      'ash ×1 → 2 (collector)',
      'ash ×2 → 1 (ash)',
      'phoenix ×3 → 2 (ash)',
      'ash ×1 → 0 (collector)',
      'ash dies',
    ],
  });
  expect(recording.result.collected).toBe(1);
});

it('a finalizer that breaks its cycle: everything dies by counting, nothing is collected (FN-9)', () => {
  const page = new Page();
  page.make('a', Kind.instance, 3, { finalizer: true });
  page.nodes('b');
  page.link('a.next', 'b');
  page.link('b.next', 'a');
  page.drop('a', 'b');

  const recording = page.record(0, copy => copy.store(page.ref('a'), 0, 0));

  const { finalizers, clear } = pageOf(recording);
  expect(finalizers).toEqual([
    'a.__del__ begins',
    'b ×1 → 0 (finalizer of a)',
    'b dies',
    'a ×2 → 1 (b)',
    'a.__del__ ends',
    'a dies',
  ]);
  expect(clear).toBeUndefined();
  expect(recording.result.collected).toBe(0);
});

it('a weak reference from outside of the garbage: it is cleared, then calls back, then stands in the older generation', () => {
  const page = new Page();
  page.nodes('a');
  page.link('a.next', 'a');
  page.make('bell', Kind.function, 0);
  page.weakref('w', 'a', 'bell');
  page.drop('a');

  expect(pageOf(page.record(0))).toEqual({
    candidates: ['a', 'bell', 'w'],
    'copy counts': ['a: 1', 'bell: 2', 'w: 1'],
    'subtract references': ['a.next → a: 1 → 0', 'w.0 → bell: 2 → 1'],
    'find unreachable': [
      'a is set aside',
      'bell is held from outside: 1',
      'w is held from outside: 1',
      'a is unreachable',
    ],
    promote: ['bell is in generation 1', 'w is in generation 1'],
    'weak references': [
      'w no longer leads to a',
      'w is to be called',
      'w ×1 → 2',
      'bell(w) begins',
      'the callback of w ends',
      'w ×2 → 1',
      'w is kept',
    ],
    'again: copy counts': ['a: 1'],
    'again: subtract references': ['a.next → a: 1 → 0'],
    'again: find unreachable': ['a is set aside', 'a is unreachable'],
    clear: ['empty a', 'a ×1 → 2 (collector)', 'a ×2 → 1 (a)', 'a ×1 → 0 (collector)', 'a dies'],
  });
});

it('old garbage protects the young from a young collection; a collection of both takes them (GC-6)', () => {
  const page = new Page();
  page.nodes('old', 'twin');
  page.link('old.next', 'twin');
  page.link('twin.next', 'old');
  page.heap.collect(0);
  page.nodes('young');
  page.link('old.tail', 'young');
  page.drop('old', 'twin', 'young');

  expect(pageOf(page.record(0))).toEqual({
    candidates: ['young'],
    'copy counts': ['young: 1'],
    'find unreachable': ['young is held from outside: 1'],
    promote: ['young is in generation 1'],
  });
  const { candidates, promote, clear } = pageOf(page.record(1));
  expect(candidates).toEqual(['old', 'twin', 'young']);
  expect(promote).toBeUndefined();
  expect(clear?.filter(line => line.endsWith('dies'))).toEqual(['twin dies', 'young dies', 'old dies']);
});

it('a tuple cannot be emptied: it is kept until a neighbour is emptied (GC-10)', () => {
  const page = new Page();
  page.make('pair', Kind.tuple, 1);
  page.make('list', Kind.list, 1);
  page.link('pair.0', 'list');
  page.link('list.0', 'pair');
  page.drop('pair', 'list');

  const { clear } = pageOf(page.record(0));
  expect(clear).toEqual([
    'pair cannot be emptied',
    'pair ×1 → 2 (collector)',
    'pair ×2 → 1 (collector)',
    'pair is kept',
    'empty list',
    'list ×1 → 2 (collector)',
    'pair ×1 → 0 (list)',
    'pair dies',
    'list ×2 → 1 (pair)',
    'list ×1 → 0 (collector)',
    'list dies',
  ]);
});

it('survivors that can be in no cycle are not tracked any more: tuples always, dicts by a full collection', () => {
  const page = new Page();
  page.make('point', Kind.tuple, 2);
  page.heap.exchange(page.ref('point'), 0, -1);
  page.heap.exchange(page.ref('point'), 1, -1);
  page.make('settings', Kind.dict, 0);
  page.nodes('a');
  page.heap.incref(page.ref('a'));
  page.heap.dictSet(page.ref('settings'), -1, page.ref('a'));
  page.heap.dictRemove(page.ref('settings'), -1);

  const { promote: byMiddle } = pageOf(page.record(1));
  expect(byMiddle).toEqual(['point is untracked', 'a is in generation 2', 'settings is in generation 2']);
  const { promote: byFull } = pageOf(page.record(2));
  expect(byFull).toEqual(['point is untracked', 'settings is untracked', 'a is in generation 2']);
});
