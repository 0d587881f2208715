/**
 * probe/certificate-strength — strong keys and signatures in the chain.
 *
 * Source   EGIF-TEC-TLS-006; RFC 9325 §4.5; NIST SP 800-57 part 1, table 2.
 * Evidence one full handshake; every certificate served, except that a root's own signature is nobody's proof.
 * Params   rsaMin, in bits.
 */
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { ServedCertificate } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { sessionOf } from './tls.js';

type Strength = 'strong' | 'weak' | 'unknown';

function keyStrength({ keyType, keyBits }: ServedCertificate, rsaLeast: number): Strength {
  const type = keyType.toLowerCase();
  if (type.startsWith('rsa')) return keyBits >= rsaLeast ? 'strong' : 'weak';
  if (/^ed(25519|448)$/.test(type)) return 'strong';
  if (type === 'ec' || type === 'ecdsa') return keyBits >= 256 ? 'strong' : 'weak';
  return type.startsWith('dsa') || type === 'dh' ? 'weak' : 'unknown';
}

function signatureStrength(algorithm: string): Strength {
  if (/md[245]|sha-?1(?![0-9])/i.test(algorithm)) return 'weak';
  return /sha-?(256|384|512)|sha3|ed25519|ed448/i.test(algorithm) ? 'strong' : 'unknown';
}

function judgeOne(certificate: ServedCertificate, leaf: boolean, world: { readonly at: string; readonly rsaLeast: number }): Judgement {
  const key = keyStrength(certificate, world.rsaLeast);
  const signature = certificate.selfSigned && !leaf ? 'strong' : signatureStrength(certificate.signatureAlgorithm);
  const parts: Judgement[] = [];
  if (key === 'weak') parts.push(violated({ code: 'certificate-key-weak', at: world.at, got: `${certificate.keyType} ${certificate.keyBits}` }));
  if (signature === 'weak') parts.push(violated({ code: 'certificate-signature-weak', at: world.at, got: certificate.signatureAlgorithm }));
  if (key === 'unknown' || signature === 'unknown') {
    parts.push(undetermined('algorithm-unknown', `${certificate.keyType}, ${certificate.signatureAlgorithm}`));
  }
  return parts.length === 0 ? examined(1) : combine(parts);
}

export const certificateStrength = defineCheck({
  id: 'probe/certificate-strength',
  safety: 'S1',
  over: 'service',
  params: { rsaMin: 'bits' },
  findings: ['certificate-key-weak', 'certificate-signature-weak'],

  *probe(subject, params) {
    const rsaLeast = numberParam(params, 'rsaMin', 2048);
    const observation = yield* ask(sessionOf(subject));
    const chain = observation.session?.chain ?? [];
    return combine(
      chain.map((certificate, index) => judgeOne(certificate, index === 0, { at: placeOf(observation, `certificate/${index}`), rsaLeast })),
    );
  },
});
