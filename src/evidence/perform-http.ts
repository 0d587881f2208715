/**
 * One HTTP exchange as an action.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { HttpAction, HttpResponse } from '../contract/evidence.js';
import { credentialHeaders, learnOwnSecrets, recordedRequest, redactedRequest, redactedResponse, sendRequest } from './http-exchange.js';
import { isLost } from './losses.js';
import { guarded, type Performer } from './performer.js';
import { refusalOf } from './permission.js';
import { requestHeaders } from './request-headers.js';
import { sealedBody } from './soap/sealed-body.js';

export const performHttp: Performer<HttpAction> = async (asked, parts, tap) => {
  // A credential is not even asked for where the request may not be sent.
  const granted = refusalOf(asked, parts.permission) ?? (await credentialHeaders(asked, parts));
  const sealed = isLost(granted) || asked.seal === undefined ? {} : await sealedBody(asked, parts);
  const credential = isLost(sealed) ? sealed : granted;
  const action: HttpAction = isLost(sealed) ? asked : { ...asked, ...sealed };
  const headers = requestHeaders(action, isLost(credential) ? [] : credential);
  const mayRepeat = (): boolean => parts.politeness.again();
  const { at, elapsedMs, result } = isLost(credential)
    ? { at: parts.clock().toISOString(), elapsedMs: 0, result: credential }
    : await guarded(action, parts, (pin) => sendRequest(action, { headers, pin, mayRepeat }, parts));
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
