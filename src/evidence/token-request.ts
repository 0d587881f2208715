/**
 * The request for a token, by how the client proves itself.
 *
 * Source   RFC 6749 §2.3.1, §4.3, §4.4; RFC 7523 §2.2; RFC 8705 §2.1; RFC 8707 §2.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Identity } from '../contract/documents.js';
import type { Headers } from '../contract/evidence.js';
import { clientAssertion } from './client-assertion.js';
import type { ClientChannel } from './mtls-channel.js';

/** One request on the way to a token. */
export interface TokenRequest {
  readonly identity: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
  /** The client certificate to send it with. */
  readonly channel?: ClientChannel;
}

/** What was resolved of an identity. */
export interface IdentitySecrets {
  /** Client secret, private key, API key or token, by the kind. */
  readonly main?: string;
  /** Password of the user of a password grant. */
  readonly password?: string;
  readonly passphrase?: string;
  readonly channel?: ClientChannel;
}

/** The endpoint, and what it says of itself. */
export interface Endpoint {
  readonly url: string;
  readonly accepted?: readonly string[];
  readonly now: Date;
}

type Form = Readonly<Record<string, string>>;

const formEncoded = (pairs: Form): string => new URLSearchParams(pairs).toString();
/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
const formValue = (value: string): string => formEncoded({ v: value }).slice(2);
const basic = (clientId: string, secret: string): Headers[number] => [
  'Authorization',
  `Basic ${Buffer.from(`${formValue(clientId)}:${formValue(secret)}`).toString('base64')}`,
];

function grantOf(identity: Identity, secrets: IdentitySecrets): Form {
  const scope = identity.scopes === undefined || identity.scopes.length === 0 ? {} : { scope: identity.scopes.join(' ') };
  const resource = identity.resource === undefined ? {} : { resource: identity.resource };
  if (identity.kind !== 'password') return { grant_type: 'client_credentials', ...scope, ...resource };
  return { grant_type: 'password', username: identity.username ?? '', password: secrets.password ?? '', ...scope, ...resource };
}

/** How the client proves itself: fields and members. */
function proofOf(identity: Identity, secrets: IdentitySecrets, endpoint: Endpoint): { readonly fields: Headers; readonly members: Form } {
  const { clientId = '', keyId } = identity;
  const { main, passphrase } = secrets;
  switch (identity.kind) {
    case 'client_secret_basic':
      return { fields: [basic(clientId, main ?? '')], members: {} };
    case 'client_secret_post':
      return { fields: [], members: { client_id: clientId, client_secret: main ?? '' } };
    case 'private_key_jwt': {
      const own = { ...(passphrase === undefined ? {} : { passphrase }), ...(keyId === undefined ? {} : { keyId }) };
      const accepted = endpoint.accepted === undefined ? {} : { accepted: endpoint.accepted };
      const assertion = clientAssertion({ clientId, audience: endpoint.url, key: main ?? '', now: endpoint.now, ...own, ...accepted });
      const kind = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      return { fields: [], members: { client_id: clientId, client_assertion_type: kind, client_assertion: assertion } };
    }
    default:
      // A password grant proves its client by a secret where it has one; a client certificate proves it by the connection.
      if (main !== undefined && identity.kind === 'password') return { fields: [basic(clientId, main)], members: {} };
      return { fields: [], members: clientId === '' ? {} : { client_id: clientId } };
  }
}

/** The request for a token of an identity. SECRET_UNAVAILABLE where its key cannot be used. */
export function tokenRequest(
  given: { readonly name: string; readonly identity: Identity },
  secrets: IdentitySecrets,
  endpoint: Endpoint,
): TokenRequest {
  const { fields, members } = proofOf(given.identity, secrets, endpoint);
  const headers: Headers = [['Accept', 'application/json'], ['Content-Type', 'application/x-www-form-urlencoded'], ...fields];
  return {
    identity: given.name,
    method: 'POST',
    url: endpoint.url,
    headers,
    body: formEncoded({ ...grantOf(given.identity, secrets), ...members }),
    ...(secrets.channel === undefined ? {} : { channel: secrets.channel }),
  };
}
