/**
 * Signs an HTTP request: Content-Digest, Signature-Input and Signature, with what an action wants to be wrong with them.
 *
 * Source   RFC 9421 §3.1, §4.1, §4.2; §7.2.2 (a nonce against replay); RFC 9530 §2.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers, HttpAction, Signing } from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import { contentDigest } from './content-digest.js';
import type { CredentialSource } from './credentials.js';
import { lost, type Lost } from './losses.js';
import { type RequestKey, unusable } from './request-key.js';
import { foreignKey, signatureBy } from './signature-algorithms.js';
import { fieldValue, signatureBase } from './signature-base.js';
import { type BareItem, type InnerList, type Item, stringText } from './structured-fields.js';

/** The label of the signature; it says nothing. */
const label = 'egif';

const plain = (value: string): Item => ({ value, text: stringText(value) ?? '""', parameters: new Map() });
const number = (value: number): BareItem => ({ value, text: String(value) });

interface ToSign {
  readonly method: string;
  readonly url: string;
  /** As they are sent, credential and all. */
  readonly headers: Headers;
  readonly body?: string;
}

/** What signing makes of a request. */
export interface SignedParts {
  readonly headers: Headers;
  readonly body?: string;
}

function coveredBy(
  { covers, algorithm, keyId }: RequestKey,
  message: ToSign,
  given: { readonly created: number; readonly nonce: string },
): InnerList {
  const present = covers.filter((name) => name.startsWith('@') || fieldValue(message.headers, name) !== undefined);
  return {
    items: present.map(plain),
    parameters: new Map<string, BareItem>([
      ['created', number(given.created)],
      ...(keyId === undefined ? [] : [['keyid', plain(keyId)] as const]),
      ['alg', plain(algorithm)],
      ['nonce', plain(given.nonce)],
    ]),
  };
}

/** What JWS calls the algorithms (RFC 7518 §3.1, RFC 8037 §3.1). */
const jwsNames: Readonly<Record<RequestKey['algorithm'], string>> = {
  'ecdsa-p256-sha256': 'ES256',
  'rsa-pss-sha512': 'PS512',
  'rsa-v1_5-sha256': 'RS256',
  ed25519: 'EdDSA',
};
const usualField = 'X-JWS-Signature';
const encoded = (text: string): string => Buffer.from(text).toString('base64url');

/** The same as `signRequest`, as a detached JWS over the content (RFC 7515 appendix F). */
function signContent(message: ToSign, signing: SigningWish, { key: own, now }: { readonly key: RequestKey; readonly now: Date }): SignedParts {
  const { body = '' } = message;
  const algorithm = jwsNames[own.algorithm];
  const iat = Math.floor(now.getTime() / 1000) - (signing.ageSeconds ?? 0);
  const head = encoded(JSON.stringify({ alg: algorithm, ...(own.keyId === undefined ? {} : { kid: own.keyId }), iat }));
  const key = signing.key === 'foreign' ? foreignKey(own.algorithm) : own.key;
  const signature = signatureBy(algorithm, Buffer.from(`${head}.${encoded(body)}`), key);
  if (signature === undefined) throw unusable();
  const field = [signing.field ?? usualField, `${head}..${signature.toString('base64url')}`] as const;
  return { headers: [...message.headers, field], body: signing.altered === undefined ? body : `${body} ` };
}

type SigningWish = Pick<Signing, 'key' | 'ageSeconds' | 'altered' | 'form' | 'field'>;

/** The fields and the body of a signed request. SECRET_UNAVAILABLE where the key is none for its algorithm, or something that it covers is not there. */
export function signRequest(
  message: ToSign,
  signing: SigningWish,
  given: { readonly key: RequestKey; readonly now: Date; readonly nonce: string },
): SignedParts {
  if (signing.form === 'jws') return signContent(message, signing, given);
  const { body } = message;
  const headers: Headers = body === undefined ? message.headers : [...message.headers, ['Content-Digest', contentDigest(body)]];
  const created = Math.floor(given.now.getTime() / 1000) - (signing.ageSeconds ?? 0);
  const covered = coveredBy(given.key, { ...message, headers }, { created, nonce: given.nonce });
  const base = signatureBase(covered, { request: { ...message, headers } });
  const key = signing.key === 'foreign' ? foreignKey(given.key.algorithm) : given.key.key;
  const signature = base === undefined ? undefined : signatureBy(given.key.algorithm, base, key);
  if (signature === undefined) throw unusable();
  const parameters = [...covered.parameters].map(([name, { text }]) => `;${name}=${text}`).join('');
  const fields: Headers = [
    ['Signature-Input', `${label}=(${covered.items.map(({ text }) => text).join(' ')})${parameters}`],
    ['Signature', `${label}=:${signature.toString('base64')}:`],
  ];
  if (body === undefined || signing.altered === undefined) return { headers: [...headers, ...fields], ...(body === undefined ? {} : { body }) };
  // A blank more says nothing in JSON or XML: whoever takes it has not compared.
  const other = `${body} `;
  const digested: Headers = headers.map(([name, value]) =>
    signing.altered === 'digest' && name === 'Content-Digest' ? [name, contentDigest(other)] : [name, value],
  );
  return { headers: [...digested, ...fields], body: other };
}

export interface SigningParts {
  readonly credentials: CredentialSource;
  readonly clock: () => Date;
  /** What was signed, by the name of the message, of one run of one probe. */
  readonly signed?: Map<string, SignedParts>;
}

/** A request as it is sent: signed where its action wants that. Loss: no-credential. */
export async function signedRequest(
  action: HttpAction,
  headers: Headers,
  parts: SigningParts & { readonly nonce: () => string },
): Promise<SignedParts | Lost> {
  const { signing, method, url, body } = action;
  if (signing === undefined) return { headers };
  const known = signing.message === undefined ? undefined : parts.signed?.get(signing.message);
  if (known !== undefined) return known;
  try {
    const key = await parts.credentials.requestKey?.(signing.signer);
    if (key === undefined) return lost('no-credential', `there is no key of ${signing.signer} to sign with`);
    const own = { method, url, headers, ...(body === undefined ? {} : { body }) };
    const made = signRequest(own, signing, { key, now: parts.clock(), nonce: parts.nonce() });
    if (signing.message !== undefined) parts.signed?.set(signing.message, made);
    return made;
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : 'the request could not be signed');
  }
}
