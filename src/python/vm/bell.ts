/**
 * The bell of levels: CPython's rule for automatic collections (SPEC TH), but heaplings alone are counted, and a collection
 * that is due runs when the statement is over. So a player can count along.
 */
import type { Generation, Heap } from '../../engine/index.ts';

export class Bell {
  /** Births minus deaths of heaplings since the last collection of generation 0; collections of the next younger generation. */
  private counts: [number, number, number] = [0, 0, 0];
  /** Heaplings that survived the last full collection, and those that have come to generation 2 since. */
  private longLivedTotal = 0;
  private longLivedPending = 0;
  /** A birth has exceeded the threshold, and the statement is not over yet. */
  private isDue = false;
  // Of the collection under way: heaplings looked at before it, and those of its candidates that are garbage.
  private traversedBefore = 0;
  private garbage = 0;

  fork(): Bell {
    const copy = new Bell();
    copy.counts = [...this.counts];
    copy.longLivedTotal = this.longLivedTotal;
    copy.longLivedPending = this.longLivedPending;
    copy.isDue = this.isDue;
    copy.traversedBefore = this.traversedBefore;
    copy.garbage = this.garbage;
    return copy;
  }

  /** `gc.get_count()` of heaplings. */
  get numbers(): readonly [number, number, number] {
    return this.counts;
  }

  /** Everything that decides when it will ring. */
  standing(): readonly number[] {
    return [...this.counts, this.longLivedTotal, this.longLivedPending, this.isDue ? 1 : 0];
  }

  /** TH-1, TH-2: only a birth can make it due (TH-6). */
  countBirth(heap: Heap): void {
    this.counts[0] += 1;
    const [threshold] = heap.thresholds();
    if (heap.isEnabled() && threshold !== 0 && this.counts[0] > threshold && !heap.isCollecting) {
      this.isDue = true;
    }
  }

  countDeath(): void {
    if (this.counts[0] > 0) this.counts[0] -= 1;
  }

  /** TH-3, TH-4: the generation to collect now that a statement is over; undefined if it does not ring. */
  ring(heap: Heap): Generation | undefined {
    if (!this.isDue || heap.isCollecting) return undefined;
    this.isDue = false;
    if (!heap.isEnabled()) return undefined;
    const thresholds = heap.thresholds();
    const [c0, c1, c2] = this.counts;
    const isQuarter = this.longLivedPending >= Math.floor(this.longLivedTotal / 4);
    if (c2 > thresholds[2] && isQuarter) return 2;
    if (c1 > thresholds[1]) return 1;
    return c0 > thresholds[0] ? 0 : undefined;
  }

  /** TH-7. */
  startCollection(generation: number, traversed: number): void {
    this.traversedBefore = traversed;
    this.garbage = 0;
    if (generation === 0) this.counts = [0, this.counts[1] + 1, this.counts[2]];
    else this.counts = generation === 1 ? [0, 0, this.counts[2] + 1] : [0, 0, 0];
  }

  countGarbage(): void {
    this.garbage += 1;
  }

  /** The candidates have been told apart: the survivors are those that are no garbage. */
  promote(generation: number, traversed: number): void {
    const survivors = traversed - this.traversedBefore - this.garbage;
    if (generation === 1) this.longLivedPending += survivors;
    if (generation === 2) {
      this.longLivedPending = 0;
      this.longLivedTotal = survivors;
    }
  }

  /** GC-14: `gc.freeze` sets the counters to 0. */
  reset(): void {
    this.counts = [0, 0, 0];
  }
}
