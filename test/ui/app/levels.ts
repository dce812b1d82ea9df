import type { Level } from '../../../src/level/index.ts';
import type { Catalogue } from '../../../src/ui/app/catalogue.ts';

/** A level that is only listed, never opened. */
const listed = (id: string, title: string, idea: string, par: number): Level => ({
  id,
  title,
  idea,
  program: 'a = Node("a")\n',
  allow: { cut: true, wire: [], collect: [], statements: [], keep: [] },
  goals: ['freed("a")'],
  budget: par + 2,
  par,
  solution: [],
  tempting: [],
  hints: [],
  sources: [],
});

export const catalogue: Catalogue = [
  {
    title: 'Prologue',
    isPrologue: true,
    knows: [],
    levels: [listed('first', 'One name', 'The last reference takes the object along.', 1)],
  },
  {
    title: 'Names are not boxes',
    opening: 'References are all you ever move.',
    isPrologue: false,
    knows: [],
    levels: [
      listed('three', 'Three names', 'Assignment turns a reference.', 2),
      listed('team', 'Team', 'del frees nothing.', 2),
    ],
  },
  {
    title: 'Circles',
    isPrologue: false,
    knows: [],
    levels: [listed('friends', 'Two friends', 'A ring.', 2)],
  },
];
