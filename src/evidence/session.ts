/**
 * The session with a live subject: the one door through which the suite touches the network.
 *
 * Identical safe actions of many probes share one exchange, also while it is under way; what changes something is never shared. Everything that a
 * probe receives is already redacted and is exactly what will be stored.
 *
 * Room     evidence (floor 3). May be imported by suite.
 */
import type { Environment, EvidenceManifest, SafetyClass } from '../contract/documents.js';
import type { Action, HttpAction, Observation } from '../contract/evidence.js';
import type { SoapContract } from '../contract/soap-model.js';
import { digestOf } from '../contract/canonical.js';
import type { CredentialSource, FetchToken, TokenRequest } from './credentials.js';
import { openHttpClient, type WireAnswer } from './http-client.js';
import { isShareable, observationKey } from './observation-key.js';
import { perform } from './perform.js';
import type { Content, Parts, Performed } from './performer.js';
import type { TargetOrigin } from './permission.js';
import { pinNames, type Lookup } from './pinned-names.js';
import { keepPolite, type Limits } from './politeness.js';
import { openRecorder, type Ticket } from './recorder.js';
import { openRedactor } from './redact.js';
import { declaredMessages } from './soap/declared-messages.js';
import { saveEvidence, type StoredDocument } from './store.js';
import { tlsContexts } from './trust.js';

/** What a session is opened with. */
export interface SessionOptions {
  readonly environment: Environment;
  readonly targets: { readonly origins: readonly TargetOrigin[]; readonly networks: readonly string[] };
  /** PEM texts of trust anchors beyond the platform's. */
  readonly anchors: readonly string[];
  readonly limits: Limits;
  /** Highest class that is both consented to and allowed by the operator. */
  readonly allowedSafety: SafetyClass;
  readonly consent: (safety: SafetyClass) => boolean;
  /** SOAP contracts: which messages have no side effect follows from them. */
  readonly soap?: readonly SoapContract[];
  /** The identities' credentials, or what makes them from the session's own way to a token endpoint. */
  readonly credentials: CredentialSource | ((fetchToken: FetchToken) => CredentialSource);
  readonly seed: string;
  /** 32 octets of this run; pseudonyms and salts depend on it. Only its digest is ever written. */
  readonly runKey: Uint8Array;
  readonly clock: () => Date;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Resolves names; the platform's resolver by default. */
  readonly lookup?: Lookup;
}

/** What was written by `save`. */
export interface SavedEvidence {
  readonly manifest: EvidenceManifest;
  /** Octets of the distinct bodies and documents. */
  readonly bytes: number;
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
  /** Final number by provisional number; the final ones do not depend on the order of asking. Call it when nothing more is asked. */
  finish(): ReadonlyMap<number, number>;
  /** Writes manifest, bodies and documents. FILE_NOT_WRITABLE. */
  save(directory: string, documents: readonly StoredDocument[]): Promise<SavedEvidence>;
  close(): Promise<void>;
}

function observationOf(performed: Performed, base: { readonly seq: number; readonly environment: string; readonly place: string }): Observation {
  const timing = { at: performed.at, elapsedMs: performed.elapsedMs, ...(performed.lost === undefined ? {} : { lost: performed.lost }) };
  const content: Content = performed.content;
  return { ...base, ...timing, ...content };
}

function partsOf(options: SessionOptions): Omit<Parts, 'credentials'> {
  const contexts = tlsContexts(options.anchors);
  const { timeoutMs, maxResponseBytes } = options.limits;
  const { networks } = options.targets;
  return {
    environment: options.environment,
    permission: { ...options, messages: declaredMessages(options.soap ?? []) },
    pin: pinNames({ networks, timeoutMs, ...(options.lookup === undefined ? {} : { lookup: options.lookup }) }),
    politeness: keepPolite({ limits: options.limits, local: options.environment.kind === 'local', clock: options.clock, delay: options.delay }),
    http: openHttpClient({ contexts, networks, timeoutMs, maxResponseBytes }),
    redactor: openRedactor(options.runKey),
    contexts,
    anchors: options.anchors,
    seed: options.seed,
    timeoutMs,
    maxResponseBytes,
    clock: options.clock,
  };
}

/** The requests of a token exchange carry their secrets themselves. */
const nobody: CredentialSource = { identities: [], authorize: () => Promise.resolve([]) };

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

/** Opens a session. Nothing is sent before the first `observe`. */
export function openSession(options: SessionOptions): EvidenceSession {
  const base = partsOf(options);
  const recorder = openRecorder();
  const shared = new Map<string, { readonly seq: number; readonly observation: Promise<Observation> }>();

  const record = async (ticket: Ticket, action: Action, work: () => Promise<Performed>): Promise<Observation> => {
    recorder.notePlace(ticket.seq, action.place);
    const performed = await work();
    const observation = observationOf(performed, { seq: ticket.seq, environment: options.environment.id, place: action.place });
    const { redactions, remote, reason } = performed;
    recorder.add({
      ...ticket,
      observation,
      action: performed.action,
      redactions,
      ...(remote === undefined ? {} : { remote }),
      ...(reason === undefined || reason === '' ? {} : { reason }),
    });
    return observation;
  };
  const fetchToken: FetchToken = async (request) => {
    const action = tokenAction(request);
    const key = digestOf({ token: request.identity, method: request.method, url: request.url });
    let raw: WireAnswer | undefined;
    const work = (): Promise<Performed> =>
      perform(action, { ...base, credentials: nobody }, (answer) => {
        raw = answer;
      });
    const { lost: loss } = await record(recorder.begin(key, 1), action, work);
    if (raw === undefined) return { lost: loss ?? { cause: 'harness', detail: 'the token endpoint gave nothing' } };
    return { status: raw.status, body: Buffer.from(raw.body).toString('utf8') };
  };
  const credentials = typeof options.credentials === 'function' ? options.credentials(fetchToken) : options.credentials;
  const parts: Parts = { ...base, credentials };

  const share = (action: Action, key: string, attempt: number): Promise<Observation> => {
    const id = `${key} ${attempt}`;
    const known = shared.get(id);
    if (known !== undefined) {
      recorder.notePlace(known.seq, action.place);
      return known.observation;
    }
    const ticket = recorder.begin(key, attempt);
    const observation = record(ticket, action, () => perform(action, parts));
    shared.set(id, { seq: ticket.seq, observation });
    return observation;
  };

  const sealedMessages = new Map<string, Map<string, string>>();
  const sealedBy = (asker: string): Map<string, string> => {
    const known = sealedMessages.get(asker) ?? new Map<string, string>();
    sealedMessages.set(asker, known);
    return known;
  };

  return {
    async observe(action, attempt, asker) {
      if (!isShareable(action)) {
        const own: Parts =
          action.kind === 'http' && action.seal?.message !== undefined ? { ...parts, sealed: sealedBy(`${attempt} ${asker}`) } : parts;
        return record(recorder.begin(observationKey(action, asker), attempt), action, () => perform(action, own));
      }
      const observation = await share(action, observationKey(action), attempt);
      return observation.place === action.place ? observation : { ...observation, place: action.place };
    },
    get requestsSent() {
      return base.politeness.sent;
    },
    get redactions() {
      return base.redactor.count;
    },
    observations: () => recorder.entries().map(({ observation }) => observation),
    finish: () => new Map(recorder.ordered().map(({ observation }, index) => [observation.seq, index])),
    save: (directory, documents) => saveEvidence(directory, { entries: recorder.ordered(), documents, seed: options.seed, runKey: options.runKey }),
    close: () => base.http.close(),
  };
}
