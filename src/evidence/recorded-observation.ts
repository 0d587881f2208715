/**
 * An observation from its stored record: equal to what the live session gave, number apart.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { RecordedObservation } from '../contract/documents.js';
import type { JsonObject } from '../contract/api-model.js';
import {
  tokenAlterations,
  type BrokerAnswer,
  type BrokerOutcome,
  type BrokerSays,
  type ChannelAnswer,
  type Credential,
  type DnsAnswer,
  type DnsRecord,
  type DnsType,
  type Exchange,
  type Headers,
  type HttpResponse,
  type Inbound,
  type InboundCall,
  type MessageSignature,
  type Observation,
  type ServedCertificate,
  type Staple,
  type TlsSession,
  type TlsVersion,
  type TrustListUsed,
} from '../contract/evidence.js';
import { isObject, memberOf } from '../contract/json.js';
import { EgifError } from '../errors.js';
import { isBurstFigures } from './burst-figures.js';
import { versionNumbers } from './client-hello.js';
import { isTokenFacts } from './token-facts.js';

type Session = NonNullable<TlsSession['session']>;

function broken(record: RecordedObservation, member: string): EgifError {
  return new EgifError('EVIDENCE_INVALID', `observation ${record.seq}: ${member} is not as the suite writes it`, {
    mend: 'use the evidence as the run wrote it',
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTlsVersion = (value: unknown): value is TlsVersion => isText(value) && Object.hasOwn(versionNumbers, value);
const credentialForm = new RegExp(`^(none|broken|identity:.*|query:.*|altered:(${tokenAlterations.join('|')}):.*)$`, 's');
const isCredential = (value: unknown): value is Credential => isText(value) && credentialForm.test(value);
const isHeaders = (value: unknown): value is Headers =>
  Array.isArray(value) && value.every((field: unknown) => Array.isArray(field) && field.length === 2 && field.every(isText));

const certificateTexts = ['subject', 'issuer', 'notBefore', 'notAfter', 'sha256', 'spkiSha256', 'keyType', 'signatureAlgorithm'] as const;

function isCertificate(value: unknown): value is ServedCertificate {
  if (!isObject(value) || !certificateTexts.every((name) => isText(value[name]))) return false;
  const names = value['subjectAltNames'];
  const flags = typeof value['isCa'] === 'boolean' && typeof value['selfSigned'] === 'boolean';
  return typeof value['keyBits'] === 'number' && flags && Array.isArray(names) && names.every(isText);
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isOptional = <T>(value: unknown, is: (given: unknown) => given is T): value is T | undefined => value === undefined || is(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const staples: readonly unknown[] = ['good', 'revoked', 'unknown', 'unreadable'] satisfies readonly Staple['status'][];

function isStaple(value: unknown): value is Staple {
  if (!isObject(value) || !staples.includes(value['status']) || typeof value['signed'] !== 'boolean') return false;
  return ['thisUpdate', 'nextUpdate', 'revokedAt'].every((name) => isOptional(value[name], isText));
}

function isTrust(value: JsonObject): boolean {
  const { trustedBy, trustLists } = value;
  const lists = (given: unknown): given is readonly TrustListUsed[] =>
    Array.isArray(given) &&
    given.every((list: unknown) => isObject(list) && isText(list['name']) && isNumber(list['certificates']) && isOptional(list['sha256'], isText));
  return isOptional(trustedBy, isTexts) && isOptional(trustLists, lists);
}

const dnsTypes: readonly DnsType[] = ['A', 'AAAA', 'CAA'];

/** What was asked of a resolver stands in the action, what it answered in the record. */
function dnsFrom(record: RecordedObservation, base: Base): DnsAnswer {
  const action: unknown = record.action;
  const answer: unknown = record.answer;
  const name = memberOf(action, 'name');
  const type = dnsTypes.find((each) => each === memberOf(action, 'type'));
  if (!isText(name) || type === undefined || (answer === undefined) === (base.lost === undefined)) throw broken(record, 'answer');
  if (answer === undefined) return { ...base, kind: 'dns', name, type };
  const [rcode, authenticated, records] = ['rcode', 'authenticated', 'records'].map((member) => memberOf(answer, member));
  const isRecord = (given: unknown): given is DnsRecord => ['name', 'type', 'data'].every((member) => isText(memberOf(given, member)));
  if (!isNumber(rcode) || typeof authenticated !== 'boolean' || !Array.isArray(records) || !records.every(isRecord)) throw broken(record, 'answer');
  return { ...base, kind: 'dns', name, type, answer: { rcode, authenticated, records } };
}

function channelFrom(record: RecordedObservation, base: Base): ChannelAnswer {
  const [outcome, status, alert] = ['outcome', 'status', 'alert'].map((member) => memberOf(record.channel, member));
  if (base.lost !== undefined && record.channel === undefined) return { ...base, kind: 'channel' };
  const known = outcome === 'answered' || outcome === 'refused';
  if (!known || base.lost !== undefined || !isOptional(status, isNumber) || !isOptional(alert, isText)) throw broken(record, 'channel');
  return { ...base, kind: 'channel', outcome, ...(status === undefined ? {} : { status }), ...(alert === undefined ? {} : { alert }) };
}

function isSignature(value: unknown): value is MessageSignature {
  if (!isObject(value) || (value['form'] !== 'jws' && value['form'] !== 'http') || typeof value['coversContent'] !== 'boolean') return false;
  const verified = value['verified'];
  return (
    isOptional(value['covered'], isTexts) &&
    ['algorithm', 'createdAt'].every((name) => isOptional(value[name], isText)) &&
    (verified === undefined || typeof verified === 'boolean')
  );
}

function isInboundCall(value: unknown): value is InboundCall {
  if (!isObject(value) || !['method', 'target', 'body', 'reply'].every((name) => isText(value[name]))) return false;
  const numbers = isNumber(value['afterMs']) && isOptional(value['gaveUpAfterMs'], isNumber);
  return numbers && isHeaders(value['headers']) && isOptional(value['signature'], isSignature);
}

function inboundFrom(record: RecordedObservation, base: Base): Inbound {
  const [calls, connections, brokenOff, stapleGiven] = ['calls', 'connections', 'brokenOff', 'stapleGiven'].map((member) =>
    memberOf(record.inbound, member),
  );
  if (base.lost !== undefined && record.inbound === undefined) return { ...base, kind: 'inbound', calls: [], connections: 0, brokenOff: 0 };
  const known = Array.isArray(calls) && calls.every(isInboundCall) && isNumber(connections) && isNumber(brokenOff);
  if (!known || base.lost !== undefined) throw broken(record, 'inbound');
  return { ...base, kind: 'inbound', calls, connections, brokenOff, ...(stapleGiven === true ? { stapleGiven } : {}) };
}

const brokerOutcomes: readonly unknown[] = ['taken', 'refused', 'other-version', 'silent', 'unclear'] satisfies readonly BrokerOutcome[];

function isBrokerSays(value: unknown): value is BrokerSays {
  if (!isObject(value) || !brokerOutcomes.includes(value['outcome'])) return false;
  return isOptional(value['code'], isNumber) && isOptional(value['offers'], isTexts) && isOptional(value['alert'], isText);
}

function brokerFrom(record: RecordedObservation, base: Base): BrokerAnswer {
  const answer: unknown = record.broker;
  if (answer === undefined && base.lost !== undefined) return { ...base, kind: 'broker' };
  if (!isBrokerSays(answer) || base.lost !== undefined) throw broken(record, 'broker');
  return { ...base, kind: 'broker', answer };
}

type Base = Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'lost'>;

function isSession(value: unknown): value is Session {
  if (!isObject(value)) return false;
  const { protocol, cipher, alpn, trusted, trustError, hostMatches, chain } = value;
  const optional = (alpn === undefined || isText(alpn)) && (trustError === undefined || isText(trustError));
  const flags = typeof trusted === 'boolean' && typeof hostMatches === 'boolean';
  const own = optional && flags && isTrust(value) && isOptional(value['staple'], isStaple) && isOptional(value['earlyData'], isNumber);
  return isText(protocol) && isText(cipher) && own && Array.isArray(chain) && chain.every(isCertificate);
}

function requestOf(record: RecordedObservation): Exchange['request'] {
  const action: unknown = record.action;
  const [method, url, headers, credential, body] = ['method', 'url', 'headers', 'credential', 'body'].map((name) => memberOf(action, name));
  if (!isText(method) || !isText(url) || !isHeaders(headers) || !isCredential(credential)) throw broken(record, 'action');
  return { method, url, headers, credential, ...(isText(body) ? { body } : {}) };
}

/** An answer whose body is fetched where somebody looks at it. */
export function answerWith(head: Omit<HttpResponse, 'body'>, body: () => Uint8Array): HttpResponse {
  const { status, headers, signature } = head;
  // Written out: the getter must not be called by a spread, and answers are many.
  if (signature === undefined) {
    return {
      status,
      headers,
      get body() {
        return body();
      },
    };
  }
  return {
    status,
    headers,
    signature,
    get body() {
      return body();
    },
  };
}

/** The observation of a record; `body` gives the octets of a digest, whenever they are looked at. EVIDENCE_INVALID. */
export function observationFrom(record: RecordedObservation, body: (digest: string) => Uint8Array): Observation {
  const { seq, environment, place, at, elapsedMs, ownDelayMs, lost } = record;
  const base = {
    seq,
    environment,
    place,
    at,
    elapsedMs,
    ...(ownDelayMs === undefined ? {} : { ownDelayMs }),
    ...(lost === undefined ? {} : { lost }),
  };
  if (record.kind === 'http') {
    const { response } = record;
    if ((response === undefined) === (lost === undefined)) throw broken(record, 'response');
    if (response === undefined) return { ...base, kind: 'http', request: requestOf(record) };
    const signature: unknown = response.signature;
    if (!isHeaders(response.headers) || !isOptional(signature, isSignature)) throw broken(record, 'response');
    const head = { status: response.status, headers: response.headers, ...(signature === undefined ? {} : { signature }) };
    const answer = answerWith(head, () => body(response.body));
    return { ...base, kind: 'http', request: requestOf(record), response: answer };
  }
  if (record.kind === 'tls-hello') {
    const offered = memberOf(record.action, 'version');
    const { outcome, version, cipher, alert, compression, renegotiationInfo } = record.hello ?? {};
    if (!isTlsVersion(offered) || (outcome === undefined) === (lost === undefined)) throw broken(record, 'hello');
    if (version !== undefined && !isTlsVersion(version)) throw broken(record, 'hello');
    const answer = {
      ...(outcome === undefined ? {} : { outcome }),
      ...(version === undefined ? {} : { version }),
      ...(cipher === undefined ? {} : { cipher }),
      ...(alert === undefined ? {} : { alert }),
      ...(compression === undefined ? {} : { compression }),
      ...(renegotiationInfo === undefined ? {} : { renegotiationInfo }),
    };
    return { ...base, kind: 'tls-hello', offered, ...answer };
  }
  if (record.kind === 'dns') return dnsFrom(record, base);
  if (record.kind === 'channel') return channelFrom(record, base);
  if (record.kind === 'token') {
    const token: unknown = record.token;
    if (token === undefined && lost !== undefined) return { ...base, kind: 'token' };
    if (!isTokenFacts(token) || lost !== undefined) throw broken(record, 'token');
    return { ...base, kind: 'token', token };
  }
  if (record.kind === 'wait') return { ...base, kind: 'wait' };
  if (record.kind === 'burst') {
    const burst: unknown = record.burst;
    if (burst === undefined && lost !== undefined) return { ...base, kind: 'burst' };
    if (!isBurstFigures(burst) || lost !== undefined) throw broken(record, 'burst');
    return { ...base, kind: 'burst', burst };
  }
  if (record.kind === 'inbound') return inboundFrom(record, base);
  if (record.kind === 'broker') return brokerFrom(record, base);
  const session: unknown = record.session;
  if (session === undefined && lost !== undefined) return { ...base, kind: 'tls-session' };
  if (!isSession(session) || lost !== undefined) throw broken(record, 'session');
  return { ...base, kind: 'tls-session', session };
}
