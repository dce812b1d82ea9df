/**
 * Ordered lists of names, each with a number of its own: the attribute order of a class (SPEC RC-5, CL-5), the order in
 * which one instance got its attributes (needed where CL-6 gives it a dict of its own), the names in a class's body.
 *
 * A shape never changes; adding a name leads to another shape, always to the same one. So a class remembers one
 * number, and forks share the whole tree.
 */
export class Shapes {
  private readonly all: Shape[] = [{ names: [], places: new Map(), longer: new Map() }];

  /** The shape without names. */
  static readonly empty = 0;

  /** The place of a name (a number of `Strings`), or -1. */
  find(shape: number, name: number): number {
    return this.at(shape).places.get(name) ?? -1;
  }

  names(shape: number): readonly number[] {
    return this.at(shape).names;
  }

  /** The shape with one more name at its end. */
  add(shape: number, name: number): number {
    const from = this.at(shape);
    const known = from.longer.get(name);
    if (known !== undefined) return known;
    const places = new Map(from.places).set(name, from.names.length);
    this.all.push({ names: [...from.names, name], places, longer: new Map() });
    from.longer.set(name, this.all.length - 1);
    return this.all.length - 1;
  }

  /** The shape without one of its names. */
  remove(shape: number, name: number): number {
    let left = Shapes.empty;
    for (const other of this.names(shape)) if (other !== name) left = this.add(left, other);
    return left;
  }

  private at(shape: number): Shape {
    const found = this.all[shape];
    if (found === undefined) throw new Error(`no shape has the number ${shape}`);
    return found;
  }
}

type Shape = {
  readonly names: readonly number[];
  readonly places: ReadonlyMap<number, number>;
  readonly longer: Map<number, number>;
};
