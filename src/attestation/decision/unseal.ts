/**
 * Opens what is sealed for the budget, and says whose seal it bears.
 *
 * No role of a trust list is asked for: the budget authority is no organ of the IT organisation. Its seal must chain to a pinned root, and carry the legal id
 * that is expected of it.
 * Room     attestation (floor 3). Only within decision/.
 */
import { problemsOf } from '../../contract/validate.js';
import { Refusal } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { openSealed } from '../trust/sealed.js';
import type { TrustContext } from '../trust/trust-context.js';

export const decisionType = 'egif-decision+jws';
export const policyType = 'egif-policy+jws';

export interface SealRules {
  readonly trust: TrustContext;
  /** Instant of verification. */
  readonly at: Date;
  /** Legal id that the seal must carry; default: any, but one. */
  readonly signer?: string;
}

export interface SealFacts {
  /** Fingerprint of the certificate. */
  readonly certificateSha256: string;
  readonly name: string;
  readonly legalId?: string;
  /** RFC 3339. */
  readonly signedAt: string;
}

export interface Unsealed {
  readonly payload: unknown;
  readonly signer: SealFacts;
}

/** Opens a sealed document. Refusals: JSON_*, JWS_*, SIGNED_IN_FUTURE, X509_*, CRL_*, DER_*, SIGNER_NOT_AGENCY. */
export function unseal(octets: Uint8Array, type: string, { trust, at, signer: legalId }: SealRules): Unsealed {
  const demands = { type, trust, role: 'agency', at: at.getTime(), ...(legalId === undefined ? {} : { agency: legalId }) } as const;
  const { payload, signer } = openSealed(octets, demands);
  return {
    payload: parseStrictJson(payload),
    signer: {
      certificateSha256: signer.certificateSha256,
      name: signer.attributes.get('2.5.4.3') ?? signer.attributes.get('2.5.4.10') ?? '',
      ...(signer.legalId === undefined ? {} : { legalId: signer.legalId }),
      signedAt: new Date(signer.signedAt).toISOString(),
    },
  };
}

/** What breaks a schema. */
export function refuseSchema(name: 'DecisionRecord' | 'EligibilityPolicy', value: unknown): Refusal {
  const [problem] = problemsOf(name, value);
  return new Refusal('SCHEMA', `the document breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
}
