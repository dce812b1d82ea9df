import { expect, test } from 'vitest';
import { reducePlay } from '../../../src/ui/play-screen/reduce.ts';
import { type PlayState, shownScene } from '../../../src/ui/play-screen/state.ts';
import { playView } from '../../../src/ui/play-screen/view.ts';
import { type Line, textOf } from '../../../src/ui/runs.ts';
import { unicodeSigns } from '../../../src/ui/signs.ts';
import { done, footerText, open, panelText, press, somewhere, type } from './play.ts';

const menuTitle = (state: PlayState): Line => {
  const { panel } = playView(state, unicodeSigns);
  return panel.type === 'menu' ? panel.title : [];
};

const names = '01-names/01-three-arrows';
const circle = '05-circles/04-there-and-back';
const tail = '05-circles/03-dragon-tail';

test('wiring by letter and cutting win the first level', () => {
  const won = press(open(names), 'w c down down x');

  expect(done(won)).toEqual(['a = c', 'del c']);
  expect(won.position.status).toBe('won');
  expect(won.mode.type).toBe('won');
  expect(panelText(won)).toContain('✓ ★ 2 moves: nobody known needs fewer.');
});

test('Enter behind a win goes on, q to the chapters', () => {
  const won = press(open(names), 'w c down down x');

  expect(press(won, 'enter').leaving).toBe('next');
  expect(press(won, 'q').leaving).toBe('map');
});

test('R starts over, and undo brings everything back', () => {
  const again = press(open(names), 'w c R');
  expect(again.position.movesUsed).toBe(0);

  expect(press(again, 'u').position.movesUsed).toBe(1);
});

test('undo and redo walk the same way', () => {
  const start = press(open(names), 'w c');
  expect(done(press(start, 'u'))).toEqual([]);
  expect(done(press(start, 'u U'))).toEqual(['a = c']);
  expect(press(open(names), 'u').notice).toEqual({ text: 'Nothing to take back.', kind: 'refused' });
});

test('a spent budget refuses the next move with a sentence', () => {
  const spent = press(open(names), 'x w b x w b x');
  expect(spent.position.movesUsed).toBe(4);
  expect(spent.notice?.kind).toBe('refused');
  expect(spent.mode.type).toBe('board');
});

test('in wire mode the arrows go through the targets and Enter takes one', () => {
  const chosen = press(open(names), 'w down down down');
  expect(chosen.mode).toMatchObject({ type: 'wire', at: 2 });

  expect(done(press(chosen, 'enter'))).toEqual(['a = c']);
  expect(press(chosen, 'escape').mode.type).toBe('board');
  expect(press(chosen, 'z').notice?.text).toBe('No card has the letter z.');
});

test('0 wires to None', () => {
  expect(done(press(open(names), 'w 0'))).toEqual(['a = None']);
});

test('a typed statement is completed, refused inline, and done', () => {
  const typed = type(press(open(names), ':'), 'del ');
  expect(press(typed, 'tab').mode).toMatchObject({ type: 'prompt', offers: ['del a', 'del b', 'del c'] });

  const refused = press(type(press(open(names), ':'), 'xs.clear()'), 'enter');
  expect(refused.mode).toMatchObject({ type: 'prompt', text: 'xs.clear()' });
  expect(refused.mode.type === 'prompt' && refused.mode.problem).toBeTruthy();

  expect(done(press(type(typed, 'b'), 'enter'))).toEqual(['del b']);
});

test('what is typed are letters, not keys', () => {
  const typed = type(press(open(names), ':'), 'q?u');
  expect(typed.mode).toMatchObject({ type: 'prompt', text: 'q?u' });
  expect(press(typed, 'backspace').mode).toMatchObject({ text: 'q?' });
});

test('Enter spells out what can be done here', () => {
  const menu = press(open(names), 'enter');
  const here = ['x  del a', 'w  a = a', 'w  a = b', 'w  a = c', 'w  a = None'];
  expect(panelText(menu).slice(0, 8)).toEqual([...here, '', 'x  del b', 'x  del c']);
  expect(done(press(menu, 'down down down enter'))).toEqual(['a = c']);
});

test('the cursor of the menu passes over the line between here and elsewhere, and says where it is', () => {
  const menu = press(open(names), 'enter down down down down down');
  expect(done(press(menu, 'enter'))).toEqual(['del b']);
  expect(textOf(menuTitle(menu))).toMatch(/6 of 15 ─$/);
  expect(done(press(menu, 'up enter'))).toEqual(['a = None']);
});

test('the menu has a sentence for a place where nothing can be done, and for an ended program', () => {
  const object = press(open('00-prologue/01-first-cut'), 'right enter');
  const entries = object.mode.type === 'menu' ? object.mode.entries : [];
  expect(entries.map(({ label, note }) => note ?? label)).toEqual([
    'Nothing can be done with this place.',
    'elsewhere',
    'x  del ada',
  ]);
  expect(press(open(tail), 'c enter').notice?.text).toBe(
    'The program has ended. u takes the last step back.',
  );
});

test('a generation is collected by its digit', () => {
  expect(done(press(open(circle), 'g 1'))).toEqual(['gc.collect(1)']);
  expect(press(open(names), 'g').notice?.text).toBe('This level runs no collection.');
});

test('a letter jumps to any reference', () => {
  const jumping = press(open(circle), 'f');
  expect(jumping.mode.type).toBe('jump');

  const there = press(jumping, 'd');
  expect(there.mode.type).toBe('board');
  expect(there.walk?.at).not.toEqual(open(circle).walk?.at);
});

test('why says who holds the object and by which path it is reached', () => {
  const [title, ...lines] = panelText(press(open(circle), 'y'));

  expect(title).toContain('why n1 lives');
  expect(lines).toEqual([
    'n1 has 2 references. Held by the name n1 and n1.next.prev.',
    'The program reaches it as n1.',
  ]);
});

test('continue says how many lines it runs, and a lost run can be taken back', () => {
  const start = open(tail);
  expect(footerText(start)).toContain('c run 3 lines');

  const lost = press(start, 'c');
  expect(lost.position.status).toBe('lost');
  expect(lost.failures).toBe(1);
  expect(panelText(lost).join(' ')).toContain('u takes the last step back.');
  expect(footerText(lost)).toContain('y why');
  expect(footerText(lost)).not.toContain('x cut');

  expect(press(lost, 'u').position.status).toBe('playing');
});

test('a lost run says first who is to blame, looks at the reference, and goes back with one key', () => {
  const lost = press(open(tail), 'tab c');
  const [goal = '', , , status = '', ...message] = panelText(lost).slice(1);

  expect(goal).toBe('✗ big is freed before mark("deadline")');
  expect(message.join(' ')).toMatch(/^mark\("deadline"\) came first.*u takes the last step back\./);
  expect(status).toBe('big ▸ big · big has 1 reference');
  expect(press(lost, 'u').position.status).toBe('playing');
});

test('in a run that is over no key blames the level', () => {
  const lost = press(open(tail), 'c');
  for (const keys of ['x', 'w', 'g', 'right x', 'enter']) {
    expect(panelText(press(lost, keys))).toContain('The program has ended. u takes the last step back.');
  }
});

test('the status line speaks of a card without references in words', () => {
  const empty = press(open('00-prologue/01-first-cut'), 'x u right');
  expect(panelText(empty)).toContain('ada · 1 reference · holds nothing');

  const gone = press(open('00-prologue/01-first-cut', { place: { ...somewhere, isSandbox: true } }), 'x');
  expect(panelText(gone)).toContain('globals · no names left');
});

test('hints come one at a time, and the last one is said to be the last', () => {
  const first = press(open(names), 'x !');
  expect(panelText(first).slice(1)).toEqual(['1/3  Which name has to point somewhere else?']);
  expect(footerText(first)).toBe('! next hint  Esc back');

  const all = press(first, '! !');
  expect(panelText(all)).toHaveLength(6);
  expect(panelText(all).at(-1)).toBe('That was the last hint.');
  expect(panelText(press(all, '!'))).toEqual(panelText(all));
  expect(footerText(all)).toBe('Esc back');
});

test('a hint before the first try comes with the advice to try', () => {
  expect(panelText(press(open(names), '!'))).toContain('A try costs nothing: u takes it back.');
  expect(panelText(press(open(names), 'x !'))).not.toContain('A try costs nothing: u takes it back.');
});

test('hints of an earlier visit count: the next one comes', () => {
  const again = press(open(names, { hints: 2 }), '!');
  expect(panelText(again).filter(line => /^[123].3 /.test(line))).toHaveLength(3);
  expect(again.hintsShown).toBe(3);
});

test('a page is in nobody’s way: another key closes it and acts', () => {
  const cut = press(open(names), '! x');
  expect(cut.mode.type).toBe('board');
  expect(done(cut)).toEqual(['del a']);
});

test('without the star the score says what is known, and which keys lead on', () => {
  const won = press(open(names), 'x w c up x');
  expect(panelText(won)).toContain('✓ 3 moves. One fewer is known. R plays it again, Enter goes on.');

  const best = { moves: 2, traversed: 0, peak: 3 };
  const worse = press(open(names, { best }), 'x w c up x');
  const again = press(open(names), 'w c down down x R up up x w c up x');
  expect(panelText(again)).toEqual(panelText(worse));
  expect(panelText(worse)).toContain('✓ 3 moves. Your best is 2, and no fewer are known.');
});

test('the last level of a chapter says what has ended and what comes', () => {
  const ending = { type: 'chapter', title: 'Names', next: 'Circles' } as const;
  const won = press(open(names, { place: { ...somewhere, ending } }), 'w c down down x');

  expect(panelText(won).at(-1)).toBe('That was Names. Next comes Circles.');
  expect(footerText(won)).toBe('Enter chapters  R again  u undo');
});

test('v goes from both panes to the program, to the board, and back', () => {
  const panes = ['v', 'v v', 'v v v'].map(keys => press(open(names), keys).pane);
  expect(panes).toEqual(['code', 'board', 'split']);
});

test('the first run goes line by line', () => {
  const watching = open(names, { isSeen: false, isStill: false });
  const counts = [0, 1, 2, 3].map(ticks => {
    let state = watching;
    for (let tick = 0; tick < ticks; tick += 1) state = reducePlay(state, { type: 'tick' });
    return [shownScene(state).holders.length - 1, state.watched !== undefined];
  });

  expect(counts).toEqual([
    [0, true],
    [1, true],
    [2, true],
    [3, false],
  ]);
});

test('a key during the first run ends it and is not lost', () => {
  const watching = open(names, { isSeen: false, isStill: false });

  const cut = press(watching, 'x');

  expect(cut.watched).toBeUndefined();
  expect(done(cut)).toEqual(['del a']);
});

test('a continue is watched line by line, and tells nothing before its time', () => {
  const start = open(tail, { isStill: false });
  const running = press(start, 'c');

  expect(running.position.status).toBe('lost');
  expect(running.watched?.type).toBe('continue');
  expect(panelText(running).join(' ')).toContain('Any key goes to the end of the run.');
  expect(panelText(running).slice(0, 3)).toEqual(panelText(start).slice(0, 3));

  const lines: (number | undefined)[] = [];
  let at = running;
  for (let tick = 0; tick < 9 && at.watched !== undefined; tick += 1) {
    lines.push(at.watched.frames[at.watched.at]?.line);
    at = reducePlay(at, { type: 'tick' });
  }
  expect(lines).toEqual([...start.position.linesToRun]);
  expect(at).toMatchObject({ watched: undefined, position: { status: 'lost' } });
});

test('a key during a continue ends it and acts; Enter only ends it', () => {
  const running = press(open(tail, { isStill: false }), 'c');

  expect(done(press(running, 'u'))).toEqual([]);
  expect(press(running, 'enter')).toMatchObject({ watched: undefined, mode: { type: 'board' } });
  expect(press(running, 'escape').leaving).toBeUndefined();
});

test('without motion a continue is over at once', () => {
  expect(press(open(tail), 'c').watched).toBeUndefined();
});

test('a session that was left goes on where it was', () => {
  const again = open(names, { isSeen: false, steps: { done: ['a = c'], undone: [] } });

  expect(again.watched).toBeUndefined();
  expect(again.position.movesUsed).toBe(1);
});

test('a session that was left as won begins anew', () => {
  const again = open(names, { steps: { done: ['a = c', 'del c'], undone: [] } });

  expect(again.position.movesUsed).toBe(0);
});

test('a goal that can no longer hold says so at once, and how to go back', () => {
  const killed = press(open('02-counting/01-domino'), 'x');

  expect(panelText(killed).join('\n')).toContain('u takes it back');
  expect(panelText(press(killed, 'u')).join('\n')).not.toContain('u takes it back');
});
