/**
 * Signs a report. Sign does not know verify; the signature is checked against the signer's own certificate before it is handed out.
 *
 * Room     attestation (floor 3).
 */
import { createPublicKey, X509Certificate } from 'node:crypto';
import type { Report } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { demandSignature, readEnvelope, writeEnvelope } from './jws/envelope.js';
import type { Signer } from './keys.js';
import { reportType, statementOf } from './report-statement.js';

/** The signed report as text (flattened JWS). `at`: instant of signing. Errors: KEY_MISMATCH. */
export async function signReport(report: Report, signer: Signer, at: Date): Promise<string> {
  const payload = Buffer.from(JSON.stringify(statementOf(report)));
  const header = {
    alg: signer.algorithm,
    typ: reportType,
    cty: 'application/vnd.in-toto+json',
    iat: Math.floor(at.getTime() / 1000),
    chain: signer.chain,
  };
  const text = await writeEnvelope(header, payload, (octets) => signer.sign(octets));
  const [leaf] = signer.chain;
  if (leaf === undefined)
    throw new EgifError('KEY_MISMATCH', 'the signer has no certificate', { mend: 'put the certificate of the key into its PEM file' });
  const key = createPublicKey(new X509Certificate(leaf).publicKey.export({ format: 'pem', type: 'spki' }));
  try {
    demandSignature(readEnvelope(Buffer.from(text), { type: reportType }), key);
  } catch (cause) {
    throw new EgifError('KEY_MISMATCH', 'the signature does not hold under the signer’s own certificate', {
      mend: 'check key and certificate',
      cause,
    });
  }
  return text;
}
