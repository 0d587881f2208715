/**
 * Credentials of the statement's identities: bearer tokens, API keys, client certificates, and OAuth 2.0 tokens by the grants that agencies have.
 *
 * Secrets are resolved when they are first needed, held in memory only, and never logged. The exchange of a token goes through the engine's own
 * guards (`fetchToken`), so that it is bounded, pinned and recorded like every other request.
 *
 * Source   RFC 6749 §4.3, §4.4, §5.1; RFC 6750; RFC 7523; RFC 8414 §3; RFC 8705.
 * Room     evidence (floor 3). May be imported by suite.
 */
import { canaryAddress } from '../contract/canary.js';
import type { Identity, Service } from '../contract/documents.js';
import type { Headers, TokenAlteration, TokenFacts } from '../contract/evidence.js';
import { memberOf } from '../contract/json.js';
import { createIssuer, unavailable, type FetchToken } from './issuer.js';
import type { IssuerAnswer } from './issuer-answer.js';
import { parseJsonWebToken } from './json-web-token.js';
import { isLost } from './losses.js';
import { clientChannel, type ClientChannel } from './mtls-channel.js';
import { requestKey, type RequestKey } from './request-key.js';
import { alterationsOf, alterToken, createOwnKeys, type AlterationMaterial } from './token-alteration.js';
import { factsOfJwt } from './token-facts.js';
import { tokenRequest, type IdentitySecrets } from './token-request.js';

export type { FetchToken } from './issuer.js';
export type { TokenRequest } from './token-request.js';

/** Gives what makes a request one of an identity. */
export interface CredentialSource {
  readonly identities: readonly string[];
  /** Fields to add to a request. Rejects with SECRET_UNAVAILABLE where the credential cannot be had, or cannot be altered so. */
  authorize(name: string, alteration?: TokenAlteration): Promise<Headers>;
  /** Key and certificate (PEM) of an identity that signs messages; undefined where it is none. SECRET_UNAVAILABLE. */
  signingPair?(name: string): Promise<{ readonly key: string; readonly certificate: string } | undefined>;
  /** What an identity signs HTTP requests with; undefined where it is none that does. SECRET_UNAVAILABLE. */
  requestKey?(name: string): Promise<RequestKey | undefined>;
  /** The client certificate of an identity. Absent: no identity has one. */
  channel?(name: string): Promise<ClientChannel | undefined>;
  /** What the token of an identity is like. Absent: no identity has one. Rejects with SECRET_UNAVAILABLE. */
  describe?(name: string): Promise<TokenFacts>;
}

interface CredentialOptions {
  readonly service: Pick<Service, 'credentials' | 'listeners'>;
  readonly resolveSecret: (reference: string) => string | Promise<string>;
  readonly fetchToken: FetchToken;
  readonly clock?: () => Date;
}

interface Token {
  readonly value: string;
  readonly expiresIn?: number;
  /** Milliseconds since the epoch. */
  readonly usableUntil: number;
}

const oauthKinds: ReadonlySet<string> = new Set(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'mtls', 'password']);
/** Where the answer does not say how long a token lasts. */
const assumedLifetimeSeconds = 300;
const maxFailures = 3;

function referenceOf(identity: Identity): string | undefined {
  if (['private_key_jwt', 'wss_x509', 'httpsig'].includes(identity.kind)) return identity.key;
  if (identity.kind === 'bearer') return identity.token ?? identity.secret;
  return identity.kind === 'api_key' ? (identity.secret ?? identity.token ?? identity.key) : identity.secret;
}

/** Whether a client certificate alone is the credential: there is nobody to ask for a token. */
const isChannelOnly = (identity: Identity, credentials: NonNullable<Service['credentials']>): boolean =>
  identity.kind === 'mtls' && (identity.clientId === undefined || (credentials.tokenUrl ?? credentials.issuer) === undefined);

/** Whether everything is named that the kind of an identity needs. */
function isComplete(identity: Identity, credentials: NonNullable<Service['credentials']>): boolean {
  if (identity.kind === 'bearer' || identity.kind === 'api_key') return referenceOf(identity) !== undefined;
  const endpoint = credentials.tokenUrl ?? credentials.issuer;
  if (identity.kind === 'wss_x509') return identity.cert !== undefined && identity.key !== undefined;
  if (identity.kind === 'httpsig') return identity.key !== undefined;
  if (identity.kind === 'mtls') return identity.cert !== undefined && identity.key !== undefined;
  if (identity.kind === 'password') return identity.username !== undefined && identity.password !== undefined && endpoint !== undefined;
  return oauthKinds.has(identity.kind) && referenceOf(identity) !== undefined && identity.clientId !== undefined && endpoint !== undefined;
}

/** The token of an answer. Nothing of the answer but its status enters a message. */
function tokenOf({ status, value }: IssuerAnswer, now: Date): Token {
  if (status !== 200) throw unavailable(`the token endpoint answered ${status}`);
  if (value === undefined) throw unavailable('the answer of the token endpoint is no JSON, or longer than 512 KiB');
  const token = memberOf(value, 'access_token');
  const type = memberOf(value, 'token_type');
  if (typeof token !== 'string' || token === '') throw unavailable('the answer of the token endpoint holds no access_token');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw unavailable('the token is not of the type Bearer');
  const expires = memberOf(value, 'expires_in');
  const told = typeof expires === 'number' && expires > 0 ? expires : undefined;
  const seconds = told ?? assumedLifetimeSeconds;
  const usableUntil = now.getTime() + (seconds - Math.min(30, seconds / 10)) * 1000;
  return told === undefined ? { value: token, usableUntil } : { value: token, usableUntil, expiresIn: told };
}

/** Credentials of a service's identities. PKCS #11 identities are not among them. */
export function createCredentials({ service, resolveSecret, fetchToken, clock = () => new Date() }: CredentialOptions): CredentialSource {
  const credentials = service.credentials ?? {};
  const known = Object.entries(credentials.identities ?? {}).filter(([, identity]) => isComplete(identity, credentials));
  const issuer = createIssuer(credentials, fetchToken, known[0]?.[0] ?? '');
  const ownKey = createOwnKeys();
  const tokens = new Map<string, Promise<Token>>();
  const failures = new Map<string, number>();
  const channels = new Map<string, ClientChannel | undefined>();

  const identityOf = (name: string): Identity => {
    const [, identity] = known.find(([each]) => each === name) ?? [];
    if (identity === undefined) throw unavailable(`there is no usable identity ${name}`);
    return identity;
  };
  const optional = async (reference: string | undefined): Promise<string | undefined> =>
    reference === undefined ? undefined : await resolveSecret(reference);
  const channelOf = async (name: string): Promise<ClientChannel | undefined> => {
    if (channels.has(name)) return channels.get(name);
    const { cert, key, pin, kind } = identityOf(name);
    const [certificate, text, passphrase] = [await optional(cert), await optional(key), await optional(pin)];
    // The key of an assertion is not that of a connection, unless a certificate stands beside it.
    const channel =
      certificate === undefined || text === undefined
        ? undefined
        : clientChannel({ certificate, key: text, ...(passphrase === undefined ? {} : { passphrase }) });
    if (channel === undefined && kind === 'mtls') throw unavailable(`the client certificate of ${name} cannot be had`);
    channels.set(name, channel);
    return channel;
  };
  const secretsOf = async (name: string, identity: Identity): Promise<IdentitySecrets> => {
    const found = {
      main: identity.kind === 'mtls' ? undefined : await optional(referenceOf(identity)),
      password: await optional(identity.password),
      passphrase: await optional(identity.pin),
      channel: await channelOf(name),
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  };
  const obtain = async (name: string, identity: Identity): Promise<Token> => {
    const url = await issuer.endpoint();
    const told = identity.kind === 'private_key_jwt' && credentials.issuer !== undefined ? await issuer.metadata().catch(() => undefined) : undefined;
    const accepted = memberOf(told, 'token_endpoint_auth_signing_alg_values_supported');
    const endpoint = { url, now: clock(), ...(Array.isArray(accepted) ? { accepted: accepted.map(String) } : {}) };
    const answer = await fetchToken(tokenRequest({ name, identity }, await secretsOf(name, identity), endpoint));
    if (isLost(answer)) throw unavailable(`no answer of the token endpoint (${answer.lost.cause})`);
    return tokenOf(answer, clock());
  };
  /** The cached token, or a new one; askers at the same time share one exchange. */
  const bearer = async (name: string, identity: Identity): Promise<Token> => {
    for (let held = tokens.get(name); held !== undefined; held = tokens.get(name)) {
      const token = await held;
      if (token.usableUntil > clock().getTime()) return token;
      // Whoever sees the expiry first takes the token away; the others find the new one.
      if (tokens.get(name) === held) tokens.delete(name);
    }
    if ((failures.get(name) ?? 0) >= maxFailures) throw unavailable(`${maxFailures} attempts to get a token failed`);
    const pending = obtain(name, identity);
    tokens.set(name, pending);
    try {
      return await pending;
    } catch (error) {
      tokens.delete(name);
      failures.set(name, (failures.get(name) ?? 0) + 1);
      throw error;
    }
  };
  /** What stands in the header field of an identity's calls; undefined where the connection alone is the credential. */
  const presented = async (name: string, identity: Identity): Promise<Pick<Token, 'value' | 'expiresIn'> | undefined> => {
    if (isChannelOnly(identity, credentials)) return undefined;
    if (identity.kind !== 'bearer' && identity.kind !== 'api_key') return bearer(name, identity);
    return { value: (await optional(referenceOf(identity))) ?? '' };
  };
  const materialFor = async (value: string): Promise<AlterationMaterial & { readonly signed?: boolean }> => {
    const token = parseJsonWebToken(value);
    const { key, signed } = token === undefined ? {} : await issuer.keyOf(token);
    const stated = service.listeners?.canary;
    const canary = stated === undefined ? {} : { canary: canaryAddress(stated) };
    return { ownKey, ...canary, ...(key === undefined ? {} : { issuerKey: key }), ...(signed === undefined ? {} : { signed }) };
  };
  const extraFields = async ({ headers = {} }: Identity): Promise<Headers> =>
    Promise.all(Object.entries(headers).map(async ([name, reference]): Promise<Headers[number]> => [name, await resolveSecret(reference)]));

  return {
    identities: known.map(([name]) => name),
    async authorize(name, alteration) {
      const identity = identityOf(name);
      // Its requests are its own by what they hold: a signed message, no field.
      if (identity.kind === 'wss_x509' || identity.kind === 'httpsig') return [];
      const own = await presented(name, identity);
      const extra = await extraFields(identity);
      if (own === undefined) {
        if (alteration !== undefined && alteration !== 'unbound') throw unavailable(`${name} has no token that could be altered`);
        return extra;
      }
      const value = alteration === undefined ? own.value : alterToken(own.value, alteration, await materialFor(own.value));
      if (value === undefined) throw unavailable(`the token of ${name} cannot be altered so (${alteration})`);
      return [...extra, identity.kind === 'api_key' ? [identity.header ?? 'X-API-Key', value] : ['Authorization', `Bearer ${value}`]];
    },
    channel: channelOf,
    async describe(name) {
      const identity = identityOf(name);
      const own = await presented(name, identity);
      if (own === undefined) throw unavailable(`${name} has no token: its client certificate is its credential`);
      const { signed, ...material } = await materialFor(own.value);
      const token = parseJsonWebToken(own.value);
      const bound = (await channelOf(name)) === undefined ? [] : (['unbound'] as const);
      return {
        form: token === undefined ? 'opaque' : 'jwt',
        ...(own.expiresIn === undefined ? {} : { expiresIn: own.expiresIn }),
        ...(token === undefined ? {} : factsOfJwt(token)),
        ...(signed === undefined ? {} : { signed }),
        alterations: [...alterationsOf(own.value, material), ...bound],
      };
    },
    async requestKey(name) {
      const [, identity] = known.find(([each]) => each === name) ?? [];
      return identity?.kind === 'httpsig' && identity.key !== undefined ? requestKey(identity, await resolveSecret(identity.key)) : undefined;
    },
    async signingPair(name) {
      const [, identity] = known.find(([each]) => each === name) ?? [];
      if (identity?.kind !== 'wss_x509' || identity.key === undefined || identity.cert === undefined) return undefined;
      return { key: await resolveSecret(identity.key), certificate: await resolveSecret(identity.cert) };
    },
  };
}
