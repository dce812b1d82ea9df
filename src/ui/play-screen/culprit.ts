/** Where to look when a run has ended without a win: the reference that keeps a goal from holding. */
import type { Condition, Goal, GoalState } from '../../level/index.ts';
import type { Holder, Scene } from '../../play/index.ts';
import type { Focus } from '../board/index.ts';
import { type Reference, referencesTo, wayTo } from './why.ts';

/** Of the first goal that fails and whose culprit is on the board. */
export function culpritOf(
  scene: Scene,
  goals: readonly Goal[],
  states: readonly GoalState[],
): Focus | undefined {
  for (const [index, { condition }] of goals.entries()) {
    if (states[index]?.state === 'holds') continue;
    const found = referenceOf(scene, condition);
    if (found !== undefined) return { holder: found.holder.id, row: found.row.id };
  }
  return undefined;
}

function referenceOf(scene: Scene, condition: Condition): Reference | undefined {
  switch (condition.type) {
    case 'freed':
      return firstOf(condition.labels, label => holderOf(scene, label));
    case 'order':
      return firstOf(condition.events, label => holderOf(scene, label));
    case 'holds':
    case 'value':
      return placeOf(scene, condition.text);
    case 'compare': {
      const { measure } = condition;
      if ('label' in measure) return holderOf(scene, measure.label);
      const stray = scene.holders.find(({ isHeapling, isReachable }) => isHeapling && !isReachable);
      return measure.type === 'garbage' && stray !== undefined ? referenceTo(scene, stray) : undefined;
    }
    case 'and':
    case 'or':
      return firstOf(condition.conditions, part => referenceOf(scene, part));
    // Who lives no more has no reference left to look at.
    case 'alive':
    case 'not':
    case 'says':
    case 'quiet':
      return undefined;
  }
}

/** Who holds the heapling with this label, if it lives. */
function holderOf(scene: Scene, label: string): Reference | undefined {
  const heapling = scene.holders.find(({ isHeapling, title }) => isHeapling && title === label);
  return heapling === undefined ? undefined : referenceTo(scene, heapling);
}

/** The last step of the shortest way from a name; of what no name reaches, any reference. */
const referenceTo = (scene: Scene, { id }: Holder): Reference | undefined =>
  wayTo(scene, id)?.at(-1) ?? referencesTo(scene, id)[0];

function placeOf(scene: Scene, expression: string): Reference | undefined {
  const places = scene.holders.flatMap(holder => holder.rows.map(row => ({ holder, row })));
  return places.find(({ row }) => row.expression === expression);
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
