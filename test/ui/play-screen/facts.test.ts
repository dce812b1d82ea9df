import { expect, test } from 'vitest';
import { engineFacts } from '../../../src/ui/play-screen/facts.ts';
import { footerText, open, panelText, press } from './play.ts';

test('a level shows the counters that it speaks of, and no others', () => {
  const none = {
    collections: false,
    traversed: false,
    peak: false,
    generations: false,
    bell: false,
    isCountedFromGo: false,
  };

  expect(engineFacts(open('01-names/01-three-arrows'))).toEqual(none);
  expect(engineFacts(open('02-counting/02-make-room-first'))).toEqual({
    ...none,
    peak: true,
    isCountedFromGo: true,
  });
  expect(engineFacts(open('05-circles/04-there-and-back'))).toEqual({
    ...none,
    collections: true,
    isCountedFromGo: true,
  });
});

test('counters that start over in the program say where', () => {
  expect(panelText(open('07-ages/02-young-and-cheap'))[0]).toContain('since # go: collections 0/0/0');
  expect(panelText(open('07-ages/04-before-the-bell'))[0]).not.toContain('# go');
});

test('the footer offers no move that the budget has no room for, and no cut where nothing can be cut', () => {
  const ring = open('05-circles/01-cut-before-you-let-go');
  const spent = press(open('07-ages/01-birthdays'), 'g 0 g 0 g 0 g 0');

  expect(footerText(ring)).toContain('x cut');
  expect(footerText(press(ring, 'x x'))).not.toContain('x cut');
  expect(footerText(press(ring, 'x x'))).toContain('u undo');
  expect(footerText(spent)).not.toMatch(/x cut|g collect/);
  expect(panelText(press(spent, 'g 0')).join(' ')).toContain('4 of 4 moves used. u takes one back.');
});

test('the prompt lists whole statements, apart from each other, the rare and the short ones first', () => {
  const offers = panelText(press(open('07-ages/06-young-ring-old-tail'), ': tab')).join(' ');

  expect(offers).toMatch(/gc\.collect\(0\) · gc\.collect\(1\) · gc\.collect\(2\) · del a · /);
});

test('c where no line is left says what is wrong', () => {
  const young = open('07-ages/02-young-and-cheap');

  expect(panelText(press(young, 'g 0 c')).join(' ')).toContain(
    'No line is left to run. No collection that the goals allow can free r1 now. u takes the last step back.',
  );
  expect(panelText(press(young, 'c')).join(' ')).toContain('The level is won as soon as all goals hold.');
});
