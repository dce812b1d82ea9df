/** Arbitraries of text. */
import * as fc from 'fast-check';

export type Words = fc.Arbitrary<string>;

export const one = (...words: readonly string[]): Words => fc.constantFrom(...words);

/** Text with holes: text`del ${place}`. */
export const text = (parts: TemplateStringsArray, ...holes: readonly Words[]): Words =>
  fc.tuple(...holes).map(words => String.raw({ raw: parts }, ...words));

export type Weighted<T> = readonly [weight: number, arbitrary: fc.Arbitrary<T>];

/** One of them; shrinks towards the first. */
export const oneOf = <T>(...choices: readonly Weighted<T>[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true, maxDepth: 4, depthSize: 'small' },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
