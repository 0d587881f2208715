/**
 * Seals what is for the budget: policies (`egif-policy+jws`), and decisions with their batches (`egif-decision+jws`). Flattened JWS over plain JSON.
 *
 * Room     attestation (floor 3).
 */
import type { DecisionBatch, DecisionRecord, EligibilityPolicy } from '../../contract/documents.js';
import { EgifError } from '../../errors.js';
import { demandSignature, readEnvelope, writeEnvelope } from '../jws/envelope.js';
import type { Signer } from '../keys.js';
import { parseCertificate } from '../x509/certificate.js';
import { decisionType, policyType } from './unseal.js';

const contentType = 'application/json';

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
