/**
 * Carries out one action: permission, credential, pinned address, a turn, the exchange, redaction. Nothing else of the suite opens a socket.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { Action, HttpAction, HttpResponse, Exchange, TlsHello, TlsSession, TlsHelloAction, TlsSessionAction } from '../contract/evidence.js';
import {
  learnOwnSecrets,
  credentialHeaders,
  recordedRequest,
  redactedRequest,
  redactedResponse,
  sendRequest,
  type HttpParts,
} from './http-exchange.js';
import type { WireAnswer } from './http-client.js';
import { isLost, type Lost } from './losses.js';
import { refusalOf, targetOf, type PermissionOptions } from './permission.js';
import type { Pin } from './pinned-names.js';
import type { Politeness } from './politeness.js';
import { requestHeaders } from './request-headers.js';
import { greet } from './tls-hello.js';
import { shakeHands } from './tls-session.js';
import type { TlsContexts } from './trust.js';

/** All that a session lends to its actions. */
export interface Parts extends HttpParts {
  readonly permission: PermissionOptions;
  readonly pin: (host: string) => Promise<Pin | Lost>;
  readonly politeness: Politeness;
  readonly contexts: TlsContexts;
  readonly anchors: readonly string[];
  readonly timeoutMs: number;
  readonly clock: () => Date;
}

/** What belongs to one kind of observation beside the numbers and the place. */
export type Content =
  | ({ readonly kind: 'http' } & Pick<Exchange, 'request' | 'response'>)
  | ({ readonly kind: 'tls-hello' } & Pick<TlsHello, 'offered' | 'outcome' | 'version' | 'cipher' | 'alert'>)
  | ({ readonly kind: 'tls-session' } & Pick<TlsSession, 'session'>);

/** What came of an action. */
export interface Performed {
  readonly at: string;
  readonly elapsedMs: number;
  readonly content: Content;
  readonly lost?: Lost['lost'];
  readonly action: Readonly<Record<string, Json>>;
  readonly remote?: string;
  readonly reason?: string;
  readonly redactions: number;
}

interface Timed<T> {
  readonly at: string;
  readonly elapsedMs: number;
  readonly result: T | Lost;
}

/** Runs work within a turn; the instant is that of the start of sending, so waiting for the turn does not count. */
async function inTurn<T extends object>(parts: Parts, work: () => Promise<T | Lost>): Promise<Timed<T>> {
  const refused = await parts.politeness.enter();
  const at = parts.clock().toISOString();
  if (refused !== undefined) return { at, elapsedMs: 0, result: refused };
  const start = performance.now();
  let ending: number | 'silence' | undefined;
  try {
    const result = await work();
    if ('status' in result && typeof result.status === 'number') ending = result.status;
    else if (isLost(result) && result.lost.cause === 'timeout') ending = 'silence';
    return { at, elapsedMs: Math.round((performance.now() - start) * 1000) / 1000, result };
  } finally {
    parts.politeness.leave(ending);
  }
}

/** Permission, then the pinned address of the target, then a turn. */
async function guarded<T extends object>(action: Action, parts: Parts, work: (pin: Pin) => Promise<T | Lost>): Promise<Timed<T>> {
  const refusal = refusalOf(action, parts.permission);
  const now = (): string => parts.clock().toISOString();
  if (refusal !== undefined) return { at: now(), elapsedMs: 0, result: refusal };
  const pin = await parts.pin(targetOf(action)?.hostname ?? '');
  if (isLost(pin)) return { at: now(), elapsedMs: 0, result: pin };
  return inTurn(parts, () => work(pin));
}

async function performHttp(action: HttpAction, parts: Parts, tap?: (answer: WireAnswer) => void): Promise<Performed> {
  // A credential is not even asked for where the request may not be sent.
  const credential = refusalOf(action, parts.permission) ?? (await credentialHeaders(action, parts));
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
}

async function performHello(action: TlsHelloAction, parts: Parts): Promise<Performed> {
  const mayRepeat = (): boolean => parts.politeness.again();
  const { at, elapsedMs, result } = await guarded(action, parts, (pin) =>
    greet(action, pin, { seed: parts.seed, timeoutMs: parts.timeoutMs, mayRepeat }),
  );
  const { remote, ...answer } = isLost(result) ? { remote: undefined } : result;
  return {
    at,
    elapsedMs,
    content: { kind: 'tls-hello', offered: action.version, ...answer },
    action: {
      kind: 'tls-hello',
      safety: action.safety,
      origin: action.origin,
      version: action.version,
      ...(action.ciphers === undefined ? {} : { ciphers: action.ciphers }),
    },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(remote === undefined ? {} : { remote }),
  };
}

async function performSession(action: TlsSessionAction, parts: Parts): Promise<Performed> {
  const { at, elapsedMs, result } = await guarded(action, parts, (pin) => shakeHands(action, pin, parts));
  return {
    at,
    elapsedMs,
    content: { kind: 'tls-session', ...(isLost(result) ? {} : { session: result.session }) },
    action: { kind: 'tls-session', safety: action.safety, origin: action.origin },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(isLost(result) || result.remote === undefined ? {} : { remote: result.remote }),
  };
}

/** Carries out an action. Never rejects for anything that the network or the subject does. `tap` sees an HTTP answer before redaction. */
export function perform(action: Action, parts: Parts, tap?: (answer: WireAnswer) => void): Promise<Performed> {
  if (action.kind === 'http') return performHttp(action, parts, tap);
  return action.kind === 'tls-hello' ? performHello(action, parts) : performSession(action, parts);
}
