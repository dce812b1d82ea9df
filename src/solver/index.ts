/** Search over play: whether a level can be won, in how few moves, and whether its file tells the truth. */
export { type CheckIssue, type CheckOptions, checkLevel } from './check.ts';
export { type PlainSearch, type PlainSearchOptions, plainSearch } from './plain-search.ts';
