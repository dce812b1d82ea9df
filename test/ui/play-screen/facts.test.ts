import { expect, test } from 'vitest';
import { engineFacts } from '../../../src/ui/play-screen/facts.ts';
import { open } from './play.ts';

test('a level shows the counters that it speaks of, and no others', () => {
  const none = { collections: false, traversed: false, peak: false, generations: false, bell: false };

  expect(engineFacts(open('01-names/01-three-arrows'))).toEqual(none);
  expect(engineFacts(open('02-counting/02-make-room-first'))).toEqual({ ...none, peak: true });
  expect(engineFacts(open('05-circles/04-there-and-back'))).toEqual({ ...none, collections: true });
});
