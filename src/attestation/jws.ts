/**
 * The envelope: JWS in flattened JSON serialisation with the signer's chain, JAdES baseline B-B (ETSI TS 119 182-1: `iat` in the protected header).
 *
 * The key comes from `x5c` alone, and only after its chain is valid; `jwk`, `jku`, `x5u`, `crit`, `b64` and every other member is refused.
 * Source   RFC 7515 §7.2.2, §4.1.6, §4.1.8; RFC 7518 §3.1.
 * Room     attestation (floor 3).
 */
import { constants, createHash, type KeyObject, sign, verify } from 'node:crypto';
import { isObject } from '../contract/json.js';
import { demand, Refusal } from './problem.js';
import { parseStrictJson } from './strict-json.js';

export type Algorithm = 'RS256' | 'PS256' | 'ES256';

export interface Header {
  readonly alg: Algorithm;
  readonly typ: string;
  readonly cty: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly iat: number;
  /** DER of the chain, leaf first, root not included. */
  readonly chain: readonly Uint8Array[];
}

export interface Envelope {
  readonly header: Header;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The octets that are signed (RFC 7515 §5.1). */
  readonly signingInput: Uint8Array;
}

const headerMembers = new Set(['alg', 'typ', 'cty', 'iat', 'x5c', 'x5t#S256']);
const algorithmNames: ReadonlySet<string> = new Set(['RS256', 'PS256', 'ES256']);

const isAlgorithm = (value: unknown): value is Algorithm => typeof value === 'string' && algorithmNames.has(value);

/** Strict base64url (RFC 7515 §2): no padding, no foreign characters, no spare bits. */
function decodeBase64Url(text: unknown, what: string): Uint8Array {
  demand(typeof text === 'string' && /^[A-Za-z0-9_-]*$/.test(text), 'JWS_BASE64', `${what} is not base64url`);
  const octets = Buffer.from(text, 'base64url');
  demand(octets.toString('base64url') === text, 'JWS_BASE64', `${what} is not minimal base64url`);
  return octets;
}

function readChain(value: unknown): readonly Uint8Array[] {
  demand(Array.isArray(value) && value.length > 0 && value.length <= 6, 'JWS_X5C', 'x5c must hold one to six certificates');
  return value.map((item: unknown) => {
    demand(typeof item === 'string' && item.length < 16_384, 'JWS_X5C', 'a member of x5c is no certificate');
    const der = Buffer.from(item, 'base64');
    demand(der.length > 0 && der.toString('base64') === item, 'JWS_X5C', 'a member of x5c is not base64');
    return der;
  });
}

function readHeader(octets: Uint8Array, type: string): Header {
  const header = parseStrictJson(octets, { maxBytes: 128 * 1024, maxDepth: 4 });
  demand(isObject(header), 'JWS_FORMAT', 'the protected header is no object');
  demand(!Object.hasOwn(header, 'crit'), 'JWS_CRIT', 'crit is not supported');
  for (const name of Object.keys(header))
    demand(headerMembers.has(name), 'JWS_HEADER_PARAM', `the header member “${name.slice(0, 40)}” is not allowed`);
  const { alg, typ, cty, iat } = header;
  demand(isAlgorithm(alg), 'JWS_ALG', `the algorithm ${String(alg).slice(0, 20)} is not allowed`);
  demand(typ === type, 'JWS_TYP', `the type is not ${type}`);
  demand(typeof cty === 'string', 'JWS_HEADER_PARAM', 'cty is missing');
  demand(typeof iat === 'number' && Number.isInteger(iat) && iat > 0, 'JWS_IAT', 'iat is missing or no instant');
  const chain = readChain(header['x5c']);
  const [leaf] = chain;
  const thumbprint = createHash('sha256')
    .update(leaf ?? '')
    .digest('base64url');
  demand(header['x5t#S256'] === thumbprint, 'JWS_X5T', 'x5t#S256 is not the thumbprint of the first certificate');
  return { alg, typ, cty, iat, chain };
}

/** Reads an envelope without trusting it. Refusals: JSON_*, JWS_*. */
export function readEnvelope(octets: Uint8Array, type: string): Envelope {
  const outer = parseStrictJson(octets);
  demand(isObject(outer), 'JWS_FORMAT', 'this is no flattened JWS');
  demand(!Object.hasOwn(outer, 'header'), 'JWS_UNPROTECTED_HEADER', 'an unprotected header is not allowed');
  for (const name of Object.keys(outer))
    demand(['payload', 'protected', 'signature'].includes(name), 'JWS_FORMAT', `the member “${name.slice(0, 40)}” is not allowed`);
  const protectedOctets = decodeBase64Url(outer['protected'], 'protected');
  const payload = decodeBase64Url(outer['payload'], 'payload');
  const signature = decodeBase64Url(outer['signature'], 'signature');
  const header = readHeader(protectedOctets, type);
  return { header, payload, signature, signingInput: Buffer.from(`${String(outer['protected'])}.${String(outer['payload'])}`, 'latin1') };
}

function parametersOf(alg: Algorithm): { readonly padding?: number; readonly saltLength?: number; readonly dsaEncoding?: 'ieee-p1363' } {
  if (alg === 'ES256') return { dsaEncoding: 'ieee-p1363' };
  if (alg === 'PS256') return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return { padding: constants.RSA_PKCS1_PADDING };
}

function demandKeyFits(alg: Algorithm, key: KeyObject): void {
  const fits =
    alg === 'ES256' ? key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' : key.asymmetricKeyType === 'rsa';
  demand(fits, 'JWS_ALG_KEY_MISMATCH', `a ${String(key.asymmetricKeyType)} key cannot make ${alg}`);
}

/** Refuses unless the signature holds under the key. Refusals: JWS_ALG_KEY_MISMATCH, JWS_BAD_SIGNATURE. */
export function demandSignature(envelope: Envelope, key: KeyObject): void {
  const { alg } = envelope.header;
  demandKeyFits(alg, key);
  const holds = verify('sha256', envelope.signingInput, { key, ...parametersOf(alg) }, envelope.signature);
  demand(holds, 'JWS_BAD_SIGNATURE', 'the signature does not hold');
}

/** The algorithm that a key signs with: ES256 for P-256, RS256 for RSA from 2048 bits (what agencies' seals make today). */
export function algorithmOf(key: KeyObject): Algorithm {
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'RS256';
  throw new Refusal('X509_WEAK_KEY', 'the key is neither P-256 nor RSA of at least 2048 bits');
}

/** Raw signature octets in the form that JWS wants. */
export function signOctets(octets: Uint8Array, key: KeyObject): Uint8Array {
  return sign('sha256', octets, { key, ...parametersOf(algorithmOf(key)) });
}

/** Builds a signed envelope as text; `signature` is made over the octets given to it. */
export function writeEnvelope(header: Header, payload: Uint8Array, signature: (octets: Uint8Array) => Uint8Array): string {
  const [leaf] = header.chain;
  const members = {
    alg: header.alg,
    typ: header.typ,
    cty: header.cty,
    iat: header.iat,
    x5c: header.chain.map((der) => Buffer.from(der).toString('base64')),
    'x5t#S256': createHash('sha256')
      .update(leaf ?? '')
      .digest('base64url'),
  };
  const protectedText = Buffer.from(JSON.stringify(members)).toString('base64url');
  const payloadText = Buffer.from(payload).toString('base64url');
  const signed = signature(Buffer.from(`${protectedText}.${payloadText}`, 'latin1'));
  return `${JSON.stringify({ payload: payloadText, protected: protectedText, signature: Buffer.from(signed).toString('base64url') })}\n`;
}
