/**
 * The sample agency's authorization server: signed access tokens for registered clients (RFC 6749 §4.4, RFC 6750, RFC 9068), bound to the client's
 * certificate where it shows one (RFC 8705 §3).
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPublicKey, randomUUID, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import type { JsonObject } from '../contract/api-model.js';
import { isObject, memberOf, parseJson } from '../contract/json.js';
import { headerOf, jsonAnswer, withHeader, type AgencyRequest, type Answer } from './exchange.js';
import { readToken, signToken, type TokenFault, type TokenKey } from './json-web-token.js';

/** A registered client; its secret is known to the statement's identity only. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly string[];
  /** Certificate of its key for assertions (private_key_jwt), PEM. */
  readonly certificate?: string;
}

/** What a token says of its holder. */
interface Holder {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export type Authorization =
  | { readonly outcome: 'missing' }
  /** `holder`: whom the token names, where it could be read. */
  | { readonly outcome: 'invalid'; readonly fault: TokenFault | 'unbound'; readonly holder?: Holder }
  | ({ readonly outcome: 'valid' } & Holder);

export interface TokenService {
  /** Answers a request to the token endpoint. */
  issue(request: AgencyRequest): Answer;
  /** What the Authorization header of a request is worth. */
  authorize(request: AgencyRequest): Authorization;
  /** A token of a client that is wrong in its claims alone, and signed all the same. */
  wrongToken(clientId: string, kind: WrongToken): string;
}

/** Tokens that only the issuer can make, and that must be refused all the same. */
export const wrongTokens = ['expired', 'not-yet-valid', 'other-audience', 'other-kind'] as const;
export type WrongToken = (typeof wrongTokens)[number];

export interface TokenWorld {
  /** `https://host:port` */
  readonly issuer: string;
  readonly audience: string;
  readonly key: TokenKey;
  readonly clients: readonly Client[];
  readonly clock: () => Date;
}

/** Life of an access token, in seconds. */
export const tokenLifeSeconds = 600;
const hourSeconds = 3600;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function refusal(status: 400 | 401, error: string): Answer {
  const answer = jsonAnswer(status, { error });
  return status === 401 ? withHeader(answer, 'WWW-Authenticate', 'Basic realm="token"') : answer;
}

/** The client of an HTTP Basic header (RFC 6749 §2.3.1: both parts form-encoded). */
function clientOfBasic(header: string, clients: readonly Client[]): Client | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const form = new URLSearchParams(`id=${text.slice(0, Math.max(0, colon))}&secret=${text.slice(colon + 1)}`);
  const client = clients.find(({ id }) => id === form.get('id'));
  return client !== undefined && timingSafeEqual(digest(client.secret), digest(form.get('secret') ?? '')) ? client : undefined;
}

/** The client of a signed assertion that names this server and is in time (RFC 7523 §3). */
function clientOfAssertion(assertion: string, { clients, issuer, clock }: TokenWorld): Client | undefined {
  const [head = '', payload = '', signature = ''] = assertion.split('.');
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))?.value;
  const header = parseJson(Buffer.from(head, 'base64url').toString('utf8'))?.value;
  const client = clients.find(({ id }) => id === memberOf(claims, 'sub') && id === memberOf(claims, 'iss'));
  if (client?.certificate === undefined || !isObject(claims) || memberOf(header, 'alg') !== 'ES256') return undefined;
  const now = clock().getTime() / 1000;
  const inTime = typeof claims['exp'] === 'number' && claims['exp'] > now;
  const named = claims['aud'] === issuer || claims['aud'] === `${issuer}/oauth/token`;
  const key = { key: createPublicKey(client.certificate), dsaEncoding: 'ieee-p1363' as const };
  return inTime && named && verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url')) ? client : undefined;
}

function clientOf(request: AgencyRequest, form: URLSearchParams, world: TokenWorld): Client | undefined {
  if (form.get('client_assertion_type') === assertionType) return clientOfAssertion(form.get('client_assertion') ?? '', world);
  return clientOfBasic(headerOf(request, 'authorization') ?? '', world.clients);
}

/** Scopes that a request asks for, or all of the client's; undefined where it asks for more than it has. */
function grantedScopes(client: Client, wanted: string | null): readonly string[] | undefined {
  if (wanted === null || wanted === '') return client.scopes;
  const scopes = wanted.split(' ').filter((scope) => scope !== '');
  return scopes.every((scope) => client.scopes.includes(scope)) ? scopes : undefined;
}

/** SHA-256 of a certificate as a token names it (RFC 8705 §3.1). */
export function thumbprintOf(certificate: Uint8Array | undefined): string | undefined {
  return certificate === undefined ? undefined : createHash('sha256').update(certificate).digest('base64url');
}

/** Octets of a certificate in PEM. */
export const certificateOctets = (pem: string): Uint8Array => new X509Certificate(pem).raw;

function holderOf(claims: JsonObject): Holder {
  return {
    clientId: String(claims['client_id'] ?? ''),
    scopes: String(claims['scope'] ?? '')
      .split(' ')
      .filter((scope) => scope !== ''),
  };
}

/** Claims of an access token that begins now (RFC 9068 §2.2). */
function claimsOf({ issuer, audience, clock }: TokenWorld, { clientId, scopes }: Holder): JsonObject & { readonly iat: number } {
  const iat = Math.floor(clock().getTime() / 1000);
  const exp = iat + tokenLifeSeconds;
  return { iss: issuer, sub: clientId, client_id: clientId, aud: audience, iat, exp, jti: randomUUID(), scope: scopes.join(' ') };
}

/** Claims and type of a token that is wrong in one way. */
function wrongClaims(claims: JsonObject & { readonly iat: number }, kind: WrongToken): { readonly type: string; readonly claims: JsonObject } {
  switch (kind) {
    case 'expired':
      return { type: 'at+jwt', claims: { ...claims, iat: claims.iat - 2 * hourSeconds, exp: claims.iat - hourSeconds } };
    case 'not-yet-valid':
      return { type: 'at+jwt', claims: { ...claims, nbf: claims.iat + 365 * 24 * hourSeconds, exp: claims.iat + 366 * 24 * hourSeconds } };
    case 'other-audience':
      return { type: 'at+jwt', claims: { ...claims, aud: 'https://other.sample.gov.example/v1', exp: claims.iat + 365 * 24 * hourSeconds } };
    case 'other-kind':
      return { type: 'JWT', claims: { ...claims, nonce: randomUUID(), exp: claims.iat + 365 * 24 * hourSeconds } };
  }
}

export function createTokenService(world: TokenWorld): TokenService {
  const { clients, clock, key, issuer, audience } = world;
  return {
    issue(request) {
      if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headerOf(request, 'content-type') ?? '')) return refusal(400, 'invalid_request');
      const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
      const client = clientOf(request, form, world);
      if (client === undefined) return refusal(401, 'invalid_client');
      if (form.get('grant_type') === null) return refusal(400, 'invalid_request');
      if (form.get('grant_type') !== 'client_credentials') return refusal(400, 'unsupported_grant_type');
      const scopes = grantedScopes(client, form.get('scope'));
      if (scopes === undefined) return refusal(400, 'invalid_scope');
      const thumbprint = thumbprintOf(request.certificate);
      const bound = thumbprint === undefined ? {} : { cnf: { 'x5t#S256': thumbprint } };
      const token = signToken('at+jwt', { ...claimsOf(world, { clientId: client.id, scopes }), ...bound }, key);
      return jsonAnswer(200, { access_token: token, token_type: 'Bearer', expires_in: tokenLifeSeconds, scope: scopes.join(' ') });
    },
    authorize(request) {
      const header = headerOf(request, 'authorization');
      if (header === undefined) return { outcome: 'missing' };
      const text = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1] ?? '';
      const read = readToken(text, key, { issuer, audience, now: clock().getTime() / 1000 });
      if (!('claims' in read)) return { outcome: 'invalid', fault: read.fault };
      const holder = holderOf(read.claims);
      if (read.fault !== undefined) return { outcome: 'invalid', fault: read.fault, holder };
      const bound = memberOf(read.claims['cnf'], 'x5t#S256');
      if (bound !== undefined && bound !== thumbprintOf(request.certificate)) return { outcome: 'invalid', fault: 'unbound', holder };
      return { outcome: 'valid', ...holder };
    },
    wrongToken(clientId, kind) {
      const client = clients.find(({ id }) => id === clientId);
      const { type, claims } = wrongClaims(claimsOf(world, { clientId, scopes: client?.scopes ?? [] }), kind);
      return signToken(type, claims, key);
    },
  };
}
