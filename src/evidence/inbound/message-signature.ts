/**
 * Signatures on messages that come in, calls and answers, told from the octets as they came: what is judged later was redacted, and would verify no more.
 *
 * Source   RFC 7515 (JWS; detached content: appendix F), RFC 7797 (b64), RFC 9421 §2, §3.1, §3.3 (HTTP message signatures), RFC 9530 (Content-Digest).
 * Room     evidence/inbound (floor 3). May be imported within evidence only.
 */
import { createHash, type KeyObject } from 'node:crypto';
import type { Headers, MessageSignature } from '../../contract/evidence.js';
import { memberOf, parseJson } from '../../contract/json.js';
import { digestHolds } from '../content-digest.js';
import { impliedAlgorithms, verifies } from '../signature-algorithms.js';
import { type BaseMessage, fieldValue, signatureBase } from '../signature-base.js';
import { type InnerList, isInnerList, readDictionary } from '../structured-fields.js';

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

/** Where the first signature of a message stands: what it covers, and its octets. */
function firstSignature(headers: Headers): { readonly covered: InnerList; readonly signature: Uint8Array } | undefined {
  const inputs = readDictionary(fieldValue(headers, 'signature-input') ?? '') ?? [];
  const signatures = readDictionary(fieldValue(headers, 'signature') ?? '');
  for (const [label, covered] of inputs) {
    const member = signatures?.get(label);
    if (isInnerList(covered) && member !== undefined && !isInnerList(member) && member.value instanceof Uint8Array)
      return { covered, signature: member.value };
  }
  return undefined;
}

/** What an HTTP message signature shows of a message with this body. */
export function httpSignatureOn(message: BaseMessage, body: Uint8Array, keys: readonly KeyObject[]): MessageSignature | undefined {
  const { headers } = message.answer ?? message.request;
  const found = firstSignature(headers);
  if (found === undefined) return undefined;
  const { covered, signature } = found;
  const base = signatureBase(covered, message);
  const stated = covered.parameters.get('alg')?.value;
  const algorithm = typeof stated === 'string' ? stated : undefined;
  const names = covered.items.map(({ value, parameters }) => (parameters.has('req') ? '' : String(value)));
  const holds = (key: KeyObject): boolean =>
    base !== undefined && (algorithm === undefined ? impliedAlgorithms(key) : [algorithm]).some((name) => verifies(name, base, { key, signature }));
  return {
    form: 'http',
    ...(algorithm === undefined ? {} : { algorithm }),
    // What cannot be put together was not verified; for an answer, whose form the statement knows, that is a signature that does not hold.
    ...(base === undefined && message.answer === undefined ? {} : outcome(keys, holds)),
    coversContent: names.includes('content-digest') && digestHolds(headers, body),
    ...(message.answer === undefined ? {} : { covered: names.filter((name) => name !== '') }),
    ...instantOf(covered.parameters.get('created')?.value),
  };
}

/** The signature on a message; undefined where it bears none of a form that the suite knows. */
export function signatureOn(message: SignedMessage, keys: readonly KeyObject[]): MessageSignature | undefined {
  const candidates = message.headers.filter(([name]) => /signature|jws/i.test(name)).map(([, value]) => value);
  for (const value of candidates) {
    const found = ofJws(value, message, keys);
    if (found !== undefined) return found;
  }
  const { method, origin, target, headers, body } = message;
  return httpSignatureOn({ request: { method, url: origin + target, headers } }, body, keys);
}
