/** The reference that the player looks at, read off a scene. */
import type { Holder, Row, Scene } from '../../play/index.ts';
import type { Focus } from '../board/index.ts';

export type Focused = { readonly holder: Holder; readonly row: Row | undefined };

/** The holder and row of a focus, as far as they exist in the scene. */
export function focusedIn(scene: Scene, focus: Focus | undefined): Focused | undefined {
  const holder = scene.holders.find(({ id }) => id === focus?.holder);
  if (holder === undefined) return undefined;
  return { holder, row: holder.rows.find(({ id }) => id === focus?.row) };
}
