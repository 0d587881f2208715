/**
 * The sample agency's authorization server: opaque bearer tokens for registered clients (RFC 6749 §4.4, RFC 6750).
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { headerOf, jsonAnswer, withHeader, type AgencyRequest, type Answer } from './exchange.js';

/** A registered client; its secret is known to the statement's identity only. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly string[];
}

export type Authorization =
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'valid'; readonly clientId: string; readonly scopes: readonly string[] };

export interface TokenService {
  /** Answers a request to the token endpoint. */
  issue(request: AgencyRequest): Answer;
  /** What the Authorization header of a request is worth. */
  authorize(request: AgencyRequest): Authorization;
}

/** Life of an access token, in seconds. */
export const tokenLifeSeconds = 600;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function refusal(status: 400 | 401, error: string): Answer {
  const answer = jsonAnswer(status, { error });
  return status === 401 ? withHeader(answer, 'WWW-Authenticate', 'Basic realm="token"') : answer;
}

/** The client of an HTTP Basic header (RFC 6749 §2.3.1: both parts form-encoded). */
function clientOf(request: AgencyRequest, clients: readonly Client[]): Client | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const form = new URLSearchParams(`id=${text.slice(0, Math.max(0, colon))}&secret=${text.slice(colon + 1)}`);
  const client = clients.find(({ id }) => id === form.get('id'));
  return client !== undefined && timingSafeEqual(digest(client.secret), digest(form.get('secret') ?? '')) ? client : undefined;
}

/** Scopes that a request asks for, or all of the client's; undefined where it asks for more than it has. */
function grantedScopes(client: Client, wanted: string | null): readonly string[] | undefined {
  if (wanted === null || wanted === '') return client.scopes;
  const scopes = wanted.split(' ').filter((scope) => scope !== '');
  return scopes.every((scope) => client.scopes.includes(scope)) ? scopes : undefined;
}

export function createTokenService(clients: readonly Client[], clock: () => Date): TokenService {
  const issued = new Map<string, { readonly clientId: string; readonly scopes: readonly string[]; readonly expiresAt: number }>();
  return {
    issue(request) {
      if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headerOf(request, 'content-type') ?? '')) return refusal(400, 'invalid_request');
      const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
      const client = clientOf(request, clients);
      if (client === undefined) return refusal(401, 'invalid_client');
      if (form.get('grant_type') === null) return refusal(400, 'invalid_request');
      if (form.get('grant_type') !== 'client_credentials') return refusal(400, 'unsupported_grant_type');
      const scopes = grantedScopes(client, form.get('scope'));
      if (scopes === undefined) return refusal(400, 'invalid_scope');
      const token = randomBytes(32).toString('base64url');
      issued.set(token, { clientId: client.id, scopes, expiresAt: clock().getTime() + tokenLifeSeconds * 1000 });
      return jsonAnswer(200, { access_token: token, token_type: 'Bearer', expires_in: tokenLifeSeconds, scope: scopes.join(' ') });
    },
    authorize(request) {
      const header = headerOf(request, 'authorization');
      if (header === undefined) return { outcome: 'missing' };
      const grant = issued.get(/^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1] ?? '');
      if (grant === undefined || grant.expiresAt <= clock().getTime()) return { outcome: 'invalid' };
      return { outcome: 'valid', clientId: grant.clientId, scopes: grant.scopes };
    },
  };
}
