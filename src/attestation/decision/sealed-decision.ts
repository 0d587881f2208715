/**
 * What is sealed for the budget: policies (`egif-policy+jws`), and decisions with their batches (`egif-decision+jws`). Flattened JWS over plain JSON.
 *
 * No role of a trust list is asked for: the budget authority is no organ of the IT organisation. Its seal must chain to a pinned root, and carry the legal id
 * that is expected of it.
 * Room     attestation (floor 3).
 */
import type { DecisionBatch, DecisionRecord, EligibilityPolicy } from '../../contract/documents.js';
import { digestOf } from '../../contract/canonical.js';
import { isDocument, problemsOf } from '../../contract/validate.js';
import { EgifError } from '../../errors.js';
import { demandSignature, readEnvelope, writeEnvelope } from '../jws/envelope.js';
import type { Signer } from '../keys.js';
import { demand, Refusal, type Standing } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { openSealed } from '../trust/sealed.js';
import type { TrustContext } from '../trust/trust-context.js';
import { parseCertificate } from '../x509/certificate.js';

export const decisionType = 'egif-decision+jws';
export const policyType = 'egif-policy+jws';
const contentType = 'application/json';
const maxSkewMs = 5 * 60_000;

type Sealed = DecisionRecord | DecisionBatch | EligibilityPolicy;

/** The sealed document as text. `at`: instant of sealing. Errors: KEY_MISMATCH. */
export async function sealDocument(document: Sealed, signer: Signer, at: Date): Promise<string> {
  const typ = document.egif === 'eligibility-policy/v1' ? policyType : decisionType;
  const header = { alg: signer.algorithm, typ, cty: contentType, iat: Math.floor(at.getTime() / 1000), chain: signer.chain };
  const text = await writeEnvelope(header, Buffer.from(JSON.stringify(document)), (octets) => signer.sign(octets));
  const [leaf] = signer.chain;
  if (leaf === undefined) {
    throw new EgifError('KEY_MISMATCH', 'the signer has no certificate', { mend: 'put the certificate of the key into its PEM file' });
  }
  try {
    demandSignature(readEnvelope(Buffer.from(text), { type: typ }), parseCertificate(leaf).publicKey);
  } catch (cause) {
    throw new EgifError('KEY_MISMATCH', 'the signature does not hold under the signer’s own certificate', {
      mend: 'check key and certificate',
      cause,
    });
  }
  return text;
}

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

interface Unsealed {
  readonly payload: unknown;
  readonly signer: SealFacts;
}

/** Opens a sealed document. Refusals: JSON_*, JWS_*, SIGNED_IN_FUTURE, X509_*, CRL_*, DER_*, SIGNER_NOT_AGENCY. */
function unseal(octets: Uint8Array, type: string, { trust, at, signer: legalId }: SealRules): Unsealed {
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

function refuseSchema(name: 'DecisionRecord' | 'DecisionBatch' | 'EligibilityPolicy', value: unknown): Refusal {
  const [problem] = problemsOf(name, value);
  return new Refusal('SCHEMA', `the document breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
}

/** What a decision says in several places must be one thing. Refusals: DECISION_DIGEST, DECISION_CONTRADICTION. */
function demandConsistent(record: DecisionRecord): void {
  const { sha256: digest, at: _at, harness: _harness, ...content } = record;
  demand(digestOf(content) === digest, 'DECISION_DIGEST', 'the digest is not that of the decision');
  const outcomes = record.services.map(({ outcome }) => outcome);
  const effects = record.reasons.map(({ effect }) => effect);
  const holds = {
    eligible: outcomes.every((outcome) => outcome === 'eligible') && effects.every((effect) => effect === 'supports'),
    notEligible: outcomes.includes('notEligible') && effects.includes('refuses'),
    undetermined: !outcomes.includes('notEligible') && !effects.includes('supports'),
  }[record.decision];
  demand(holds, 'DECISION_CONTRADICTION', `the services do not give ${record.decision}`);
}

export interface DecisionVerification {
  readonly standing: 'valid' | Standing;
  readonly code?: string;
  readonly detail?: string;
  readonly signer?: SealFacts;
  readonly document?: DecisionRecord | DecisionBatch;
  /** What this verification does not look at. */
  readonly notChecked: readonly string[];
}

function decisionIn(payload: unknown): DecisionRecord | DecisionBatch {
  if (isDocument('DecisionBatch', payload)) return payload;
  if (!isDocument('DecisionRecord', payload)) throw refuseSchema('DecisionRecord', payload);
  demandConsistent(payload);
  return payload;
}

/** Verifies a sealed decision or batch. Never throws for what the octets say. */
export function verifyDecision(octets: Uint8Array, rules: SealRules): DecisionVerification {
  const notChecked = ['revocation', 'time-stamp', 'decided-again'];
  let known: Pick<DecisionVerification, 'signer' | 'document'> = {};
  try {
    const { payload, signer } = unseal(octets, decisionType, rules);
    known = { signer };
    const document = decisionIn(payload);
    known = { signer, document };
    const before = Date.parse(document.at) <= Date.parse(signer.signedAt) + maxSkewMs;
    demand(before, 'DECISION_TIME', 'the decision was sealed before it was made');
    if (
      document.egif === 'eligibility-decision/v1' &&
      document.reliableUntil !== undefined &&
      Date.parse(document.reliableUntil) <= rules.at.getTime()
    ) {
      throw new Refusal('DECISION_STALE', `it was to be relied on until ${document.reliableUntil}`, 'indeterminate');
    }
    return { standing: 'valid', ...known, notChecked };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { standing: error.standing, code: error.code, detail: error.message, ...known, notChecked };
  }
}

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
