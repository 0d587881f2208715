/**
 * Numbers by their index, eight octets each. They grow by whole chunks, so that nothing is copied and nothing is left behind.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */

export interface Column {
  set(index: number, value: number): void;
  /** 0 where nothing was set. */
  get(index: number): number;
}

const chunkLength = 4096;

/** An empty column. */
export function openColumn(): Column {
  const chunks: Float64Array[] = [];
  return {
    set(index, value) {
      const at = Math.floor(index / chunkLength);
      while (chunks.length <= at) chunks.push(new Float64Array(chunkLength));
      const chunk = chunks[at];
      if (chunk !== undefined) chunk[index % chunkLength] = value;
    },
    get: (index) => chunks[Math.floor(index / chunkLength)]?.[index % chunkLength] ?? 0,
  };
}
