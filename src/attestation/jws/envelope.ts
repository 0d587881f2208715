/**
 * The envelope of everything that is signed: JWS, in the three serialisations of RFC 7515.
 *
 * flattened JSON   reports, challenges, approvals, profiles (one seal; a time stamp of the signature may stand in the unprotected `etsiU`, JAdES B-T)
 * compact          certificates and status lists (`vc+jwt`)
 * general JSON     trust lists (several keys over one payload)
 * Source   RFC 7515 §3.1, §5.1, §7.2; ETSI TS 119 182-1 §5.3.
 * Room     attestation (floor 3).
 */
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import { demand } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { demandSigned } from './algorithms.js';
import { type Header, type HeaderRules, headerText, readHeader } from './header.js';

export interface Envelope {
  readonly header: Header;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The octets that are signed (RFC 7515 §5.1). */
  readonly signingInput: Uint8Array;
  /** The unprotected `etsiU` of JAdES, where the reader takes one and it is there. */
  readonly etsiU?: readonly unknown[];
}

export interface EnvelopeRules extends HeaderRules {
  /** Whether an unprotected header that holds `etsiU` alone is taken (flattened form only). */
  readonly etsiU?: boolean;
}

/** Somebody who signs octets. */
export type Sign = (octets: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const maxSignatures = 16;
const maxCompactLength = 8 * 1024 * 1024;

/** Strict base64url (RFC 7515 §2): no padding, no foreign characters, no spare bits. Refusal: JWS_BASE64. */
export function decodeBase64Url(text: unknown, what: string): Uint8Array {
  demand(typeof text === 'string', 'JWS_BASE64', `${what} is not base64url`);
  const octets = Buffer.from(text, 'base64url');
  // The encoder writes nothing but the alphabet: whatever it gives back unchanged has no other characters and no spare bits.
  demand(octets.toString('base64url') === text, 'JWS_BASE64', `${what} is not the one base64url form of its octets`);
  return octets;
}

const base64url = (octets: Uint8Array | string): string => Buffer.from(octets).toString('base64url');

interface Parts {
  readonly protected: unknown;
  readonly payload: unknown;
  readonly signature: unknown;
}

/** The three parts of a signature over a payload, read. */
function envelopeOf(parts: Parts, rules: HeaderRules, payloadOf = (): Uint8Array => decodeBase64Url(parts.payload, 'payload')): Envelope {
  const protectedOctets = decodeBase64Url(parts.protected, 'protected');
  const payload = payloadOf();
  const signature = decodeBase64Url(parts.signature, 'signature');
  const header = readHeader(protectedOctets, rules);
  return { header, payload, signature, signingInput: Buffer.from(`${String(parts.protected)}.${String(parts.payload)}`, 'latin1') };
}

function demandMembers(value: JsonObject, known: readonly string[]): void {
  for (const name of Object.keys(value)) demand(known.includes(name), 'JWS_FORMAT', `the member “${name.slice(0, 40)}” is not allowed`);
}

/** The `etsiU` of an unprotected header that holds nothing else. Refusals: JWS_UNPROTECTED_HEADER, JADES_ETSIU. */
function etsiUOf(outer: JsonObject, taken: boolean): Pick<Envelope, 'etsiU'> {
  if (!Object.hasOwn(outer, 'header')) return {};
  const header = outer['header'];
  demand(taken && isObject(header), 'JWS_UNPROTECTED_HEADER', 'an unprotected header is not allowed');
  const members = Object.keys(header);
  demand(members.length === 1 && members[0] === 'etsiU', 'JWS_UNPROTECTED_HEADER', 'the unprotected header holds something else than etsiU');
  const value = header['etsiU'];
  demand(Array.isArray(value) && value.length > 0, 'JADES_ETSIU', 'etsiU is no list');
  return { etsiU: value };
}

/** Reads a flattened envelope without trusting it. Refusals: JSON_*, JWS_*, JADES_ETSIU. */
export function readEnvelope(octets: Uint8Array, rules: EnvelopeRules): Envelope {
  const outer = parseStrictJson(octets);
  demand(isObject(outer), 'JWS_FORMAT', 'this is no flattened JWS');
  const etsiU = etsiUOf(outer, rules.etsiU === true);
  demandMembers(outer, ['payload', 'protected', 'signature', 'header']);
  return { ...envelopeOf({ protected: outer['protected'], payload: outer['payload'], signature: outer['signature'] }, rules), ...etsiU };
}

/** Reads a compact envelope without trusting it. `payloadOf` gives the octets of its payload where somebody has decoded them. Refusals: JSON_*, JWS_*. */
export function readCompact(text: string, rules: HeaderRules, payloadOf?: () => Uint8Array): Envelope {
  demand(text.length <= maxCompactLength, 'JWS_FORMAT', 'a compact JWS is too long');
  const [head, payload, signature, ...more] = text.split('.');
  demand(signature !== undefined && more.length === 0, 'JWS_FORMAT', 'this is no compact JWS');
  return envelopeOf({ protected: head, payload, signature }, rules, payloadOf);
}

/** Reads every signature of a general envelope over its one payload, without trusting any. Refusals: JSON_*, JWS_*. */
export function readGeneral(octets: Uint8Array, rules: HeaderRules): readonly [Envelope, ...Envelope[]] {
  const outer = parseStrictJson(octets);
  demand(isObject(outer), 'JWS_FORMAT', 'this is no general JWS');
  demandMembers(outer, ['payload', 'signatures']);
  const signatures = outer['signatures'];
  demand(
    Array.isArray(signatures) && signatures.length > 0 && signatures.length <= maxSignatures,
    'JWS_FORMAT',
    `a general JWS holds one to ${maxSignatures} signatures`,
  );
  const [first, ...rest] = signatures.map((one: unknown) => {
    demand(isObject(one), 'JWS_FORMAT', 'a signature is no object');
    demandMembers(one, ['protected', 'signature']);
    return envelopeOf({ protected: one['protected'], payload: outer['payload'], signature: one['signature'] }, rules);
  });
  demand(first !== undefined, 'JWS_FORMAT', 'no signature');
  return [first, ...rest];
}

/** Refuses unless the signature holds under the key. Refusals: JWS_ALG_KEY_MISMATCH, JWS_BAD_SIGNATURE. */
export function demandSignature({ header, signingInput, signature }: Envelope, key: KeyObject): void {
  demandSigned(signingInput, signature, { alg: header.alg, key });
}

async function signed(header: Header, payloadText: string, sign: Sign): Promise<{ readonly protected: string; readonly signature: string }> {
  const head = base64url(headerText(header));
  return { protected: head, signature: base64url(await sign(Buffer.from(`${head}.${payloadText}`, 'latin1'))) };
}

/** A flattened envelope as text. */
export async function writeEnvelope(header: Header, payload: Uint8Array, sign: Sign): Promise<string> {
  const payloadText = base64url(payload);
  return `${JSON.stringify({ payload: payloadText, ...(await signed(header, payloadText, sign)) })}\n`;
}

/** A compact envelope. */
export async function writeCompact(header: Header, payload: Uint8Array, sign: Sign): Promise<string> {
  const payloadText = base64url(payload);
  const made = await signed(header, payloadText, sign);
  return `${made.protected}.${payloadText}.${made.signature}`;
}

/** A general envelope as text: each signer with its own header over the one payload. */
export async function writeGeneral(signers: readonly { readonly header: Header; readonly sign: Sign }[], payload: Uint8Array): Promise<string> {
  const payloadText = base64url(payload);
  const signatures = [];
  for (const { header, sign } of signers) signatures.push(await signed(header, payloadText, sign));
  return `${JSON.stringify({ payload: payloadText, signatures })}\n`;
}
