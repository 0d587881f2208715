/**
 * Certificate policies of a path, without mapping: a policy counts if every certificate below the root carries it (or anyPolicy).
 *
 * Stricter than RFC 5280 §6.1 where that is simpler: a certificate that maps policies is refused when policies are asked for, requireExplicitPolicy
 * and inhibitAnyPolicy act on the whole path at once.
 *
 * Source   RFC 5280 §6.1.3 (d), §6.1.5 (g).
 * Room     attestation (floor 3).
 */
import { demand } from '../problem.js';
import type { Certificate } from './certificate.js';

const anyPolicy = '2.5.29.32.0';

export interface PolicyDemands {
  /** Policies of which the path must be valid for one. */
  readonly policies?: readonly string[];
  /** Whether the path must be valid for some policy; where policies are named it must unless this is `false`. */
  readonly explicitPolicy?: boolean;
}

/** Policies for which the whole path is valid; undefined stands for any. */
function validPolicies(path: readonly Certificate[], anyCounts: boolean): readonly string[] | undefined {
  let valid: readonly string[] | undefined;
  for (const { policies } of path.toReversed()) {
    if (anyCounts && policies.includes(anyPolicy)) continue;
    const own = policies.filter((policy) => policy !== anyPolicy);
    valid = valid === undefined ? own : valid.filter((policy) => own.includes(policy));
  }
  return valid;
}

/** Refuses a path (leaf first, root not included) that is not valid for a wanted policy. Refusal: X509_POLICY. */
export function demandPolicies(path: readonly Certificate[], { policies, explicitPolicy }: PolicyDemands): void {
  const required = (explicitPolicy ?? policies !== undefined) || path.some((certificate) => certificate.requiresPolicy);
  if (!required) return;
  demand(!path.some((certificate) => certificate.mapsPolicies), 'X509_POLICY', 'a certificate maps policies, which is not supported');
  const valid = validPolicies(path, !path.some((certificate) => certificate.inhibitsAnyPolicy));
  const holds = policies === undefined ? valid === undefined || valid.length > 0 : valid === undefined || valid.some((one) => policies.includes(one));
  demand(holds, 'X509_POLICY', 'the chain is not issued under a policy that is wanted');
}
