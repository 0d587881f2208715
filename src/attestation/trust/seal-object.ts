/**
 * Seals objects: the writing side of what sealed.ts and trust-list.ts open. Pure but for the signer.
 *
 * Source   RFC 7515 §7.
 * Room     attestation (floor 3).
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Algorithm, algorithmOf, signOctets } from '../jws/algorithms.js';
import { type Sign, writeCompact, writeEnvelope, writeGeneral } from '../jws/envelope.js';
import type { Header } from '../jws/header.js';
import type { Signer } from '../keys.js';
import { demand } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { kidOf, readTrustPayload, readTrustSignatures, trustListContent, trustListType } from './trust-list.js';

/** What an object is sealed as. */
export interface SealAs {
  readonly type: string;
  readonly content: string;
  readonly signer: Signer;
  /** Instant of signing. */
  readonly at: Date;
}

const headerOf = ({ type, content, signer, at }: SealAs): Header => ({
  alg: signer.algorithm,
  typ: type,
  cty: content,
  iat: Math.floor(at.getTime() / 1000),
  chain: signer.chain,
});

const octetsOf = (payload: object): Uint8Array => Buffer.from(JSON.stringify(payload));

/** A flattened envelope over an object, as text. */
export function sealObject(payload: object, as: SealAs): Promise<string> {
  return writeEnvelope(headerOf(as), octetsOf(payload), (octets) => as.signer.sign(octets));
}

/** A compact envelope over an object: certificates and status lists. */
export function sealCredential(payload: object, as: Pick<SealAs, 'signer' | 'at'>): Promise<string> {
  return writeCompact(headerOf({ ...as, type: 'vc+jwt', content: 'vc' }), octetsOf(payload), (octets) => as.signer.sign(octets));
}

/** A key that stands outside X.509. */
export interface RootSigner {
  readonly algorithm: Algorithm;
  readonly kid: string;
  /** base64 of the SubjectPublicKeyInfo. */
  readonly spki: string;
  readonly sign: Sign;
}

/** A root key from a private key. Refusal: X509_WEAK_KEY. */
export function rootSigner(key: KeyObject): RootSigner {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { algorithm: algorithmOf(key), kid: kidOf(spki), spki: spki.toString('base64'), sign: (octets) => signOctets(octets, key) };
}

const rootHeader = ({ algorithm, kid }: RootSigner, at: Date): Header => ({
  alg: algorithm,
  typ: trustListType,
  cty: trustListContent,
  iat: Math.floor(at.getTime() / 1000),
  chain: [],
  kid,
});

/** The text of a trust list over a payload, signed by some root keys; how many are needed is for the reader to say. Refusals: JSON_*, TRUST_FORMAT. */
export async function signTrustList(payload: Uint8Array, signers: readonly RootSigner[], at: Date): Promise<string> {
  readTrustPayload(payload);
  return writeGeneral(
    signers.map((signer) => ({ header: rootHeader(signer, at), sign: signer.sign })),
    payload,
  );
}

/** The same list with one more signature; a key that signed already signs anew. Refusals: JSON_*, JWS_*, TRUST_FORMAT. */
export async function addSignature(text: Uint8Array, signer: RootSigner, at: Date): Promise<string> {
  const { signatures } = readTrustSignatures(text);
  const made: { signatures: unknown[] } = JSON.parse(await signTrustList(signatures[0]?.payload ?? Buffer.alloc(0), [signer], at));
  const outer = parseStrictJson(text);
  demand(
    typeof outer === 'object' && outer !== null && 'signatures' in outer && Array.isArray(outer.signatures),
    'JWS_FORMAT',
    'this is no general JWS',
  );
  const others = outer.signatures.filter((_one, index) => signatures[index]?.header.kid !== signer.kid);
  return `${JSON.stringify({ ...outer, signatures: [...others, ...made.signatures] })}\n`;
}
