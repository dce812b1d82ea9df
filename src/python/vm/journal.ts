/**
 * What the program's log says, what it has said, and who died when: everything that a run leaves behind it. The heap
 * tells of deaths and collections through a listener, which belongs to one heap only and is made anew in a fork.
 */
import type { Cause, Heap, Listener, Phase, Ref } from '../../engine/index.ts';
import type { Library } from '../compile/code.ts';
import type { Death } from '../views.ts';
import type { Bell } from './bell.ts';
import { Tape } from './tape.ts';

export class Journal implements Listener {
  private readonly heap: Heap;
  private readonly library: Library;
  log = new Tape<string>();
  output = new Tape<string>();
  deaths = new Tape<Death>();
  /** The line that deaths are attributed to: of the statement being executed in the innermost frame. */
  line: number | undefined = 0;
  /** Counts heaplings for the automatic collections of a level; none elsewhere. */
  bell: Bell | undefined = undefined;
  /** Of the collection under way. */
  private generation = 0;

  constructor(heap: Heap, library: Library) {
    this.heap = heap;
    this.library = library;
    heap.listener = this;
  }

  fork(heap: Heap, library: Library): Journal {
    const copy = new Journal(heap, library);
    copy.log = this.log.fork();
    copy.output = this.output.fork();
    copy.deaths = this.deaths.fork();
    copy.line = this.line;
    copy.bell = this.bell?.fork();
    return copy;
  }

  /** Lets somebody else listen as well. */
  share(other: Listener): void {
    this.heap.listener = {
      ...other,
      onDying: (object, by) => {
        this.onDying(object, by);
        other.onDying?.(object, by);
      },
      onRescued: object => {
        this.onRescued(object);
        other.onRescued?.(object);
      },
      onFree: (object, by) => {
        this.onFree(object);
        other.onFree?.(object, by);
      },
      onCollectStart: generation => {
        this.onCollectStart(generation);
        other.onCollectStart?.(generation);
      },
      onPhase: phase => {
        this.onPhase(phase);
        other.onPhase?.(phase);
      },
    };
  }

  onDying(object: Ref, by: Cause): void {
    const label = this.labelOf(object);
    if (label === undefined) return;
    if (by === 'gc') this.bell?.countGarbage();
    this.log.push(label);
    this.deaths.push({ label, by, line: this.line });
  }

  /** A heapling that a finalizer saves in a collection is taken back out. */
  onRescued(object: Ref): void {
    const label = this.labelOf(object);
    if (label === undefined) return;
    this.log = this.log.without(entry => entry === label);
    this.deaths = this.deaths.without(death => death.label === label);
  }

  onFree(object: Ref): void {
    if (this.bell !== undefined && this.heap.isWatched(object)) this.bell.countDeath();
  }

  onCollectStart(generation: number): void {
    this.log.push(`gc${generation}`);
    this.generation = generation;
    this.bell?.startCollection(generation, this.heap.watchedStats().traversed);
  }

  /** Behind the weak references the garbage is known, and nobody has been let go yet. */
  onPhase(phase: Phase): void {
    if (phase === 'finalizers') this.bell?.promote(this.generation, this.heap.watchedStats().traversed);
  }

  /** The unique label of a heapling, also of a dead one whose row was not given to somebody else. */
  labelOf(object: Ref): string | undefined {
    const tag = this.heap.tag(object);
    return tag > 0 && this.heap.isWatched(object) ? this.library.labels.text(tag - 1) : undefined;
  }
}
