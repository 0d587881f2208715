/**
 * Numbers by their index, eight octets each, growing as they come.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

export interface Column {
  set(index: number, value: number): void;
  /** 0 where nothing was set. */
  get(index: number): number;
}

/** An empty column. */
export function openColumn(): Column {
  let values = new Float64Array(64);
  return {
    set(index, value) {
      if (index >= values.length) {
        const more = new Float64Array(Math.max(values.length * 2, index + 1));
        more.set(values);
        values = more;
      }
      values[index] = value;
    },
    get: (index) => values[index] ?? 0,
  };
}
