/** Where a statement stands, as far as that decides what it may be. */
import type { SyntaxNode } from '@lezer/common';
import type { Statement } from '../syntax.ts';
import type { Reader } from './reader.ts';

/** The deepest nesting of blocks; an `elif` nests in the `if` before it. */
export const MAX_BLOCK_DEPTH = 100;

export type Place = {
  readonly depth: number;
  readonly inFunction: boolean;
  readonly inLoop: boolean;
  readonly inClass: boolean;
};

export const MODULE_PLACE: Place = { depth: 0, inFunction: false, inLoop: false, inClass: false };

/** Converts a body with its colon; handed to the conversions of compound statements, which cannot import it. */
export type ConvertBody = (
  reader: Reader,
  body: SyntaxNode | undefined,
  outer: Place,
) => Statement[] | undefined;

export const ASYNC = ['`async` is not part of this subset.', 'Call the functions directly.'] as const;
