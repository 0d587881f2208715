/**
 * HTTP message signatures of the sample agency: ECDSA with P-256 over what it demands to be covered. Written apart from the suite's own, so that each
 * shows the other's errors.
 *
 * Source   RFC 9421 §2.5, §3; RFC 9530 §2.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { headerOf, withHeader, type AgencyRequest, type Answer } from '../exchange.js';
import type { SignedManners } from './manners.js';

/** How old a signature may be, in seconds. */
const longestAge = 300;
const demanded = ['@method', '@target-uri', 'content-type', 'content-digest'] as const;

const digestOf = (body: Uint8Array): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
const options = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' as const });

function componentValue(name: string, request: AgencyRequest): string | undefined {
  const query = request.query.toString();
  if (name === '@method') return request.method;
  if (name === '@target-uri') return `https://${headerOf(request, 'host') ?? ''}${request.path}${query === '' ? '' : `?${query}`}`;
  return headerOf(request, name);
}

export interface Verifying {
  readonly keyId: string;
  /** Certificate or public key, PEM. */
  readonly publicKey: string;
  readonly manners: SignedManners;
  readonly now: Date;
  /** Nonces that were seen. */
  readonly nonces: Set<string>;
}

/** Whether a request may act: it bears a signature that holds, is fresh, and was not seen before. */
export function mayAct(request: AgencyRequest, { keyId, publicKey, manners, now, nonces }: Verifying): boolean {
  const [, label = '', parameters = '', covered = '', rest = ''] =
    /^([a-z]+)=(\(([^)]*)\)(;.*))$/.exec(headerOf(request, 'signature-input') ?? '') ?? [];
  if (label === '') return !manners.demandsSignature;
  const names = covered.split(' ').map((name) => name.slice(1, -1));
  const parameter = (name: string): string => new RegExp(`;${name}="?([^";]+)"?`).exec(rest)?.[1] ?? '';
  if (!demanded.every((name) => names.includes(name)) || parameter('keyid') !== keyId) return false;
  if (manners.comparesDigest && headerOf(request, 'content-digest') !== digestOf(request.body)) return false;
  const base = [...names.map((name) => `"${name}": ${componentValue(name, request) ?? ''}`), `"@signature-params": ${parameters}`].join('\n');
  const signature = Buffer.from(/^[a-z]+=:([^:]+):$/.exec(headerOf(request, 'signature') ?? '')?.[1] ?? '', 'base64');
  if (manners.verifiesSignature && !verify('sha256', Buffer.from(base), options(createPublicKey(publicKey)), signature)) return false;
  const age = Math.floor(now.getTime() / 1000) - Number(parameter('created'));
  if (manners.limitsAge && !(Math.abs(age) <= longestAge)) return false;
  const nonce = parameter('nonce');
  if (nonce === '' || (manners.remembers && nonces.has(nonce))) return false;
  nonces.add(nonce);
  return true;
}

/** The answer with a signature over its status, type and content. */
export function signedAnswer(
  answer: Answer,
  { key, keyId, manners, now }: { readonly key: string; readonly keyId: string; readonly manners: SignedManners; readonly now: Date },
): Answer {
  if (manners.answers === 'none') return answer;
  const hasBody = answer.body !== undefined && answer.body.length > 0;
  const digested = hasBody ? withHeader(answer, 'Content-Digest', digestOf(answer.body ?? new Uint8Array())) : answer;
  const names = [
    ...(manners.answers === 'without-status' ? [] : ['@status']),
    ...(hasBody ? ['content-type'] : []),
    ...(hasBody && manners.answers !== 'without-content' ? ['content-digest'] : []),
  ];
  const created = Math.floor(now.getTime() / 1000);
  const parameters = `(${names.map((name) => `"${name}"`).join(' ')});created=${created};keyid="${keyId}";alg="ecdsa-p256-sha256"`;
  const value = (name: string): string => (name === '@status' ? String(answer.status) : (headerOf(digested, name) ?? ''));
  const base = [...names.map((name) => `"${name}": ${value(name)}`), `"@signature-params": ${parameters}`].join('\n');
  const own = manners.answers === 'foreign-key' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : createPrivateKey(key);
  const signature = sign('sha256', Buffer.from(base), options(own)).toString('base64');
  return withHeader(withHeader(digested, 'Signature-Input', `reg=${parameters}`), 'Signature', `reg=:${signature}:`);
}
