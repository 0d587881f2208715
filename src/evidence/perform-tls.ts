/**
 * Handshakes as actions: one raw greeting, or a whole session.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { TlsHelloAction, TlsSession, TlsSessionAction } from '../contract/evidence.js';
import { isLost } from './losses.js';
import { guarded, type Performer } from './performer.js';
import type { Redactor } from './redact.js';
import { greet } from './tls-hello.js';
import { shakeHands } from './tls-session.js';

type Session = NonNullable<TlsSession['session']>;

export const performHello: Performer<TlsHelloAction> = async (action, parts) => {
  const mayRepeat = (): boolean => parts.politeness.again();
  const { at, elapsedMs, ownDelayMs, result } = await guarded(action, parts, (pin) =>
    greet(action, pin, { seed: parts.seed, timeoutMs: parts.timeoutMs, ownDelay: parts.ownDelay, mayRepeat }),
  );
  const { remote, ...answer } = isLost(result) ? { remote: undefined } : result;
  return {
    at,
    elapsedMs,
    ownDelayMs,
    content: { kind: 'tls-hello', offered: action.version, ...answer },
    action: {
      kind: 'tls-hello',
      safety: action.safety,
      origin: action.origin,
      version: action.version,
      ...(action.ciphers === undefined ? {} : { ciphers: action.ciphers }),
      ...(action.compression === undefined ? {} : { compression: action.compression }),
      ...(action.family === undefined ? {} : { family: action.family }),
    },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(remote === undefined ? {} : { remote }),
  };
};

/** The seal of a person has a code in its name, and some servers show it. */
function withoutPeople(session: Session, { line }: Redactor): Session {
  const chain = session.chain.map((served) => ({
    ...served,
    subject: line(served.subject),
    issuer: line(served.issuer),
    subjectAltNames: served.subjectAltNames.map(line),
  }));
  return { ...session, chain };
}

export const performSession: Performer<TlsSessionAction> = async (action, parts) => {
  const { at, elapsedMs, ownDelayMs, result } = await guarded(action, parts, (pin) => shakeHands(action, pin, parts));
  return {
    at,
    elapsedMs,
    ownDelayMs,
    content: { kind: 'tls-session', ...(isLost(result) ? {} : { session: withoutPeople(result.session, parts.redactor) }) },
    action: {
      kind: 'tls-session',
      safety: action.safety,
      origin: action.origin,
      ...(action.tickets === undefined ? {} : { tickets: action.tickets }),
    },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(isLost(result) || result.remote === undefined ? {} : { remote: result.remote }),
  };
};
