/**
 * Credentials of the statement's identities: bearer tokens, API keys, and OAuth 2.0 client credentials.
 *
 * Secrets are resolved when they are first needed, held in memory only, and never logged. The exchange of a token goes through the engine's own
 * guards (`fetchToken`), so that it is bounded, pinned and recorded like every other request.
 *
 * Source   RFC 6749 §2.3.1, §4.4, §5.1; RFC 6750; RFC 7523; RFC 8414 §3.
 * Room     evidence (floor 3). May be imported by suite.
 */
import { EgifError } from '../errors.js';
import type { Identity, Service } from '../contract/documents.js';
import type { Headers } from '../contract/evidence.js';
import { memberOf, parseJson } from '../contract/json.js';
import { clientAssertion } from './client-assertion.js';
import { isLost, type Lost } from './losses.js';

/** Gives the header fields that make a request one of an identity. */
export interface CredentialSource {
  readonly identities: readonly string[];
  /** Fields to add to a request. Rejects with SECRET_UNAVAILABLE where the credential cannot be had. */
  authorize(name: string): Promise<Headers>;
  /** Key and certificate (PEM) of an identity that signs messages; undefined where it is none. SECRET_UNAVAILABLE. */
  signingPair?(name: string): Promise<{ readonly key: string; readonly certificate: string } | undefined>;
}

/** One request on the way to a token. */
export interface TokenRequest {
  readonly identity: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

/** Sends a request on the way to a token through the engine's guards. */
export type FetchToken = (request: TokenRequest) => Promise<{ readonly status: number; readonly body: string } | Lost>;

interface CredentialOptions {
  readonly service: Pick<Service, 'credentials'>;
  readonly resolveSecret: (reference: string) => string | Promise<string>;
  readonly fetchToken: FetchToken;
  readonly clock?: () => Date;
}

interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly usableUntil: number;
}

const oauthKinds: ReadonlySet<string> = new Set(['client_secret_basic', 'client_secret_post', 'private_key_jwt']);
/** Where the answer does not say how long a token lasts. */
const assumedLifetimeSeconds = 300;
const maxFailures = 3;

const unavailable = (message: string): EgifError => new EgifError('SECRET_UNAVAILABLE', message, { mend: 'check credentials in the statement' });

function referenceOf(identity: Identity): string | undefined {
  if (identity.kind === 'private_key_jwt' || identity.kind === 'wss_x509') return identity.key;
  if (identity.kind === 'bearer') return identity.token ?? identity.secret;
  return identity.kind === 'api_key' ? (identity.secret ?? identity.token ?? identity.key) : identity.secret;
}

/** Whether everything is named that the kind of an identity needs. */
function isComplete(identity: Identity, credentials: NonNullable<Service['credentials']>): boolean {
  if (referenceOf(identity) === undefined) return false;
  if (identity.kind === 'bearer' || identity.kind === 'api_key') return true;
  if (identity.kind === 'wss_x509') return identity.cert !== undefined;
  const endpoint = credentials.tokenUrl ?? credentials.issuer;
  return oauthKinds.has(identity.kind) && identity.clientId !== undefined && endpoint !== undefined;
}

const formEncoded = (pairs: Readonly<Record<string, string>>): string => new URLSearchParams(pairs).toString();
/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
const formValue = (value: string): string => formEncoded({ v: value }).slice(2);

function tokenRequest(name: string, identity: Identity, secret: string, endpoint: { readonly url: string; readonly now: Date }): TokenRequest {
  const clientId = identity.clientId ?? '';
  const scope = identity.scopes === undefined || identity.scopes.length === 0 ? {} : { scope: identity.scopes.join(' ') };
  const grant = { grant_type: 'client_credentials', ...scope };
  const form: Headers[number] = ['Content-Type', 'application/x-www-form-urlencoded'];
  const base = { identity: name, method: 'POST', url: endpoint.url } satisfies Partial<TokenRequest>;
  const accept: Headers[number] = ['Accept', 'application/json'];
  if (identity.kind === 'client_secret_basic') {
    const pair = Buffer.from(`${formValue(clientId)}:${formValue(secret)}`).toString('base64');
    return { ...base, headers: [accept, form, ['Authorization', `Basic ${pair}`]], body: formEncoded(grant) };
  }
  if (identity.kind === 'client_secret_post') {
    return { ...base, headers: [accept, form], body: formEncoded({ ...grant, client_id: clientId, client_secret: secret }) };
  }
  const assertion = clientAssertion({ clientId, audience: endpoint.url, key: secret, now: endpoint.now });
  const proof = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion };
  return { ...base, headers: [accept, form], body: formEncoded({ ...grant, client_id: clientId, ...proof }) };
}

/** The token of an answer. Nothing of the answer but its status enters a message. */
function tokenOf(answer: { readonly status: number; readonly body: string }, now: Date): Token {
  if (answer.status !== 200) throw unavailable(`the token endpoint answered ${answer.status}`);
  const value = parseJson(answer.body)?.value;
  const token = memberOf(value, 'access_token');
  const type = memberOf(value, 'token_type');
  if (typeof token !== 'string' || token === '') throw unavailable('the answer of the token endpoint holds no access_token');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw unavailable('the token is not of the type Bearer');
  const expires = memberOf(value, 'expires_in');
  const seconds = typeof expires === 'number' && expires > 0 ? expires : assumedLifetimeSeconds;
  return { value: token, usableUntil: now.getTime() + (seconds - Math.min(30, seconds / 10)) * 1000 };
}

/** Metadata of an issuer: RFC 8414 puts the well-known part before the issuer's path, OpenID Connect behind it. */
function metadataUrls(issuer: string): readonly string[] {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, '');
  return [`${url.origin}/.well-known/oauth-authorization-server${path}`, `${url.origin}${path}/.well-known/openid-configuration`];
}

/** Credentials of a service's identities. mTLS and PKCS #11 identities are not among them. */
export function createCredentials({ service, resolveSecret, fetchToken, clock = () => new Date() }: CredentialOptions): CredentialSource {
  const credentials = service.credentials ?? {};
  const known = Object.entries(credentials.identities ?? {}).filter(([, identity]) => isComplete(identity, credentials));
  const tokens = new Map<string, Promise<Token>>();
  const failures = new Map<string, number>();
  let endpoint: Promise<string> | undefined;

  const discover = async (identity: string): Promise<string> => {
    if (credentials.tokenUrl !== undefined) return credentials.tokenUrl;
    for (const url of metadataUrls(credentials.issuer ?? '')) {
      const answer = await fetchToken({ identity, method: 'GET', url, headers: [['Accept', 'application/json']] });
      const found = isLost(answer) || answer.status !== 200 ? undefined : memberOf(parseJson(answer.body)?.value, 'token_endpoint');
      if (typeof found === 'string') return found;
    }
    throw unavailable('the issuer publishes no token endpoint');
  };
  const obtain = async (name: string, identity: Identity, secret: string): Promise<Token> => {
    endpoint ??= discover(name).catch((error: unknown) => {
      endpoint = undefined;
      throw error;
    });
    const url = await endpoint;
    const answer = await fetchToken(tokenRequest(name, identity, secret, { url, now: clock() }));
    if (isLost(answer)) throw unavailable(`no answer of the token endpoint (${answer.lost.cause})`);
    return tokenOf(answer, clock());
  };
  /** The cached token, or a new one; askers at the same time share one exchange. */
  const bearer = async (name: string, identity: Identity, secret: string): Promise<string> => {
    for (let held = tokens.get(name); held !== undefined; held = tokens.get(name)) {
      const token = await held;
      if (token.usableUntil > clock().getTime()) return token.value;
      // Whoever sees the expiry first takes the token away; the others find the new one.
      if (tokens.get(name) === held) tokens.delete(name);
    }
    if ((failures.get(name) ?? 0) >= maxFailures) throw unavailable(`${maxFailures} attempts to get a token failed`);
    const pending = obtain(name, identity, secret);
    tokens.set(name, pending);
    try {
      return (await pending).value;
    } catch (error) {
      tokens.delete(name);
      failures.set(name, (failures.get(name) ?? 0) + 1);
      throw error;
    }
  };

  return {
    identities: known.map(([name]) => name),
    async authorize(name) {
      const [, identity] = known.find(([each]) => each === name) ?? [];
      const reference = identity === undefined ? undefined : referenceOf(identity);
      if (identity === undefined || reference === undefined) throw unavailable(`there is no usable identity ${name}`);
      // Its requests are its own by what they hold: a signed message, no field.
      if (identity.kind === 'wss_x509') return [];
      const secret = await resolveSecret(reference);
      if (identity.kind === 'api_key') return [[identity.header ?? 'X-API-Key', secret]];
      return [['Authorization', `Bearer ${identity.kind === 'bearer' ? secret : await bearer(name, identity, secret)}`]];
    },
    async signingPair(name) {
      const [, identity] = known.find(([each]) => each === name) ?? [];
      if (identity?.kind !== 'wss_x509' || identity.key === undefined || identity.cert === undefined) return undefined;
      return { key: await resolveSecret(identity.key), certificate: await resolveSecret(identity.cert) };
    },
  };
}
