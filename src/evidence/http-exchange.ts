/**
 * One HTTP action from its credential to its redacted answer.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { Environment } from '../contract/documents.js';
import { withQueryField } from '../contract/query-field.js';
import {
  tokenAlterations,
  type Credential,
  type Exchange,
  type Headers,
  type HttpAction,
  type HttpResponse,
  type TokenAlteration,
} from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import type { CredentialSource } from './credentials.js';
import type { HttpClient, WireAnswer } from './http-client.js';
import { lost, type Lost } from './losses.js';
import type { ClientChannel } from './mtls-channel.js';
import { parsedUrl } from './parsed-url.js';
import type { Pin } from './pinned-names.js';
import type { Redactor } from './redact.js';
import { brokenToken } from './request-headers.js';

/** What an HTTP action needs of the session. */
export interface HttpParts {
  readonly environment: Environment;
  readonly http: HttpClient;
  readonly credentials: CredentialSource;
  readonly redactor: Redactor;
  readonly seed: string;
  readonly maxResponseBytes: number;
}

/** What a credential adds to a request. */
export interface Presented {
  readonly headers: Headers;
  /** The URL with the token in its query, where the credential stands there. */
  readonly url?: string;
  readonly channel?: ClientChannel;
}

/** Whose credential it is, and what becomes of it. */
function askerOf(credential: Credential): { readonly name: string; readonly alteration?: TokenAlteration; readonly inQuery: boolean } {
  const [, form = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(credential) ?? [];
  if (form !== 'altered') return { name: rest, inQuery: form === 'query' };
  const alteration = tokenAlterations.find((known) => rest.startsWith(`${known}:`));
  return alteration === undefined ? { name: rest, inQuery: false } : { name: rest.slice(alteration.length + 1), alteration, inQuery: false };
}

/** Whether a credential is made from an identity's own, so that it may only go where that may go. */
export const isPersonal = (credential: Credential): boolean => credential !== 'none' && credential !== 'broken';

/** The token in the query (RFC 6750 §2.3), an API key under the name of its header field. */
function inQuery(url: string, headers: Headers): string {
  return headers.reduce(
    (target, [name, value]) =>
      name.toLowerCase() === 'authorization'
        ? withQueryField(target, 'access_token', value.replace(/^[A-Za-z]+\s+/, ''))
        : withQueryField(target, name, value),
    url,
  );
}

/** What the credential adds, known to the redactor from here on. Losses: no-credential, tls (it would go out in clear). */
export async function present(action: HttpAction, parts: HttpParts): Promise<Presented | Lost> {
  if (action.credential === 'none') return { headers: [] };
  if (action.credential === 'broken') return { headers: [['Authorization', `Bearer ${brokenToken(parts.seed)}`]] };
  const asker = askerOf(action.credential);
  if (!action.url.toLowerCase().startsWith('https:') && parts.environment.kind !== 'local') {
    return lost('tls', 'a credential is not sent in clear');
  }
  try {
    const headers = await parts.credentials.authorize(asker.name, asker.alteration);
    for (const [field, value] of headers) {
      parts.redactor.learn(value, field);
      parts.redactor.learn(value.replace(/^[A-Za-z]+\s+/, ''));
    }
    const channel = asker.alteration === 'unbound' ? undefined : await parts.credentials.channel?.(asker.name);
    const own = channel === undefined ? {} : { channel };
    return asker.inQuery ? { headers: [], url: inQuery(action.url, headers), ...own } : { headers, ...own };
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : `the credential of ${asker.name} could not be had`);
  }
}

/** Sends a request with all its header fields. */
export function sendRequest(
  action: HttpAction,
  wire: { readonly headers: Headers; readonly pin: Pin; readonly mayRepeat: () => boolean; readonly channel?: ClientChannel | undefined },
  parts: Pick<HttpParts, 'http'>,
): Promise<WireAnswer | Lost> {
  const url = parsedUrl(action.url);
  if (url === undefined) return Promise.resolve(lost('blocked', 'no absolute http or https URL'));
  const trusted = url.protocol === 'https:' && isPersonal(action.credential);
  const request = {
    method: action.method,
    url,
    headers: wire.headers,
    trusted,
    body: action.body,
    fresh: action.connection === 'fresh',
    channel: wire.channel,
    rawHead: action.rawHead,
    patienceMs: action.patienceMs,
  };
  return parts.http.send(request, wire.pin, wire.mayRepeat);
}

/** Members of a token request that are secrets (RFC 6749 §2.3.1, RFC 7523 §2.2). */
const secretParameters = ['client_secret', 'client_assertion', 'password', 'refresh_token'] as const;

/** Makes the redactor know the secrets that a token request carries itself, so that a server that echoes them betrays nobody. */
export function learnOwnSecrets(action: HttpAction, redactor: Redactor): void {
  if (!action.credential.startsWith('identity:')) return;
  const sent: (string | null)[] = [];
  for (const [, value] of (action.headers ?? []).filter(([name]) => name.toLowerCase() === 'authorization')) {
    const [, scheme = '', token = ''] = /^(\S+)\s+(.*)$/.exec(value) ?? [];
    sent.push(token);
    if (scheme.toLowerCase() === 'basic')
      sent.push(
        Buffer.from(token, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, ''),
      );
  }
  const form = new URLSearchParams(action.body ?? '');
  sent.push(...secretParameters.map((name) => form.get(name)));
  for (const secret of sent) if (secret !== null && secret !== '') redactor.learn(secret);
}

/** The request as it may be kept. */
export function redactedRequest(action: HttpAction, headers: Headers, redactor: Redactor): Exchange['request'] {
  const { method, credential } = action;
  const url = redactor.url(action.url);
  const clean = redactor.headers(headers);
  if (action.body === undefined) return { method, url, headers: clean, credential };
  const body = Buffer.from(redactor.body(Buffer.from(action.body), headers, 'answer')).toString('utf8');
  return { method, url, headers: clean, credential, body };
}

/** The answer as it may be kept. */
export function redactedResponse(answer: WireAnswer, action: HttpAction, redactor: Redactor): HttpResponse {
  return {
    status: answer.status,
    headers: redactor.headers(answer.headers),
    body: redactor.body(answer.body, answer.headers, action.purpose ?? 'answer'),
  };
}

/** The stored form of an HTTP action: what was sent, redacted. */
export function recordedRequest(request: Exchange['request'], action: Pick<HttpAction, 'safety' | 'purpose'>): Readonly<Record<string, Json>> {
  const { method, url, headers, credential, body } = request;
  const { safety, purpose = 'answer' } = action;
  // In canonical order, as it is written and hashed.
  const rest = { credential, headers, kind: 'http', method, purpose, safety, url };
  return body === undefined ? rest : { body, ...rest };
}
