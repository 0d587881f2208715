/**
 * One HTTP exchange as an action.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { HttpAction, HttpResponse } from '../contract/evidence.js';
import { credentialHeaders, learnOwnSecrets, recordedRequest, redactedRequest, redactedResponse, sendRequest } from './http-exchange.js';
import { isLost } from './losses.js';
import type { WireAnswer } from './http-client.js';
import { guarded, type Parts, type Performer, type Timed } from './performer.js';
import { refusalOf } from './permission.js';
import { requestHeaders } from './request-headers.js';

const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Failures that may be gone a moment later, whoever caused them. */
const passing: ReadonlySet<string> = new Set(['reset', 'timeout', 'refused']);
const firstPauseMs = 250;

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

export const performHttp: Performer<HttpAction> = async (action, parts, tap) => {
  // A credential is not even asked for where the request may not be sent.
  const refusal = refusalOf(action, parts.permission) ?? parts.politeness.closed();
  const had = refusal ?? (await credentialHeaders(action, parts));
  // A token that could not be had because the run ended is no trouble of the identity.
  const credential = isLost(had) && refusal === undefined ? (parts.politeness.closed() ?? had) : had;
  const headers = requestHeaders(action, isLost(credential) ? [] : credential);
  const mayRepeat = (): boolean => parts.politeness.again();
  const { at, elapsedMs, result } = isLost(credential)
    ? { at: parts.clock().toISOString(), elapsedMs: 0, result: credential }
    : await repeatedly(action, parts, () =>
        guarded(action, parts, (pin) => {
          parts.beforeSending?.();
          return sendRequest(action, { headers, pin, mayRepeat }, parts);
        }),
      );
  if (!isLost(result)) tap?.(result);
  learnOwnSecrets(action, parts.redactor);
  const before = parts.redactor.count;
  const request = redactedRequest(action, headers, parts.redactor);
  const response: HttpResponse | undefined = isLost(result) ? undefined : redactedResponse(result, action, parts.redactor);
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
