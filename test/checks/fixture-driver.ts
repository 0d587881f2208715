/**
 * Runs checks over the plain JSON of fixtures, exactly as the suite does: same instances, same driver, observations from the file.
 *
 * The first observation whose `when` matches the action answers it (`once: true`: only the first time). No match is a loss with cause `blocked`.
 * `when` may hold injected (whether the text of probe/injection stands in it), presented (the first word of the credential), identity (of a token), name, type and resolver (of a question), client (of a channel), compression, family, kind, place, firstCipher (of a hello; null: any suite), method, path (of the URL), query (of the URL, with `?`), occasion (null: none), omit (names with commas), url, scheme, origin, credential, version (of a hello), purpose,
 * signing (none, foreign, content, digest, old, sound), oversize (`query` or `header`: over 8 KiB; `body`: over 64 KiB), seal (none, unsigned, stale, altered, misdirected, sound), envelope (whole, cut, none),
 * broken (whether the request breaks the contract of its operation), body (a part of it) and headers (a subset; a value of null: absent).
 */
import type { Json, JsonObject, Sample } from '../../src/contract/api-model.js';
import type { CheckDefinition, CheckSubject } from '../../src/contract/check.js';
import type { LostCause } from '../../src/contract/documents.js';
import type {
  Action,
  BrokerAnswer,
  DnsAction,
  Headers,
  HttpAction,
  HttpResponse,
  Inbound,
  MessageSignature,
  Observation,
  ServedCertificate,
  TlsSession,
  TlsSessionAction,
  TlsVersion,
} from '../../src/contract/evidence.js';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { isBurstFigures } from '../../src/evidence/burst-figures.js';
import { isTokenFacts } from '../../src/evidence/token-facts.js';
import type { Judgement } from '../../src/contract/judgement.js';
import { driveSync, type Params } from '../../src/checks/drive.js';
import { keeps } from '../../src/checks/generate/generate-value.js';
import { jsonRequest } from '../../src/checks/generate/request-schema.js';
import { textsOf } from '../../src/checks/generate/sample-parameters.js';
import { instancesOf } from '../../src/checks/instances.js';
import { parametersKeep } from '../../src/checks/probe/request-body.js';
import type { Fixture } from './fixture.js';
import { subjectFrom } from './fixture-subject.js';

const lostCauses: readonly LostCause[] = [
  'dns',
  'refused',
  'reset',
  'timeout',
  'tls',
  'too-large',
  'protocol',
  'redirected-outside',
  'blocked',
  'budget',
  'no-consent',
  'no-credential',
  'stopped',
  'rate-limited',
  'maintenance',
  'waf',
  'geo',
  'tls-intercept',
  'interrupted',
  'disk',
  'harness',
];
const tlsVersions: readonly TlsVersion[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

const tlsVersion = (value: unknown): TlsVersion | undefined => tlsVersions.find((version) => version === value);
const record = (value: unknown): JsonObject => (isObject(value) ? value : {});

function headersFrom(value: unknown): Headers {
  if (!Array.isArray(value)) return [];
  return value.map((pair: unknown): readonly [string, string] => {
    if (!Array.isArray(pair) || pair.length !== 2) throw new TypeError(`a header is [name, value], not ${JSON.stringify(pair)}`);
    return [String(pair[0]), String(pair[1])];
  });
}

function headersMatch(action: HttpAction, wanted: readonly unknown[]): boolean {
  return wanted.every((pair) => {
    if (!Array.isArray(pair)) return false;
    const own = (action.headers ?? []).filter(([name]) => name.toLowerCase() === String(pair[0]).toLowerCase());
    return pair[1] === null ? own.length === 0 : own.some(([, value]) => value === pair[1]);
  });
}

/** What is wrong with the seal of a message, in a word. */
function sealOf({ seal }: HttpAction): string {
  if (seal === undefined) return 'none';
  if (seal.signer === undefined) return 'unsigned';
  if (seal.ageSeconds !== undefined) return 'stale';
  if (seal.altered !== undefined) return 'altered';
  return seal.addressing.to.includes('.invalid') ? 'misdirected' : 'sound';
}

/** What is wrong with the signature of a request, in a word. */
function signingOf({ signing }: HttpAction): string {
  if (signing === undefined) return 'none';
  return signing.key ?? signing.altered ?? (signing.ageSeconds === undefined ? 'sound' : 'old');
}

function httpFacts(action: HttpAction): Readonly<Record<string, unknown>> {
  const url = new URL(action.url);
  return {
    kind: 'http',
    method: action.method,
    url: action.url,
    path: url.pathname,
    query: url.search,
    scheme: url.protocol.replace(':', ''),
    origin: url.origin,
    credential: action.credential,
    presented: action.credential.split(':')[0] ?? '',
    purpose: action.purpose ?? 'answer',
    safety: action.safety,
    place: action.place,
    injected: /%3Cegif-probe%3E|<egif-probe>/.test(`${action.url} ${action.body ?? ''}`),
    seal: sealOf(action),
    signing: signingOf(action),
    occasion: action.occasion ?? null,
    omit: (action.omit ?? []).join(','),
    envelope: action.body === undefined ? 'none' : action.body.includes('</soapenv:Envelope>') ? 'whole' : 'cut',
    oversize:
      url.search.length > 8192
        ? 'query'
        : (action.headers ?? []).some(([, value]) => value.length > 8192)
          ? 'header'
          : (action.body ?? '').length > 65_536
            ? 'body'
            : 'none',
  };
}

const tlsFacts = (action: Exclude<Action, HttpAction>): Readonly<Record<string, unknown>> =>
  action.kind === 'tls-hello' ? { ...action, firstCipher: action.ciphers?.[0] ?? null } : { ...action };

const members = new WeakMap<JsonObject, readonly (readonly [string, Json])[]>();

function entriesOf(when: JsonObject): readonly (readonly [string, Json])[] {
  const entries = members.get(when) ?? Object.entries(when);
  members.set(when, entries);
  return entries;
}

/** Whether a request breaks the contract of the operation that its place and method name. */
function breaksContract(action: HttpAction, { contract }: CheckSubject): boolean {
  const operation = contract?.operations.find(({ path, method }) => path === action.place && method === action.method);
  if (operation === undefined) return false;
  const { url, headers = [], body } = action;
  const sample: Sample = { operation, from: 'none', url, headers, ...(body === undefined ? {} : { body }) };
  const absent = operation.parameters.some((parameter) => parameter.required && textsOf(sample, parameter).length === 0);
  const schema = jsonRequest(operation)?.schema;
  const value = body === undefined ? undefined : parseJson(body)?.value;
  const bodiless = schema !== undefined && value === undefined && (operation.request?.required === true || (body ?? '') !== '');
  return absent || bodiless || (schema !== undefined && value !== undefined && keeps(schema, value) === false) || !parametersKeep(sample);
}

/** Whether an action fits every member of a `when`. */
function matcherOf(action: Action, subject: CheckSubject): (when: JsonObject) => boolean {
  const facts: Readonly<Record<string, unknown>> = action.kind === 'http' ? httpFacts(action) : tlsFacts(action);
  return (when) =>
    entriesOf(when).every(([name, wanted]) => {
      if (name === 'broken') return action.kind === 'http' && breaksContract(action, subject) === wanted;
      if (name === 'headers') return action.kind === 'http' && Array.isArray(wanted) && headersMatch(action, wanted);
      if (name === 'body') return action.kind === 'http' && (action.body ?? '').includes(String(wanted));
      return facts[name] === wanted;
    });
}

function certificateFrom(source: JsonObject): ServedCertificate {
  const word = (name: string, fallback: string): string => String(source[name] ?? fallback);
  const names = source['subjectAltNames'];
  return {
    subject: word('subject', 'CN=api.agency.example'),
    issuer: word('issuer', 'CN=Sample issuing authority'),
    notBefore: word('notBefore', '2026-06-01T00:00:00Z'),
    notAfter: word('notAfter', '2027-06-01T00:00:00Z'),
    sha256: word('sha256', `sha256:${'a'.repeat(64)}`),
    spkiSha256: word('spkiSha256', `sha256:${'b'.repeat(64)}`),
    keyType: word('keyType', 'ec'),
    keyBits: Number(source['keyBits'] ?? 256),
    signatureAlgorithm: word('signatureAlgorithm', 'ecdsa-with-SHA256'),
    subjectAltNames: Array.isArray(names) ? names.map(String) : ['DNS:api.agency.example'],
    isCa: source['isCa'] === true,
    selfSigned: source['selfSigned'] === true,
  };
}

const bodyOf = (response: JsonObject): Uint8Array => {
  const { body, bodyBase64 } = response;
  if (typeof bodyBase64 === 'string') return Uint8Array.from(Buffer.from(bodyBase64, 'base64'));
  if (body === undefined) return new Uint8Array();
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
};

const responses = new WeakMap<JsonObject, HttpResponse>();

function responseFrom(source: JsonObject): HttpResponse {
  const { signature } = source;
  const response = responses.get(source) ?? {
    status: Number(source['status']),
    headers: headersFrom(source['headers']),
    body: bodyOf(source),
    ...(isObject(signature) ? { signature: signatureFrom(signature) } : {}),
  };
  responses.set(source, response);
  return response;
}

/** What a ServerHello up to TLS 1.2 says beside version and suite: sound unless told otherwise. */
const olderFacts = (source: JsonObject): { readonly compression: number; readonly renegotiationInfo: boolean } => ({
  compression: Number(source['compression'] ?? 0),
  renegotiationInfo: source['renegotiationInfo'] !== false,
});

type Common = Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'ownDelayMs' | 'lost'>;

function dnsAnswer(action: DnsAction, source: JsonObject, common: Common): Observation {
  const own = { ...common, kind: 'dns', name: action.name, type: action.type } as const;
  if (common.lost !== undefined) return own;
  const answer = record(source['answer']);
  const data = Array.isArray(answer['records']) ? answer['records'].map(String) : [];
  const records = data.map((each) => ({ name: action.name, type: action.type, data: each }));
  return { ...own, answer: { rcode: Number(answer['rcode'] ?? 0), authenticated: answer['authenticated'] === true, records } };
}

function channelAnswer(source: JsonObject, common: Common): Observation {
  if (common.lost !== undefined) return { ...common, kind: 'channel' };
  const status = source['status'];
  if (typeof status === 'number') return { ...common, kind: 'channel', outcome: 'answered', status };
  return { ...common, kind: 'channel', outcome: 'refused', alert: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' };
}

const staples = ['good', 'revoked', 'unknown', 'unreadable'] as const;

function sessionExtras(session: JsonObject, action: TlsSessionAction): Partial<NonNullable<TlsSession['session']>> {
  const { trustLists, trustedBy } = session;
  const staple = record(session['staple']);
  const status = staples.find((each) => each === staple['status']);
  const times = ['thisUpdate', 'nextUpdate', 'revokedAt'].flatMap((name) =>
    staple[name] === undefined ? [] : [[name, String(staple[name])] as const],
  );
  return {
    ...(Array.isArray(trustedBy) ? { trustedBy: trustedBy.map(String) } : {}),
    ...(Array.isArray(trustLists)
      ? { trustLists: trustLists.filter(isObject).map((list) => ({ name: String(list['name']), certificates: Number(list['certificates']) })) }
      : {}),
    ...(status === undefined ? {} : { staple: { status, signed: staple['signed'] !== false, ...Object.fromEntries(times) } }),
    ...(action.tickets === undefined ? {} : { earlyData: Number(session['earlyData'] ?? 0) }),
  };
}

/** `calls`: what came in, each a POST at once unless it says otherwise; `brokenOff`, `connections`. */
function inboundAnswer(
  source: JsonObject,
  common: Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'ownDelayMs' | 'lost'>,
): Inbound {
  const calls = Array.isArray(source['calls']) ? source['calls'].filter(isObject) : [];
  return {
    ...common,
    kind: 'inbound',
    connections: Number(source['connections'] ?? calls.length),
    brokenOff: Number(source['brokenOff'] ?? 0),
    ...(source['stapleGiven'] === true ? { stapleGiven: true } : {}),
    calls: calls.map((call) => {
      const { signature } = call;
      const gaveUp = call['gaveUpAfterMs'];
      const headers = isObject(call['headers']) ? Object.entries(call['headers']).map(([name, value]) => [name, String(value)] as const) : [];
      const body = call['body'] ?? '';
      return {
        afterMs: Number(call['afterMs'] ?? 0),
        method: String(call['method'] ?? 'POST'),
        target: String(call['target'] ?? '/'),
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        reply: String(call['reply'] ?? '204'),
        ...(typeof gaveUp === 'number' ? { gaveUpAfterMs: gaveUp } : {}),
        ...(isObject(signature) ? { signature: signatureFrom(signature) } : {}),
      };
    }),
  };
}

function signatureFrom(source: JsonObject): MessageSignature {
  const { verified, createdAt, covered } = source;
  return {
    form: source['form'] === 'http' ? 'http' : 'jws',
    coversContent: source['coversContent'] !== false,
    ...(typeof verified === 'boolean' ? { verified } : {}),
    ...(typeof createdAt === 'string' ? { createdAt } : {}),
    ...(Array.isArray(covered) ? { covered: covered.map(String) } : {}),
  };
}

const brokerOutcomes = ['taken', 'refused', 'other-version', 'silent', 'unclear'] as const;

function brokerAnswer(
  source: JsonObject,
  common: Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'ownDelayMs' | 'lost'>,
): BrokerAnswer {
  if (common.lost !== undefined) return { ...common, kind: 'broker' };
  const outcome = brokerOutcomes.find((name) => name === source['outcome']);
  if (outcome === undefined) throw new TypeError(`unknown outcome of a broker in ${JSON.stringify(source)}`);
  const { code } = source;
  return { ...common, kind: 'broker', answer: { outcome, ...(typeof code === 'number' ? { code } : {}) } };
}

function answerFrom(
  action: Action,
  source: JsonObject,
  base: Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'ownDelayMs'>,
): Observation {
  const loss = memberOf(source, 'lost');
  const cause = lostCauses.find((name) => name === memberOf(loss, 'cause'));
  if (loss !== undefined && cause === undefined) throw new TypeError(`unknown cause of loss in ${JSON.stringify(loss)}`);
  const common = cause === undefined ? base : { ...base, lost: { cause, detail: String(memberOf(loss, 'detail') ?? cause) } };
  if (action.kind === 'http') {
    const { method, url, credential, body } = action;
    const request = { method, url, credential, headers: action.headers ?? [], ...(body === undefined ? {} : { body }) };
    if (cause !== undefined) return { ...common, kind: 'http', request };
    return { ...common, kind: 'http', request, response: responseFrom(record(source['response'])) };
  }
  if (action.kind === 'tls-hello') {
    const version = tlsVersion(source['version']);
    const outcome = source['outcome'] === 'accepted' ? 'accepted' : 'refused';
    const own = { ...common, kind: 'tls-hello', offered: action.version } as const;
    const cipher = source['cipher'];
    if (cause !== undefined) return own;
    const alert = source['alert'];
    return {
      ...own,
      outcome,
      ...(typeof alert === 'number' ? { alert } : {}),
      ...(version === undefined ? {} : { version }),
      ...(typeof cipher === 'number' ? { cipher } : {}),
      ...(outcome === 'refused' || version === 'TLSv1.3' ? {} : olderFacts(source)),
    };
  }
  if (action.kind === 'dns') return dnsAnswer(action, source, common);
  if (action.kind === 'channel') return channelAnswer(source, common);
  if (action.kind === 'token') {
    const token: unknown = source['token'];
    if (cause !== undefined) return { ...common, kind: 'token' };
    if (!isTokenFacts(token)) throw new TypeError(`these are no facts of a token: ${JSON.stringify(token)}`);
    return { ...common, kind: 'token', token };
  }
  if (action.kind === 'wait') return { ...base, kind: 'wait' };
  if (action.kind === 'burst') {
    const burst: unknown = source['burst'];
    if (cause !== undefined) return { ...common, kind: 'burst' };
    if (!isBurstFigures(burst)) throw new TypeError(`these are no figures of a burst: ${JSON.stringify(burst)}`);
    return { ...common, kind: 'burst', burst };
  }
  if (action.kind === 'inbound') return inboundAnswer(source, common);
  if (action.kind === 'broker') return brokerAnswer(source, common);
  if (cause !== undefined) return { ...common, kind: 'tls-session' };
  const session = record(source['session']);
  const chain = Array.isArray(session['chain']) ? session['chain'].filter(isObject).map(certificateFrom) : [certificateFrom({})];
  return {
    ...common,
    kind: 'tls-session',
    session: {
      protocol: String(session['protocol'] ?? 'TLSv1.3'),
      cipher: String(session['cipher'] ?? 'TLS_AES_256_GCM_SHA384'),
      trusted: session['trusted'] !== false,
      ...(session['trustError'] === undefined ? {} : { trustError: String(session['trustError']) }),
      hostMatches: session['hostMatches'] !== false,
      ...sessionExtras(session, action),
      chain,
    },
  };
}

/** A function that answers actions from the observations of a fixture. */
export function answersOf(observations: readonly JsonObject[], subject: CheckSubject): (action: Action) => Observation {
  const spent = new Set<number>();
  let seq = 0;
  return (action) => {
    const fits = matcherOf(action, subject);
    const index = observations.findIndex((source, position) => !spent.has(position) && fits(record(source['when'])));
    const source: JsonObject = observations[index] ?? { lost: { cause: 'blocked', detail: 'the fixture has no answer' } };
    if (source['once'] === true) spent.add(index);
    seq += 1;
    return answerFrom(action, source, {
      seq,
      environment: subject.environment.id,
      place: action.place,
      at: String(source['at'] ?? subject.startedAt),
      elapsedMs: Number(source['elapsedMs'] ?? 20),
      ...(typeof source['ownDelayMs'] === 'number' ? { ownDelayMs: source['ownDelayMs'] } : {}),
    });
  };
}

export interface CheckOutcome {
  /** One for each instance. */
  readonly judgements: readonly Judgement[];
  readonly actions: readonly Action[];
  readonly codes: readonly string[];
  readonly verdict: 'passed' | 'failed' | 'cantTell' | 'untested';
}

function verdictOf(judgements: readonly Judgement[]): CheckOutcome['verdict'] {
  if (judgements.some(({ findings }) => findings.length > 0)) return 'failed';
  if (judgements.length === 0) return 'untested';
  return judgements.every((judgement) => judgement.examined > 0 && judgement.cause === undefined) ? 'passed' : 'cantTell';
}

/** Runs a check over all its instances of a subject. */
export function runCheck(
  check: CheckDefinition,
  world: { readonly subject: CheckSubject; readonly params: Params },
  observations: readonly JsonObject[],
): CheckOutcome {
  const { subject } = world;
  const instances = subject.operation === undefined ? instancesOf(check.over, subject) : instancesOf(check.over, subject).filter(isNamed(subject));
  const answer = answersOf(observations, subject);
  const runs = instances.map((instance) => driveSync(check, { subject: instance, params: world.params }, answer));
  const judgements = runs.map(({ judgement }) => judgement);
  return {
    judgements,
    actions: runs.flatMap(({ actions }) => actions),
    codes: [...new Set(judgements.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort(),
    verdict: verdictOf(judgements),
  };
}

const isNamed =
  (named: CheckSubject) =>
  (instance: CheckSubject): boolean =>
    instance.operation === undefined || instance.operation.id === named.operation?.id;

const paramsOf = (source: JsonObject): Params =>
  Object.fromEntries(
    Object.entries(source).map(([name, value]) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [name, value];
      return [name, Array.isArray(value) ? value.map(String) : String(value)];
    }),
  );

const subjects = new WeakMap<Fixture, CheckSubject>();

function subjectOf(fixture: Fixture): CheckSubject {
  const ready = subjects.get(fixture) ?? subjectFrom(fixture.subject);
  subjects.set(fixture, ready);
  return ready;
}

/** Runs a check over a fixture. */
export function runFixture(check: CheckDefinition, fixture: Fixture): CheckOutcome {
  return runCheck(check, { subject: subjectOf(fixture), params: paramsOf(fixture.params) }, fixture.observations);
}
