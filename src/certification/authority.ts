/**
 * The authority at work: acts that are written down before they count, and what follows from each brought to its end: leaf in the log, status lists signed anew,
 * bundle released. Whatever interrupts it, the next `settle` goes on where it stopped; nothing is done twice and nothing acknowledged is lost.
 *
 * Order of a certificate: signed → event (with the whole credential, flushed) → leaf → checkpoint → witnesses → bundle. While witnesses are awaited there is no bundle.
 * Source   the trust design §4, “Order”.
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { agencyId, bundleMediaType, clusterService } from '../attestation/certificate/words.js';
import type { Signer } from '../attestation/keys.js';
import { sealCredential } from '../attestation/trust/seal-object.js';
import { emptyBits, encodeBits } from '../attestation/trust/status-list.js';
import { sha256 } from '../contract/canonical.js';
import type {
  Approval,
  AuthorityAct,
  AuthorityEvent,
  CertificateBundle,
  ParticipationCredential,
  StapledStatusList,
  StatusPurpose,
} from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { basisKey, applyEvent, type AuthorityState, type CertificateRecord, replayEvents, standingOf, troubleOfAct } from './authority-state.js';
import type { ControlSeen } from './control-proof.js';
import { type Allocation, type Issuer, listUrl, participationOf, purposes, statusListOf } from './credential.js';
import type { Granted } from './issue.js';
import { journalFile, openJournal } from './journal.js';
import { readIfThere, writeDurable } from './log-files.js';
import { type KeptStamp, writeReceipts } from './receipt.js';
import { lockFolder } from './log-lock.js';

/** The log as the authority needs it. */
export interface AuthorityLog {
  /** Puts leaves on disk; the index of the first. */
  append(leaves: readonly Uint8Array[]): Promise<number>;
  /** Signs and asks the witnesses; what they have not seen yet stays unproved. */
  publish(): Promise<void>;
  /** Text of a proof, once a quorum has seen the leaf. */
  prove(index: number): Promise<string | undefined>;
}

export interface AuthorityOptions {
  readonly directory: string;
  readonly clock: () => Date;
  readonly random: (octets: number) => Uint8Array;
  /** Absent: no certificate can be signed. */
  readonly issuerKey?: Signer;
  /** Absent: status lists stay as they are until somebody settles with one. */
  readonly statusKey?: Signer;
  /** Absent: bundles carry no proofs, and a trust list that names a log refuses them. */
  readonly log?: AuthorityLog;
  /** How long a status list may be used, in hours (default 168). */
  readonly listHours?: number;
}

/** What is left to do, and why. */
export interface Settled {
  /** Certificates whose bundles stand released. */
  readonly released: readonly string[];
  /** Certificates that wait for witnesses. */
  readonly waiting: readonly string[];
  /** Purposes whose newest list waits for a key or for witnesses. */
  readonly listsWaiting: readonly StatusPurpose[];
}

/** A change of status as two officers, or a surveillance, decided it. */
export interface Change {
  readonly certificate: string;
  readonly act: Exclude<Approval['act'], 'issue' | 'supersede'>;
  readonly reason: string;
  /** Digest of the document that it rests on. */
  readonly decision: string;
  readonly approvals: readonly string[];
}

export interface Participation {
  readonly agency: ParticipationCredential['credentialSubject']['agency'];
  readonly cluster: string;
  readonly year: number;
  /** Digest of the record of the cluster. */
  readonly basis: string;
  readonly approvals: readonly string[];
  /** Milliseconds. */
  readonly validUntil: number;
}

export interface Authority {
  state(): AuthorityState;
  events(): readonly AuthorityEvent[];
  /** Errors of every act: ACT_REFUSED where it may not follow, JOURNAL_CHANGED, FILE_NOT_WRITABLE. */
  open(issuer: Issuer): Promise<void>;
  recordChallenge(
    challenge: { readonly id: string; readonly agency: string; readonly service: string; readonly attempt: number; readonly expires: string },
    text: string,
  ): Promise<void>;
  recordControl(challenge: string, seen: ControlSeen): Promise<void>;
  /** Writes down that a report came in; the first time counts. Gives that time in milliseconds. */
  receive(report: {
    readonly sha256: string;
    readonly agency: string;
    readonly service: string;
    readonly seal: string;
    readonly challenge?: string;
    readonly timeStamp?: KeptStamp;
  }): Promise<number>;
  /** Issues what was granted; a report that has its certificate gets the same again. */
  issue(granted: Granted): Promise<CertificateRecord>;
  issueParticipation(participation: Participation): Promise<CertificateRecord>;
  change(change: Change): Promise<void>;
  survey(
    certificate: string,
    survey: { readonly result: 'passed' | 'failed' | 'missed'; readonly reportSha256?: string; readonly divergences?: readonly string[] },
  ): Promise<'kept' | 'suspended'>;
  settle(): Promise<Settled>;
  close(): Promise<void>;
}

const dayMs = 86_400_000;
const listLength = 131_072;
/** From a decision to its signature. */
const longestPauseMs = 10 * 60_000;

export const bundleFile = (directory: string, id: string): string => join(directory, 'bundles', `${id.split(':').at(-1) ?? id}.egifcert`);
export const listFile = (directory: string, purpose: StatusPurpose): string => join(directory, 'status', `${purpose}.json`);

function refused(detail: string): EgifError {
  return new EgifError('ACT_REFUSED', `the act may not follow: ${detail}`, { mend: 'look at egif cert show, and decide anew' });
}

/** A place of a list that nobody has; drawn, so that a neighbour tells nothing. */
function drawPlace(taken: ReadonlySet<number>, length: number, random: (octets: number) => Uint8Array): number {
  if (taken.size >= length) throw refused('the status list is full');
  for (;;) {
    const drawn = Buffer.from(random(6)).readUIntBE(0, 6);
    // The largest multiple of the length below 2^48: what lies above would favour low places.
    if (drawn >= Math.floor(2 ** 48 / length) * length) continue;
    if (!taken.has(drawn % length)) return drawn % length;
  }
}

function allocate({ certificates, places, issuer }: AuthorityState, { clock, random }: AuthorityOptions): Allocation {
  const year = clock().getUTCFullYear();
  const head = `urn:egif:cert:${issuer?.country ?? 'IR'}-${year}-`;
  const number = [...certificates.keys()].filter((id) => id.startsWith(head)).length + 1;
  const length = issuer?.listLength ?? listLength;
  const place = (purpose: StatusPurpose): number => drawPlace(places[purpose], length, random);
  return {
    id: `${head}${String(number).padStart(6, '0')}`,
    indexes: { revocation: place('revocation'), suspension: place('suspension'), refresh: place('refresh') },
  };
}

const changes = {
  suspend: { purpose: 'suspension', set: true, to: 'suspended' },
  resume: { purpose: 'suspension', set: false, to: 'valid' },
  revoke: { purpose: 'revocation', set: true, to: 'revoked' },
} as const;

/** The bits of a purpose as they stand. */
function bitsOf({ certificates, issuer }: AuthorityState, purpose: StatusPurpose): Uint8Array {
  const bits = emptyBits(issuer?.listLength ?? listLength);
  for (const { indexes, bits: own } of certificates.values()) {
    const at = indexes[purpose];
    if (own[purpose]) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  return bits;
}

/** Opens the authority of a folder for its one writer. Errors: LOG_BUSY, JOURNAL_BROKEN, FILE_NOT_WRITABLE. */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const { directory, clock, log, issuerKey, statusKey } = options;
  const lock = await lockFolder(directory, clock());
  const journal = await openJournal(directory).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  const { state, trouble } = replayEvents(journal.events());
  if (trouble !== undefined) {
    await journal.close();
    await lock.release();
    throw new EgifError('JOURNAL_BROKEN', `event ${trouble.seq} of the journal: ${trouble.detail}`, {
      file: join(directory, journalFile),
      mend: 'run egif cert fsck, and restore the folder from a copy; never edit the journal',
    });
  }

  const act = async (one: AuthorityAct): Promise<AuthorityEvent> => {
    const why = troubleOfAct(one, journal.events().length, state);
    if (why !== undefined) throw refused(why);
    const event = await journal.append(one, clock().getTime());
    applyEvent(event, state);
    return event;
  };
  const demandIssuer = (): Issuer & { readonly listLength: number } => {
    if (state.issuer === undefined)
      throw new EgifError('AUTHORITY_UNKNOWN', `${directory} holds no authority`, { file: directory, mend: 'make one with egif cert init' });
    return state.issuer;
  };
  const demandKey = (key: Signer | undefined, what: string): Signer => {
    if (key === undefined) throw new EgifError('USAGE', `no ${what} key is named`, { mend: `give --${what}-key` });
    return key;
  };
  const recordOf = (id: string): CertificateRecord => {
    const found = state.certificates.get(id);
    if (found === undefined) throw new EgifError('UNKNOWN_ID', `there is no certificate ${id.slice(0, 60)}`, { mend: 'egif cert list shows them' });
    return found;
  };

  const signList = async (purpose: StatusPurpose): Promise<void> => {
    const issuer = demandIssuer();
    const sequence = (state.lists.get(purpose)?.sequence ?? 0) + 1;
    const at = clock();
    const payload = statusListOf({
      issuer,
      purpose,
      sequence,
      encoded: encodeBits(bitsOf(state, purpose)),
      at: at.getTime(),
      validHours: options.listHours ?? 168,
    });
    const credential = await sealCredential(payload, { signer: demandKey(statusKey, 'status'), at });
    const covers = state.changed.get(purpose) ?? 0;
    await act({
      type: 'status-list-signed',
      subject: listUrl(issuer, purpose),
      body: { purpose, sequence, sha256: sha256(credential), credential, covers },
    });
  };
  const isListDue = (purpose: StatusPurpose): boolean => {
    const list = state.lists.get(purpose);
    if (list === undefined || list.covers < (state.changed.get(purpose) ?? 0)) return true;
    return clock().getTime() - list.at >= dayMs;
  };
  const logLeaves = async (): Promise<void> => {
    if (log === undefined) return;
    const open = [...state.leaves].filter(([seq]) => !state.logged.has(seq));
    if (open.length > 0) {
      const first = await log.append(open.map(([, leaf]) => leaf));
      for (const [offset, [seq]] of open.entries())
        await act({ type: 'leaf-logged', subject: `event:${seq}`, body: { of: seq, index: first + offset } });
    }
    await log.publish();
  };
  const proofOf = async (seq: number): Promise<string | undefined> => {
    const index = state.logged.get(seq);
    return log === undefined || index === undefined ? undefined : log.prove(index);
  };
  /** A list as it is stapled; undefined while witnesses are awaited. */
  const stapled = async (purpose: StatusPurpose): Promise<StapledStatusList | undefined> => {
    const list = state.lists.get(purpose);
    if (list === undefined) return undefined;
    const { url, credential, seq } = list;
    if (log === undefined) return { url, credential };
    const logProof = await proofOf(seq);
    return logProof === undefined ? undefined : { url, credential, logProof };
  };
  const release = async (record: CertificateRecord, statusLists: readonly StapledStatusList[]): Promise<boolean> => {
    const logProof = await proofOf(record.seq);
    if (log !== undefined && logProof === undefined) return false;
    const bundle: CertificateBundle = {
      mediaType: bundleMediaType,
      credential: record.credential,
      ...(logProof === undefined ? {} : { logProof }),
      statusLists: [...statusLists],
    };
    const text = `${JSON.stringify(bundle)}\n`;
    const file = bundleFile(directory, record.id);
    if ((await readIfThere(file))?.toString('utf8') !== text) await writeDurable(file, text);
    if (record.released === undefined) await act({ type: 'bundle-released', subject: record.id, body: { sha256: sha256(text) } });
    return true;
  };

  /** A supersession is one decision: where the new certificate stands, the change of the old one follows. */
  const followSupersessions = async (): Promise<void> => {
    for (const { id, supersedes, approvals, basis } of [...state.certificates.values()]) {
      const old = supersedes === undefined ? undefined : state.certificates.get(supersedes);
      if (old === undefined || old.supersededBy !== undefined || standingOf(old) === 'revoked') continue;
      await act({
        type: 'status-changed',
        subject: old.id,
        body: { purpose: 'refresh', set: true, from: standingOf(old), to: 'superseded', reason: 'superseded', decision: basis, approvals, by: id },
      });
    }
  };
  const settle = async (): Promise<Settled> => {
    demandIssuer();
    await followSupersessions();
    await writeReceipts(directory, state);
    if (statusKey !== undefined) for (const purpose of purposes) if (isListDue(purpose)) await signList(purpose);
    await logLeaves();
    const lists = await Promise.all(purposes.map(async (purpose) => ({ purpose, list: await stapled(purpose), due: isListDue(purpose) })));
    for (const { purpose, list } of lists) if (list !== undefined) await writeDurable(listFile(directory, purpose), `${JSON.stringify(list)}\n`);
    const ready = lists.flatMap(({ list }) => (list === undefined ? [] : [list]));
    const waiting: string[] = [];
    for (const record of [...state.certificates.values()]) {
      const isDead = standingOf(record) === 'revoked' && record.released === undefined;
      if (isDead) continue;
      const isReleased = ready.length === purposes.length && (await release(record, ready));
      if (!isReleased) waiting.push(record.id);
    }
    const released = [...state.certificates.values()].filter((each) => each.released !== undefined).map(({ id }) => id);
    return { released, waiting, listsWaiting: lists.filter(({ list, due }) => list === undefined || due).map(({ purpose }) => purpose) };
  };

  const issueSigned = async (
    payloadOf: (allocation: Allocation, validFrom: number) => object,
    body: Omit<Extract<AuthorityAct, { readonly type: 'certificate-issued' }>['body'], 'sha256' | 'credential' | 'indexes' | 'validFrom'>,
  ): Promise<CertificateRecord> => {
    const before = state.byBasis.get(basisKey(body));
    if (before !== undefined) return recordOf(before);
    demandIssuer();
    const allocation = allocate(state, options);
    const at = clock();
    const credential = await sealCredential(payloadOf(allocation, at.getTime()), { signer: demandKey(issuerKey, 'issuer'), at });
    await act({
      type: 'certificate-issued',
      subject: allocation.id,
      body: { ...body, validFrom: at.toISOString(), sha256: sha256(credential), credential, indexes: allocation.indexes },
    });
    return recordOf(allocation.id);
  };

  return {
    state: () => state,
    events: () => journal.events(),
    async open({ legalPersonId, ...body }) {
      await act({ type: 'authority-opened', subject: legalPersonId, body: { ...body, listLength } });
    },
    async recordChallenge({ id, agency, service, attempt, expires }, text) {
      await act({ type: 'challenge-issued', subject: id, body: { sha256: sha256(text), agency, service, attempt, expires, text } });
    },
    async recordControl(challenge, seen) {
      await act({ type: 'control-checked', subject: challenge, body: seen });
    },
    async receive({ sha256: digest, ...body }) {
      const before = state.received.get(digest);
      if (before !== undefined) return before.at;
      const { at } = await act({ type: 'report-received', subject: digest, body });
      return Date.parse(at);
    },
    async issue(granted) {
      const { agency, service, challenge, profile, reportSha256, approvals, supersedes, decidedAt, validUntil } = granted;
      if (Math.abs(clock().getTime() - decidedAt) > longestPauseMs) throw refused('the decision is too old to be signed');
      return issueSigned((allocation, validFrom) => granted.payload(allocation, validFrom), {
        kind: 'interoperability',
        basis: reportSha256,
        agency,
        service,
        challenge,
        profile,
        validUntil: new Date(validUntil).toISOString(),
        approvals,
        ...(supersedes === undefined ? {} : { supersedes }),
      });
    },
    async issueParticipation({ agency, cluster, year, basis, approvals, validUntil }) {
      const issuer = demandIssuer();
      const credentialSubject = { id: agencyId(agency.legalPersonId), agency, cluster, year };
      const evidence = [{ type: 'EgifParticipationRecord' as const, decisionSha256: basis, approvals: [...approvals] }];
      return issueSigned((allocation, validFrom) => participationOf({ issuer, allocation, validFrom, validUntil }, { credentialSubject, evidence }), {
        kind: 'participation',
        basis,
        agency: agency.legalPersonId,
        service: clusterService(cluster),
        validUntil: new Date(validUntil).toISOString(),
        approvals,
      });
    },
    async change({ certificate, act: kind, reason, decision, approvals }) {
      const from = standingOf(recordOf(certificate));
      await act({ type: 'status-changed', subject: certificate, body: { ...changes[kind], from, reason, decision, approvals } });
    },
    async survey(certificate, survey) {
      const record = recordOf(certificate);
      const divergences = survey.divergences === undefined ? {} : { divergences: [...survey.divergences] };
      await act({ type: 'surveyed', subject: certificate, body: { ...survey, ...divergences } });
      const [last, before] = [...record.surveys].reverse();
      const isBad = last?.result !== 'passed' && before !== undefined && before.result !== 'passed';
      if (!isBad || standingOf(record) !== 'valid') return 'kept';
      const decision = last?.reportSha256 ?? sha256(`${certificate} surveillance ${record.surveys.length}`);
      await act({
        type: 'status-changed',
        subject: certificate,
        body: { ...changes.suspend, from: 'valid', reason: 'surveillance', decision, approvals: [] },
      });
      return 'suspended';
    },
    settle,
    async close() {
      await journal.close();
      await lock.release();
    },
  };
}
