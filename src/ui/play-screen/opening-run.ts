/** The first run of a program, line by line, as it is shown to somebody who sees the level for the first time. */
import type { LoadedLevel } from '../../level/index.ts';
import { type Scene, sceneOf } from '../../play/index.ts';
import { Machine } from '../../python/index.ts';

export type Frame = {
  /** The line that runs next, counted from 1; absent where the run has stopped. */
  readonly line: number | undefined;
  readonly scene: Scene;
};

/** A loop of a thousand rounds is not worth watching: the run jumps to its stop behind this many lines. */
const mostLines = 40;

/** One frame before every line up to the first stop, and one at the stop. */
export function openingRun(level: LoadedLevel): readonly Frame[] {
  const machine = Machine.start(level.program);
  const frames: Frame[] = [];
  while (machine.state === 'ready' && frames.length < mostLines) {
    frames.push({ line: machine.line, scene: sceneOf(level, machine) });
    machine.runLine();
  }
  if (machine.state === 'ready') machine.run();
  frames.push({ line: undefined, scene: sceneOf(level, machine) });
  return frames;
}
