import fc from 'fast-check';
import type { Holder, Row, Scene } from '../../../src/play/scene-types.ts';

/** A change of a board: what moves and running programs do to a heap, seen from afar. */
export type Edit =
  | { readonly type: 'point'; readonly holder: number; readonly row: number; readonly target: number }
  | { readonly type: 'cut'; readonly holder: number; readonly row: number }
  | { readonly type: 'birth'; readonly holder: number; readonly rows: number }
  | { readonly type: 'death'; readonly holder: number };

const small = fc.nat({ max: 30 });

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('point' as const),
      holder: small,
      row: fc.nat({ max: 4 }),
      target: small,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('cut' as const), holder: small, row: fc.nat({ max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('birth' as const), holder: small, rows: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('death' as const), holder: small }) },
);

/** A heap of up to `most` objects with names, chains, rings, sharing and lists. */
export function anyScene(most: number): fc.Arbitrary<Scene> {
  const links = fc.array(fc.nat({ max: 40 }), { maxLength: 4 });
  return fc
    .record({
      objects: fc.array(links, { maxLength: most }),
      names: fc.array(fc.nat({ max: 40 }), { maxLength: 6 }),
    })
    .map(({ objects, names }) => {
      const idOf = (i: number) => `o${i % Math.max(1, objects.length)}`;
      const rowsOf = (targets: readonly number[], prefix: string) =>
        objects.length === 0 ? [] : targets.map((target, i) => reference(`${prefix}${i}`, idOf(target)));
      return {
        holders: [
          frame(rowsOf(names, 'n')),
          ...objects.map((targets, i) => object(`o${i}`, rowsOf(targets.slice(0, i % 5 === 0 ? 4 : 2), 'r'))),
        ],
      };
    });
}

/** The scene after the edit. Ids of the dead are not used again; `serial` numbers the newborn. */
export function edited(scene: Scene, edit: Edit, serial: number): Scene {
  const holder = scene.holders[edit.holder % scene.holders.length];
  if (!holder) return scene;
  const objects = scene.holders.filter(({ kind }) => kind !== 'frame');
  switch (edit.type) {
    case 'cut':
      return withRows(
        scene,
        holder,
        holder.rows.filter((_, i) => i !== edit.row),
      );
    case 'point': {
      const target = objects[edit.target % Math.max(1, objects.length)];
      return target ? withRows(scene, holder, withRow(holder.rows, edit.row, target.id)) : scene;
    }
    case 'birth': {
      const id = `b${serial}`;
      const back = Array.from({ length: edit.rows }, (_, i) => reference(`r${i}`, objects[i]?.id ?? id));
      const linked = withRows(scene, holder, withRow(holder.rows, holder.rows.length, id));
      return { holders: [...linked.holders, object(id, back)] };
    }
    case 'death': {
      if (holder.kind === 'frame') return scene;
      const rest = scene.holders.filter(other => other !== holder);
      return {
        holders: rest.map(other => ({
          ...other,
          rows: other.rows.filter(({ target }) => target.type !== 'object' || target.holder !== holder.id),
        })),
      };
    }
  }
}

function withRow(rows: readonly Row[], index: number, target: string): readonly Row[] {
  const at = Math.min(index, rows.length);
  const id = rows[at]?.id ?? `x${rows.length}`;
  const others = rows.filter(row => row.id !== id);
  return [...others.slice(0, at), reference(id, target), ...others.slice(at)];
}

function withRows(scene: Scene, holder: Holder, rows: readonly Row[]): Scene {
  return { holders: scene.holders.map(other => (other === holder ? { ...other, rows } : other)) };
}

function reference(id: string, target: string): Row {
  return { id, name: id, target: { type: 'object', holder: target }, cut: `del ${id}` };
}

function frame(rows: readonly Row[]): Holder {
  return {
    id: 'globals',
    kind: 'frame',
    title: 'globals',
    type: '',
    isCurrent: true,
    isReachable: true,
    isHeapling: false,
    isKept: false,
    rows,
  };
}

function object(id: string, rows: readonly Row[]): Holder {
  return {
    id,
    kind: 'instance',
    title: id,
    type: 'Node',
    refcount: 1,
    generation: 0,
    isCurrent: false,
    isReachable: true,
    isHeapling: true,
    isKept: false,
    rows,
  };
}
