/**
 * What the contract says of a call that is about to be sent: whether it is declared, and as what.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { ApiContract, Operation } from '../contract/api-model.js';
import { serverBase } from '../contract/server-base.js';
import { isObject } from '../contract/json.js';

/** `safe`: without side effect, as contract or statement say. `bodiless`: it does its work without a body. */
export type DeclaredAs = 'safe' | 'bodiless' | 'with-body';

/** What a method at a URL is declared as; undefined where no operation has this address. */
export type DeclaredCalls = (method: string, url: URL) => DeclaredAs | undefined;

interface Address {
  readonly method: string;
  readonly origin: string;
  readonly segments: readonly string[];
  readonly declaredAs: DeclaredAs;
}

/** A segment that some server on the way may read as more than one, or as another. */
const doubtful = /%2f|%5c|%2e|%00|[;\\]/i;

function kindOf({ safe, request }: Operation): DeclaredAs {
  if (safe) return 'safe';
  return request?.required === true ? 'with-body' : 'bodiless';
}

function addressOf(operation: Operation, contract: ApiContract, baseUrl: string): readonly Address[] {
  const { data } = contract.document;
  const base = isObject(data) ? serverBase(data, operation.pointer, baseUrl) : undefined;
  if (base === undefined || !URL.canParse(base)) return [];
  const { origin, pathname } = new URL(base);
  // Templates are kept as they are written: a URL would encode their braces.
  const segments = `${pathname.replace(/\/+$/, '')}${operation.path}`.split('/');
  return [{ method: operation.method.toUpperCase(), origin, segments, declaredAs: kindOf(operation) }];
}

/** How many of its segments are written out, or undefined where the path is none of the address. */
function literalSegments(address: Address, path: readonly string[]): number | undefined {
  if (address.segments.length !== path.length) return undefined;
  let literal = 0;
  for (const [index, segment] of address.segments.entries()) {
    const given = path[index] ?? '';
    if (segment === given) literal += 1;
    else if (!segment.includes('{') || given === '') return undefined;
  }
  return literal;
}

/** Looks calls up in a contract. Of several addresses that a URL may be one of, the least templated is it (OpenAPI 3.1.1 §4.8.8.1). */
export function declaredCalls(contract: ApiContract | undefined, baseUrl: string): DeclaredCalls {
  const addresses = (contract?.operations ?? []).flatMap((operation) => (contract === undefined ? [] : addressOf(operation, contract, baseUrl)));
  return (method, url) => {
    const path = url.pathname.split('/');
    const found = addresses
      .filter((address) => address.method === method.toUpperCase() && address.origin === url.origin)
      .flatMap((address) => {
        const literal = literalSegments(address, path);
        return literal === undefined ? [] : [{ address, literal }];
      });
    if (found.length === 0) return undefined;
    const most = Math.max(...found.map(({ literal }) => literal));
    const likely = found.filter(({ literal }) => literal === most).map(({ address }) => address.declaredAs);
    // Where two are equally likely, or servers may differ on what the segments are, nothing is safe.
    const safe = likely.every((each) => each === 'safe') && !path.some((segment) => doubtful.test(segment));
    if (safe) return 'safe';
    return likely.includes('bodiless') || likely.includes('safe') ? 'bodiless' : 'with-body';
  };
}
