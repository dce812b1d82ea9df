/** The rows of the goals and what is said below them, in the terminal that most people have. */
import { expect, test } from 'vitest';
import { type Move, parseMove, reduceSession } from '../../../src/play/index.ts';
import { type PlayState, withSession } from '../../../src/ui/play-screen/state.ts';
import { shippedNames } from '../shipped.ts';
import { open, panelText } from './play.ts';

/** Every position on the way through a line of play, to the end of the program. */
function positionsOf(name: string, line: readonly string[]): readonly PlayState[] {
  const states = [open(name)];
  const step = (action: Parameters<typeof reduceSession>[1]) => {
    const last = states.at(-1);
    if (last !== undefined) states.push(withSession(last, reduceSession(last.session, action)));
  };
  const here = () => states.at(-1)?.position;
  for (const move of line.map(read)) {
    while (here()?.canContinue && here()?.slot !== move.slot) step({ type: 'continue' });
    if (here()?.slot === move.slot) step({ type: 'play', move });
  }
  while (here()?.canContinue) step({ type: 'continue' });
  return states;
}

function read(text: string): Move {
  const parsed = parseMove(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

test.each(shippedNames())('%s: at 80 columns no reason and no advice is cut, whatever tempts', name => {
  const { solution, tempting } = open(name).session.level.level;
  const legal = tempting.filter(({ illegal }) => !illegal).map(({ moves }) => moves);
  const cut = [solution ?? [], ...legal]
    .flatMap(line => positionsOf(name, line))
    .filter(({ mode }) => mode.type === 'board')
    .flatMap(panelText)
    .filter(text => text.endsWith('…'));
  expect(cut).toEqual([]);
});

test('a reason is short beside its goal, and a whole sentence where it stands alone', () => {
  const young = open('07-ages/02-young-and-cheap');
  const early = positionsOf('07-ages/02-young-and-cheap', ['del r', 'gc.collect(2)']).at(-1) ?? young;
  const late = positionsOf('07-ages/04-before-the-bell', ['del a', '[2] del b']).at(-1) ?? young;

  expect(panelText(early)[2]).toBe('✗ at most 2 heaplings traversed · 22 were · u takes it back');
  expect(panelText(late).join(' ')).toContain('mark("deadline") came first; b1 is held by a ring (b2.next)');
});
