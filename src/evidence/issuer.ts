/**
 * What the issuer of a service's tokens publishes: its endpoint and its keys.
 *
 * Source   RFC 8414 §3, OpenID Connect Discovery 1.0 §4, RFC 7517 §5.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { EgifError } from '../errors.js';
import type { JsonObject } from '../contract/api-model.js';
import type { Service } from '../contract/documents.js';
import { isObject, memberOf } from '../contract/json.js';
import type { IssuerAnswer } from './issuer-answer.js';
import { publicKeyOf, verifiesWith, type JsonWebToken } from './json-web-token.js';
import { isLost, type Lost } from './losses.js';
import type { TokenRequest } from './token-request.js';

/** Sends a request on the way to a token through the engine's guards. */
export type FetchToken = (request: TokenRequest) => Promise<IssuerAnswer | Lost>;

/** A credential cannot be had; the message holds nothing of it. */
export const unavailable = (message: string): EgifError =>
  new EgifError('SECRET_UNAVAILABLE', message, { mend: 'check credentials in the statement' });

/** Metadata of an issuer: RFC 8414 puts the well-known part before the issuer's path, OpenID Connect behind it. */
function metadataUrls(issuer: string): readonly string[] {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, '');
  return [`${url.origin}/.well-known/oauth-authorization-server${path}`, `${url.origin}${path}/.well-known/openid-configuration`];
}

/** A value that is made at the first asking; what fails is made anew. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined;
  return () => {
    held ??= make().catch((error: unknown) => {
      held = undefined;
      throw error;
    });
    return held;
  };
}

export interface Issuer {
  metadata(): Promise<JsonObject>;
  /** The token endpoint: the statement's, else that of the metadata. */
  endpoint(): Promise<string>;
  /** The published key that verifies a token, if one does; and whether any could be had. */
  keyOf(token: JsonWebToken): Promise<{ readonly key?: NonNullable<ReturnType<typeof publicKeyOf>>; readonly signed?: boolean }>;
}

/** What the issuer publishes, asked for once. `asker` is the identity in whose name it is asked, the same each time. */
export function createIssuer(credentials: NonNullable<Service['credentials']>, fetchToken: FetchToken, asker: string): Issuer {
  const get = async (url: string): Promise<JsonObject | undefined> => {
    const answer = await fetchToken({ identity: asker, method: 'GET', url, headers: [['Accept', 'application/json']] });
    const value = isLost(answer) || answer.status !== 200 ? undefined : answer.value;
    return isObject(value) ? value : undefined;
  };
  const metadata = once(async (): Promise<JsonObject> => {
    for (const url of credentials.issuer === undefined ? [] : metadataUrls(credentials.issuer)) {
      const found = await get(url);
      if (found !== undefined) return found;
    }
    throw unavailable('the issuer publishes no token endpoint');
  });
  const keys = once(async (): Promise<readonly JsonObject[]> => {
    const url = (await metadata())['jwks_uri'];
    const set = typeof url === 'string' && URL.canParse(url) ? memberOf(await get(url), 'keys') : undefined;
    return Array.isArray(set) ? set.filter(isObject) : [];
  });
  return {
    metadata,
    async endpoint() {
      if (credentials.tokenUrl !== undefined) return credentials.tokenUrl;
      const found = (await metadata())['token_endpoint'];
      if (typeof found !== 'string') throw unavailable('the issuer publishes no token endpoint');
      return found;
    },
    async keyOf(token) {
      const published = await keys().catch(() => []);
      const { kid } = token.header;
      const named = published.filter((key) => kid !== undefined && key['kid'] === kid);
      const results = (named.length > 0 ? named : published).flatMap((key) => {
        const object = publicKeyOf(key);
        return object === undefined ? [] : [{ key: object, signed: verifiesWith(token, object) }];
      });
      const right = results.find(({ signed }) => signed === true);
      if (right !== undefined) return { key: right.key, signed: true };
      return results.some(({ signed }) => signed === false) ? { signed: false } : {};
    },
  };
}
