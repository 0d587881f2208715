/**
 * One HTTP exchange as an action.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import type { Headers, HttpAction, HttpResponse } from '../contract/evidence.js';
import { learnOwnSecrets, present, type Presented, recordedRequest, redactedRequest, redactedResponse, sendRequest } from './http-exchange.js';
import { isLost, type Lost } from './losses.js';
import type { Pin } from './pinned-names.js';
import type { WireAnswer } from './http-client.js';
import { guarded, type Parts, type Performer, type Timed } from './performer.js';
import { refusalOf } from './permission.js';
import { httpSignatureOn } from './inbound/message-signature.js';
import { requestHeaders } from './request-headers.js';
import { signedRequest } from './sign-request.js';
import { sealedBody } from './soap/sealed-body.js';

const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Failures that may be gone a moment later, whoever caused them. */
const passing: ReadonlySet<string> = new Set(['reset', 'timeout', 'refused']);
const firstPauseMs = 250;
const anonymous: Presented = { headers: [] };

/** Sends what changes nothing once more, as often as the profile says, where the transport failed or the service asked to come back later. */
async function repeatedly(action: HttpAction, parts: Parts, send: () => Promise<Timed<WireAnswer>>): Promise<Timed<WireAnswer>> {
  const most = repeatable.has(action.method) ? parts.transportRetries : 0;
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
): Pick<HttpResponse, 'signature'> {
  if (signing === undefined) return {};
  const signature = httpSignatureOn({ request: { method, url, headers }, answer }, answer.coded ?? answer.body, keys);
  return signature === undefined ? {} : { signature };
}

export const performHttp: Performer<HttpAction> = async (given, parts, tap) => {
  // A credential is not even asked for where the request may not be sent.
  const refusal = refusalOf(given, parts.permission) ?? parts.politeness.closed();
  const had = refusal ?? (given.credential === 'none' ? anonymous : await present(given, parts));
  // A token that could not be had because the run ended is no trouble of the identity.
  const granted = isLost(had) && refusal === undefined ? (parts.politeness.closed() ?? had) : had;
  const sealed = isLost(granted) || given.seal === undefined ? {} : await sealedBody(given, parts);
  const credential = isLost(sealed) ? sealed : granted;
  const bare = requestHeaders(given, isLost(credential) ? [] : credential.headers);
  const { channel, url = given.url } = isLost(credential) ? {} : credential;
  const whole: HttpAction = { ...given, url, ...(isLost(sealed) ? {} : sealed) };
  const signed = isLost(credential) ? { headers: bare } : await signedRequest(whole, bare, { ...parts, nonce: randomUUID });
  const { headers, ...content } = isLost(signed) ? { headers: bare } : signed;
  const action: HttpAction = { ...whole, ...content };
  const obstacle = isLost(credential) ? credential : isLost(signed) ? signed : undefined;
  const mayRepeat = (): boolean => parts.politeness.again();
  const send = (pin: Pin): Promise<WireAnswer | Lost> => {
    parts.beforeSending?.();
    return sendRequest(action, { headers, pin, mayRepeat, ...(channel === undefined ? {} : { channel }) }, parts);
  };
  const { at, elapsedMs, result } = obstacle
    ? { at: parts.clock().toISOString(), elapsedMs: 0, result: obstacle }
    : await repeatedly(action, parts, () => guarded(action, parts, send));
  if (!isLost(result)) tap?.(result);
  learnOwnSecrets(action, parts.redactor);
  const before = parts.redactor.count;
  const request = redactedRequest(action, headers, parts.redactor);
  const response: HttpResponse | undefined = isLost(result)
    ? undefined
    : { ...redactedResponse(result, action, parts.redactor), ...signatureOf(result, action, { headers, keys: parts.answerKeys ?? [] }) };
  return {
    at,
    elapsedMs,
    content: { kind: 'http', request, ...(response === undefined ? {} : { response }) },
    action: recordedRequest(request, action),
    redactions: parts.redactor.count - before,
    ...(isLost(result) ? { lost: result.lost } : { reason: result.reason }),
    ...(isLost(result) || result.remote === undefined ? {} : { remote: result.remote }),
  };
};
