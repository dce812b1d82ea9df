/** What random programs are made of, beside names, heaplings and attributes. A family can be left out. */

export const FAMILIES = [
  'containers',
  'branches and loops',
  'calls',
  'classes',
  'spawn and ring',
  'full collections',
  'generations',
  'counts',
  'questions',
  'finalizers',
  'weak references',
  'freezing',
  'garbage',
  'collector callbacks',
] as const;

/** Compared alone: what else the recorder, or the interpreter, makes would count among the births (SPEC TH-1). */
export const AUTOMATIC = 'automatic collections';

export type Family = (typeof FAMILIES)[number] | typeof AUTOMATIC;

/** What makes the words of a family mean something. */
const COMPANIONS: Partial<Record<Family, readonly Family[]>> = {
  generations: ['containers', 'full collections'],
  counts: ['containers'],
  questions: ['containers', 'full collections', 'generations'],
  finalizers: ['containers', 'calls', 'full collections'],
  freezing: ['full collections', 'generations'],
  garbage: ['containers', 'full collections', 'finalizers'],
  'collector callbacks': ['full collections', 'generations', 'finalizers'],
  'weak references': ['calls', 'full collections', 'finalizers'],
};

/** A family and what it needs to show what it does. */
export const withCompanions = (family: Family): readonly Family[] => [...(COMPANIONS[family] ?? []), family];
