/**
 * One HTTP exchange as an action.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import type { Headers, HttpAction, HttpResponse } from '../contract/evidence.js';
import { learnOwnSecrets, present, type Presented, recordedRequest, redactedRequest, redactedResponse, sendRequest } from './http-exchange.js';
import { instantText } from './instant.js';
import { isLost, type Lost } from './losses.js';
import type { Pin } from './pinned-names.js';
import type { WireAnswer } from './http-client.js';
import { guarded, type Parts, permitted, type Performer, type Timed } from './performer.js';
import { refusalOf } from './permission.js';
import { httpSignatureOn } from './inbound/message-signature.js';
import { requestHeaders } from './request-headers.js';
import { signedRequest } from './sign-request.js';
import { sealedBody } from './soap/sealed-body.js';

const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Failures that may be gone a moment later, whoever caused them. */
const passing: ReadonlySet<string> = new Set(['reset', 'timeout', 'refused', 'heard-late']);
const firstPauseMs = 250;
const anonymous: Presented = { headers: [] };
const unsealed: { readonly body?: string } = {};

/** Sends what changes nothing once more, as often as the profile says, where the transport failed or the service asked to come back later. */
function repeatedly(action: HttpAction, parts: Parts, send: () => Promise<Timed<WireAnswer>>): Promise<Timed<WireAnswer>> {
  const most = repeatable.has(action.method) ? parts.transportRetries : 0;
  return most === 0 ? send() : upTo(most, parts, send);
}

async function upTo(most: number, parts: Parts, send: () => Promise<Timed<WireAnswer>>): Promise<Timed<WireAnswer>> {
  let last = await send();
  for (let repeat = 0; repeat < most; repeat += 1) {
    const { result } = last;
    const failed = isLost(result) && passing.has(result.lost.cause);
    if (!failed && (isLost(result) || !parts.politeness.asksToWait(result.status))) return last;
    if (failed) await parts.politeness.pause(firstPauseMs * 2 ** repeat);
    const next = await send();
    // What stopped the repeat must not hide what was seen.
    if (isLost(next.result) && !passing.has(next.result.lost.cause)) return isLost(result) ? next : last;
    last = next;
  }
  return last;
}

/** What the signature of an answer to a signed request shows. */
function signatureOf(
  answer: WireAnswer,
  { signing, method, url }: HttpAction,
  { headers, keys }: { readonly headers: Headers; readonly keys: readonly KeyObject[] },
): HttpResponse['signature'] {
  if (signing === undefined) return undefined;
  return httpSignatureOn({ request: { method, url, headers }, answer }, answer.coded ?? answer.body, keys);
}

/** The action with what a credential and a seal made of it. */
function asSent(given: HttpAction, url: string, body: string | undefined): HttpAction {
  if (url === given.url && (body === undefined || body === given.body)) return given;
  return body === undefined ? { ...given, url } : { ...given, url, body };
}

export const performHttp: Performer<HttpAction> = async (given, parts, tap) => {
  // A credential is not even asked for where the request may not be sent.
  const refusal = refusalOf(given, parts.permission) ?? parts.politeness.closed();
  const had = refusal ?? (given.credential === 'none' ? anonymous : await present(given, parts));
  // A token that could not be had because the run ended is no trouble of the identity.
  const granted = isLost(had) && refusal === undefined ? (parts.politeness.closed() ?? had) : had;
  const sealed = isLost(granted) || given.seal === undefined ? unsealed : await sealedBody(given, parts);
  const credential = isLost(sealed) ? sealed : granted;
  const { headers: own, channel, url = given.url } = isLost(credential) ? anonymous : credential;
  const bare = requestHeaders(given, own, parts.marker);
  const whole = asSent(given, url, isLost(sealed) ? undefined : sealed.body);
  const signed = isLost(credential) || given.signing === undefined ? undefined : await signedRequest(whole, bare, { ...parts, nonce: randomUUID });
  const { headers, ...content } = signed === undefined || isLost(signed) ? { headers: bare } : signed;
  const action: HttpAction = signed === undefined ? whole : { ...whole, ...content };
  const obstacle = isLost(credential) ? credential : signed !== undefined && isLost(signed) ? signed : undefined;
  const mayRepeat = (): boolean => parts.politeness.again();
  const send = (pin: Pin): Promise<WireAnswer | Lost> => {
    parts.beforeSending?.();
    return sendRequest(action, { headers, pin, mayRepeat, channel }, parts);
  };
  const { at, elapsedMs, ownDelayMs, result }: Timed<WireAnswer> = obstacle
    ? { at: instantText(parts.clock()), elapsedMs: 0, result: obstacle }
    : await repeatedly(action, parts, () => (action === given ? permitted(action, parts, send) : guarded(action, parts, send)));
  if (!isLost(result)) tap?.(result);
  learnOwnSecrets(action, parts.redactor);
  const before = parts.redactor.count;
  const request = redactedRequest(action, headers, parts.redactor);
  const recorded = recordedRequest(request, action);
  if (isLost(result))
    return {
      at,
      elapsedMs,
      ownDelayMs,
      content: { kind: 'http', request },
      action: recorded,
      redactions: parts.redactor.count - before,
      lost: result.lost,
    };
  const answer = redactedResponse(result, action, parts.redactor);
  const signature = signatureOf(result, action, { headers, keys: parts.answerKeys ?? [] });
  const response: HttpResponse = signature === undefined ? answer : { ...answer, signature };
  const { remote } = result;
  const reason = parts.redactor.line(result.reason);
  return {
    at,
    elapsedMs,
    ownDelayMs,
    content: { kind: 'http', request, response },
    action: recorded,
    redactions: parts.redactor.count - before,
    reason,
    remote,
  };
};
