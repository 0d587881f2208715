/**
 * The protected header of every signed object: a closed set of members, JAdES baseline (`iat` for the signing time, so that no `crit` is needed).
 *
 * A seal is named by its chain (`x5c`, `x5t#S256`); a key outside X.509 by the digest of its public key (`kid`), and never by anything else: `jwk`, `jku`, `x5u`, `crit`,
 * `b64` and every unknown member is refused.
 * Source   RFC 7515 §4.1; ETSI TS 119 182-1 (`iat` in place of `sigT`).
 * Room     attestation (floor 3).
 */
import { hash } from 'node:crypto';
import { isObject } from '../../contract/json.js';
import { demand } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { type Algorithm, isAlgorithm, sealAlgorithms } from './algorithms.js';

export interface Header {
  readonly alg: Algorithm;
  readonly typ: string;
  readonly cty: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly iat: number;
  /** DER of the chain, leaf first, root not included; empty where `kid` names the key. */
  readonly chain: readonly Uint8Array[];
  /** base64url of the SHA-256 of the public key's SubjectPublicKeyInfo, for keys outside X.509. */
  readonly kid?: string;
}

/** What a reader of one kind of object takes. */
export interface HeaderRules {
  readonly type: string;
  /** Default: those of seals. */
  readonly algorithms?: readonly Algorithm[];
  /** How the key is named; default: by its chain. */
  readonly keyBy?: 'chain' | 'kid';
}

const maxChain = 6;
const maxCertificateText = 16_384;
const bounds = { maxBytes: 128 * 1024, maxDepth: 4 };
const membersOf = { chain: ['alg', 'typ', 'cty', 'iat', 'x5c', 'x5t#S256'], kid: ['alg', 'typ', 'cty', 'iat', 'kid'] } as const;

const thumbprintOf = (der: Uint8Array): string => hash('sha256', der, 'base64url');

function readChain(header: Readonly<Record<string, unknown>>): readonly Uint8Array[] {
  const value = header['x5c'];
  demand(Array.isArray(value) && value.length > 0 && value.length <= maxChain, 'JWS_X5C', 'x5c must hold one to six certificates');
  const chain = value.map((item: unknown) => {
    demand(typeof item === 'string' && item.length < maxCertificateText, 'JWS_X5C', 'a member of x5c is no certificate');
    const der = Buffer.from(item, 'base64');
    demand(der.length > 0 && der.toString('base64') === item, 'JWS_X5C', 'a member of x5c is not base64');
    return der;
  });
  demand(header['x5t#S256'] === thumbprintOf(chain[0] ?? Buffer.alloc(0)), 'JWS_X5T', 'x5t#S256 is not the thumbprint of the first certificate');
  return chain;
}

/** Reads a protected header without trusting it. Refusals: JSON_*, JWS_FORMAT, JWS_CRIT, JWS_HEADER_PARAM, JWS_ALG, JWS_TYP, JWS_IAT, JWS_X5C, JWS_X5T, JWS_KID. */
export function readHeader(octets: Uint8Array, { type, algorithms = sealAlgorithms, keyBy = 'chain' }: HeaderRules): Header {
  const header = parseStrictJson(octets, bounds);
  demand(isObject(header), 'JWS_FORMAT', 'the protected header is no object');
  demand(!Object.hasOwn(header, 'crit'), 'JWS_CRIT', 'crit is not supported');
  const known: readonly string[] = membersOf[keyBy];
  for (const name of Object.keys(header)) demand(known.includes(name), 'JWS_HEADER_PARAM', `the header member “${name.slice(0, 40)}” is not allowed`);
  const { alg, typ, cty, iat, kid } = header;
  demand(isAlgorithm(alg) && algorithms.includes(alg), 'JWS_ALG', `the algorithm ${String(alg).slice(0, 20)} is not allowed`);
  demand(typ === type, 'JWS_TYP', `the type is not ${type}`);
  demand(typeof cty === 'string', 'JWS_HEADER_PARAM', 'cty is missing');
  demand(typeof iat === 'number' && Number.isInteger(iat) && iat > 0, 'JWS_IAT', 'iat is missing or no instant');
  if (keyBy === 'chain') return { alg, typ, cty, iat, chain: readChain(header) };
  demand(typeof kid === 'string' && /^[A-Za-z0-9_-]{43}$/.test(kid), 'JWS_KID', 'kid is no digest of a key');
  return { alg, typ, cty, iat, chain: [], kid };
}

/** The protected header as JSON text. */
export function headerText({ alg, typ, cty, iat, chain, kid }: Header): string {
  const [leaf] = chain;
  const named = leaf === undefined ? { kid } : { x5c: chain.map((der) => Buffer.from(der).toString('base64')), 'x5t#S256': thumbprintOf(leaf) };
  return JSON.stringify({ alg, typ, cty, iat, ...named });
}
