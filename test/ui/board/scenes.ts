import type { Holder, HolderKind, Row, Scene } from '../../../src/play/scene-types.ts';

/**
 * A scene from a few lines, as a test would draw it on paper. `globals` (and `work()`: any name with
 * brackets) are frames; `ada` is a Node, `xs:list` a list (without a label, so its title is its type). Each place is `name>target`, `name=3` (a value) or
 * `name?` (a place that does not exist yet); `!` after the target locks it.
 *
 *     globals: a>ada b>bob
 *     ada: next>bob
 *     xs:list: [0]>ada
 */
export function sceneFrom(text: string): Scene {
  const lines = text
    .trim()
    .split('\n')
    .map(line => line.trim());
  const holders = lines.map(parseHolder);
  const counts = new Map<string, number>();
  for (const { rows } of holders) {
    for (const { target } of rows) {
      if (target.type === 'object') counts.set(target.holder, (counts.get(target.holder) ?? 0) + 1);
    }
  }
  const reachable = reachableFrom(holders);
  const frames = holders.filter(holder => holder.kind === 'frame');
  return {
    holders: holders.map(holder => {
      if (holder.kind === 'frame') return { ...holder, isCurrent: holder === frames.at(-1) };
      const isReachable = reachable.has(holder.id);
      return { ...holder, refcount: counts.get(holder.id) ?? 0, generation: 0, isReachable };
    }),
  };
}

function parseHolder(line: string): Holder {
  const colon = line.search(/:( |$)/);
  const [title = '', type = 'Node'] = line.slice(0, colon).split(':');
  const isFrame = title === 'globals' || title.endsWith('()');
  const places = line
    .slice(colon + 1)
    .split(' ')
    .filter(place => place !== '');
  const prefix = isFrame ? '' : `${title}.`;
  return {
    id: title,
    kind: isFrame ? 'frame' : kindOf(type),
    title: isFrame || type === 'Node' ? title : type,
    type: isFrame ? '' : type,
    isCurrent: false,
    isReachable: true,
    isHeapling: type === 'Node' && !isFrame,
    isKept: false,
    rows: places.map(place => parseRow(place, prefix)),
  };
}

function kindOf(type: string): HolderKind {
  return type === 'list' || type === 'dict' || type === 'set' ? type : 'instance';
}

function parseRow(place: string, prefix: string): Row {
  if (place.endsWith('?'))
    return { id: place.slice(0, -1), name: place.slice(0, -1), target: { type: 'missing' } };
  const [name = '', atom] = place.split('=');
  if (atom !== undefined) return { id: name, name, target: { type: 'atom', text: atom } };
  const [id = '', target = ''] = place.split('>');
  const holder = target.replace('!', '');
  const row = { id, name: id, target: { type: 'object', holder }, expression: prefix + id } as const;
  return target.endsWith('!') ? { ...row, locked: 'Not yours.' } : { ...row, cut: `del ${prefix}${id}` };
}

function reachableFrom(holders: readonly Holder[]): ReadonlySet<string> {
  const reachable = new Set<string>();
  const queue = holders.filter(holder => holder.kind === 'frame').map(holder => holder.id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reachable.has(id)) continue;
    reachable.add(id);
    for (const { target } of holders.find(holder => holder.id === id)?.rows ?? []) {
      if (target.type === 'object') queue.push(target.holder);
    }
  }
  return reachable;
}

/** Scenes like those of the campaign. */
export const fixtures: Readonly<Record<string, Scene>> = {
  'one name': sceneFrom(`
    globals: ada>ada
    ada:
  `),
  'two names': sceneFrom(`
    globals: ada>ada pal>ada
    ada:
  `),
  'three names': sceneFrom(`
    globals: a>ada b>bob c>cy
    ada:
    bob:
    cy:
  `),
  domino: sceneFrom(`
    globals: first>d1
    d1: next>d2
    d2: next>d3
    d3: next>d4
    d4: next>d5
    d5:
  `),
  'ring of two': sceneFrom(`
    globals: a>a b>b
    a: next>b
    b: next>a tail>t
    t:
  `),
  'ring of two, one name': sceneFrom(`
    globals: a>a
    a: next>b
    b: next>a
  `),
  'ring of three': sceneFrom(`
    globals: a>a
    a: next>b
    b: next>c
    c: next>a
  `),
  'ring of four, lost': sceneFrom(`
    globals: x>x
    x: val=3
    a: next>b
    b: next>c
    c: next>d
    d: next>a
  `),
  'ring of six': sceneFrom(`
    globals: r>r1
    r1: next>r2
    r2: next>r3
    r3: next>r4
    r4: next>r5
    r5: next>r6
    r6: next>r1
  `),
  myself: sceneFrom(`
    globals: a>ada
    ada: me>ada
  `),
  'three rows': sceneFrom(`
    globals: row>row grid>grid
    row:list: [0]=1 [1]=2
    grid:list: [0]>row [1]>row [2]>row
  `),
  'doubly linked': sceneFrom(`
    globals: head>a tail>e
    a: next>b
    b: next>c prev>a
    c: next>d prev>b
    d: next>e prev>c
    e: prev>d
  `),
  frames: sceneFrom(`
    globals: team>team star>ada
    play(): p>ada q>bob
    work(): self>bob keep?
    team:list: [0]>ada [1]>bob
    ada: pal>bob
    bob: val=7
  `),
  tree: sceneFrom(`
    globals: root>n1
    n1: left>n2 right>n3
    n2: left>n4 right>n5
    n3: left>n6 right>n7
    n4: up>n2
    n5:
    n6:
    n7:
  `),
  'which one is round': sceneFrom(`
    globals: a>a1 b>b1 c>c1
    a1: next>a2
    a2: next>a3
    a3:
    b1: next>b2
    b2: next>b3
    b3: next>b4
    b4: next>b2
    c1: next>c2
    c2: next>c3
    c3:
  `),
  twenty: sceneFrom(`
    globals: a>n0 b>n5 c>n12
    n0: next>n1 pal>n6
    n1: next>n2
    n2: next>n3
    n3: next>n4 pal>n8
    n4: next>n9
    n5: next>n6
    n6: next>n7 pal>n11
    n7: next>n8
    n8: next>n9
    n9: pal>n3
    n10: next>n11
    n11: next>n12
    n12: next>n13
    n13: next>n14
    n14: pal>n9
    n15: next>n16 pal>n10
    n16: next>n17
    n17: next>n18
    n18: next>n19 pal>n13
    n19: next>n15
  `),
};
