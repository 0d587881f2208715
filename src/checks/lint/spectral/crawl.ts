/**
 * Finds the references of a document and copies what leads to them, and nothing else, so that they can be filled in.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { demandDepth, type Account } from './limits.js';
import { below } from './pointer.js';

export type Container = Record<string, unknown> | unknown[];

export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** A value that is a reference. */
export interface ReferencePlace {
  readonly path: readonly string[];
  /** As the resolver names it. */
  readonly pointer: string;
  readonly reference: string;
  /** The copy that it stands in. */
  readonly holder: Container;
  readonly key: string;
}

export interface Crawled {
  readonly copy: Container;
  /** In the order of the document. */
  readonly places: readonly ReferencePlace[];
}

export function referenceOf(value: unknown): string | undefined {
  if (!isContainer(value)) return undefined;
  const reference: unknown = Reflect.get(value, '$ref');
  return typeof reference === 'string' ? reference : undefined;
}

export function memberAt(value: unknown, key: string): unknown {
  return isContainer(value) ? Reflect.get(value, key) : undefined;
}

export function crawl(root: Container, account: Account): Crawled {
  const places: ReferencePlace[] = [];
  const path: string[] = [];
  const visit = (node: Container, pointer: string): Container => {
    demandDepth(path.length);
    let copy: Container | undefined;
    const copied = (): Container => {
      copy ??= Array.isArray(node) ? [...node] : { ...node };
      return copy;
    };
    const keys = Object.keys(node);
    account.spend(keys.length, 'reading the document');
    for (const key of keys) {
      const value: unknown = Reflect.get(node, key);
      if (!isContainer(value)) continue;
      path.push(key);
      const reference = referenceOf(value);
      if (reference !== undefined) {
        places.push({ path: [...path], pointer: below(pointer, key), reference, holder: copied(), key });
      } else {
        const child = visit(value, below(pointer, key));
        if (child !== value) Reflect.set(copied(), key, child);
      }
      path.pop();
    }
    return copy ?? node;
  };
  return { copy: visit(root, '#'), places };
}
