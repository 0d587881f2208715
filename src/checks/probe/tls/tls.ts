/**
 * Actions on the TLS layer of the base URL's origin.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { TlsHelloAction, TlsSessionAction, TlsVersion } from '../../../contract/evidence.js';
import { bearable } from '../gather.js';

const originOf = (subject: CheckSubject): string => new URL(subject.baseUrl).origin;

/** One ClientHello that offers one version, and the given cipher suites only. The probe sees losses itself. */
export function helloOf(subject: CheckSubject, version: TlsVersion, ciphers?: readonly number[]): TlsHelloAction {
  return {
    kind: 'tls-hello',
    origin: originOf(subject),
    version,
    safety: 'S1',
    place: 'tls',
    tolerate: bearable,
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}

/** One full handshake. */
export function sessionOf(subject: CheckSubject): TlsSessionAction {
  return { kind: 'tls-session', origin: originOf(subject), safety: 'S1', place: 'tls' };
}
