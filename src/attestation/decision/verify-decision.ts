/**
 * Verifies a sealed decision on budget, or a sealed batch of them: whose it is, and that what it says in several places is one thing.
 *
 * Room     attestation (floor 3).
 */
import { digestOf } from '../../contract/canonical.js';
import type { DecisionBatch, DecisionRecord } from '../../contract/documents.js';
import { isDocument } from '../../contract/validate.js';
import { demand, Refusal, type Standing } from '../problem.js';
import { decisionType, refuseSchema, type SealFacts, type SealRules, unseal } from './unseal.js';

const maxSkewMs = 5 * 60_000;

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
    // anybody with a seal of this nation can seal a decision of their own: whose it is to be, the caller says
    if (rules.signer === undefined)
      throw new Refusal('DECISION_SIGNER', `it bears the seal of ${signer.legalId ?? ''}; whose it is to bear was not said`, 'indeterminate');
    return { standing: 'valid', ...known, notChecked };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { standing: error.standing, code: error.code, detail: error.message, ...known, notChecked };
  }
}
