/**
 * A run of the program as it is shown, line by line: the first one, to somebody who sees the level for the first time,
 * and every continue. What it leads to is known before the first frame; watching changes nothing.
 */
import type { LoadedLevel } from '../../level/index.ts';
import {
  type Ghost,
  type HolderId,
  newMachine,
  type Position,
  type Scene,
  sceneOf,
} from '../../play/index.ts';
import type { Machine } from '../../python/index.ts';
import { type Bell, bellOf } from './census.ts';

type Frame = {
  /** The line that runs next, counted from 1; absent where the run has stopped. */
  readonly line: number | undefined;
  readonly scene: Scene;

  /** Present in a level with a bell. */
  readonly bell: Bell | undefined;

  /** Everybody who has died so far. */
  readonly ghosts: readonly Ghost[];
};

export type WatchedRun = {
  readonly type: 'opening' | 'continue';
  readonly frames: readonly Frame[];

  /** Index of the frame that is shown. */
  readonly at: number;

  /** Where the session stood when the run began: goals and counters stay so until it has been seen. */
  readonly before: Position;

  /** Lines that had run before. */
  readonly ran: ReadonlySet<number>;
};

/** A loop of a thousand rounds is not worth watching: the run jumps to its stop behind this many lines. */
const mostLines = 40;

/** Neither is a heap that no screen shows at once, and every frame of it costs. */
const mostHolders = 150;

/** From before the first line to the first stop. Undefined where there is nothing to see. */
export function watchOpening(level: LoadedLevel, before: Position): WatchedRun | undefined {
  const frames = framesOf(level, newMachine(level), []);
  return frames.length < 2 ? undefined : { type: 'opening', frames, at: 0, before, ran: new Set() };
}

/** From the slot where a session stands to the next stop. */
export function watchContinue(
  level: LoadedLevel,
  before: Position,
  ran: ReadonlySet<number>,
): WatchedRun | undefined {
  const machine = before.machine.fork();
  // Leaves the slot; the line behind it does not run yet.
  machine.runLine();
  const frames = framesOf(level, machine, before.ghosts);
  return frames.length < 2 ? undefined : { type: 'continue', frames, at: 0, before, ran };
}

/** One frame before every line, and one at the stop. */
function framesOf(level: LoadedLevel, machine: Machine, earlier: readonly Ghost[]): readonly Frame[] {
  const deaths = new Deaths(machine, earlier);
  const frames: Frame[] = [];
  while (frames.length <= mostLines) {
    const scene = sceneOf(level, machine);
    if (scene.holders.length > mostHolders) return [];
    const isLast = machine.state !== 'ready';
    const line = isLast ? undefined : machine.line;
    frames.push({ line, scene, bell: bellOf(machine), ghosts: deaths.until(scene) });
    if (isLast) break;
    if (frames.length === mostLines) machine.run();
    else machine.runLine();
    deaths.during = line;
  }
  return frames;
}

/** Who dies while a machine runs on, each known by the card that stood for it. */
class Deaths {
  /** The line that has just run. */
  during: number | undefined;
  private readonly machine: Machine;
  private readonly cards = new Map<string, HolderId>();
  private known: number;
  private ghosts: readonly Ghost[];

  constructor(machine: Machine, earlier: readonly Ghost[]) {
    this.machine = machine;
    this.known = machine.freed.length;
    this.ghosts = earlier;
  }

  until(scene: Scene): readonly Ghost[] {
    const lines = this.machine.program.source.split('\n');
    const during = this.during === undefined ? '' : (lines[this.during - 1] ?? '').trim();
    const fresh = this.machine.freed.slice(this.known).map(
      ({ label, by }): Ghost => ({
        id: this.cards.get(label) ?? `gone:${label}`,
        title: label,
        by,
        during,
      }),
    );
    this.known = this.machine.freed.length;
    if (fresh.length > 0) this.ghosts = [...this.ghosts, ...fresh];
    for (const { isHeapling, title, id } of scene.holders) if (isHeapling) this.cards.set(title, id);
    return this.ghosts;
  }
}

/** Lines that run before the first stop, without watching. */
export function openingLines(level: LoadedLevel): ReadonlySet<number> {
  const machine = newMachine(level);
  const lines = new Set<number>();
  for (let step = 0; step < mostLines && machine.state === 'ready'; step += 1) {
    if (machine.line !== undefined) lines.add(machine.line);
    machine.runLine();
  }
  return lines;
}

/** How long the frame stands, in milliseconds: a death wants a second look. */
export function frameTime({ type, frames, at }: WatchedRun): number {
  const hasDeath = at > 0 && frames[at]?.ghosts !== frames[at - 1]?.ghosts;
  return type === 'opening' ? 400 : hasDeath ? 600 : 300;
}
