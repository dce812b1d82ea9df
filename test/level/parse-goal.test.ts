import { expect, test } from 'vitest';
import { parseGoal } from '../../src/level/index.ts';

const sentenceOf = (text: string): string => {
  const parsed = parseGoal(text);
  return parsed.ok ? parsed.value.sentence : parsed.issues.map(({ message }) => `! ${message}`).join(' ');
};

test.each([
  ['freed("ada")', 'ada is freed'],
  ['freed("ada", "bob", "cy")', 'ada, bob and cy are freed'],
  ['alive("bob")', 'bob lives'],
  ['alive("ada", "cy")', 'ada and cy live'],
  ['order("ada")', 'ada is freed'],
  ['order("u", "y")', 'u is freed before y'],
  ['order("toy", "kid", "root")', 'freed in this order: toy, kid, root'],
  ['order("big", "@deadline")', 'big is freed before mark("deadline")'],
  ['order("u", "y", "@deadline")', 'u is freed, then y, then mark("deadline")'],
  ['order("a", "b", "c", "@end")', 'freed in this order: a, b, c, before mark("end")'],
  ['order("@start", "ada")', 'in this order: mark("start"), ada is freed'],
  ['order("@end")', 'mark("end") is reached'],
  ['quiet("@fight", "@safe")', 'no collection runs between mark("fight") and mark("safe")'],
  ['holds("a.next", "cy")', 'a.next is cy'],
  ['value("len(team)", 2)', 'len(team) is 2'],
  ['value("a.x", None)', 'a.x is None'],
  ['value("grid[0] is grid[1]", True)', 'grid[0] is grid[1]'],
  ['value("n", -1)', 'n is -1'],
  ['says("a", 2)', 'the output is "a", 2'],
  ['says()', 'nothing is said'],
  ['rc("cy") == 1', 'cy has exactly one reference'],
  ['rc("cy") >= 3', 'cy has at least 3 references'],
  ['gen("x") == 2', 'x stands in generation 2'],
  ['by("a") == "gc"', 'a is freed by the collector'],
  ['by("a") != "gc"', 'a is not freed by the collector'],
  ['by("a") == "refcount"', 'a is freed by counting'],
  ['garbage() == 0', 'no garbage is left'],
  ['garbage() == 3', 'exactly 3 heaplings left as garbage'],
  ['unreachable() == 0', 'nothing unreachable is left'],
  ['collections() == 0', 'no collection runs'],
  ['collections(2) == 0', 'no collection of generation 2 runs'],
  ['collections() <= 1', 'at most one collection'],
  ['traversed() <= 2', 'at most 2 heaplings traversed'],
  ['peak() <= 2', 'at most 2 heaplings alive at once'],
  ['moves() < 4', 'fewer than 4 moves'],
  ['freed("a") and not alive("b")', 'a is freed and not so: b lives'],
  ['freed("a") or freed("b")', 'a is freed or b is freed'],
])('%s: %s', (text, sentence) => {
  expect(sentenceOf(text)).toBe(sentence);
});

test.each([
  ['fried("a")', /^! fried is not a goal word\. Did you mean "freed"\? The words are freed, alive, /],
  ['freed(a)', /^! The arguments of a goal word are constants; labels and paths stand in quotes\.$/],
  ['rc("a")', /^! rc\(…\) is a number or a word: compare it, as in rc\("ada"\) == 1\.$/],
  ['freed("a") == 1', /^! freed\(…\) is true or false by itself: leave the comparison away\.$/],
  ['unreachable() == 3', /^! Only unreachable\(\) == 0 can be asked/],
  ['collections(3) == 0', /^! collections takes nothing or a generation: 0, 1 or 2\.$/],
  ['by("a") == 0', /^! by\(…\) is "refcount" or "gc"/],
  ['gc.collect()', /^! Only the goal words can be called in a goal/],
  ['freed(x="a")', /^! Goal words take no keywords: x = … is one\.$/],
  ['quiet("@a", "b")', /^! quiet takes two marks/],
  ['quiet("@a") == 0', /^! quiet\(…\) is true or false by itself/],
  ['holds("a + b", "c")', /^! a \+ b is not a path/],
  ['fried("a") and fred("b")', /fried is not.*! fred is not/],
  ['1 == 1', /^! The left side of a comparison is a goal word/],
  ['', /^! /],
])('%s is no goal', (text, message) => {
  expect(sentenceOf(text)).toMatch(message);
});
