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

/** Recursion deeper than this is left to the walk that has none. */
const quickDepth = 1_000;

/** Values in a value, or NaN where anything is wrong or doubtful: the same limits, without knowing the way to it. */
function countOf(value: unknown, depth: number, limits: DataLimits): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 1 : Number.NaN;
  if (typeof value === 'bigint') return Number.NaN;
  if (typeof value !== 'object' || value === null) return 1;
  if (!isPlain(value) || depth >= limits.maxDepth || depth >= quickDepth) return Number.NaN;
  let nodes = 1;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length && nodes <= limits.maxNodes; at += 1) nodes += countOf(value[at], depth + 1, limits);
    return nodes;
  }
  for (const name of Object.keys(value)) {
    nodes += countOf((value as Record<string, unknown>)[name], depth + 1, limits);
    if (!(nodes <= limits.maxNodes)) return Number.NaN;
  }
  return nodes;
}

/** The first trouble of a value, or undefined. A value that holds itself is too deep. Walks without recursion; costs at most `maxNodes` steps. */
export function troubleOf(root: unknown, limits: DataLimits): DataTrouble | undefined {
  if (countOf(root, 0, limits) <= limits.maxNodes) return undefined;
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
