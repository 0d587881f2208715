/**
 * probe/as-metadata — the token issuer publishes its metadata and its keys.
 *
 * Source   EGIF-TEC-SEC-006; RFC 8414 §2, §3.1 and §3.3; OpenID Connect Discovery 1.0 §4; RFC 7517 §4.5 and §9.2; RFC 7518 §3.3.
 * Evidence the metadata document of the statement's issuer, in either well-known place, and the key set that it names.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import type { JsonObject } from '../../../contract/api-model.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { bearable, combine } from '../gather.js';
import { findMetadata } from './issuer-metadata.js';

const demanded = ['token_endpoint', 'jwks_uri', 'token_endpoint_auth_methods_supported'];

function metadataFindings(metadata: JsonObject, issuer: string, exchange: Exchange): readonly Finding[] {
  const findings: Finding[] = [];
  if (metadata['issuer'] !== issuer)
    findings.push({ code: 'as-issuer-differs', at: placeOf(exchange, '/issuer'), want: 'the issuer of the statement' });
  for (const name of demanded) {
    const value = metadata[name];
    const at = placeOf(exchange, `/${name}`);
    if (value === undefined) findings.push({ code: 'as-member-missing', at, want: name });
    else if (typeof value === 'string' && !value.startsWith('https://')) findings.push({ code: 'as-endpoint-cleartext', at, want: 'https' });
  }
  return findings;
}

const leastModulusBits = 2048;

/** An RSA key of less than 2048 bits (RFC 7518 §3.3, §3.5). */
function isWeak({ kty, n }: JsonObject): boolean {
  if (kty !== 'RSA' || typeof n !== 'string') return false;
  // Six bits a character; leading zeros of the first octet are not counted, which a modulus of full length does not have.
  return Math.floor((n.replace(/^A+/, '').length * 6) / 8) * 8 < leastModulusBits;
}

function judgeKeys(exchange: Exchange): Judgement {
  const keys = memberOf(jsonOf(exchange)?.value, 'keys');
  if (responseOf(exchange).status !== 200 || !Array.isArray(keys) || keys.length === 0) {
    return busy(exchange) ?? violated({ code: 'key-set-unreadable', at: placeOf(exchange), got: String(responseOf(exchange).status) });
  }
  const objects = keys.filter(isObject);
  const names = objects.flatMap((key) => (key['kid'] === undefined ? [] : [String(key['kid'])]));
  const findings: Finding[] = [];
  if (objects.some((key) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].some((name) => key[name] !== undefined))) {
    findings.push({ code: 'key-set-private', at: placeOf(exchange, '/keys') });
  }
  if (objects.some(isWeak)) findings.push({ code: 'key-set-weak-key', at: placeOf(exchange, '/keys') });
  if (new Set(names).size !== names.length) findings.push({ code: 'key-set-repeated-kid', at: placeOf(exchange, '/keys') });
  return examined(1, findings);
}

export const asMetadata = defineCheck({
  id: 'probe/as-metadata',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: [
    'as-metadata-missing',
    'as-issuer-differs',
    'as-member-missing',
    'as-endpoint-cleartext',
    'key-set-unreadable',
    'key-set-private',
    'key-set-repeated-kid',
    'key-set-weak-key',
  ],

  *probe(subject) {
    const issuer = subject.service.credentials?.issuer;
    if (issuer === undefined) return undetermined('issuer-undeclared', 'the statement names no token issuer');
    const exchange = yield* findMetadata(subject, issuer);
    const metadata = jsonOf(exchange)?.value;
    const { status } = responseOf(exchange);
    if (status >= 500 || status === 429) return busy(exchange) ?? undetermined('server-error', `status ${status} for the metadata`);
    if (status !== 200 || !isObject(metadata)) return violated({ code: 'as-metadata-missing', at: placeOf(exchange), got: String(status) });
    const own = examined(1, metadataFindings(metadata, issuer, exchange));
    const keySet = metadata['jwks_uri'];
    if (typeof keySet !== 'string' || !keySet.startsWith('https://')) return own;
    const keys = yield* ask(get(subject, keySet, { purpose: 'document', place: '/{jwks}', tolerate: bearable }));
    // Keys that cannot be had, such as those of a host outside the statement, take nothing from what the metadata showed.
    return combine([own, keys.lost === undefined ? judgeKeys(keys) : undetermined(keys.lost.cause, `the key set: ${keys.lost.detail}`)]);
  },
});
