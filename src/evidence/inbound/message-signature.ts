/**
 * Signatures on messages that come in, told from the octets as they came: what is judged later was redacted, and would verify no more.
 *
 * Source   RFC 7515 (JWS; detached content: appendix F), RFC 7797 (b64), RFC 9421 §2, §3.1, §3.3 (HTTP message signatures), RFC 9530 (Content-Digest).
 * Room     evidence/inbound (floor 3). May be imported within evidence only.
 */
import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { Headers, MessageSignature } from '../../contract/evidence.js';
import { memberOf, parseJson } from '../../contract/json.js';

/** A message as it came over the wire. */
export interface SignedMessage {
  readonly method: string;
  /** Scheme, host and port as the sender was told them. */
  readonly origin: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

interface Algorithm {
  readonly hash: string | null;
  readonly keyType: string;
  readonly pss?: number;
}

const algorithms: Readonly<Record<string, Algorithm>> = {
  RS256: { hash: 'sha256', keyType: 'rsa' },
  RS384: { hash: 'sha384', keyType: 'rsa' },
  RS512: { hash: 'sha512', keyType: 'rsa' },
  PS256: { hash: 'sha256', keyType: 'rsa', pss: 32 },
  PS384: { hash: 'sha384', keyType: 'rsa', pss: 48 },
  PS512: { hash: 'sha512', keyType: 'rsa', pss: 64 },
  ES256: { hash: 'sha256', keyType: 'ec' },
  ES384: { hash: 'sha384', keyType: 'ec' },
  ES512: { hash: 'sha512', keyType: 'ec' },
  EdDSA: { hash: null, keyType: 'ed25519' },
  'rsa-v1_5-sha256': { hash: 'sha256', keyType: 'rsa' },
  'rsa-pss-sha512': { hash: 'sha512', keyType: 'rsa', pss: 64 },
  'ecdsa-p256-sha256': { hash: 'sha256', keyType: 'ec' },
  'ecdsa-p384-sha384': { hash: 'sha384', keyType: 'ec' },
  ed25519: { hash: null, keyType: 'ed25519' },
};

/** What an HTTP signature without `alg` is made with, by the key (RFC 9421 §3.3.7: from the key material). */
const impliedBy: Readonly<Record<string, readonly string[]>> = {
  rsa: ['rsa-pss-sha512', 'rsa-v1_5-sha256'],
  ec: ['ecdsa-p256-sha256', 'ecdsa-p384-sha384'],
  ed25519: ['ed25519'],
};

function verifies(name: string, input: Uint8Array, given: { readonly key: KeyObject; readonly signature: Uint8Array }): boolean {
  const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
  if (algorithm === undefined || given.key.asymmetricKeyType !== algorithm.keyType) return false;
  const padding = algorithm.pss === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.pss };
  try {
    return verify(algorithm.hash, input, { key: given.key, dsaEncoding: 'ieee-p1363', ...padding }, given.signature);
  } catch {
    return false;
  }
}

/** Absent where no key is known. */
const outcome = (keys: readonly KeyObject[], holds: (key: KeyObject) => boolean): { readonly verified?: boolean } =>
  keys.length === 0 ? {} : { verified: keys.some(holds) };

const instantOf = (seconds: unknown): { readonly createdAt?: string } =>
  typeof seconds === 'number' && Number.isFinite(seconds) && Math.abs(seconds) < 1e11 ? { createdAt: new Date(seconds * 1000).toISOString() } : {};

/** Whether a signed text holds a digest of the body: `signed_headers` and its kin, in base64, base64url or hexadecimal. */
function holdsDigest(text: string, body: Uint8Array): boolean {
  return (['sha256', 'sha512'] as const).some((hash) =>
    (['base64', 'base64url', 'hex'] as const).some((encoding) => text.includes(createHash(hash).update(body).digest(encoding))),
  );
}

const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');

function ofJws(value: string, { body }: SignedMessage, keys: readonly KeyObject[]): MessageSignature | undefined {
  const [, head = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]*)\.([\w-]+)$/.exec(value.trim()) ?? [];
  const header = parseJson(decoded(head))?.value;
  const algorithm = memberOf(header, 'alg');
  if (typeof algorithm !== 'string') return undefined;
  const isDetached = payload === '';
  const content = memberOf(header, 'b64') === false ? Buffer.from(body) : Buffer.from(Buffer.from(body).toString('base64url'));
  const input = isDetached ? Buffer.concat([Buffer.from(`${head}.`), content]) : Buffer.from(`${head}.${payload}`);
  const claims = isDetached ? undefined : parseJson(decoded(payload))?.value;
  return {
    form: 'jws',
    algorithm,
    ...outcome(keys, (key) => verifies(algorithm, input, { key, signature: Buffer.from(signature, 'base64url') })),
    coversContent: isDetached || holdsDigest(decoded(payload), body),
    ...instantOf(memberOf(claims, 'iat') ?? memberOf(header, 'iat')),
  };
}

const fieldValue = (headers: Headers, name: string): string | undefined => {
  const values = headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value.trim());
  return values.length === 0 ? undefined : values.join(', ');
};

/** The value of a covered component (RFC 9421 §2); undefined where it is absent, or of a kind that is not read here. */
function componentOf(name: string, message: SignedMessage): string | undefined {
  const { pathname, search, host, protocol } = new URL(message.origin + message.target);
  switch (name) {
    case '@method':
      return message.method;
    case '@target-uri':
      return message.origin + message.target;
    case '@authority':
      return host;
    case '@scheme':
      return protocol.slice(0, -1);
    case '@request-target':
      return message.target;
    case '@path':
      return pathname;
    case '@query':
      return search === '' ? '?' : search;
    default:
      return name.startsWith('@') ? undefined : fieldValue(message.headers, name);
  }
}

/** Whether Content-Digest is there and is that of the body. */
function digestHolds({ headers, body }: SignedMessage): boolean {
  const [, hash = '', digest = ''] = /(?:^|,\s*)sha-(256|512)=:([A-Za-z0-9+/=]+):/.exec(fieldValue(headers, 'content-digest') ?? '') ?? [];
  return hash !== '' && createHash(`sha${hash}`).update(body).digest('base64') === digest;
}

function ofHttp(message: SignedMessage, keys: readonly KeyObject[]): MessageSignature | undefined {
  const [, label = '', parameters = '', list = '', rest = ''] =
    /^\s*([a-z*][a-z0-9_.*-]*)=(\(([^)]*)\)((?:;[^,]*)?))/.exec(fieldValue(message.headers, 'signature-input') ?? '') ?? [];
  const escaped = label.replace(/[.*]/g, '\\$&');
  const [, signature] = new RegExp(`(?:^|,\\s*)${escaped}=:([A-Za-z0-9+/=]+):`).exec(fieldValue(message.headers, 'signature') ?? '') ?? [];
  if (label === '' || signature === undefined) return undefined;
  const covered = list
    .trim()
    .split(/\s+/)
    .filter((item) => item !== '');
  const names = covered.map((item) => /^"([^"]+)"$/.exec(item)?.[1] ?? '');
  const values = names.map((name) => (name === '' ? undefined : componentOf(name, message)));
  const lines = names.map((name, index) => `"${name}": ${values[index] ?? ''}`);
  const base = Buffer.from([...lines, `"@signature-params": ${parameters}`].join('\n'));
  const stated = /;alg="([^"]+)"/.exec(rest)?.[1];
  const created = /;created=(-?[0-9]+)/.exec(rest)?.[1];
  const isReadable = values.every((value) => value !== undefined);
  const holds = (key: KeyObject): boolean =>
    (stated === undefined ? (impliedBy[key.asymmetricKeyType ?? ''] ?? []) : [stated]).some((name) =>
      verifies(name, base, { key, signature: Buffer.from(signature, 'base64') }),
    );
  return {
    form: 'http',
    ...(stated === undefined ? {} : { algorithm: stated }),
    ...(isReadable ? outcome(keys, holds) : {}),
    coversContent: names.includes('content-digest') && digestHolds(message),
    ...instantOf(created === undefined ? undefined : Number(created)),
  };
}

/** The signature on a message; undefined where it bears none of a form that the suite knows. */
export function signatureOn(message: SignedMessage, keys: readonly KeyObject[]): MessageSignature | undefined {
  const candidates = message.headers.filter(([name]) => /signature|jws/i.test(name)).map(([, value]) => value);
  for (const value of candidates) {
    const found = ofJws(value, message, keys);
    if (found !== undefined) return found;
  }
  return ofHttp(message, keys);
}
