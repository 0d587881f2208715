/**
 * The session with a live subject: the one door through which the suite touches the network.
 *
 * Identical safe actions of many probes share one exchange, also while it is under way; what changes something is never shared. Everything that a
 * probe receives is already redacted and is exactly what will be stored.
 *
 * Room     evidence (floor 3). May be imported by suite.
 */
import type { KeyObject } from 'node:crypto';
import type { ApiContract } from '../contract/api-model.js';
import type { Environment, SafetyClass } from '../contract/documents.js';
import type { Action, HttpAction, Observation } from '../contract/evidence.js';
import type { SoapContract } from '../contract/soap-model.js';
import { digestOf } from '../contract/canonical.js';
import { bareBase } from '../contract/counterpart.js';
import { markerOf } from '../contract/run-marker.js';
import type { CredentialSource, FetchToken, TokenRequest } from './credentials.js';
import { declaredCalls } from './declared-calls.js';
import type { Door } from './inbound/door.js';
import { openHall, type HallOptions } from './inbound/hall.js';
import { openHttpClient } from './http-client.js';
import { continueRun, entryFrom } from './continued.js';
import { type IssuerAnswer, readIssuerAnswer } from './issuer-answer.js';
import type { Journal } from './journal.js';
import { notKept, openKeeper } from './keeper.js';
import { openAsking, type Sending } from './asking.js';
import { lost } from './losses.js';
import { watchOwnDelay } from './own-delay.js';
import { perform } from './perform.js';
import type { Content, Parts, Performed } from './performer.js';
import { type Counterpart, isBeside, refusalOf, safetyOf, targetOf, type TargetOrigin } from './permission.js';
import { pinNames, type Lookup } from './pinned-names.js';
import { openTunnels, type ProxyOptions } from './proxy.js';
import { keepPolite, type Limits } from './politeness.js';
import { openRecorder, type Ticket } from './recorder.js';
import { openRedactor } from './redact.js';
import { declaredMessages } from './soap/declared-messages.js';
import type { SignedParts } from './sign-request.js';
import { saveEvidence, type SavedEvidence, type StoredDocument } from './store.js';
import { tlsContexts, type Trust, type TrustList } from './trust.js';

/** What a session is opened with. */
export interface SessionOptions {
  readonly environment: Environment;
  readonly targets: { readonly origins: readonly TargetOrigin[]; readonly networks: readonly string[] };
  /** PEM texts of the statement's own trust anchors: the list `statement`. */
  readonly anchors: readonly string[];
  /** Lists of anchors of the law and of the operator. */
  readonly trustLists?: readonly TrustList[];
  /** Whether the platform's own roots are trusted too. Default true. */
  readonly platformRoots?: boolean;
  readonly limits: Limits;
  /** Highest class that is both consented to and allowed by the operator. */
  readonly allowedSafety: SafetyClass;
  readonly consent: (safety: SafetyClass) => boolean;
  /** What may be called without side effect follows from it. Without it no POST with a body is sent below S4. */
  readonly contract?: ApiContract;
  /** Base URL of its operations; the environment's where it is absent. */
  readonly baseUrl?: string;
  /** The environment beside, and what may be read of it. */
  readonly counterpart?: Pick<Counterpart, 'environment' | 'consent'>;
  /** SOAP contracts: which messages have no side effect follows from them. */
  readonly soap?: readonly SoapContract[];
  /** The identities' credentials, or what makes them from the session's own way to a token endpoint. */
  readonly credentials: CredentialSource | ((fetchToken: FetchToken) => CredentialSource);
  readonly seed: string;
  /** Nonce (base64url) of the challenge that the run is made under: each request then carries a marker that follows from it. */
  readonly nonce?: string;
  /** 32 octets of this run; pseudonyms and salts depend on it. Only its digest is ever written. */
  readonly runKey: Uint8Array;
  readonly clock: () => Date;
  /** Where everything is written as it comes. Without one it is held in memory until `save`. */
  readonly journal?: Journal;
  /** Ends early, without an error, where the signal is given. */
  readonly delay: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Texts that are secret from the start, sent or not. */
  readonly secrets?: readonly string[];
  /** Keys that sign the answers of the service, where the statement names them. */
  readonly answerKeys?: readonly KeyObject[];
  /** Addresses that the statement names for calls of the agency. */
  readonly doors?: readonly Door[];
  /** Told where the operator has to make the agency call. */
  readonly onWaiting?: HallOptions['onWaiting'];
  /** Resolves names; the platform's resolver by default. */
  readonly lookup?: Lookup;
  /** Nothing is reached but through it. Absent: everything is connected to directly, whatever the process's environment says. */
  readonly proxy?: ProxyOptions;
}

/** A run's evidence as it is gathered. */
export interface EvidenceSession {
  /**
   * The observation of an action. Never rejects for what a subject does: that is `lost`. `seq` is provisional (see `finish`).
   * `asker` tells apart the probes that send one and the same state-changing request, so that a replay gives each its own answer.
   */
  observe(action: Action, attempt: number, asker?: string): Promise<Observation>;
  /** Requests and handshakes that went out, repeats by the transport included. */
  readonly requestsSent: number;
  /** Replacements made by redaction. */
  readonly redactions: number;
  /** What was observed so far, in the order of asking, with provisional numbers. */
  observations(): readonly Observation[];
  /** The same, one at a time. */
  eachObservation(): Iterable<Observation>;
  /** Final number by provisional number; the final ones do not depend on the order of asking. Call it when nothing more is asked. */
  finish(): ReadonlyMap<number, number>;
  /** Nothing more is sent: what waits and what comes is lost as `interrupted`; what is under way ends by itself. */
  interrupt(): void;
  /** Whether something was not asked because the run ended early, so that it is worth continuing. */
  readonly unfinished: boolean;
  /** Writes manifest, bodies and documents. The journal goes where nothing was left unasked. FILE_NOT_WRITABLE, also where the journal failed. */
  save(directory: string, documents: readonly StoredDocument[]): Promise<SavedEvidence>;
  close(): Promise<void>;
}

function observationOf(performed: Performed, base: { readonly seq: number; readonly environment: string; readonly place: string }): Observation {
  const { at, elapsedMs, ownDelayMs, lost: loss } = performed;
  const content: Content = performed.content;
  if (content.kind === 'http' && content.response !== undefined && loss === undefined && ownDelayMs === undefined) {
    // The usual case, without the cost of spreading.
    const { seq, environment, place } = base;
    const { request, response } = content;
    return { seq, environment, place, at, elapsedMs, kind: 'http', request, response };
  }
  return { ...base, at, elapsedMs, ...(ownDelayMs === undefined ? {} : { ownDelayMs }), ...(loss === undefined ? {} : { lost: loss }), ...content };
}

/** The environment beside with what the contract declares at its address. */
function besideOf({ counterpart, contract }: SessionOptions): { readonly counterpart?: Counterpart } {
  if (counterpart === undefined) return {};
  const baseUrl = bareBase(counterpart.environment);
  return { counterpart: { ...counterpart, baseUrl, declared: declaredCalls(contract, baseUrl) } };
}

function partsOf(options: SessionOptions, sentBefore: number): Omit<Parts, 'credentials'> {
  const own = options.anchors.length === 0 ? [] : [{ name: 'statement', texts: options.anchors }];
  const trust: Trust = { lists: [...(options.trustLists ?? []), ...own], platform: options.platformRoots ?? true };
  const contexts = tlsContexts(trust);
  const { timeoutMs, maxResponseBytes } = options.limits;
  const { networks } = options.targets;
  const ownDelay = watchOwnDelay();
  const lookup = options.lookup === undefined ? {} : { lookup: options.lookup };
  const tunnel =
    options.proxy === undefined ? {} : { tunnel: openTunnels({ proxy: options.proxy, timeoutMs, secure: () => contexts.careful, ...lookup }) };
  return {
    environment: options.environment,
    permission: {
      environment: options.environment,
      targets: options.targets,
      allowedSafety: options.allowedSafety,
      consent: options.consent,
      ...besideOf(options),
      declared: declaredCalls(options.contract, options.baseUrl ?? options.environment.baseUrl),
      messages: declaredMessages(options.soap ?? []),
    },
    pin: pinNames({ networks, timeoutMs, ...lookup, ...tunnel, ...(options.proxy?.names === true ? { byProxy: true } : {}) }),
    politeness: keepPolite({
      limits: options.limits,
      sentBefore,
      local: options.environment.kind === 'local',
      seed: options.seed,
      clock: options.clock,
      delay: options.delay,
    }),
    http: openHttpClient({ contexts, networks, timeoutMs, maxResponseBytes, ownDelay }),
    redactor: openRedactor(options.runKey, options.secrets),
    contexts,
    trust,
    networks,
    seed: options.seed,
    timeoutMs,
    ownDelay,
    transportRetries: options.limits.transportRetries ?? 0,
    maxResponseBytes,
    clock: options.clock,
    delay: options.delay,
    answerKeys: options.answerKeys ?? [],
  };
}

/** The requests of a token exchange carry their secrets themselves; only the client certificate belongs to the connection. */
const bearerOf = ({ channel }: TokenRequest): CredentialSource => ({
  identities: [],
  authorize: () => Promise.resolve([]),
  channel: () => Promise.resolve(channel),
});

/** A token endpoint is there to be posted to; its origin is still one of the targets. */
const tokenParts = (base: Omit<Parts, 'credentials'>, request: TokenRequest): Parts => ({
  ...base,
  credentials: bearerOf(request),
  permission: { ...base.permission, declared: () => 'safe' },
});

/** A request on the way to a token. It is one of its identity, so that it goes over a trusted connection only. */
function tokenAction(request: TokenRequest): HttpAction {
  return {
    kind: 'http',
    method: request.method,
    url: request.url,
    headers: request.headers,
    safety: 'S2',
    place: 'token',
    credential: `identity:${request.identity}`,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

const ownEnding: ReadonlySet<string> = new Set(['interrupted', 'stopped', 'disk']);

/** Opens a session. Nothing is sent before the first `observe`. EVIDENCE_INVALID where a continued journal holds what is no record. */
export function openSession(options: SessionOptions): EvidenceSession {
  const { journal } = options;
  const recorder = openRecorder(journal === undefined ? undefined : (place) => entryFrom(journal.read(place), journal));
  const before = continueRun(journal, recorder);
  const base = partsOf(options, before.sent);
  const sent = (): number => before.sent + base.politeness.sent;
  const keeper = openKeeper({ journal, sent, onFailure: (loss) => base.politeness.halt(loss) });
  let unfinished = false;

  /** Whose answer an action gives: that of the run's environment, but for what is read beside it. */
  const environmentOf = (action: Action): string => {
    const { counterpart } = base.permission;
    if (counterpart === undefined) return options.environment.id;
    const url = action.kind === 'http' ? targetOf(action) : undefined;
    return url !== undefined && isBeside(url, base.permission) ? counterpart.environment.id : options.environment.id;
  };
  const record = async (ticket: Ticket, action: Action, work: () => Promise<Performed>, recorded?: () => void): Promise<Observation> => {
    const { seq, key, attempt, occurrence } = ticket;
    recorder.notePlace(seq, action.place);
    const performed = await work();
    const observation = observationOf(performed, { seq, environment: environmentOf(action), place: action.place });
    const { redactions, remote } = performed;
    const reason = performed.reason === '' ? undefined : performed.reason;
    const entry = keeper.keep({ seq, key, attempt, occurrence, observation, action: performed.action, redactions, remote, reason });
    const cause = entry.observation.lost?.cause;
    if (cause !== undefined && ownEnding.has(cause)) unfinished = true;
    recorder.add(entry);
    recorded?.();
    return entry.observation;
  };
  const markerFor = (ticket: Ticket): { readonly marker?: string } =>
    options.nonce === undefined ? {} : { marker: markerOf({ nonce: options.nonce, seed: options.seed }, ticket) };
  const fetchToken: FetchToken = async (request) => {
    const action = tokenAction(request);
    const key = digestOf({ token: request.identity, method: request.method, url: request.url });
    let answer: IssuerAnswer | undefined;
    const ticket = recorder.begin(key, 1);
    const work = (): Promise<Performed> =>
      perform(action, { ...tokenParts(base, request), ...markerFor(ticket) }, (raw) => {
        answer = readIssuerAnswer(raw, base.redactor);
      });
    const { lost: loss } = await record(ticket, action, work);
    return answer ?? { lost: loss ?? { cause: 'harness', detail: 'the token endpoint gave nothing' } };
  };
  const credentials = typeof options.credentials === 'function' ? options.credentials(fetchToken) : options.credentials;
  const hall = openHall({
    doors: options.doors ?? [],
    redactor: base.redactor,
    clock: options.clock,
    delay: options.delay,
    ended: () => base.politeness.closed(),
    ...(options.onWaiting === undefined ? {} : { onWaiting: options.onWaiting }),
  });
  // The agency needs its provider whenever it is asked to do its work, and it is listened for under the consent of the scenes.
  const mayRest =
    refusalOf({ kind: 'inbound', door: 'registry', step: 'open', occasion: 'rest', safety: 'S4', place: 'client' }, base.permission) === undefined;
  const parts: Parts = { ...base, credentials, hall };
  const withheld = { ...base.politeness, enter: () => Promise.resolve(lost('interrupted', 'it may have been sent before the run was interrupted')) };

  const sealedMessages = new Map<string, Map<string, string>>();
  const signedMessages = new Map<string, Map<string, SignedParts>>();
  /** The messages of one asker, by their names. */
  const of = <T>(all: Map<string, Map<string, T>>, asker: string): Map<string, T> => {
    const known = all.get(asker) ?? new Map<string, T>();
    all.set(asker, known);
    return known;
  };

  function* eachObservation(): Generator<Observation> {
    for (const { observation } of recorder.entries()) yield observation;
  }

  const partsFor = (action: Action, { owner, beforeSending, ticket }: Sending): Parts => {
    const sealed = action.kind === 'http' && action.seal?.message !== undefined ? { sealed: of(sealedMessages, owner) } : {};
    const signed = action.kind === 'http' && action.signing?.message !== undefined ? { signed: of(signedMessages, owner) } : {};
    return { ...parts, ...markerFor(ticket), ...sealed, ...signed, ...(beforeSending === undefined ? {} : { beforeSending }) };
  };

  return {
    observe: openAsking({
      recorder,
      before,
      record,
      send: async (action, sending) => {
        if (action.kind === 'http' && mayRest) await hall.rest();
        return perform(action, partsFor(action, sending));
      },
      withhold: (action, ticket) => perform(action, { ...parts, ...markerFor(ticket), politeness: withheld }),
      changes: (action) => action.kind !== 'wait' && ['S4', 'S5'].includes(safetyOf(action, base.permission.declared, base.permission.messages)),
      intend: (identity) => keeper.intend(identity),
    }),
    get requestsSent() {
      return sent();
    },
    get redactions() {
      return before.redactions + base.redactor.count;
    },
    get unfinished() {
      return unfinished;
    },
    interrupt: () => base.politeness.halt(lost('interrupted', 'the run was ended before this was sent')),
    observations: () => [...eachObservation()],
    eachObservation,
    finish: () => new Map(Array.from(recorder.order(), (seq, index) => [seq, index])),
    async save(directory, documents) {
      if (keeper.failure !== undefined) throw notKept(directory, keeper.failure);
      const { seed, runKey } = options;
      const keptIn = journal === undefined ? {} : { keptIn: journal };
      const saved = await saveEvidence(directory, { entries: recorder.ordered(), documents, seed, runKey, ...keptIn });
      if (!unfinished && journal?.directory === directory) journal.discard();
      return saved;
    },
    async close() {
      journal?.close();
      await hall.close();
      await base.http.close();
      base.ownDelay.close();
    },
  };
}
