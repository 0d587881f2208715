/**
 * The metadata document of the statement's token issuer, in either of its two places.
 *
 * Source   RFC 8414 §3.1; OpenID Connect Discovery 1.0 §4.
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import type { JsonObject } from '../../../contract/api-model.js';
import { isObject } from '../../../contract/json.js';
import { ask, get } from '../../ask.js';
import { jsonOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { unknown, type Unknown } from './token.js';

/** RFC 8414 puts the well-known part before the issuer's path, OpenID Connect after it. */
function placesOf(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [`${origin}/.well-known/oauth-authorization-server${path}`, `${origin}${path}/.well-known/openid-configuration`];
}

/** The answer of the first place, or of the second where there is none. */
export function* findMetadata(subject: CheckSubject, issuer: string): Generator<Action, Exchange, Observation> {
  const [first = issuer, second = issuer] = placesOf(issuer);
  const call = (url: string) => get(subject, url, { purpose: 'document', place: '/{issuer-metadata}' });
  const exchange = yield* ask(call(first));
  return responseOf(exchange).status === 404 ? yield* ask(call(second)) : exchange;
}

/** What the statement's issuer says of itself, or why nothing can be told from it. */
export function* issuerMetadata(
  subject: CheckSubject,
): Generator<Action, { readonly metadata: JsonObject; readonly exchange: Exchange } | Unknown, Observation> {
  const issuer = subject.service.credentials?.issuer;
  if (issuer === undefined) return unknown('issuer-undeclared', 'the statement names no token issuer');
  const exchange = yield* findMetadata(subject, issuer);
  const metadata = jsonOf(exchange)?.value;
  const { status } = responseOf(exchange);
  if (status === 200 && isObject(metadata)) return { metadata, exchange };
  const waiting = busy(exchange)?.cause;
  return waiting === undefined
    ? unknown('no-metadata', `status ${status} for the metadata of the issuer`)
    : unknown(waiting.code, waiting.detail ?? '');
}
