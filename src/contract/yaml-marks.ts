/**
 * Where the members and items of a YAML document stand: offsets beside the data, in the order of the text.
 *
 * Room     contract (floor 2). For quick-yaml.ts.
 */

/** The members of one map (their names' offsets) or the items of one list (`names` is absent). */
export interface Marks {
  readonly names: string[] | undefined;
  readonly offsets: number[];
  readonly below: (Marks | undefined)[];
}

export const mapMarks = (): Marks & { readonly names: string[] } => ({ names: [], offsets: [], below: [] });
export const listMarks = (): Marks => ({ names: undefined, offsets: [], below: [] });

/** Offset of the member at a path, or of its nearest ancestor that exists; the root is at 0. */
export function createOffsets(root: Marks): (path: readonly string[]) => number {
  const indices = new WeakMap<Marks, ReadonlyMap<string, number>>();
  const indexOf = (marks: Marks, segment: string): number | undefined => {
    if (marks.names === undefined) return Number(segment);
    let index = indices.get(marks);
    if (index === undefined) {
      index = new Map(marks.names.map((name, at) => [name, at]));
      indices.set(marks, index);
    }
    return index.get(segment);
  };
  return (path) => {
    let marks: Marks | undefined = root;
    let offset = 0;
    for (const segment of path) {
      if (marks === undefined) break;
      const at = indexOf(marks, segment);
      const found = at === undefined ? undefined : marks.offsets[at];
      if (at === undefined || found === undefined) break;
      offset = found;
      marks = marks.below[at];
    }
    return offset;
  };
}
