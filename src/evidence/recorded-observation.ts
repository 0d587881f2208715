/**
 * An observation from its stored record: equal to what the live session gave, number apart.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { RecordedObservation } from '../contract/documents.js';
import type { Credential, Exchange, Headers, Observation, ServedCertificate, TlsSession, TlsVersion } from '../contract/evidence.js';
import { isObject, memberOf } from '../contract/json.js';
import { EgifError } from '../errors.js';
import { versionNumbers } from './client-hello.js';

type Session = NonNullable<TlsSession['session']>;

function broken(record: RecordedObservation, member: string): EgifError {
  return new EgifError('EVIDENCE_INVALID', `observation ${record.seq}: ${member} is not as the suite writes it`, {
    mend: 'use the evidence as the run wrote it',
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTlsVersion = (value: unknown): value is TlsVersion => isText(value) && Object.hasOwn(versionNumbers, value);
const isCredential = (value: unknown): value is Credential => isText(value) && /^(none|broken|identity:.*)$/s.test(value);
const isHeaders = (value: unknown): value is Headers =>
  Array.isArray(value) && value.every((field: unknown) => Array.isArray(field) && field.length === 2 && field.every(isText));

const certificateTexts = ['subject', 'issuer', 'notBefore', 'notAfter', 'sha256', 'spkiSha256', 'keyType', 'signatureAlgorithm'] as const;

function isCertificate(value: unknown): value is ServedCertificate {
  if (!isObject(value) || !certificateTexts.every((name) => isText(value[name]))) return false;
  const names = value['subjectAltNames'];
  const flags = typeof value['isCa'] === 'boolean' && typeof value['selfSigned'] === 'boolean';
  return typeof value['keyBits'] === 'number' && flags && Array.isArray(names) && names.every(isText);
}

function isSession(value: unknown): value is Session {
  if (!isObject(value)) return false;
  const { protocol, cipher, alpn, trusted, trustError, hostMatches, chain } = value;
  const optional = (alpn === undefined || isText(alpn)) && (trustError === undefined || isText(trustError));
  const flags = typeof trusted === 'boolean' && typeof hostMatches === 'boolean';
  return isText(protocol) && isText(cipher) && optional && flags && Array.isArray(chain) && chain.every(isCertificate);
}

function requestOf(record: RecordedObservation): Exchange['request'] {
  const action: unknown = record.action;
  const [method, url, headers, credential, body] = ['method', 'url', 'headers', 'credential', 'body'].map((name) => memberOf(action, name));
  if (!isText(method) || !isText(url) || !isHeaders(headers) || !isCredential(credential)) throw broken(record, 'action');
  return { method, url, headers, credential, ...(isText(body) ? { body } : {}) };
}

/** The observation of a record; `body` gives the octets of a digest. EVIDENCE_INVALID. */
export function observationFrom(record: RecordedObservation, body: (digest: string) => Uint8Array): Observation {
  const { seq, environment, place, at, elapsedMs, lost } = record;
  const base = { seq, environment, place, at, elapsedMs, ...(lost === undefined ? {} : { lost }) };
  if (record.kind === 'http') {
    const { response } = record;
    if ((response === undefined) === (lost === undefined)) throw broken(record, 'response');
    if (response === undefined) return { ...base, kind: 'http', request: requestOf(record) };
    if (!isHeaders(response.headers)) throw broken(record, 'response');
    const answer = { status: response.status, headers: response.headers, body: body(response.body) };
    return { ...base, kind: 'http', request: requestOf(record), response: answer };
  }
  if (record.kind === 'tls-hello') {
    const offered = memberOf(record.action, 'version');
    const { outcome, version, cipher, alert } = record.hello ?? {};
    if (!isTlsVersion(offered) || (outcome === undefined) === (lost === undefined)) throw broken(record, 'hello');
    if (version !== undefined && !isTlsVersion(version)) throw broken(record, 'hello');
    const answer = {
      ...(outcome === undefined ? {} : { outcome }),
      ...(version === undefined ? {} : { version }),
      ...(cipher === undefined ? {} : { cipher }),
      ...(alert === undefined ? {} : { alert }),
    };
    return { ...base, kind: 'tls-hello', offered, ...answer };
  }
  if (record.kind === 'wait') return { ...base, kind: 'wait' };
  const session: unknown = record.session;
  if (session === undefined && lost !== undefined) return { ...base, kind: 'tls-session' };
  if (!isSession(session) || lost !== undefined) throw broken(record, 'session');
  return { ...base, kind: 'tls-session', session };
}
