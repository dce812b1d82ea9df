/** A binary heap of whole numbers by cost. Equal costs leave it in the order of the numbers. */
export class HeapQueue {
  private costs = new Float64Array(256);
  private items = new Int32Array(256);
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  clear(): void {
    this.length = 0;
  }

  push(item: number, cost: number): void {
    if (this.length === this.items.length) this.grow();
    let i = this.length++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.isBefore(cost, item, parent)) break;
      this.copy(parent, i);
      i = parent;
    }
    this.costs[i] = cost;
    this.items[i] = item;
  }

  /** Takes out the cheapest item. The queue must not be empty. */
  pop(): number {
    const first = this.items[0] as number;
    const last = --this.length;
    const cost = this.costs[last] as number;
    const item = this.items[last] as number;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= last) break;
      if (
        child + 1 < last &&
        this.isBefore(this.costs[child + 1] as number, this.items[child + 1] as number, child)
      ) {
        child++;
      }
      if (this.isBefore(cost, item, child)) break;
      this.copy(child, i);
      i = child;
    }
    this.costs[i] = cost;
    this.items[i] = item;
    return first;
  }

  private isBefore(cost: number, item: number, index: number): boolean {
    const other = this.costs[index] as number;
    return cost < other || (cost === other && item < (this.items[index] as number));
  }

  private copy(from: number, to: number): void {
    this.costs[to] = this.costs[from] as number;
    this.items[to] = this.items[from] as number;
  }

  private grow(): void {
    const costs = new Float64Array(this.costs.length * 2);
    const items = new Int32Array(this.items.length * 2);
    costs.set(this.costs);
    items.set(this.items);
    this.costs = costs;
    this.items = items;
  }
}
