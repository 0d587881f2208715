/**
 * probe/message-algorithms — answers that are signed or encrypted use algorithms of today, and exclusive canonicalization.
 *
 * Source   EGIF-TEC-MSG-014; XML Signature 1.1 §6; RFC 9231 §2; XML Encryption 1.1 §5.
 * Evidence the wsse:Security header of the answer of one safe operation of each port.
 */
import { defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Json } from '../../../contract/api-model.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { exclusiveC14n, signatureNamespace, wsseNamespace } from '../../../contract/soap-names.js';
import type { SeenEnvelope } from '../../soap/soap-answer.js';
import { combine } from '../gather.js';
import { control, portSamples, unsampled } from './control.js';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const newer = 'http://www.w3.org/2007/05/xmldsig-more#';
const encryption = 'http://www.w3.org/2001/04/xmlenc#';
const encryption11 = 'http://www.w3.org/2009/xmlenc11#';
const sizes = ['256', '384', '512'] as const;

/** Algorithms that may be used, by the element that names them. */
const allowed: Readonly<Record<string, ReadonlySet<string>>> = {
  SignatureMethod: new Set([
    ...sizes.flatMap((size) => [`${more}rsa-sha${size}`, `${more}ecdsa-sha${size}`, `${more}hmac-sha${size}`, `${newer}sha${size}-rsa-MGF1`]),
    `${newer}rsa-pss`,
    'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519',
  ]),
  DigestMethod: new Set([`${encryption}sha256`, `${encryption}sha512`, `${more}sha384`, ...sizes.map((size) => `${newer}sha3-${size}`)]),
  CanonicalizationMethod: new Set([exclusiveC14n, `${exclusiveC14n}WithComments`]),
  EncryptionMethod: new Set([
    `${encryption}rsa-oaep-mgf1p`,
    `${encryption11}rsa-oaep`,
    ...['128', '192', '256'].flatMap((size) => [`${encryption}aes${size}-cbc`, `${encryption11}aes${size}-gcm`, `${encryption}kw-aes${size}`]),
  ]),
};

/** Names of algorithms by the element that names them, wherever they stand in the header. SHA-1 as the mask of OAEP is none of a signature. */
function* algorithmsIn(value: Json | undefined): Generator<{ readonly element: string; readonly algorithm: string }> {
  if (Array.isArray(value)) for (const item of value) yield* algorithmsIn(item);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const element = name.slice(name.lastIndexOf('}') + 1);
    for (const item of Array.isArray(inner) ? inner : []) {
      const algorithm = memberOf(item, '@Algorithm');
      if (typeof algorithm === 'string' && Object.hasOwn(allowed, element)) yield { element, algorithm };
      if (element !== 'EncryptionMethod') yield* algorithmsIn(item);
    }
  }
}

function judgeHeader(exchange: Exchange, { header }: SeenEnvelope): Judgement {
  const security = header?.value[`{${wsseNamespace}}Security`];
  const found = [...algorithmsIn(security)];
  const isSigned = JSON.stringify(security ?? null).includes(`{${signatureNamespace}}Signature`);
  if (found.length === 0) return isSigned ? undetermined('unexpected-answer', 'a signature that names no algorithm') : examined(0);
  const distinct = new Map(found.map((each) => [`${each.element} ${each.algorithm}`, each]));
  const wrong = [...distinct.values()].filter(({ element, algorithm }) => allowed[element]?.has(algorithm) !== true);
  return examined(
    distinct.size,
    wrong.map(({ element, algorithm }) => ({
      code: element === 'CanonicalizationMethod' ? 'canonicalization-not-exclusive' : 'weak-message-algorithm',
      at: placeOf(exchange, element),
      got: algorithm,
    })),
  );
}

export const messageAlgorithms = defineCheck({
  id: 'probe/message-algorithms',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['weak-message-algorithm', 'canonicalization-not-exclusive'],

  *probe(subject) {
    const samples = portSamples(subject);
    if (samples.length === 0) return unsampled(subject);
    const parts: Judgement[] = [];
    for (const sample of samples) {
      const seen = yield* control(subject, sample);
      parts.push('cause' in seen ? seen.cause : judgeHeader(seen.exchange, seen.envelope));
    }
    const all = combine(parts);
    return all.examined === 0 && all.findings.length === 0 && all.cause === undefined
      ? undetermined('nothing-of-the-kind', 'no answer is signed')
      : all;
  },
});
