/**
 * Opens a sealed policy of the budget authority.
 *
 * Room     attestation (floor 3).
 */
import type { EligibilityPolicy } from '../../contract/documents.js';
import { isDocument } from '../../contract/validate.js';
import { demand } from '../problem.js';
import { policyType, refuseSchema, type SealFacts, type SealRules, unseal } from './unseal.js';

/** A sealed policy: its seal must carry the legal id of the issuer that the policy itself names. Refusals: as Refusal. */
export function openPolicy(octets: Uint8Array, rules: Omit<SealRules, 'signer'>): { readonly policy: EligibilityPolicy; readonly signer: SealFacts } {
  const { payload, signer } = unseal(octets, policyType, rules);
  if (!isDocument('EligibilityPolicy', payload)) throw refuseSchema('EligibilityPolicy', payload);
  const { legalPersonId } = payload.issuer;
  demand(
    legalPersonId !== undefined && legalPersonId === signer.legalId,
    'POLICY_ISSUER',
    'the seal is not that of the issuer that the policy names',
  );
  return { policy: payload, signer };
}
