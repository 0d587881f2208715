/**
 * The header fields of a request: who asks, what it takes, the action's own, the credential.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { readFileSync } from 'node:fs';
import { isObject, parseJson } from '../contract/json.js';
import type { Headers, HttpAction } from '../contract/evidence.js';
import { markerField } from '../contract/run-marker.js';
import { seededBytes } from '../contract/seeded.js';

function ownVersion(): string {
  const manifest = parseJson(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))?.value;
  const version = isObject(manifest) ? manifest['version'] : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}

/** `egif/1.2.3 (conformance test)`: whoever reads the agency's logs sees what this was. */
export const userAgent = `egif/${ownVersion()} (conformance test)`;

const encoded = (value: object | Buffer): string => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

/** A token that looks like one (a JWT, RFC 7519) and cannot be valid: its issuer does not exist and its signature is noise. */
export function brokenToken(seed: string): string {
  const claims = {
    iss: 'https://issuer.invalid',
    sub: 'egif-conformance-test',
    exp: 4102444800,
    jti: seededBytes(seed, 'broken token id').toString('hex'),
  };
  const signature = Buffer.concat([seededBytes(seed, 'broken token r'), seededBytes(seed, 'broken token s')]);
  return [encoded({ alg: 'ES256', typ: 'JWT' }), encoded(claims), encoded(signature)].join('.');
}

/** What the engine adds by itself. */
const plain: Headers = [
  ['User-Agent', userAgent],
  ['Accept', '*/*'],
];

/**
 * All fields in the order in which they are sent. A field of the credential replaces one of that name; defaults yield to the action.
 * `marker`: that of a run under a challenge, which no probe may write itself.
 */
export function requestHeaders(action: HttpAction, credential: Headers, marker?: string): Headers {
  const fields = unmarkedHeaders(action, credential);
  if (marker === undefined) return fields;
  return [...fields.filter(([name]) => name.toLowerCase() !== markerField.toLowerCase()), [markerField, marker]];
}

function unmarkedHeaders(action: HttpAction, credential: Headers): Headers {
  const own = action.headers ?? [];
  if (own.length === 0 && credential.length === 0 && action.omit === undefined) return plain;
  const taken = new Set(credential.map(([name]) => name.toLowerCase()));
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  const left = new Set<string>(action.omit ?? []);
  const added = plain.filter(([name]) => !given.has(name.toLowerCase()) && !left.has(name.toLowerCase()));
  return [...added, ...own.filter(([name]) => !taken.has(name.toLowerCase())), ...credential];
}
