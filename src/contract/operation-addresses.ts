/**
 * Which operations of a contract have the address of a request.
 *
 * Of several that a URL may be one of, the least templated is it; those that are equally so are all named, for the caller to choose.
 *
 * Source   OpenAPI 3.1.1 §4.8.8.1 (path templating matching).
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { ApiContract, Operation } from './api-model.js';
import { isObject } from './json.js';
import { serverBase } from './server-base.js';

/** The operations of a method at a URL; none where the contract has no such address. */
export type OperationsAt = (method: string, url: URL) => readonly Operation[];

interface Address {
  readonly operation: Operation;
  readonly origin: string;
  /** Decoded where written out; with its braces where an expression stands for it or for a part of it. */
  readonly segments: readonly string[];
}

/** A URL encodes what a template has in plain letters, such as Persian ones. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function addressOf(operation: Operation, contract: ApiContract, baseUrl: string): readonly Address[] {
  const { data } = contract.document;
  const base = isObject(data) ? serverBase(data, operation.pointer, baseUrl) : undefined;
  if (base === undefined || !URL.canParse(base)) return [];
  const { origin, pathname } = new URL(base);
  // Templates are kept as they are written: a URL would encode their braces.
  const segments = `${pathname.replace(/\/+$/, '')}${operation.path}`.split('/').map(decoded);
  return [{ operation, origin, segments }];
}

/** How many of its segments are written out, or undefined where the path is none of the address. */
function literalSegments(address: Address, path: readonly string[]): number | undefined {
  if (address.segments.length !== path.length) return undefined;
  let literal = 0;
  for (const [index, segment] of address.segments.entries()) {
    const given = path[index] ?? '';
    if (segment === given) literal += 1;
    // What a server takes for a part of a segment is its own affair: any is.
    else if (!segment.includes('{') || given === '') return undefined;
  }
  return literal;
}

/** Looks requests up in a contract; one that there is not has no addresses. `baseUrl`: that of the environment, for operations that name no server. */
export function operationsAt(contract: ApiContract | undefined, baseUrl: string): OperationsAt {
  const byMethod = new Map<string, Address[]>();
  for (const operation of contract?.operations ?? []) {
    const method = operation.method.toUpperCase();
    const known = byMethod.get(method) ?? [];
    byMethod.set(method, known);
    if (contract !== undefined) known.push(...addressOf(operation, contract, baseUrl));
  }
  return (method, url) => {
    const path = url.pathname.split('/').map(decoded);
    const found = (byMethod.get(method.toUpperCase()) ?? []).flatMap((address) => {
      const literal = address.origin === url.origin ? literalSegments(address, path) : undefined;
      return literal === undefined ? [] : [{ operation: address.operation, literal }];
    });
    const most = Math.max(...found.map(({ literal }) => literal));
    return found.filter(({ literal }) => literal === most).map(({ operation }) => operation);
  };
}
