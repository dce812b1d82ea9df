/**
 * A list that only grows and costs nothing to fork: forks share the array, and whoever writes first behind the common
 * end may go on in it; the others copy when they write.
 */
export class Tape<Item> {
  private items: Item[] = [];
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(item: Item): void {
    if (this.items.length !== this.count) this.items = this.items.slice(0, this.count);
    this.items.push(item);
    this.count += 1;
  }

  toArray(): Item[] {
    return this.items.slice(0, this.count);
  }

  /** A tape without the last item that fits. */
  without(fits: (item: Item) => boolean): Tape<Item> {
    const items = this.toArray();
    const index = items.findLastIndex(fits);
    const copy = new Tape<Item>();
    for (const [place, item] of items.entries()) if (place !== index) copy.push(item);
    return copy;
  }

  fork(): Tape<Item> {
    const copy = new Tape<Item>();
    copy.items = this.items;
    copy.count = this.count;
    return copy;
  }
}
