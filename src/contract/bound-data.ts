/**
 * Counts what a parsed document holds once every alias is written out, and refuses what no JSON value can hold.
 *
 * Room     contract (floor 2).
 */

export interface DataLimits {
  readonly maxNodes: number;
  readonly maxDepth: number;
}

/** `foreign`: a value that JSON does not know (binary data, a set, an infinite number). `path` leads to it. */
export type DataTrouble = { readonly trouble: 'nodes' | 'depth' | 'foreign'; readonly path: readonly string[] };

interface Step {
  readonly value: unknown;
  readonly depth: number;
  readonly name: string;
  readonly parent: Step | undefined;
}

function pathOf(step: Step): readonly string[] {
  const path: string[] = [];
  for (let at: Step | undefined = step; at?.parent !== undefined; at = at.parent) path.unshift(at.name);
  return path;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The first trouble of a value, or undefined. A value that holds itself is too deep. Walks without recursion; costs at most `maxNodes` steps. */
export function troubleOf(root: unknown, limits: DataLimits): DataTrouble | undefined {
  const stack: Step[] = [{ value: root, depth: 0, name: '', parent: undefined }];
  let nodes = 0;
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, depth } = step;
    nodes += 1;
    if (nodes > limits.maxNodes) return { trouble: 'nodes', path: pathOf(step) };
    if (typeof value === 'number' ? !Number.isFinite(value) : typeof value === 'bigint') return { trouble: 'foreign', path: pathOf(step) };
    if (typeof value !== 'object' || value === null) continue;
    if (!isPlain(value)) return { trouble: 'foreign', path: pathOf(step) };
    if (depth >= limits.maxDepth) return { trouble: 'depth', path: pathOf(step) };
    const names = Object.keys(value);
    if (nodes + stack.length + names.length > limits.maxNodes) return { trouble: 'nodes', path: pathOf(step) };
    for (let at = names.length - 1; at >= 0; at -= 1) {
      const name = names[at] ?? '';
      stack.push({ value: (value as Record<string, unknown>)[name], depth: depth + 1, name, parent: step });
    }
  }
  return undefined;
}
