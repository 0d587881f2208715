/**
 * What the contract says of a call that is about to be sent: whether it is declared, and as what.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { ApiContract, Operation } from '../contract/api-model.js';
import { operationsAt } from '../contract/operation-addresses.js';

/** `safe`: without side effect, as contract or statement say. `bodiless`: it does its work without a body. */
export type DeclaredAs = 'safe' | 'bodiless' | 'with-body';

/** What a method at a URL is declared as; undefined where no operation has this address. */
export type DeclaredCalls = (method: string, url: URL) => DeclaredAs | undefined;

/** A segment that some server on the way may read as more than one, or as another. */
const doubtful = /%2f|%5c|%2e|%00|[;\\]/i;

function kindOf({ safe, request }: Operation): DeclaredAs {
  if (safe) return 'safe';
  return request?.required === true ? 'with-body' : 'bodiless';
}

/** Looks calls up in a contract. */
export function declaredCalls(contract: ApiContract | undefined, baseUrl: string): DeclaredCalls {
  const find = operationsAt(contract, baseUrl);
  return (method, url) => {
    const likely = find(method, url).map(kindOf);
    if (likely.length === 0) return undefined;
    // Where two are equally likely, or servers may differ on what the segments are, nothing is safe.
    const safe = likely.every((each) => each === 'safe') && !url.pathname.split('/').some((segment) => doubtful.test(segment));
    if (safe) return 'safe';
    return likely.includes('bodiless') || likely.includes('safe') ? 'bodiless' : 'with-body';
  };
}
