/** Who holds an object, and how the program reaches it: read off the scene. */
import type { Generation, Holder, HolderId, Row, Scene } from '../../play/index.ts';

export type Why = {
  readonly title: string;

  /** Every reference to it, by expression where it has one: `team[1]`, `next of b`. */
  readonly holders: readonly string[];

  /** The shortest way from a name, each step a place: `['queue', '[1]', 'pal']`. Absent when nothing leads to it. */
  readonly path?: readonly string[];

  /** Where nothing leads to it: the least collection that would find it; `frozen` if none would. */
  readonly found?: Generation;

  /** Whether the goals let no such collection run. */
  readonly isRuledOut?: true;
};

export type Reference = { readonly holder: Holder; readonly row: Row };

export function whyOf(scene: Scene, id: HolderId): Why | undefined {
  const object = scene.holders.find(holder => holder.id === id);
  if (object === undefined || object.kind === 'frame') return undefined;
  const path = wayTo(scene, id)?.map(({ holder, row }) => stepName(holder, row));
  return {
    title: object.title,
    holders: referencesTo(scene, id).map(placeName),
    ...(path === undefined ? { found: foundBy(scene, id) } : { path }),
  };
}

/**
 * A collection takes what an older generation holds for alive, garbage or not: so it is the oldest one among all that
 * leads to the object.
 */
function foundBy({ holders }: Scene, id: HolderId): Generation {
  const leading = new Set<HolderId>([id]);
  // A set is walked in order of insertion, and what is added meanwhile is walked too.
  for (const target of leading) {
    for (const { id: holder, rows } of holders) {
      if (rows.some(row => leadsTo(row) === target)) leading.add(holder);
    }
  }
  const generations = holders.flatMap(({ id: holder, generation }) =>
    leading.has(holder) && generation !== undefined ? [generation] : [],
  );
  if (generations.includes('frozen')) return 'frozen';
  return generations.reduce((oldest, generation) => (generation > oldest ? generation : oldest), 0 as const);
}

/** All references that end at the object, in the order of the scene. */
export function referencesTo(scene: Scene, id: HolderId): readonly Reference[] {
  return scene.holders.flatMap(holder =>
    holder.rows.filter(row => leadsTo(row) === id).map(row => ({ holder, row })),
  );
}

/** The place as a player would call it. */
export const placeName = ({ holder, row }: Reference): string =>
  row.expression ?? `${row.name} of ${holder.title}`;

/** The references from a name to an object. Breadth first from the frames, so that no way is shorter. */
export function wayTo(scene: Scene, id: HolderId): readonly Reference[] | undefined {
  const byId = new Map(scene.holders.map(holder => [holder.id, holder]));
  const ways = new Map<HolderId, readonly Reference[]>();
  let edge = scene.holders.filter(holder => holder.kind === 'frame');
  for (const frame of edge) ways.set(frame.id, []);
  while (edge.length > 0 && !ways.has(id)) {
    const next: Holder[] = [];
    for (const holder of edge) {
      for (const row of holder.rows) {
        const target = byId.get(leadsTo(row) ?? '');
        if (target === undefined || ways.has(target.id)) continue;
        ways.set(target.id, [...(ways.get(holder.id) ?? []), { holder, row }]);
        next.push(target);
      }
    }
    edge = next;
  }
  return ways.get(id);
}

/** A name as it stands; an attribute with its dot; an item as it is written. */
function stepName(holder: Holder, row: Row): string {
  if (holder.kind === 'frame' || row.name.startsWith('[')) return row.name;
  return holder.kind === 'instance' || holder.kind === 'slots' ? `.${row.name}` : ` ${row.name}`;
}

const leadsTo = (row: Row): HolderId | undefined =>
  row.target.type === 'object' ? row.target.holder : undefined;
